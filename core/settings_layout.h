#pragma once
// Where the settings stand in a TOML text, for those who change the text and keep its form (core/settings_edit.h).

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace shoal {

/// Offsets are bytes from the begin of the text.
struct TomlLayout {
    struct Value {
        std::string key;        ///< with its tables: "limits.up"
        std::size_t name = 0;   ///< where the last part of the key begins
        std::size_t begin = 0;  ///< of the value
        std::size_t end = 0;
        std::string braces;  ///< the inline table it stands in, else empty
    };
    struct Table {
        std::string key;
        std::size_t begin = 0;  ///< '[' of its header, or '{'
        std::size_t end = 0;    ///< behind the ']' or '}'
        bool is_inline = false;
    };
    std::vector<Value> values;  ///< in the order of the text
    std::vector<Table> tables;  ///< those with a header or in braces, in the order of the text
};

/// Error: configuration (no TOML; `where` names the file).
[[nodiscard]] Result<TomlLayout> layout_of_toml(std::string_view text, std::string_view where);

}  // namespace shoal
