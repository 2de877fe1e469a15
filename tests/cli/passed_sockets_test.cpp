#include "cli/passed_sockets.h"

#include <cerrno>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/uv_local_address.h"
#include "tests/cli/temporary_folder.h"

namespace shoal::cli {
namespace {

enum class Kind { local, tcp, silent };

/// Each body runs in a child whose descriptors from 3 on are the sockets that a manager would pass.
class PassedSocketsTest : public testing::Test {
protected:
    int make(Kind kind) {
        const int socket = ::socket(kind == Kind::tcp ? AF_INET : AF_UNIX, SOCK_STREAM, 0);
        if (kind == Kind::silent) return socket;
        sockaddr_in loopback{};
        loopback.sin_family = AF_INET;
        loopback.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const auto path = folder.under("socket" + std::to_string(++made));
        const auto local = LocalAddress::from(path).value();
        const void* address = kind == Kind::tcp ? static_cast<const void*>(&loopback) : local.get();
        const auto size = kind == Kind::tcp ? static_cast<socklen_t>(sizeof(loopback)) : local.size();
        EXPECT_EQ(::bind(socket, static_cast<const sockaddr*>(address), size), 0);
        EXPECT_EQ(::listen(socket, 1), 0);
        return socket;
    }
    /// The exit code of a child that takes `kinds` under `names` and then runs `judge` on the result.
    template <class Judge>
    int taken(const std::vector<Kind>& kinds, const std::string& names, Judge judge, bool for_us = true) {
        std::vector<int> sockets;
        for (const auto kind : kinds) sockets.push_back(make(kind));
        const pid_t child = ::fork();
        if (child == 0) {
            std::vector<int> high;
            for (const int socket : sockets) high.push_back(::fcntl(socket, F_DUPFD, 200));
            ::close_range(3, 199, 0);
            for (std::size_t i = 0; i < high.size(); ++i) ::dup2(high[i], 3 + static_cast<int>(i));
            ::setenv("LISTEN_PID", std::to_string(for_us ? ::getpid() : 1).c_str(), 1);
            ::setenv("LISTEN_FDS", std::to_string(kinds.size()).c_str(), 1);
            if (names.empty())
                ::unsetenv("LISTEN_FDNAMES");
            else
                ::setenv("LISTEN_FDNAMES", names.c_str(), 1);
            ::_exit(judge(take_passed_sockets(process_environment_())));
        }
        for (const int socket : sockets) ::close(socket);
        int status = 0;
        EXPECT_EQ(::waitpid(child, &status, 0), child);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    static Environment process_environment_() {
        return [](std::string_view name) -> std::optional<std::string> {
            const char* value = std::getenv(std::string{name}.c_str());
            return value == nullptr ? std::nullopt : std::optional<std::string>{value};
        };
    }
    /// 10 * control + http, each its descriptor or 0; 99 for an error.
    static int numbers(const Result<PassedSockets>& taken) {
        if (!taken) return taken.error().code == Errc::configuration ? 99 : 98;
        const auto number = [](const Descriptor& socket) { return socket ? socket.get() : 0; };
        return 10 * number(taken->control) + number(taken->http);
    }
    TemporaryFolder folder;
    int made = 0;
};

TEST_F(PassedSocketsTest, AreToldApartByTheirNames) {
    EXPECT_EQ(taken({Kind::local, Kind::tcp}, "control:http", numbers), 34);
    EXPECT_EQ(taken({Kind::tcp, Kind::local}, "http:control", numbers), 43);
    EXPECT_EQ(taken({Kind::tcp}, "http", numbers), 3);
}

TEST_F(PassedSocketsTest, ALoneOneNeedsNoName) {
    EXPECT_EQ(taken({Kind::local}, "", numbers), 30);
    EXPECT_EQ(taken({Kind::local}, "unknown", numbers), 30);
    EXPECT_EQ(taken({Kind::local}, "shoald.socket", numbers), 30);
    EXPECT_EQ(taken({Kind::tcp}, "", numbers), 3);
}

TEST_F(PassedSocketsTest, ThoseOfAnotherProcessAreLeftAlone) {
    EXPECT_EQ(taken({Kind::local}, "control", numbers, false), 0);
}

TEST_F(PassedSocketsTest, WhatMakesNoSenseIsAnError) {
    EXPECT_EQ(taken({Kind::local, Kind::tcp}, "control:metrics", numbers), 99);
    EXPECT_EQ(taken({Kind::local, Kind::local}, "control:control", numbers), 99);
    EXPECT_EQ(taken({Kind::tcp}, "control", numbers), 99);
    EXPECT_EQ(taken({Kind::local}, "http", numbers), 99);
    EXPECT_EQ(taken({Kind::silent}, "control", numbers), 99);
    EXPECT_EQ(taken({Kind::local, Kind::tcp}, "", numbers), 99) << "which is which?";
    EXPECT_EQ(taken({Kind::local}, "connection", numbers), 99) << "Accept=yes";
}

TEST_F(PassedSocketsTest, NoChildCanTakeThemForItsOwn) {
    EXPECT_EQ(taken({Kind::local}, "control",
                    [](const Result<PassedSockets>& sockets) {
                        const bool is_closed = (::fcntl(sockets->control.get(), F_GETFD) & FD_CLOEXEC) != 0;
                        for (const char* name : {"LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"})
                            if (std::getenv(name) != nullptr) return 1;
                        return is_closed ? 0 : 2;
                    }),
              0);
}

}  // namespace
}  // namespace shoal::cli
