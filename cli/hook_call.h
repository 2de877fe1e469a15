#pragma once
// What a hook learns of a share, and what becomes of it: the words between the daemon and its broker.

#include <cstdint>
#include <string>
#include <vector>

#include "core/result.h"
#include "crypto/bytes.h"

namespace shoal::cli {

/// Of a share that is complete. Never its id or link: an environment can be read by others of the same user.
struct HookCall {
    std::string tag;
    std::string name;  ///< as its author chose it
    std::string path;  ///< absolute: the folder or file itself
    std::uint64_t bytes = 0;

    [[nodiscard]] Bytes encode() const;
    [[nodiscard]] static Result<HookCall> decode(BytesView bytes);

    /// `words` with {tag}, {name}, {path} and {bytes} filled in, but for the first word, which is the program. What a
    /// value contains is never filled in again.
    [[nodiscard]] std::vector<std::string> fill(const std::vector<std::string>& words) const;
    /// All that a hook's environment holds.
    [[nodiscard]] std::vector<std::string> environment() const;
};

struct HookEnd {
    int status = 0;          ///< exit code, or 128 + the number of the signal that ended it
    bool timed_out = false;  ///< it ran into the time limit

    [[nodiscard]] Bytes encode() const;
    [[nodiscard]] static Result<HookEnd> decode(BytesView bytes);
};

}  // namespace shoal::cli
