// Runs the fuzz targets over their checked-in corpora, in the ordinary build:
//   fuzz_replay NAME FILE_OR_DIRECTORY...
// Status 0: every input was taken. 1: a target aborted; the last line names the input. 2: nothing was run.

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

// One LLVMFuzzerTestOneInput for each file here; CMake gives each a name of its own.
#define SHOAL_FUZZ_TARGET(name) extern "C" int fuzz_##name(const std::uint8_t* data, std::size_t size);
#include "fuzz_targets.inc"
#undef SHOAL_FUZZ_TARGET

namespace {

using Target = int (*)(const std::uint8_t*, std::size_t);

struct Named {
    std::string_view name;
    Target run;
};

constexpr Named targets[] = {
#define SHOAL_FUZZ_TARGET(name) {#name, fuzz_##name},
#include "fuzz_targets.inc"
#undef SHOAL_FUZZ_TARGET
};

std::string running;  // the input

void say_and_leave(int) {
    constexpr char before[] = "at the input ";
    (void)!::write(STDERR_FILENO, before, sizeof(before) - 1);
    (void)!::write(STDERR_FILENO, running.data(), running.size());
    (void)!::write(STDERR_FILENO, "\n", 1);
    std::_Exit(1);
}

std::vector<std::filesystem::path> inputs_of(int count, char** arguments) {
    std::vector<std::filesystem::path> found;
    for (int i = 0; i < count; ++i) {
        const std::filesystem::path path{arguments[i]};
        if (std::filesystem::is_regular_file(path)) found.push_back(path);
        if (!std::filesystem::is_directory(path)) continue;
        for (const auto& entry : std::filesystem::directory_iterator{path}) {
            if (entry.is_regular_file()) found.push_back(entry.path());
        }
    }
    std::ranges::sort(found);
    return found;
}

void run(Target target, const std::string& name, const std::string& bytes) {
    running = name;
    // A copy of exactly this size, so that a sanitizer sees each read behind the end.
    const std::vector<std::uint8_t> input{bytes.begin(), bytes.end()};
    target(input.data(), input.size());
}

}  // namespace

int main(int argc, char** argv) {
    const std::string_view name = argc > 1 ? argv[1] : "";
    Target target = nullptr;
    for (const auto& one : targets) {
        if (one.name == name) target = one.run;
    }
    const auto inputs = inputs_of(argc - 2, argv + 2);
    if (target == nullptr || inputs.empty()) {
        std::fprintf(stderr, "no such target, or no input for it: %s\n", argc > 1 ? argv[1] : "(none)");
        return 2;
    }
    std::signal(SIGABRT, say_and_leave);
    run(target, "(empty)", "");
    for (const auto& path : inputs) {
        std::ifstream file{path, std::ios::binary};
        run(target, path.string(), {std::istreambuf_iterator<char>{file}, {}});
    }
    std::printf("%zu inputs\n", inputs.size() + 1);
    return 0;
}
