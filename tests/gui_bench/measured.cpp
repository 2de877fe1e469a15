#include "tests/gui_bench/measured.h"

#include <ctime>

#include <algorithm>
#include <cstdio>

#include <QCoreApplication>

namespace shoal::gui {

namespace {

double percentile_of(std::vector<double> values, int part) {
    if (values.empty()) return 0;
    std::ranges::sort(values);
    return values[std::min(values.size() - 1, values.size() * static_cast<std::size_t>(part) / 100)];
}

}  // namespace

double thread_ms() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

void Times::measure(const std::function<void()>& step) {
    const double before = thread_ms();
    const auto start = std::chrono::steady_clock::now();
    step();
    // What is posted while posted things are done, too: layouts are put off, and painting after them.
    for (int turn = 0; turn < 3; ++turn) QCoreApplication::processEvents();
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    wall_.push_back(took.count());
    own_.push_back(thread_ms() - before);
}

double Times::percentile(int part) const {
    return percentile_of(wall_, part);
}

double Times::own_percentile(int part) const {
    return percentile_of(own_, part);
}

bool print(const std::string& place, const std::string& what, const Times& times, double limit) {
    const bool good = times.own_percentile(95) <= limit;
    std::printf("%-6s %-30s median %6.2f ms  p95 %6.2f ms  own time %6.2f, %6.2f ms  (%zu runs, at most %.0f ms)  %s\n",
                place.c_str(), what.c_str(), times.percentile(50), times.percentile(95), times.own_percentile(50),
                times.own_percentile(95), times.count(), limit, good ? "ok" : "TOO SLOW");
    return good;
}

}  // namespace shoal::gui
