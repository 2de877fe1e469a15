#pragma once
// What happened in a run, as one number: equal seeds must give equal traces.

#include <cstdint>
#include <string_view>

#include "core/time.h"
#include "crypto/bytes.h"

namespace shoal::sim {

/// Everything that crosses the border of an engine goes in here: datagrams, stream bytes, disk calls, jobs, faults.
class Trace {
public:
    /// `is_shown`: also a line on standard error for each note.
    explicit Trace(bool is_shown) : is_shown_{is_shown} {}

    void note(Instant when, std::string_view what, std::uint64_t a = 0, std::uint64_t b = 0);
    void note(Instant when, std::string_view what, BytesView bytes);
    /// A sentence for whoever reads the trace; it counts as well.
    void say(Instant when, std::string_view who, std::string_view sentence);

    [[nodiscard]] std::uint64_t hash() const { return hash_; }
    [[nodiscard]] bool is_shown() const { return is_shown_; }

private:
    void fold(std::uint64_t word);
    void fold(BytesView bytes);
    std::uint64_t hash_ = 0x736f'616c'2e73'696d;
    bool is_shown_;
};

}  // namespace shoal::sim
