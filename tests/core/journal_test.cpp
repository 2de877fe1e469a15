#include "core/journal.h"

#include <gmock/gmock.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <array>

#include "core/uv_local_address.h"
#include "tests/core/world_fixture.h"

namespace shoal {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string entry_of(std::string_view message, std::vector<LogField> fields) {
    std::string out;
    Log log{LogLevel::trace, LogFormat::journal, [] { return WallTime{}; }, [&](std::string_view line) { out = line; }};
    log.write(LogLevel::warn, "share", message, fields);
    return out;
}

TEST(Journal, AnEntryHasAFieldForEachField) {
    EXPECT_EQ(entry_of("a share is in trouble", {{"share", "abcdefgh"}, {"why", "disk full"}}),
              "MESSAGE=a share is in trouble share=abcdefgh why=\"disk full\"\nPRIORITY=4\nSYSLOG_IDENTIFIER=shoald\n"
              "SHOAL_PART=share\nMESSAGE_ID=1413b13269cb439c95d0c6931bad19d5\nSHOAL_SHARE_TAG=abcdefgh\n"
              "SHOAL_WHY=disk full\n");
    EXPECT_THAT(entry_of("a link ended", {{"peer", "192.0.2.1:1"}}), HasSubstr("SHOAL_PEER=192.0.2.1:1\n"));
    EXPECT_THAT(entry_of("a link ended", {}), Not(HasSubstr("MESSAGE_ID")));
}

TEST(Journal, AValueCannotBringInAnotherField) {
    const std::string evil = "x\nPRIORITY=0\n_UID=0";
    const auto entry = entry_of("a link ended", {{"why", evil}});
    const std::string framed =
        "SHOAL_WHY\n" + std::string{static_cast<char>(evil.size())} + std::string(7, '\0') + evil;
    EXPECT_THAT(entry, HasSubstr(framed));
    EXPECT_EQ(entry.find("\nPRIORITY=0"), entry.find(framed) + framed.find("\nPRIORITY=0"))
        << "it stands inside of the value with a length, and nowhere else";
}

TEST(Journal, PrioritiesAreThoseOfSyslog) {
    EXPECT_EQ(journal_priority(LogLevel::error), 3);
    EXPECT_EQ(journal_priority(LogLevel::warn), 4);
    EXPECT_EQ(journal_priority(LogLevel::info), 6);
    EXPECT_EQ(journal_priority(LogLevel::trace), 7);
}

TEST(Journal, EntriesReachTheSocketOrSayThatTheyDoNot) {
    const TemporaryDirectory directory;
    const std::string path = directory / "journal";
    EXPECT_EQ(JournalSocket::open(path).error().code, Errc::unreachable);
    Descriptor journal{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    const auto address = LocalAddress::from(path).value();
    ASSERT_EQ(::bind(journal.get(), address.get(), address.size()), 0);
    auto socket = JournalSocket::open(path);
    ASSERT_TRUE(socket);
    EXPECT_TRUE(socket->send("MESSAGE=hello\n"));
    std::array<char, 64> got{};
    EXPECT_EQ(::recv(journal.get(), got.data(), got.size(), 0), 14);
    EXPECT_STREQ(got.data(), "MESSAGE=hello\n");
    journal.reset();
    EXPECT_FALSE(socket->send("MESSAGE=nobody reads\n"));
}

TEST(Journal, ItsStreamIsKnownByDeviceAndInode) {
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe(ends.data()), 0);
    const Descriptor reader{ends[0]};
    const Descriptor writer{ends[1]};
    struct stat status {};
    ASSERT_EQ(::fstat(writer.get(), &status), 0);
    const auto own = std::to_string(status.st_dev) + ":" + std::to_string(status.st_ino);
    EXPECT_TRUE(is_journal_stream(writer.get(), own));
    EXPECT_FALSE(is_journal_stream(writer.get(), ""));
    EXPECT_FALSE(is_journal_stream(writer.get(), own + "1"));
    EXPECT_FALSE(is_journal_stream(-1, own));
}

}  // namespace
}  // namespace shoal
