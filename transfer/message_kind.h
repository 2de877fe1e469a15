#pragma once
// The kinds of message on a link (docs/wire.md "Messages"): their numbers, sizes and elements.

#include <cstddef>
#include <cstdint>

namespace shoal::transfer::wire {

enum class Kind : std::uint8_t {
    hello,
    open,
    opened,
    have_map,
    have,
    want_hashes,
    hashes,
    request,
    data,
    reject,
    cancel,
    peers,
    bye,
};

/// The largest record of a kind, in bytes; checked before the body is read.
[[nodiscard]] std::size_t cap_of(Kind kind);

/// Elements that a kind must have, itself counted; later versions may put more behind them.
[[nodiscard]] std::uint32_t elements_of(Kind kind);

}  // namespace shoal::transfer::wire
