#pragma once
// What must hold, and what did not.

#include <fmt/format.h>
#include <string>
#include <vector>

#include "core/time.h"

namespace shoal::dht_sim {

class Targets {
public:
    void hold(bool holds, std::string what) {
        if (!holds) missed_.push_back(std::move(what));
    }
    /// Prints what was missed; the status to end with.
    [[nodiscard]] int tell() const {
        for (const auto& what : missed_) fmt::print("MISSED: {}\n", what);
        if (missed_.empty()) fmt::print("All targets hold.\n");
        return missed_.empty() ? 0 : 1;
    }

private:
    std::vector<std::string> missed_;
};

[[nodiscard]] inline std::int64_t ms(Duration span) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(span).count();
}

[[nodiscard]] inline double percent(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace shoal::dht_sim
