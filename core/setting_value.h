#pragma once
// The values of settings, from text and to text, each by the kind of its setting. What follows from the whole table is
// in core/settings.h.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/settings.h"

namespace shoal {

inline constexpr std::size_t max_local_path_bytes = 4'095;  ///< what the system calls take, less their NUL

// Each sets `to` only if all of `value` is right for a setting of this kind and in its range. Error: configuration, in
// a sentence that begins with the key.
[[nodiscard]] Result<> read_value(bool& to, const SettingInfo& info, std::string_view value);
/// A rate, a duration or a count.
[[nodiscard]] Result<> read_value(std::uint64_t& to, const SettingInfo& info, std::string_view value);
/// A path, a choice, a log filter or any text.
[[nodiscard]] Result<> read_value(std::string& to, const SettingInfo& info, std::string_view value);
[[nodiscard]] Result<> read_value(std::vector<Endpoint>& to, const SettingInfo& info, std::string_view value);
/// Words or paths, one a line.
[[nodiscard]] Result<> read_value(std::vector<std::string>& to, const SettingInfo& info, std::string_view value);

// As read_value() reads them.
[[nodiscard]] std::string text_of(bool value);
[[nodiscard]] std::string text_of(std::uint64_t value, SettingKind kind);
[[nodiscard]] std::string text_of(const std::vector<Endpoint>& value);
[[nodiscard]] std::string text_of(const std::vector<std::string>& value);

}  // namespace shoal
