#include "cli/exit_code.h"

#include <csignal>
#include <map>

#include <gtest/gtest.h>

#include "core/engine.h"

namespace shoal::cli {
namespace {

// The published table (docs/cli.md), by the names that JSON errors carry.
const std::map<std::string, int> published{
    {"other", 1},          {"usage", 2},        {"not_found", 3},   {"malformed", 4}, {"truncated", 4},
    {"limit", 1},          {"unverified", 4},   {"mismatch", 8},    {"no_peers", 5},  {"network", 6},
    {"timed_out", 7},      {"closed", 6},       {"interrupted", 7}, {"no_space", 9},  {"io", 10},
    {"permission", 10},    {"unreachable", 11}, {"refused", 12},    {"exists", 13},   {"in_use", 14},
    {"configuration", 78}, {"unsupported", 1},
};

TEST(ExitCode, EveryKindOfErrorHasItsPublishedNumber) {
    for (const auto& [name, number] : published) {
        const Errc code = errc_from(name);
        EXPECT_EQ(to_string(code), name);
        EXPECT_EQ(raw(exit_code_of(code)), number) << name;
    }
}

TEST(ExitCode, TheTableOfKindsIsComplete) {
    EXPECT_EQ(published.size(), static_cast<std::size_t>(Errc::unsupported) + 1);
}

TEST(ExitCode, ACleanStopBySignalIsNamedAsShellsNameIt) {
    EXPECT_EQ(raw(exit_code_of_signal(SIGINT)), 130);
    EXPECT_EQ(raw(exit_code_of_signal(SIGTERM)), 143);
}

}  // namespace
}  // namespace shoal::cli
