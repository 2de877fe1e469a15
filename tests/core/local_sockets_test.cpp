#include <fcntl.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <fstream>

#include "core/uv_local_address.h"
#include "tests/core/stream_pair.h"

namespace shoal {
namespace {

class LocalSocketsTest : public StreamPairTest {
protected:
    void listen_local(const std::string& at) {
        auto result = uv.listen_local(at, [this](std::unique_ptr<Stream> s) { server = std::move(s); });
        ASSERT_TRUE(result) << result.error().what;
        listener = std::move(*result);
    }

    Error listen_error(const std::string& at) {
        const auto result = uv.listen_local(at, [](std::unique_ptr<Stream>) {});
        EXPECT_FALSE(result);
        return result ? Error{} : result.error();
    }

    Error dial_local_error(const std::string& at) {
        std::vector<Error> errors;
        const auto dial = uv.dial_local(at, [&](auto result) {
            EXPECT_FALSE(result);
            errors.push_back(result ? Error{} : result.error());
        });
        EXPECT_TRUE(errors.empty());
        run_until([&] { return !errors.empty(); });
        return errors[0];
    }

    TemporaryDirectory directory;
    std::string path = directory / "control.sock";
};

TEST_F(LocalSocketsTest, CarryBytesBothWaysAndHaveNoEndpoint) {
    listen_local(path);
    const auto dial = uv.dial_local(path, [this](auto result) { client = std::move(*result); });
    EXPECT_FALSE(client);
    run_until([&] { return client && server; });
    EXPECT_EQ(client->remote(), Endpoint{});
    EXPECT_EQ(server->remote(), Endpoint{});
    EXPECT_EQ(server->local(), Endpoint{});
    listen_for(*server, server_heard);
    listen_for(*client, client_heard);
    client->write(Bytes(3'000'000));
    server->write(bytes_of("pong"));
    run_until([&] { return server_heard.bytes.size() == 3'000'000 && client_heard.text() == "pong"; });
    server.reset();
    run_until([&] { return client_heard.closed_count() == 1; });
    EXPECT_EQ(client_heard.closed[0].code, Errc::closed);
}

TEST_F(LocalSocketsTest, TheSocketIsOursAloneWhateverTheUmaskAndGoesWithTheListener) {
    const mode_t before = ::umask(0);
    listen_local(path);
    ::umask(before);
    struct stat status {};
    ASSERT_EQ(::lstat(path.c_str(), &status), 0);
    EXPECT_TRUE(S_ISSOCK(status.st_mode));
    EXPECT_EQ(status.st_mode & 07777U, 0600U);
    listener.reset();
    EXPECT_NE(::lstat(path.c_str(), &status), 0);
}

TEST_F(LocalSocketsTest, TheListenerDoesNotRemoveWhatSomebodyPutInItsPlace) {
    listen_local(path);
    ASSERT_EQ(::unlink(path.c_str()), 0);
    std::ofstream{path} << "a file of somebody else";
    listener.reset();
    EXPECT_TRUE(std::filesystem::exists(path));
}

TEST_F(LocalSocketsTest, APathThatExistsIsInUseAndStays) {
    listen_local(path);
    EXPECT_EQ(listen_error(path).code, Errc::in_use);
    EXPECT_TRUE(std::filesystem::is_socket(path));
    std::ofstream{directory / "file"} << "kept";
    EXPECT_EQ(listen_error(directory / "file").code, Errc::in_use);
    EXPECT_TRUE(std::filesystem::is_regular_file(directory / "file"));
}

TEST_F(LocalSocketsTest, APathThatIsTooLongIsToldSo) {
    const std::string longest = directory / std::string(107 - directory.path().size() - 1, 'x');
    ASSERT_EQ(longest.size(), 107U);
    listen_local(longest);
    const Error error = listen_error(longest + "x");
    EXPECT_EQ(error.code, Errc::usage);
    EXPECT_NE(error.what.find("107"), std::string::npos) << error.what;
    EXPECT_EQ(dial_local_error(longest + "x").code, Errc::unreachable);
    EXPECT_EQ(listen_error("").code, Errc::usage);
}

TEST_F(LocalSocketsTest, AMissingOrDeadSocketIsUnreachable) {
    EXPECT_EQ(dial_local_error(path).code, Errc::unreachable);
    {
        const Descriptor dead{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, path.data(), path.size());
        const auto* raw = static_cast<const sockaddr*>(static_cast<const void*>(&address));
        ASSERT_EQ(::bind(dead.get(), raw, sizeof(address)), 0);
        EXPECT_EQ(dial_local_error(path).code, Errc::unreachable) << "bound, but nobody listens";
    }
    const Error error = dial_local_error(path);
    EXPECT_EQ(error.code, Errc::unreachable) << "left behind by a process that is gone";
    EXPECT_NE(error.what.find(path), std::string::npos) << error.what;
}

/// A socket as a service manager hands it over: bound, listening, blocking, inherited by children.
Descriptor handed_over(const std::string& path) {
    Descriptor socket{::socket(AF_UNIX, SOCK_STREAM, 0)};
    const auto address = *LocalAddress::from(path);
    EXPECT_EQ(::bind(socket.get(), address.get(), address.size()), 0);
    EXPECT_EQ(::listen(socket.get(), 8), 0);
    return socket;
}

TEST_F(LocalSocketsTest, ASocketThatListensAlreadyIsServedAndItsFileStays) {
    Descriptor handed = handed_over(path);
    const int number = handed.get();
    // Somebody connected before anybody served.
    const auto dial = uv.dial_local(path, [this](auto result) { client = std::move(*result); });
    run_until([&] { return client != nullptr; });
    auto taken = uv.listen_local(std::move(handed), [this](std::unique_ptr<Stream> s) { server = std::move(s); });
    ASSERT_TRUE(taken) << taken.error().what;
    EXPECT_EQ(::fcntl(number, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC) << "children must not answer in our place";
    run_until([&] { return server != nullptr; });
    listen_for(*server, server_heard);
    client->write(bytes_of("ping"));
    run_until([&] { return server_heard.text() == "ping"; });
    taken->reset();
    EXPECT_TRUE(std::filesystem::is_socket(path)) << "it belongs to whoever bound it";
}

TEST_F(LocalSocketsTest, ADescriptorThatIsNoListeningUnixSocketIsRefusedWithWhatToDo) {
    const auto address = *LocalAddress::from(path);
    const auto error_of = [&](Descriptor handed) {
        const auto taken = uv.listen_local(std::move(handed), [](std::unique_ptr<Stream>) {});
        EXPECT_FALSE(taken);
        return taken ? Error{} : taken.error();
    };
    Descriptor deaf{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    ASSERT_EQ(::bind(deaf.get(), address.get(), address.size()), 0);
    Descriptor tcp{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    ASSERT_EQ(::listen(tcp.get(), 1), 0);
    Descriptor packets{::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0)};
    const auto other = *LocalAddress::from(directory / "packets");
    ASSERT_EQ(::bind(packets.get(), other.get(), other.size()), 0);
    ASSERT_EQ(::listen(packets.get(), 1), 0);
    const Error error = error_of(std::move(deaf));
    EXPECT_EQ(error.code, Errc::configuration);
    EXPECT_NE(error.what.find("ListenStream="), std::string::npos) << error.what;
    EXPECT_EQ(error_of(std::move(tcp)).code, Errc::configuration);
    EXPECT_EQ(error_of(std::move(packets)).code, Errc::configuration);
    EXPECT_EQ(error_of(Descriptor{::open("/dev/null", O_RDONLY | O_CLOEXEC)}).code, Errc::configuration);
}

TEST_F(LocalSocketsTest, ADialWaitsWhileMoreWaitThanTheSocketTakes) {
    const Descriptor handed{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    const auto address = *LocalAddress::from(path);
    ASSERT_EQ(::bind(handed.get(), address.get(), address.size()), 0);
    ASSERT_EQ(::listen(handed.get(), 0), 0);  // one connection fits
    const Descriptor first{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    ASSERT_EQ(::connect(first.get(), address.get(), address.size()), 0);
    const Descriptor beyond{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    ASSERT_NE(::connect(beyond.get(), address.get(), address.size()), 0) << "or this test shows nothing";
    const auto dial = uv.dial_local(path, [this](auto result) { client = std::move(*result); });
    settle();
    EXPECT_EQ(client, nullptr);
    const Descriptor accepted{::accept4(handed.get(), nullptr, nullptr, SOCK_CLOEXEC)};
    run_until([&] { return client != nullptr; });
}

TEST_F(LocalSocketsTest, ManyWhoComeAtOnceDoNotKeepThoseWaitingWhoAreHere) {
    std::size_t accepted = 0;
    auto listening = uv.listen_local(path, [&](std::unique_ptr<Stream>) { ++accepted; });
    ASSERT_TRUE(listening);
    const auto address = *LocalAddress::from(path);
    std::vector<Descriptor> crowd;
    for (int i = 0; i < 100; ++i) {
        const auto& link = crowd.emplace_back(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        ASSERT_EQ(::connect(link.get(), address.get(), address.size()), 0);
    }
    std::size_t before = 0;
    std::size_t most = 0;
    run_until([&] {  // asked at every turn
        most = std::max(most, accepted - std::exchange(before, accepted));
        return accepted == crowd.size();
    });
    EXPECT_LE(most, 16U);
}

TEST_F(LocalSocketsTest, ADialThatIsDestroyedMakesNoCall) {
    listen_local(path);
    auto dial = uv.dial_local(path, [](auto) { ADD_FAILURE(); });
    dial.reset();
    settle();
}

/// Another user connects to `path` and must be closed unread.
class LocalSocketsStrangerTest : public LocalSocketsTest, public testing::WithParamInterface<bool> {};

INSTANTIATE_TEST_SUITE_P(Sockets, LocalSocketsStrangerTest, testing::Values(false, true),
                         [](const auto& handed) { return handed.param ? "HandedOver" : "OurOwn"; });

TEST_P(LocalSocketsStrangerTest, AnotherUserIsClosedUnread) {
    if (::geteuid() != 0) GTEST_SKIP() << "needs root to become another user";
    if (GetParam()) {
        auto taken = uv.listen_local(handed_over(path), [this](std::unique_ptr<Stream> s) { server = std::move(s); });
        ASSERT_TRUE(taken);
        listener = std::move(*taken);
    } else {
        listen_local(path);
    }
    ASSERT_EQ(::chmod(directory.path().c_str(), 0755), 0);
    ASSERT_EQ(::chmod(path.c_str(), 0666), 0);  // as if the rights of the file had failed us
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path.data(), path.size());
    const pid_t child = ::fork();
    if (child == 0) {
        constexpr uid_t nobody = 65534;
        if (::setuid(nobody) != 0) ::_exit(10);
        const int raw = ::socket(AF_UNIX, SOCK_STREAM, 0);
        const auto* to = static_cast<const sockaddr*>(static_cast<const void*>(&address));
        if (::connect(raw, to, sizeof(address)) != 0) ::_exit(11);
        char byte = 0;
        ::_exit(::recv(raw, &byte, 1, 0) == 0 ? 0 : 12);  // closed without a word
    }
    int status = -1;
    pid_t ended = 0;
    run_until([&] {
        ended = ended == child ? child : ::waitpid(child, &status, WNOHANG);
        uv.post([] {});  // keeps turning
        return ended == child;
    });
    ASSERT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 0);
    EXPECT_EQ(server, nullptr);
}

}  // namespace
}  // namespace shoal
