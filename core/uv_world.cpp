#include "core/uv_world.h"

#include <atomic>
#include <csignal>
#include <mutex>

#include "core/system_disk.h"
#include "core/uv_datagrams.h"
#include "core/uv_handle.h"
#include "core/uv_streams.h"
#include "core/uv_timers.h"
#include "core/uv_watch.h"
#include "core/uv_workers.h"

namespace shoal {

namespace {

class UvSignal final : public Timer {
public:
    UvSignal(uv_loop_t& loop, int number, std::move_only_function<void(int)> on_signal)
        : on_signal_{std::move(on_signal)} {
        SHOAL_REQUIRE(on_signal_ != nullptr);
        SHOAL_REQUIRE(handle_.open([&](uv_signal_t* h) { return uv_signal_init(&loop, h); }) == 0);
        handle_.set_owner(this);
        const auto on_arrival = [](uv_signal_t* h, int arrived) {
            auto* signal = UvHandle<uv_signal_t>::owner_of<UvSignal>(h);
            if (signal) signal->call(arrived);
        };
        SHOAL_REQUIRE(uv_signal_start(handle_.get(), on_arrival, number) == 0);
    }

private:
    void call(int number) {
        uv_signal_t* handle = handle_.get();
        auto running = std::move(on_signal_);  // it may destroy this object
        running(number);
        if (UvHandle<uv_signal_t>::is_owned(handle)) on_signal_ = std::move(running);
    }

    std::move_only_function<void(int)> on_signal_;
    UvHandle<uv_signal_t> handle_;
};

/// The loop, initialised before and closed after everything that registers with it.
struct Loop {
    Loop() {
        std::signal(SIGPIPE, SIG_IGN);  // a peer that went away is an error of write, not the end of the process
        SHOAL_REQUIRE(uv_loop_init(&loop) == 0);
    }
    ~Loop() {
        // A handle that somebody still holds would keep the loop running for ever.
        const auto require_closing = [](uv_handle_t* handle, void*) { SHOAL_REQUIRE(uv_is_closing(handle)); };
        uv_walk(&loop, require_closing, nullptr);
        uv_run(&loop, UV_RUN_DEFAULT);  // the close callbacks
        SHOAL_REQUIRE(uv_loop_close(&loop) == 0);
    }
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    uv_loop_t loop{};
};

}  // namespace

struct UvWorld::State {
    explicit State(Disk* other_disk);
    ~State();
    void turn();
    void run_posted();
    [[nodiscard]] std::vector<Task> take_posted();

    Loop own;
    UvTimers timers{own.loop};
    UvDatagrams datagrams{own.loop};
    UvStreams streams{own.loop, timers};
    SystemDisk system_disk;
    Disk& disk;
    UvWorkers workers{own.loop};
    crypto::SystemRandom random;
    World world{timers, datagrams, streams, disk, workers, random};

    UvHandle<uv_async_t> wake;
    std::atomic<bool> is_stop_asked = false;
    bool is_running = false;
    std::mutex posted_guard;
    std::vector<Task> posted;
};

UvWorld::State::State(Disk* other_disk) : disk{other_disk != nullptr ? *other_disk : system_disk} {
    const auto on_wake = [](uv_async_t* h) {
        if (auto* state = UvHandle<uv_async_t>::owner_of<State>(h)) state->run_posted();
    };
    SHOAL_REQUIRE(wake.open([&](uv_async_t* h) { return uv_async_init(&own.loop, h, on_wake); }) == 0);
    wake.set_owner(this);
}

UvWorld::State::~State() {
    // What was posted and what waits for a worker may hold handles: dropped first.
    workers.close();
    wake->data = nullptr;
    while (!workers.is_idle()) uv_run(&own.loop, UV_RUN_ONCE);
    while (!take_posted().empty()) {
    }
    wake.reset();
}

void UvWorld::State::turn() {
    SHOAL_REQUIRE(!is_running);
    is_running = true;
    uv_run(&own.loop, UV_RUN_ONCE);
    is_running = false;
}

std::vector<Task> UvWorld::State::take_posted() {
    const std::lock_guard lock{posted_guard};
    return std::exchange(posted, {});
}

void UvWorld::State::run_posted() {
    for (Task& task : take_posted()) {
        task();
        task = nullptr;
    }
}

UvWorld::UvWorld(Disk* disk) : state_{std::make_unique<State>(disk)} {}
UvWorld::~UvWorld() {
    SHOAL_REQUIRE(!state_->is_running);
}

World& UvWorld::world() {
    return state_->world;
}

void UvWorld::run() {
    while (!state_->is_stop_asked.exchange(false)) state_->turn();
}

void UvWorld::run_until(const std::move_only_function<bool() const>& done) {
    while (!done() && !state_->is_stop_asked.exchange(false)) state_->turn();
}

void UvWorld::stop() {
    state_->is_stop_asked = true;
    uv_async_send(state_->wake.get());
}

void UvWorld::post(Task task) {
    SHOAL_REQUIRE(task != nullptr);
    {
        const std::lock_guard lock{state_->posted_guard};
        state_->posted.push_back(std::move(task));
    }
    uv_async_send(state_->wake.get());
}

std::unique_ptr<Timer> UvWorld::on_signal(int number, std::move_only_function<void(int)> on_signal) {
    return std::make_unique<UvSignal>(state_->own.loop, number, std::move(on_signal));
}

Result<std::unique_ptr<Listener>> UvWorld::listen_local(const std::string& path, Streams::Accepted on_accepted) {
    return state_->streams.listen_local(path, std::move(on_accepted));
}

Result<std::unique_ptr<Listener>> UvWorld::listen_local(Descriptor listening, Streams::Accepted on_accepted) {
    return state_->streams.listen_local(std::move(listening), std::move(on_accepted));
}

std::unique_ptr<Dial> UvWorld::dial_local(const std::string& path, Streams::Dialled on_dialled) {
    return state_->streams.dial_local(path, std::move(on_dialled));
}

Result<std::unique_ptr<Watch>> UvWorld::watch(int descriptor, Readiness wanted, Watch::OnReady on_ready) {
    return UvWatch::start(state_->own.loop, descriptor, wanted, std::move(on_ready));
}

}  // namespace shoal
