#pragma once
// A directory of a test, removed at its end.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

namespace shoal::cli {

class TemporaryFolder {
public:
    TemporaryFolder() : path_{(std::filesystem::temp_directory_path() / "shoal-test-XXXXXX").string()} {
        EXPECT_NE(::mkdtemp(path_.data()), nullptr);
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] std::string under(const std::string& name) const { return path_ + "/" + name; }

    /// Makes a file and the folders above it; its path.
    std::string write(const std::string& name, const std::string& text) const {
        const std::string path = under(name);
        std::filesystem::create_directories(std::filesystem::path{path}.parent_path());
        std::ofstream{path, std::ios::binary} << text;
        return path;
    }
    [[nodiscard]] std::string read(const std::string& name) const {
        std::ifstream in{under(name), std::ios::binary};
        return {std::istreambuf_iterator<char>{in}, {}};
    }

private:
    std::string path_;
};

}  // namespace shoal::cli
