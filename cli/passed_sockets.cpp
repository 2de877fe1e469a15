#include "cli/passed_sockets.h"

#include <charconv>
#include <cstdlib>
#include <string>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/names.h"

namespace shoal::cli {
namespace {

constexpr int first_passed = 3;                             // SD_LISTEN_FDS_START
constexpr int max_passed = 16;                              // there are two names
constexpr std::string_view no_name = "unknown";             // what a socket without FileDescriptorName= is called
constexpr std::string_view connection_name = "connection";  // one of Accept=yes, which we cannot serve

int number_in(const Environment& environment, std::string_view name) {
    const auto text = environment(name).value_or("");
    int number = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? number : -1;
}

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> out;
    for (;;) {
        const auto end = text.find(':');
        out.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos) return out;
        text.remove_prefix(end + 1);
    }
}

int option_of(int socket, int option) {
    int value = -1;
    socklen_t size = sizeof(value);
    return ::getsockopt(socket, SOL_SOCKET, option, &value, &size) == 0 ? value : -1;
}

bool listens(int socket) {
    return option_of(socket, SO_TYPE) == SOCK_STREAM && option_of(socket, SO_ACCEPTCONN) == 1;
}

bool is_local(int socket) {
    return option_of(socket, SO_DOMAIN) == AF_UNIX;
}

std::unexpected<Error> bad_socket(std::string_view name, std::string_view why) {
    return fail(Errc::configuration, fmt::format("the service manager passed a socket '{}': {}", printable(name), why));
}

Result<> take(PassedSockets& out, int number, std::string_view name) {
    if (::fcntl(number, F_SETFD, FD_CLOEXEC) != 0) return bad_socket(name, "it is not there");
    if (!listens(number)) return bad_socket(name, "it does not listen for streams (Accept=no, ListenStream=)");
    const bool is_control = name == "control";
    Descriptor& to = is_control ? out.control : out.http;
    if (to) return bad_socket(name, "there is one of this name already");
    if (is_control != is_local(number)) {
        return bad_socket(name, is_control ? "the control socket is a Unix socket" : "HTTP is served over TCP");
    }
    to.reset(number);
    return {};
}

}  // namespace

Result<PassedSockets> take_passed_sockets(const Environment& environment) {
    PassedSockets out;
    const bool for_us = number_in(environment, "LISTEN_PID") == ::getpid();
    const int count = for_us ? number_in(environment, "LISTEN_FDS") : 0;
    const auto names = split(environment("LISTEN_FDNAMES").value_or(""));
    for (const char* name : {"LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES", "LISTEN_PIDFDID"}) ::unsetenv(name);
    if (count > max_passed) return fail(Errc::configuration, "the service manager passed too many sockets");
    for (int i = 0; i < count; ++i) {
        const auto index = static_cast<std::size_t>(i);
        std::string name = index < names.size() ? names[index] : std::string{};
        const bool is_lone = count == 1 && (name.empty() || name == no_name || name.ends_with(".socket"));
        if (is_lone) name = is_local(first_passed) ? "control" : "http";
        if (name == connection_name) return bad_socket(name, "it is one connection (use Accept=no)");
        if (name != "control" && name != "http") {
            return bad_socket(name, "name it control or http (FileDescriptorName=)");
        }
        SHOAL_CHECK(take(out, first_passed + i, name));
    }
    return out;
}

}  // namespace shoal::cli
