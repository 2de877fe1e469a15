#include "cli/list_command.h"
#include "cli/status_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/share_command.h"

namespace shoal::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(ShareTable, NoSharesIsASentence) {
    EXPECT_THAT(describe_shares({}, 80), ElementsAre("no shares"));
}

TEST(ShareTable, NamesFromOutsideCannotSteerTheTerminal) {
    ShareView share;
    share.tag = "abcdefgh";
    share.name = "evil\x1b[2J\n\xe2\x80\xae";
    share.state = ShareState::downloading;
    share.bytes = 200;
    share.bytes_have = 50;
    const auto rows = describe_shares({share}, 200);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[1].find_first_of("\x1b\n"), std::string::npos);
    EXPECT_EQ(rows[1].find("\xe2\x80\xae"), std::string::npos);
    EXPECT_THAT(rows[1], HasSubstr("25.0%"));
    EXPECT_THAT(rows[1], HasSubstr("downloading"));
}

TEST(ShareTable, TroubleIsNamedByItsCode) {
    ShareView share;
    share.state = ShareState::trouble;
    share.error_code = "no_space";
    EXPECT_THAT(describe_shares({share}, 200)[1], HasSubstr("no_space"));
}

TEST(StatusText, SaysWhatIsHappening) {
    StatusView status;
    status.uptime_ms = 61'000;
    status.listen = {"127.0.0.1:7", "[::1]:7"};
    status.last_error = "bad\nthing";
    const auto lines = describe_status(status);
    EXPECT_THAT(lines, testing::Contains("running    1:01"));
    EXPECT_THAT(lines, testing::Contains("listening  127.0.0.1:7, [::1]:7"));
    for (const auto& line : lines) EXPECT_EQ(line.find('\n'), std::string::npos);
}

TEST(ReceiverCommand, IsQuotedForAShell) {
    EXPECT_EQ(receiver_command("magnet:?xt=a&dn=b"), "shoal get 'magnet:?xt=a&dn=b' -o DIR");
}

}  // namespace
}  // namespace shoal::cli
