#pragma once
// A real world for a test, with a deadline instead of a hang, and a directory that goes away.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "core/uv_world.h"

namespace shoal {

class TemporaryDirectory {
public:
    TemporaryDirectory() {
        std::string pattern = (std::filesystem::temp_directory_path() / "shoal-test-XXXXXX").string();
        if (::mkdtemp(pattern.data()) != nullptr) path_ = pattern;
    }
    ~TemporaryDirectory() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] std::string operator/(const std::string& name) const { return path_ + "/" + name; }

private:
    std::string path_;
};

class WorldTest : public testing::Test {
protected:
    static constexpr Duration patience = 20s;  // only a failing test waits so long

    /// Runs the loop until `done`; a failure if that does not come true.
    void run_until(const std::move_only_function<bool() const>& done) {
        bool is_late = false;
        const auto deadline = timers().at(timers().now() + patience, [&] { is_late = true; });
        uv.run_until([&] { return is_late || done(); });
        ASSERT_FALSE(is_late) << "waited in vain";
    }

    /// Lets everything happen that is ready to happen.
    void settle() {
        for (int turn = 0; turn < 3; ++turn) {
            bool is_over = false;
            uv.post([&] { is_over = true; });
            run_until([&] { return is_over; });
        }
    }

    [[nodiscard]] Timers& timers() { return uv.world().timers; }

    static Endpoint loopback() { return Endpoint{IpAddress::v4(127, 0, 0, 1), 0}; }
    static Endpoint loopback6() { return *Endpoint::parse("[::1]:0"); }

    UvWorld uv;
};

}  // namespace shoal
