#pragma once
// A simulated disk with all that it needs, for tests.

#include <gtest/gtest.h>

#include <functional>
#include <set>
#include <string>

#include "tests/sim/disk.h"

namespace shoal::sim {

/// A calm disk at "/m01" under a clock of its own.
struct DiskRoom {
    explicit DiskRoom(std::uint64_t seed = 1, std::uint64_t capacity = std::uint64_t{1} << 30)
        : draw{seed}, faults{draw.split("faults")}, disk{{.mount = "/m01", .capacity = capacity},
                                                         clock,
                                                         faults,
                                                         draw.split("disk"),
                                                         trace} {}

    /// The root, which must be there.
    [[nodiscard]] std::shared_ptr<Directory> root(const std::string& path = "/m01") {
        auto opened = disk.open_root(path, true);
        if (!opened) {
            ADD_FAILURE() << opened.error().what;
            std::abort();
        }
        return *opened;
    }
    [[nodiscard]] std::unique_ptr<File> file(const std::string& path) {
        auto opened = root()->open(path, OpenMode::create);
        if (!opened) {
            ADD_FAILURE() << opened.error().what;
            std::abort();
        }
        return std::move(*opened);
    }
    /// What stands in a file; "absent" if there is none.
    [[nodiscard]] std::string text(const std::string& path) const {
        const auto bytes = disk.read_whole("/m01/" + path);
        return bytes ? std::string{as_text(*bytes)} : "absent";
    }

    Draw draw;
    Clock clock;
    Faults faults;
    Trace trace{false};
    SimDisk disk;
};

/// The kind of a failure; `other` if it was none.
template <class T>
Errc code_of(const Result<T>& result) {
    return result ? Errc::other : result.error().code;
}

inline Bytes filled(std::size_t size, char with) {
    return Bytes(size, static_cast<Byte>(with));
}

/// What became of each of many seeds.
template <class Outcome>
std::set<Outcome> outcomes(const std::function<Outcome(DiskRoom&)>& run, std::uint64_t seeds = 64) {
    std::set<Outcome> out;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        DiskRoom room{seed};
        out.insert(run(room));
    }
    return out;
}

}  // namespace shoal::sim
