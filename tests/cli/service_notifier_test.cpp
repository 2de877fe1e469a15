#include "cli/service_notifier.h"

#include <array>
#include <map>

#include <gmock/gmock.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "core/uv_local_address.h"
#include "core/uv_world.h"
#include "tests/cli/temporary_folder.h"

namespace shoal::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A service manager's end of the line.
class Receiver {
public:
    explicit Receiver(const std::string& name) : socket_{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)} {
        auto address = LocalAddress::from(name).value();
        auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
        if (name.front() == '@') address.raw.sun_path[0] = '\0';
        const void* generic = &address.raw;
        EXPECT_EQ(::bind(socket_.get(), static_cast<const sockaddr*>(generic), size), 0);
    }
    /// The next datagram; empty if none comes within `ms`.
    std::string next(int ms = 0) {
        pollfd ready{socket_.get(), POLLIN, 0};
        if (::poll(&ready, 1, ms) != 1) return {};
        std::array<char, 4096> text{};
        const ssize_t size = ::recv(socket_.get(), text.data(), text.size(), 0);
        return {text.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
    }

private:
    Descriptor socket_;
};

class ServiceNotifierTest : public testing::Test {
protected:
    Environment environment() {
        return [this](std::string_view name) -> std::optional<std::string> {
            const auto found = variables.find(name);
            return found == variables.end() ? std::nullopt : std::optional{found->second};
        };
    }
    TemporaryFolder folder;
    std::string path = folder.under("notify");
    std::map<std::string, std::string, std::less<>> variables{{"NOTIFY_SOCKET", path}};
};

TEST_F(ServiceNotifierTest, TellsEachStateInOneDatagram) {
    Receiver manager{path};
    auto notifier = ServiceNotifier::open(environment());
    ASSERT_TRUE(notifier) << notifier.error().what;
    EXPECT_TRUE(notifier->is_heard());
    notifier->ready("3 shares");
    EXPECT_EQ(manager.next(), "READY=1\nSTATUS=3 shares\n");
    notifier->status("fetching");
    EXPECT_EQ(manager.next(), "STATUS=fetching\n");
    notifier->reloading(Instant{} + 7s);
    EXPECT_EQ(manager.next(), "RELOADING=1\nMONOTONIC_USEC=7000000\n");
    notifier->need_more_time(3s);
    EXPECT_EQ(manager.next(), "EXTEND_TIMEOUT_USEC=3000000\n");
    notifier->stopping("saving");
    EXPECT_EQ(manager.next(), "STOPPING=1\nSTATUS=saving\n");
}

TEST_F(ServiceNotifierTest, AStatusCannotBringInAnotherAssignment) {
    Receiver manager{path};
    auto notifier = ServiceNotifier::open(environment());
    notifier->status("a\nMAINPID=1");
    const auto text = manager.next();
    EXPECT_THAT(text, HasSubstr("STATUS=a"));
    EXPECT_EQ(std::ranges::count(text, '\n'), 1) << text;
}

TEST_F(ServiceNotifierTest, FindsAnAbstractSocket) {
    const std::string name = "@" + folder.path();
    Receiver manager{name};
    variables["NOTIFY_SOCKET"] = name;
    auto notifier = ServiceNotifier::open(environment());
    ASSERT_TRUE(notifier);
    notifier->ready("x");
    EXPECT_EQ(manager.next(), "READY=1\nSTATUS=x\n");
}

TEST_F(ServiceNotifierTest, WithoutAManagerItIsSilentAndABadAddressIsNamed) {
    auto gone = ServiceNotifier::open(environment());  // nobody has bound the path
    ASSERT_TRUE(gone);
    EXPECT_FALSE(gone->is_heard());
    gone->ready("nobody hears it");
    variables.clear();
    EXPECT_FALSE(ServiceNotifier::open(environment())->is_heard());
    for (const auto& bad : {std::string{"relative"}, std::string{"@"}, "/" + std::string(200, 'x')}) {
        variables["NOTIFY_SOCKET"] = bad;
        const auto opened = ServiceNotifier::open(environment());
        ASSERT_FALSE(opened) << bad;
        EXPECT_EQ(opened.error().code, Errc::configuration);
        EXPECT_THAT(opened.error().what, HasSubstr("NOTIFY_SOCKET"));
    }
}

TEST_F(ServiceNotifierTest, TheWatchdogIsFedByTheLoopAndOnlyWhileItTurns) {
    Receiver manager{path};
    variables["WATCHDOG_USEC"] = "20000";
    UvWorld uv;
    auto notifier = ServiceNotifier::open(environment());
    ASSERT_EQ(notifier->watchdog(), Duration{20ms});
    notifier->watch(uv.world().timers);
    EXPECT_EQ(manager.next(), "WATCHDOG=1\n");
    EXPECT_EQ(manager.next(60), "") << "a loop that stands still gives no sign of life";
    int beats = 0;
    uv.run_until([&] { return (beats += manager.next() == "WATCHDOG=1\n" ? 1 : 0) == 3; });
}

TEST_F(ServiceNotifierTest, AWatchdogForAnotherProcessIsNotOurs) {
    Receiver manager{path};
    variables["WATCHDOG_USEC"] = "20000";
    variables["WATCHDOG_PID"] = "1";
    EXPECT_EQ(ServiceNotifier::open(environment())->watchdog(), std::nullopt);
    variables["WATCHDOG_PID"] = std::to_string(::getpid());
    EXPECT_EQ(ServiceNotifier::open(environment())->watchdog(), Duration{20ms});
    for (const auto* bad : {"0", "-1", "soon", ""}) {
        variables["WATCHDOG_USEC"] = bad;
        EXPECT_EQ(ServiceNotifier::open(environment())->watchdog(), std::nullopt) << bad;
    }
}

}  // namespace
}  // namespace shoal::cli
