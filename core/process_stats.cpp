#include "core/process_stats.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <memory>
#include <string_view>

#include "core/descriptor.h"
#include "core/os_error.h"

namespace shoal {

namespace {

struct CloseDirectory {
    void operator()(DIR* stream) const { ::closedir(stream); }
};

std::uint64_t count_descriptors() {
    struct stat directory {};
    // Linux 6.2 and newer say it at once; to list thousands of them takes long.
    if (::stat("/proc/self/fd", &directory) == 0 && directory.st_size > 0) {
        return static_cast<std::uint64_t>(directory.st_size);
    }
    const std::unique_ptr<DIR, CloseDirectory> stream{::opendir("/proc/self/fd")};
    if (!stream) return 0;
    std::uint64_t entries = 0;
    while (const dirent* entry = ::readdir(stream.get())) {
        if (entry->d_name[0] != '.') ++entries;
    }
    return entries > 0 ? entries - 1 : 0;  // without the one that reads
}

std::uint64_t measure_resident() {
    const Descriptor file{::open("/proc/self/statm", O_RDONLY | O_CLOEXEC)};
    std::array<char, 256> buffer{};
    const ssize_t size = uninterrupted([&] { return ::read(file.get(), buffer.data(), buffer.size()); });
    if (size <= 0) return 0;
    // "size resident shared ...", in pages (proc(5))
    const std::string_view text{buffer.data(), static_cast<std::size_t>(size)};
    const std::size_t start = text.find(' ');
    if (start == std::string_view::npos) return 0;
    std::uint64_t pages = 0;
    std::from_chars(text.data() + start + 1, text.data() + text.size(), pages);
    return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

std::uint64_t descriptor_limit() {
    rlimit limit{};
    return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur : 0;
}

std::uint64_t processor_time() {
    rusage usage{};
    if (::getrusage(RUSAGE_SELF, &usage) != 0) return 0;
    const auto ns = [](const timeval& span) {
        return static_cast<std::uint64_t>(span.tv_sec) * 1'000'000'000 +
               static_cast<std::uint64_t>(span.tv_usec) * 1000;
    };
    return ns(usage.ru_utime) + ns(usage.ru_stime);
}

}  // namespace

ProcessStats read_process_stats() {
    return ProcessStats{count_descriptors(), measure_resident(), static_cast<std::uint64_t>(::getpid()),
                        descriptor_limit(), processor_time()};
}

}  // namespace shoal
