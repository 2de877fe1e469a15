#include "gui/finding_words.h"

#include <gtest/gtest.h>

namespace shoal::gui {
namespace {

TEST(FindingWords, HaveNoMarksOfATerminal) {
    const Finding finding{.level = "warn",
                          .code = "quite_new",
                          .sentence = "`listen` is not set.",
                          .advice = "Set `listen`, or run `shoal peer add`."};
    EXPECT_EQ(finding_sentence(finding), QStringLiteral("“listen” is not set."));
    EXPECT_EQ(finding_advice(finding), QStringLiteral("Set “listen”, or run “shoal peer add”."));
}

}  // namespace
}  // namespace shoal::gui
