#include "tests/sim/trace.h"

#include <cstdio>
#include <cstring>
#include <fmt/format.h>

namespace shoal::sim {
namespace {

double seconds(Instant when) {
    return static_cast<double>(when.time_since_epoch() / 1us) / 1e6;
}

}  // namespace

void Trace::fold(std::uint64_t word) {
    hash_ = (hash_ ^ word) * 0x9fb21c651e98df25;
    hash_ ^= hash_ >> 29;
}

void Trace::fold(BytesView bytes) {
    fold(bytes.size());
    while (bytes.size() >= 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data(), 8);
        fold(word);
        bytes = bytes.subspan(8);
    }
    std::uint64_t rest = 0;
    if (!bytes.empty()) std::memcpy(&rest, bytes.data(), bytes.size());
    fold(rest);
}

void Trace::note(Instant when, std::string_view what, std::uint64_t a, std::uint64_t b) {
    fold(static_cast<std::uint64_t>(when.time_since_epoch().count()));
    fold(as_bytes(what));
    fold(a);
    fold(b);
    if (is_shown_) fmt::print(stderr, "{:12.6f} {} {} {}\n", seconds(when), what, a, b);
}

void Trace::note(Instant when, std::string_view what, BytesView bytes) {
    fold(static_cast<std::uint64_t>(when.time_since_epoch().count()));
    fold(as_bytes(what));
    fold(bytes);
    if (is_shown_) fmt::print(stderr, "{:12.6f} {} {} bytes\n", seconds(when), what, bytes.size());
}

void Trace::say(Instant when, std::string_view who, std::string_view sentence) {
    fold(static_cast<std::uint64_t>(when.time_since_epoch().count()));
    fold(as_bytes(who));
    fold(as_bytes(sentence));
    if (is_shown_) fmt::print(stderr, "{:12.6f} {}: {}\n", seconds(when), who, sentence);
}

}  // namespace shoal::sim
