#include "cli/status_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/share_command.h"

namespace shoal::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

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
