#include "transfer/message_kind.h"

#include "transfer/hash_block.h"
#include "transfer/limits.h"

namespace shoal::transfer::wire {
namespace {

constexpr std::size_t fixed_part = 160;  ///< bytes: more than any message's fields besides its bulk

}  // namespace

std::size_t cap_of(Kind kind) {
    switch (kind) {
    case Kind::hello:
        return 1024;
    case Kind::have_map:
        return limits::have_map_bytes + fixed_part;
    case Kind::have:
        return limits::have_ranges * 11 + fixed_part;
    case Kind::hashes:
        return (chunks_per_hash_block + 64) * 32 + fixed_part;
    case Kind::data:
        return limits::data_bytes + fixed_part;
    case Kind::request:
    case Kind::cancel:
        return limits::chunks_per_request * 5 + fixed_part;
    case Kind::peers:
        return limits::peers_per_message * 20 + fixed_part;
    case Kind::open:
    case Kind::opened:
    case Kind::want_hashes:
    case Kind::reject:
    case Kind::bye:
        return fixed_part;
    }
    return fixed_part;
}

std::uint32_t elements_of(Kind kind) {
    switch (kind) {
    case Kind::hello:
        return 2;
    case Kind::open:
        return 4;
    case Kind::opened:
        return 5;
    case Kind::have_map:
        return 4;
    case Kind::have:
        return 3;
    case Kind::want_hashes:
        return 4;
    case Kind::hashes:
        return 6;
    case Kind::request:
        return 4;
    case Kind::data:
        return 6;
    case Kind::reject:
        return 5;
    case Kind::cancel:
        return 4;
    case Kind::peers:
        return 3;
    case Kind::bye:
        return 1;
    }
    return 1;
}

}  // namespace shoal::transfer::wire
