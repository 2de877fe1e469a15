#pragma once
// A folder on the real disk, and shorthands for what stands in it.

#include <fstream>
#include <iterator>
#include <string>

#include "core/system_disk.h"
#include "tests/core/world_fixture.h"

namespace shoal {

class DiskTest : public testing::Test {
protected:
    void SetUp() override {
        auto opened = disk.open_root(root_path, true);
        ASSERT_TRUE(opened) << opened.error().what;
        root = std::move(*opened);
    }

    void put(const std::string& path, const std::string& text) const { std::ofstream{root_path + "/" + path} << text; }

    static std::string slurp(const std::string& absolute) {
        std::ifstream in{absolute, std::ios::binary};
        return std::string{std::istreambuf_iterator<char>{in}, {}};
    }
    [[nodiscard]] std::string content(const std::string& path) const { return slurp(root_path + "/" + path); }
    [[nodiscard]] bool exists(const std::string& path) const {
        return std::filesystem::exists(std::filesystem::symlink_status(root_path + "/" + path));
    }

    TemporaryDirectory directory;
    std::string root_path = directory / "root";
    SystemDisk disk;
    std::shared_ptr<Directory> root;
};

/// The kind of a failure; `other` if it was none.
template <class T>
Errc code_of(const Result<T>& result) {
    return result ? Errc::other : result.error().code;
}

}  // namespace shoal
