#include "cli/share_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/terminal.h"

namespace shoal::cli {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

ShareView share_of(std::uint64_t number, std::string name) {
    ShareView out;
    out.number = number;
    out.tag = "abcdefgh";
    out.name = std::move(name);
    out.state = ShareState::downloading;
    out.files = 2;
    out.bytes = 200;
    out.bytes_have = 50;
    return out;
}

std::vector<std::string> rows_of(const std::vector<ShareView>& shares, std::size_t width) {
    return describe_shares(shares, usual_columns(shares, width), width);
}

std::vector<std::string> names_by(std::string_view key, bool reverse, std::vector<ShareView> shares) {
    sort_shares(shares, key, reverse);
    std::vector<std::string> out;
    for (const auto& share : shares) out.push_back(share.name);
    return out;
}

TEST(ShareTable, NoSharesIsASentence) {
    EXPECT_THAT(rows_of({}, 80), ElementsAre("no shares"));
}

TEST(ShareTable, NamesFromOutsideCannotSteerTheTerminal) {
    const auto rows = rows_of({share_of(1, "evil\x1b[2J\n\xe2\x80\xae")}, 200);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[1].find_first_of("\x1b\n"), std::string::npos);
    EXPECT_EQ(rows[1].find("\xe2\x80\xae"), std::string::npos);
    EXPECT_THAT(rows[1], HasSubstr("25.0%"));
    EXPECT_THAT(rows[1], HasSubstr("downloading"));
}

TEST(ShareTable, TroubleIsNamedByItsCode) {
    auto share = share_of(1, "a");
    share.state = ShareState::trouble;
    share.error_code = "no_space";
    EXPECT_THAT(rows_of({share}, 200)[1], HasSubstr("no_space"));
}

TEST(ShareTable, DoneIsTheShareOfWhatIsWanted) {
    auto share = share_of(1, "a");
    share.files_wanted = 1;
    share.bytes_wanted = 100;
    share.bytes_wanted_have = 50;
    const auto rows = rows_of({share}, 200);
    EXPECT_THAT(rows[1], HasSubstr("50.0%"));
    EXPECT_THAT(rows[1], HasSubstr("100 B"));
}

TEST(ShareTable, ColumnsStandUnderTheirHeadsAndAreAsWideAsTheyNeed) {
    const auto rows = rows_of({share_of(1, "short"), share_of(1000, "\xe6\xbc\xa2\xe5\xad\x97")}, 80);
    EXPECT_THAT(rows[0], EndsWith("  NAME"));
    EXPECT_THAT(rows[1], EndsWith("  short"));
    for (const auto& row : rows) {
        EXPECT_LE(display_width(row), 80U);
        EXPECT_NE(row.back(), ' ');
    }
    EXPECT_EQ(rows[0].find("NAME"), rows[1].find("short"));
}

TEST(ShareTable, IsNoWiderThanTheTerminal) {
    for (const std::size_t width : {40U, 80U, 120U}) {
        for (const auto& row : rows_of({share_of(1, std::string(300, 'n'))}, width)) {
            EXPECT_LE(display_width(row), width);
        }
    }
}

TEST(ShareTable, LabelsAndTagsStandWhereThereIsRoom) {
    auto share = share_of(1, "a");
    share.labels = {"big", "work"};
    EXPECT_THAT(rows_of({share}, 80)[1], Not(HasSubstr("abcdefgh")));
    EXPECT_THAT(rows_of({share}, 120)[1], HasSubstr("abcdefgh"));
    EXPECT_THAT(rows_of({share}, 120)[1], HasSubstr("big,work"));
}

TEST(ShareTable, ColumnsCanBeChosen) {
    EXPECT_THAT(read_columns("name,number").value(), ElementsAre("name", "number"));
    EXPECT_EQ(read_columns("").error().code, Errc::usage);
    EXPECT_THAT(read_columns("name,colour").error().what, HasSubstr("'colour'"));
    EXPECT_THAT(describe_shares({share_of(7, "a")}, {"name", "number"}, 80), ElementsAre("NAME  #", "a     7"));
}

TEST(ShareTable, SortsByAKeyAndKeepsWhatIsEqualInOrder) {
    auto big = share_of(1, "big");
    big.bytes = 1000;
    const std::vector<ShareView> shares{share_of(2, "b"), big, share_of(3, "a")};
    EXPECT_THAT(names_by("number", false, shares), ElementsAre("big", "b", "a"));
    EXPECT_THAT(names_by("name", false, shares), ElementsAre("a", "b", "big"));
    EXPECT_THAT(names_by("size", false, shares), ElementsAre("big", "b", "a"));
    EXPECT_THAT(names_by("size", true, shares), ElementsAre("a", "b", "big"));
}

TEST(ShareTable, EveryKeyToSortByDoesSomething) {
    for (std::string_view keys = sort_choices(); !keys.empty();) {
        const auto key = keys.substr(0, keys.find('|'));
        keys.remove_prefix(std::min(key.size() + 1, keys.size()));
        auto more = share_of(1, "z");
        more.state = ShareState::seeding;
        more.bytes = more.bytes_have = more.rate_down = more.rate_up = more.received = more.sent = 1000;
        more.peers = more.added_ms = 5;
        auto less = share_of(2, "a");
        const bool ascending = key == "number" || key == "name" || key == "state";
        std::vector<ShareView> shares = key == "number" ? std::vector{less, more} : std::vector{more, less};
        if (!ascending) shares = {less, more};
        const auto before = shares.front().name;
        sort_shares(shares, key, false);
        EXPECT_NE(shares.front().name, before) << key;
    }
}

}  // namespace
}  // namespace shoal::cli
