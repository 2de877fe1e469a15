#include "core/labels.h"

#include <gtest/gtest.h>

namespace shoal {
namespace {

TEST(Labels, AreSortedAndEachOnce) {
    EXPECT_EQ(*clean_labels({"b", "a", "b", "ä"}), (std::vector<std::string>{"a", "b", "ä"}));
    EXPECT_TRUE(clean_labels({})->empty());
}

TEST(Labels, OfAKindThatNobodyCouldTypeAreRefused) {
    for (const std::string bad : {"", " a", "a ", "a,b", "a\nb", "\xff", "\xe2\x80\xae"}) {
        EXPECT_EQ(clean_labels({bad}).error().code, Errc::usage) << bad;
    }
    EXPECT_TRUE(check_label(std::string(max_label_bytes, 'x')));
    EXPECT_EQ(check_label(std::string(max_label_bytes + 1, 'x')).error().code, Errc::usage);
}

TEST(Labels, AreLimitedInNumber) {
    std::vector<std::string> many;
    for (std::size_t i = 0; i < max_labels; ++i) many.push_back("label " + std::to_string(i));
    EXPECT_TRUE(clean_labels(many));
    many.emplace_back("one more");
    EXPECT_EQ(clean_labels(many).error().code, Errc::limit);
}

}  // namespace
}  // namespace shoal
