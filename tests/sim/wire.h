#pragma once
// A TCP connection between two simulated machines, and the streams that its two sides hold.

#include <array>
#include <deque>
#include <memory>

#include "tests/sim/network.h"

namespace shoal::sim {

class HostStream;

/// Two directions, each a queue at the sender, segments in flight, and a buffer at the receiver. What is in flight is
/// tried again until it arrives, the other side turns out to know nothing of it, or the sender gives up.
class Wire : public std::enable_shared_from_this<Wire> {
public:
    Wire(Network& network, Host& dialler, const Endpoint& from, Host& accepter, const Endpoint& to);

    /// The stream of side 0 (who dialled) or 1; once each.
    [[nodiscard]] std::unique_ptr<HostStream> open(unsigned side);

    // --- for the uplink
    /// Puts a segment of this direction in flight; its size in bytes, 0: there is nothing to send.
    std::size_t transmit(unsigned direction);
    void transmitted(unsigned direction);

private:
    friend class HostStream;

    struct Segment {
        Bytes bytes;
        Instant arrives;
        bool is_end = false;
    };
    struct Side {
        Host* host = nullptr;
        std::uint64_t boot = 0;
        Endpoint local;
        HostStream* stream = nullptr;
        bool was_opened = false;
        bool gave_up = false;  // the kernel told it that the connection is gone
    };
    struct Flow {
        std::deque<Bytes> unsent;
        std::size_t unsent_bytes = 0;
        bool ends = false;  // after what is unsent
        bool end_sent = false;
        bool waits_for_uplink = false;
        std::deque<Segment> flight;
        std::size_t flight_bytes = 0;
        bool is_armed = false;
        unsigned tries = 0;
        Instant stuck_since{};
        std::deque<Bytes> arrived;  // at the receiver, not yet read
        std::size_t arrived_bytes = 0;
        bool end_arrived = false;
        bool was_queued = false;
        bool flush_armed = false;
    };

    void write(unsigned side, Bytes bytes);
    [[nodiscard]] std::size_t queued(unsigned side) const;
    void closed_by_holder(unsigned side);
    void want_uplink(unsigned direction);
    void arm(unsigned direction);
    void deliver(unsigned direction);
    void try_again(unsigned direction);
    [[nodiscard]] bool is_known(const Side& side) const;
    [[nodiscard]] bool reaches(unsigned direction) const;
    void flush_soon(unsigned direction);
    void flush(unsigned direction);
    void hand_over(unsigned direction, const Bytes& bytes);
    void break_soon(unsigned side, Duration wait, Error why);
    void break_now(unsigned side, const Error& why);
    /// Calls one of the stream's callbacks, which may destroy the stream.
    template <class Callback, class... Arguments>
    void call(unsigned side, Callback Stream::Events::*which, Arguments... arguments);

    Network& network_;
    std::array<Side, 2> sides_;
    std::array<Flow, 2> flows_;  // [i]: from side i to the other
};

/// What an engine holds.
class HostStream final : public Stream {
public:
    HostStream(std::shared_ptr<Wire> wire, unsigned side);
    ~HostStream() override;
    void start(Events events) override;
    void write(Bytes bytes) override;
    [[nodiscard]] std::size_t queued() const override;
    void pause_reading() override { is_paused_ = true; }
    void resume_reading() override;
    [[nodiscard]] Endpoint remote() const override;
    [[nodiscard]] Endpoint local() const override;

private:
    friend class Wire;
    [[nodiscard]] bool takes_data() const { return is_started_ && !is_paused_ && !is_closed_; }
    std::shared_ptr<Wire> wire_;
    unsigned side_;
    Events events_;
    bool is_started_ = false;
    bool is_paused_ = false;
    bool is_closed_ = false;
};

}  // namespace shoal::sim
