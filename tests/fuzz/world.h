#pragma once
// A world of one fuzz input: time that is advanced by hand, and connections whose other end is the fuzzer. It has no
// datagrams, no disk and no workers.

#include <map>
#include <set>
#include <utility>

#include "core/world.h"
#include "tests/fuzz/input.h"

namespace shoal::fuzz {

class FuzzTimers final : public Timers {
public:
    [[nodiscard]] Instant now() const override { return now_; }
    [[nodiscard]] WallTime wall() const override { return {1'700'000'000'000}; }
    [[nodiscard]] std::unique_ptr<Timer> at(Instant when, Task task) override {
        const Key key{std::max(when, now_), next_++};
        tasks_.emplace(key, std::move(task));
        return std::make_unique<Armed>(*this, key);
    }

    /// Runs what is due at this instant, and what that makes due. A thousand calls that each want another one at once
    /// are a loop that would never end.
    void turn() {
        constexpr std::size_t endless = 1000;
        for (std::size_t calls = 0; !tasks_.empty() && tasks_.begin()->first.first <= now_; ++calls) {
            FUZZ_CHECK(calls < endless);
            auto first = tasks_.extract(tasks_.begin());
            first.mapped()();
        }
    }
    void advance(Duration span) {
        const Instant end = now_ + span;
        turn();
        while (!tasks_.empty() && tasks_.begin()->first.first <= end) {
            now_ = tasks_.begin()->first.first;
            turn();
        }
        now_ = end;
    }

private:
    using Key = std::pair<Instant, std::uint64_t>;
    class Armed final : public Timer {
    public:
        Armed(FuzzTimers& timers, const Key& key) : timers_{timers}, key_{key} {}
        Armed(const Armed&) = delete;
        Armed& operator=(const Armed&) = delete;
        ~Armed() override { timers_.tasks_.erase(key_); }

    private:
        FuzzTimers& timers_;
        Key key_;
    };

    Instant now_ = Instant{} + std::chrono::hours{24};
    std::uint64_t next_ = 0;
    std::map<Key, Task> tasks_;
};

/// A connection as both ends see it.
struct Pipe {
    Stream::Events events;
    bool started = false;
    bool gone = false;  ///< the product let go of its end, or was told that it is closed
    bool paused = false;
    Bytes sent;               ///< by the product, since the fuzzer last looked
    std::size_t queued = 0;   ///< bytes that are said not to be taken yet
    std::uint64_t total = 0;  ///< bytes sent, ever
    bool stuck = false;       ///< what is written stays queued
    Endpoint remote;
    Endpoint local;

    /// The fuzzer sends. In one call: the product may pause or close meanwhile, which is then its own affair.
    void deliver(BytesView bytes) {
        if (started && !gone && !paused && !bytes.empty()) events.on_data(bytes);
    }
    void drain() {
        if (std::exchange(queued, 0) != 0 && started && !gone) events.on_drained();
    }
    void close() {
        if (!started || std::exchange(gone, true)) return;
        events.on_closed(Error{Errc::closed, "the other side ended it"});
    }
};

/// The product's end.
class PipeStream final : public Stream {
public:
    explicit PipeStream(std::shared_ptr<Pipe> pipe) : pipe_{std::move(pipe)} {}
    PipeStream(const PipeStream&) = delete;
    PipeStream& operator=(const PipeStream&) = delete;
    ~PipeStream() override { pipe_->gone = true; }

    void start(Events events) override {
        FUZZ_CHECK(!std::exchange(pipe_->started, true));
        pipe_->events = std::move(events);
    }
    void write(Bytes bytes) override {
        if (pipe_->gone) return;
        pipe_->total += bytes.size();
        if (pipe_->stuck) pipe_->queued += bytes.size();
        pipe_->sent.insert(pipe_->sent.end(), bytes.begin(), bytes.end());
    }
    [[nodiscard]] std::size_t queued() const override { return pipe_->queued; }
    void pause_reading() override { pipe_->paused = true; }
    void resume_reading() override { pipe_->paused = false; }
    [[nodiscard]] Endpoint remote() const override { return pipe_->remote; }
    [[nodiscard]] Endpoint local() const override { return pipe_->local; }

private:
    std::shared_ptr<Pipe> pipe_;
};

class FuzzStreams final : public Streams {
public:
    struct Dialling {
        Endpoint to;
        Dialled answer;
    };

    [[nodiscard]] Result<std::unique_ptr<Listener>> listen(const Endpoint& local, Accepted on_accepted) override {
        accepted = std::move(on_accepted);
        return std::make_unique<Ear>(local);
    }
    [[nodiscard]] std::unique_ptr<Dial> dial(const IpAddress&, const Endpoint& to, Duration,
                                             Dialled on_dialled) override {
        const auto number = next_++;
        dialling.emplace(number, Dialling{to, std::move(on_dialled)});
        return std::make_unique<Attempt>(*this, number);
    }

    Accepted accepted;
    std::map<std::uint64_t, Dialling> dialling;  ///< attempts that were not given up and not answered

private:
    class Ear final : public Listener {
    public:
        explicit Ear(const Endpoint& local) : local_{local} {}
        [[nodiscard]] Endpoint local() const override { return local_; }

    private:
        Endpoint local_;
    };
    class Attempt final : public Dial {
    public:
        Attempt(FuzzStreams& streams, std::uint64_t number) : streams_{streams}, number_{number} {}
        Attempt(const Attempt&) = delete;
        Attempt& operator=(const Attempt&) = delete;
        ~Attempt() override { streams_.dialling.erase(number_); }

    private:
        FuzzStreams& streams_;
        std::uint64_t number_;
    };

    std::uint64_t next_ = 0;
};

class NoDatagrams final : public Datagrams {
public:
    [[nodiscard]] Result<std::unique_ptr<DatagramSocket>> bind(const Endpoint&, DatagramSocket::Received) override {
        return fail(Errc::network, "there are no datagrams here");
    }
    [[nodiscard]] Result<std::unique_ptr<MulticastSocket>> join(const Endpoint&, const IpAddress&,
                                                                MulticastSocket::Received) override {
        return fail(Errc::network, "there are no links here");
    }
};

class NoDisk final : public Disk {
public:
    [[nodiscard]] Result<std::shared_ptr<Directory>> open_root(const std::string&, bool) override {
        return fail(Errc::io, "there is no disk here");
    }
};

class NoWorkers final : public Workers {
public:
    void submit(Job) override { FUZZ_NEVER("there are no workers here"); }
    [[nodiscard]] unsigned parallelism() const override { return 1; }
};

/// All of it; one for each input.
struct FuzzWorld {
    explicit FuzzWorld(crypto::Random& random) : world{timers, datagrams, streams, disk, workers, random} {}

    FuzzTimers timers;
    NoDatagrams datagrams;
    FuzzStreams streams;
    NoDisk disk;
    NoWorkers workers;
    World world;
};

}  // namespace shoal::fuzz
