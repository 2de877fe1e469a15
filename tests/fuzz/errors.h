#pragma once
// What holds for every error that outside bytes cause.

#include <initializer_list>

#include "core/names.h"
#include "core/result.h"
#include "tests/fuzz/input.h"

namespace shoal::fuzz {

/// It is of one of these kinds, and its sentence can be shown: one line, UTF-8, nothing that fools a terminal, and
/// not so long that a message of a few KiB fills a log.
inline void check_error(const Error& error, std::initializer_list<Errc> kinds) {
    constexpr std::size_t max_sentence = 64 * 1024;
    FUZZ_CHECK(std::ranges::find(kinds, error.code) != kinds.end());
    FUZZ_CHECK(!error.what.empty() && error.what.size() <= max_sentence);
    FUZZ_CHECK(printable(error.what) == error.what);
}

}  // namespace shoal::fuzz
