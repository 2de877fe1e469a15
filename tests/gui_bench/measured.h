#pragma once
// Times of many runs of something, and what a person wants to know of them.

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace shoal::gui {

/// Processor time of the calling thread, milliseconds.
[[nodiscard]] double thread_ms();

class Times {
public:
    /// Runs it, and then the window's loop until everything that came of it is done and painted.
    void measure(const std::function<void()>& step);
    /// Milliseconds; `part` of 100 runs took no longer.
    [[nodiscard]] double percentile(int part) const;
    /// The same, of the thread's processor time: what a machine that has nothing else to do would need.
    [[nodiscard]] double own_percentile(int part) const;
    [[nodiscard]] std::size_t count() const { return wall_.size(); }

private:
    std::vector<double> wall_;
    std::vector<double> own_;
};

/// Prints a line of figures; whether p95 keeps to the limit, by the thread's own time, as others may use the machine.
bool print(const std::string& place, const std::string& what, const Times& times, double limit);

}  // namespace shoal::gui
