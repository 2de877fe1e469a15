#include "cli/running_daemon.h"

#include <cerrno>
#include <charconv>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/descriptor.h"
#include "core/uv_local_address.h"

namespace shoal::cli {
namespace {

std::optional<pid_t> number_in(const std::string& path) {
    std::ifstream in{path};
    pid_t number = 0;
    return in >> number && number > 0 ? std::optional{number} : std::nullopt;
}

/// One line of /proc/locks: "1: FLOCK  ADVISORY  WRITE 1234 fe:00:56789 0 EOF".
bool is_lock_of(const std::string& line, pid_t process, ino_t file) {
    std::istringstream words{line};
    std::string number;
    std::string kind;
    std::string rule;
    std::string access;
    pid_t holder = 0;
    std::string place;
    if (!(words >> number >> kind >> rule >> access >> holder >> place)) return false;
    return kind == "FLOCK" && access == "WRITE" && holder == process && place.ends_with(fmt::format(":{}", file));
}

}  // namespace

bool socket_answers(const std::string& path) {
    return listener_of(path).has_value();
}

std::optional<pid_t> listener_of(const std::string& path) {
    const auto address = LocalAddress::from(path);
    if (!address) return std::nullopt;
    // Not blocking: a living server whose queue is full says EAGAIN.
    const Descriptor fd{::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
    if (!fd) return std::nullopt;
    if (::connect(fd.get(), address->get(), address->size()) != 0) {
        return errno == EAGAIN ? std::optional<pid_t>{0} : std::nullopt;
    }
    ucred peer{};
    socklen_t size = sizeof(peer);
    return ::getsockopt(fd.get(), SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 ? peer.pid : 0;
}

std::optional<pid_t> holder_of(const std::string& data_dir) {
    const std::string lock = data_dir + "/lock";
    struct stat status {};
    if (::stat(lock.c_str(), &status) != 0) return std::nullopt;
    const auto written = number_in(lock);  // of who held it last, whether it still does or not
    if (!written) return std::nullopt;
    std::ifstream locks{"/proc/locks"};
    for (std::string line; std::getline(locks, line);) {
        if (is_lock_of(line, *written, status.st_ino)) return written;
    }
    return std::nullopt;
}

std::string program_of(pid_t process) {
    std::ifstream in{fmt::format("/proc/{}/comm", process)};
    std::string name;
    std::getline(in, name);
    return name;
}

}  // namespace shoal::cli
