#include "tests/sim/wire.h"

namespace shoal::sim {
namespace {

constexpr std::size_t segment_bytes = 32 * 1024;   // one event each: a run of real segments
constexpr std::size_t system_buffer = 256 * 1024;  // what a kernel takes from write()
constexpr std::size_t window = 1024 * 1024;        // in flight and unread
constexpr Duration first_retry = 200ms;
constexpr Duration longest_retry = 30s;
constexpr Duration sender_gives_up = std::chrono::minutes{15};  // Linux: tcp_retries2

Error broken(const char* why) {
    return {Errc::network, std::string{"the connection broke: "} + why};
}

}  // namespace

Wire::Wire(Network& network, Host& dialler, const Endpoint& from, Host& accepter, const Endpoint& to)
    : network_{network} {
    sides_[0] = {.host = &dialler, .boot = dialler.boot, .local = from};
    sides_[1] = {.host = &accepter, .boot = accepter.boot, .local = to};
}

std::unique_ptr<HostStream> Wire::open(unsigned side) {
    SHOAL_REQUIRE(!sides_[side].was_opened);
    sides_[side].was_opened = true;
    return std::make_unique<HostStream>(shared_from_this(), side);
}

template <class Callback, class... Arguments>
void Wire::call(unsigned side, Callback Stream::Events::*which, Arguments... arguments) {
    auto* stream = sides_[side].stream;
    if (stream == nullptr || !(stream->events_.*which)) return;
    auto running = std::move(stream->events_.*which);
    running(arguments...);
    if (sides_[side].stream == stream) stream->events_.*which = std::move(running);
}

// --- sending ---------------------------------------------------------------------------------------------------------

void Wire::write(unsigned side, Bytes bytes) {
    auto& flow = flows_[side];
    if (bytes.empty() || sides_[side].gave_up || sides_[side].host->is_cut) return;
    flow.unsent_bytes += bytes.size();
    flow.unsent.push_back(std::move(bytes));
    want_uplink(side);
    if (queued(side) > 0) flow.was_queued = true;
}

std::size_t Wire::queued(unsigned side) const {
    const auto waiting = flows_[side].unsent_bytes;
    return waiting > system_buffer ? waiting - system_buffer : 0;
}

void Wire::want_uplink(unsigned direction) {
    auto& flow = flows_[direction];
    if (flow.waits_for_uplink || sides_[direction].gave_up) return;
    const bool has_work = !flow.unsent.empty() || (flow.ends && !flow.end_sent);
    if (!has_work || flow.flight_bytes + flow.arrived_bytes >= window) return;
    flow.waits_for_uplink = true;
    auto& host = *sides_[direction].host;
    host.uplink.emplace_back(weak_from_this(), direction);
    network_.drive_uplink(host);
}

std::size_t Wire::transmit(unsigned direction) {
    auto& flow = flows_[direction];
    flow.waits_for_uplink = false;
    auto& from = *sides_[direction].host;
    auto& to = *sides_[1 - direction].host;
    if (from.is_cut || from.boot != sides_[direction].boot) return 0;
    Segment segment;
    while (!flow.unsent.empty() && segment.bytes.size() < segment_bytes) {
        auto& next = flow.unsent.front();
        if (segment.bytes.empty() && next.size() <= segment_bytes) {
            segment.bytes = std::move(next);
            flow.unsent.pop_front();
            continue;
        }
        const auto size = static_cast<std::ptrdiff_t>(std::min(next.size(), segment_bytes - segment.bytes.size()));
        segment.bytes.insert(segment.bytes.end(), next.begin(), next.begin() + size);
        next.erase(next.begin(), next.begin() + size);
        if (next.empty()) flow.unsent.pop_front();
    }
    flow.unsent_bytes -= segment.bytes.size();
    segment.is_end = flow.unsent.empty() && flow.ends;
    if (segment.bytes.empty() && (!segment.is_end || flow.end_sent)) return 0;
    flow.end_sent = segment.is_end;
    const auto size = segment.bytes.size();
    const auto now = network_.clock.now();
    auto wait = network_.transmission(from, size) + network_.delay(from, to);
    if (&from != &to && network_.faults.strikes(Fault::stream_delayed)) wait += network_.draw.between(first_retry, 3s);
    segment.arrives = now + wait;
    if (&from != &to && to.options.down > 0) {
        const auto ns = size * 1'000'000'000 / to.options.down;
        to.downlink_free = std::max(to.downlink_free, segment.arrives) + Duration{static_cast<Duration::rep>(ns)};
        segment.arrives = to.downlink_free;
    }
    flow.flight_bytes += size;
    flow.flight.push_back(std::move(segment));
    arm(direction);
    return std::max<std::size_t>(size, 1);
}

void Wire::transmitted(unsigned direction) {
    want_uplink(direction);
    auto& flow = flows_[direction];
    if (!flow.was_queued || queued(direction) > 0) return;
    flow.was_queued = false;
    const auto* stream = sides_[direction].stream;
    if (stream != nullptr && !stream->is_closed_) call(direction, &Stream::Events::on_drained);
}

// --- arriving --------------------------------------------------------------------------------------------------------

void Wire::arm(unsigned direction) {
    auto& flow = flows_[direction];
    if (flow.is_armed || flow.flight.empty()) return;
    flow.is_armed = true;
    network_.clock.at(flow.flight.front().arrives, [self = shared_from_this(), direction] {
        self->flows_[direction].is_armed = false;
        self->deliver(direction);
    });
}

bool Wire::is_known(const Side& side) const {
    return side.boot == side.host->boot && !side.gave_up && (side.stream != nullptr || !side.was_opened);
}

bool Wire::reaches(unsigned direction) const {
    const auto& from = sides_[direction];
    const auto& to = sides_[1 - direction];
    const bool moved = from.host->options.address != from.local.address || to.host->options.address != to.local.address;
    return !moved && network_.carries(*from.host, *to.host) && network_.carries(*to.host, *from.host);
}

void Wire::deliver(unsigned direction) {
    auto& flow = flows_[direction];
    auto& from = sides_[direction];
    auto& to = sides_[1 - direction];
    if (from.boot != from.host->boot && !from.host->is_cut) flow.flight.clear();  // nobody sends it again
    if (flow.flight.empty()) return;
    if (!reaches(direction)) return try_again(direction);
    flow.tries = 0;
    Segment segment = std::move(flow.flight.front());
    flow.flight.pop_front();
    flow.flight_bytes -= segment.bytes.size();
    if (!is_known(to)) {
        flow.flight.clear();
        flow.flight_bytes = 0;
        return break_soon(direction, network_.delay(*to.host, *from.host), broken("reset by peer"));
    }
    if (!segment.bytes.empty()) {
        if (network_.faults.strikes(Fault::stream_reset)) {
            break_soon(direction, Duration{0}, broken("reset on the way"));
            return break_soon(1 - direction, Duration{0}, broken("reset on the way"));
        }
        network_.trace.note(network_.clock.now(), "segment", segment.bytes);
        flow.arrived_bytes += segment.bytes.size();
        flow.arrived.push_back(std::move(segment.bytes));
    }
    if (segment.is_end) flow.end_arrived = true;
    flush(direction);
    arm(direction);
    want_uplink(direction);
}

void Wire::try_again(unsigned direction) {
    auto& flow = flows_[direction];
    const auto now = network_.clock.now();
    if (sides_[direction].boot != sides_[direction].host->boot || sides_[direction].host->is_cut) {
        flow.flight.clear();  // the sender is no more
        return;
    }
    if (flow.tries == 0) flow.stuck_since = now;
    if (now - flow.stuck_since > sender_gives_up) {
        flow.flight.clear();
        return break_now(direction, {Errc::timed_out, "the connection broke: no answer for too long"});
    }
    const auto wait = std::min(first_retry * (1U << std::min(flow.tries, 10U)), longest_retry);
    ++flow.tries;
    flow.flight.front().arrives = now + wait;
    arm(direction);
}

void Wire::flush_soon(unsigned direction) {
    auto& flow = flows_[direction];
    if (flow.flush_armed) return;
    flow.flush_armed = true;
    const auto when = std::max(network_.clock.now(), sides_[1 - direction].host->paused_until);
    network_.clock.at(when, [self = shared_from_this(), direction] {
        self->flows_[direction].flush_armed = false;
        self->flush(direction);
        self->want_uplink(direction);
    });
}

void Wire::flush(unsigned direction) {
    auto& flow = flows_[direction];
    auto& to = sides_[1 - direction];
    if (to.host->is_paused(network_.clock.now())) return flush_soon(direction);
    while (!flow.arrived.empty() && to.stream != nullptr && to.stream->takes_data()) {
        const Bytes bytes = std::move(flow.arrived.front());
        flow.arrived.pop_front();
        flow.arrived_bytes -= bytes.size();
        hand_over(direction, bytes);
    }
    if (flow.arrived.empty() && flow.end_arrived && to.stream != nullptr && to.stream->takes_data())
        break_now(1 - direction, {Errc::closed, "the other side closed the connection"});
}

void Wire::hand_over(unsigned direction, const Bytes& bytes) {
    const auto& to = sides_[1 - direction];
    BytesView rest{bytes};
    const bool shredded = network_.faults.strikes(Fault::stream_shredded);
    while (!rest.empty() && to.stream != nullptr && !to.stream->is_closed_) {
        if (to.stream->is_paused_) {  // paused between two pieces
            auto& flow = flows_[direction];
            flow.arrived.emplace_front(rest.begin(), rest.end());
            flow.arrived_bytes += rest.size();
            return;
        }
        const auto size = shredded ? network_.draw.between(1, rest.size()) : rest.size();
        const auto piece = rest.first(size);
        rest = rest.subspan(size);
        call(1 - direction, &Stream::Events::on_data, piece);
    }
}

// --- ending ----------------------------------------------------------------------------------------------------------

void Wire::closed_by_holder(unsigned side) {
    auto& own = sides_[side];
    own.stream = nullptr;
    auto& out = flows_[side];
    if (own.host->is_cut || own.boot != own.host->boot) {  // nobody is left to say anything
        if (!own.gave_up) network_.faults.happened(Fault::half_open);
        out.unsent.clear();
        out.unsent_bytes = 0;
        return;
    }
    if (own.gave_up) return;
    const auto& in = flows_[1 - side];
    if (in.arrived_bytes > 0) {  // unread bytes make a kernel send a reset
        return break_soon(1 - side, network_.delay(*own.host, *sides_[1 - side].host), broken("reset by peer"));
    }
    while (out.unsent_bytes > system_buffer) {
        out.unsent_bytes -= out.unsent.back().size();
        out.unsent.pop_back();
    }
    out.ends = true;
    want_uplink(side);
}

void Wire::break_soon(unsigned side, Duration wait, Error why) {
    network_.clock.after(wait, [self = shared_from_this(), side, why = std::move(why)] { self->break_now(side, why); });
}

void Wire::break_now(unsigned side, const Error& why) {
    auto& own = sides_[side];
    if (own.gave_up) return;
    const auto now = network_.clock.now();
    if (own.host->is_paused(now)) return break_soon(side, own.host->paused_until - now, why);
    own.gave_up = why.code != Errc::closed;
    if (own.stream == nullptr || own.stream->is_closed_) return;
    own.stream->is_closed_ = true;
    network_.trace.note(now, "closed", static_cast<std::uint64_t>(why.code));
    call<decltype(Stream::Events::on_closed), Error>(side, &Stream::Events::on_closed, why);
}

// --- the stream ------------------------------------------------------------------------------------------------------

HostStream::HostStream(std::shared_ptr<Wire> wire, unsigned side) : wire_{std::move(wire)}, side_{side} {
    wire_->sides_[side_].stream = this;
}

HostStream::~HostStream() {
    wire_->closed_by_holder(side_);
}

void HostStream::start(Events events) {
    SHOAL_REQUIRE(!is_started_);
    is_started_ = true;
    events_ = std::move(events);
    wire_->flush_soon(1 - side_);
}

void HostStream::write(Bytes bytes) {
    if (!is_closed_) wire_->write(side_, std::move(bytes));
}

std::size_t HostStream::queued() const {
    return wire_->queued(side_);
}

void HostStream::resume_reading() {
    if (!std::exchange(is_paused_, false) || !is_started_) return;
    wire_->flush_soon(1 - side_);
}

Endpoint HostStream::remote() const {
    return wire_->sides_[1 - side_].local;
}

Endpoint HostStream::local() const {
    return wire_->sides_[side_].local;
}

}  // namespace shoal::sim
