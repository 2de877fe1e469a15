#include "core/uv_workers.h"

#include <fmt/format.h>
#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace shoal {

namespace {

constexpr unsigned min_pool_threads = 4;    // libuv's own number
constexpr unsigned threads_over_cores = 2;  // jobs that wait for the disk leave the cores to those that hash

/// Cores that this process may use, which can be fewer than there are.
unsigned usable_cores() {
    cpu_set_t cores;
    CPU_ZERO(&cores);
    if (::sched_getaffinity(0, sizeof(cores), &cores) == 0)
        return std::max(1U, static_cast<unsigned>(CPU_COUNT(&cores)));
    const long online = ::sysconf(_SC_NPROCESSORS_ONLN);  // more cores than a cpu_set_t holds
    return online > 0 ? static_cast<unsigned>(online) : 1U;
}

}  // namespace

struct UvWorkers::Work {
    uv_work_t request{};
    UvWorkers* workers = nullptr;
    Job job;
    Task result;
};

UvWorkers::UvWorkers(uv_loop_t& loop) : loop_{loop}, cores_{usable_cores()} {
    const unsigned threads = std::max(min_pool_threads, cores_ + threads_over_cores);
    ::setenv("UV_THREADPOOL_SIZE", fmt::format("{}", threads).c_str(), 0);
}

UvWorkers::~UvWorkers() {
    SHOAL_REQUIRE(works_.empty());
}

void UvWorkers::submit(Job job) {
    SHOAL_REQUIRE(job != nullptr);
    if (is_closing_) return;
    auto work = std::make_unique<Work>();
    work->workers = this;
    work->job = std::move(job);
    work->request.data = work.get();
    const auto on_worker = [](uv_work_t* request) noexcept {
        auto* given = static_cast<Work*>(request->data);
        given->result = given->job();
        given->job = nullptr;  // its inputs end here and not on the loop
    };
    const auto on_loop = [](uv_work_t* request, int) {
        const std::unique_ptr<Work> done{static_cast<Work*>(request->data)};
        done->workers->works_.erase(done.get());
        if (done->result && !done->workers->is_closing_) done->result();
    };
    SHOAL_REQUIRE(uv_queue_work(&loop_, &work->request, on_worker, on_loop) == 0);
    works_.insert(work.release());
}

void UvWorkers::close() {
    is_closing_ = true;
    for (Work* work : works_) uv_cancel(reinterpret_cast<uv_req_t*>(&work->request));  // fails for what runs, rightly
}

}  // namespace shoal
