#include "cli/get_advice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace shoal::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(GetAdvice, AnotherFolderIsNamedOnlyWhereItCanBeChosenAndWouldHelp) {
    EXPECT_THAT(advice_for(Errc::no_space, {}), HasSubstr("another folder with -o"));
    EXPECT_THAT(advice_for(Errc::no_space, {.is_home_full = true}), HasSubstr("in the data directory"));
    EXPECT_THAT(advice_for(Errc::no_space, {.is_placed = true}), HasSubstr("shoal remove first"));
    EXPECT_THAT(advice_for(Errc::no_space, {.is_placed = true, .has_daemon = true}), HasSubstr("goes on by itself"));
    for (const bool is_placed : {false, true}) {
        for (const bool has_daemon : {false, true}) {
            const auto advice = advice_for(Errc::no_space, {is_placed, has_daemon, !is_placed});
            EXPECT_THAT(advice, Not(HasSubstr("-o"))) << is_placed << has_daemon;
        }
    }
}

}  // namespace
}  // namespace shoal::cli
