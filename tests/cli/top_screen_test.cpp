#include "cli/top_screen.h"

#include <gmock/gmock.h>

#include "cli/full_screen.h"
#include "cli/terminal.h"

namespace shoal::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

ShareView share(std::string tag, std::string name, std::uint64_t number) {
    ShareView out;
    out.tag = std::move(tag);
    out.name = std::move(name);
    out.number = number;
    out.state = ShareState::seeding;
    out.bytes = out.bytes_wanted = out.bytes_wanted_have = 1000;
    return out;
}

/// The names in the order of the rows.
std::vector<std::string> names(TopScreen& screen, std::size_t rows = 24) {
    std::vector<std::string> out;
    auto lines = screen.draw(80, rows, false);
    for (std::size_t i = 2; i + 1 < lines.size(); ++i) {
        const auto name = lines[i].substr(7, lines[i].find(' ', 7) - 7);
        if (!name.empty()) out.push_back(name);
    }
    return out;
}

TEST(TopScreen, FillsItsWindowExactlyWhateverNamesSay) {
    TopScreen screen;
    screen.put({share("aaaaaaaa", "\x1b[2J\x1b]0;owned\x07", 1), share("bbbbbbbb", std::string(500, 'x'), 2),
                share("cccccccc", "日本語の名前がとても長いのでここで切れるはずです", 99999),
                share("dddddddd", "\u202egnp.exe", 4), share("eeeeeeee", "a\nb\tc", 5),
                share("ffffffff", "\xff\xfe", 6)});
    for (const auto& [columns, rows] : {std::pair<std::size_t, std::size_t>{80, 24}, {120, 40}, {60, 8}, {40, 5}}) {
        const auto lines = screen.draw(columns, rows, false);
        EXPECT_EQ(lines.size(), rows);
        for (const auto& line : lines) {
            EXPECT_EQ(display_width(line), columns) << line;
            EXPECT_THAT(line, Not(HasSubstr("\x1b")));
            EXPECT_THAT(line, Not(HasSubstr("\u202e")));
        }
        for (const auto& line : screen.draw(columns, rows, true)) EXPECT_EQ(display_width(line), columns) << line;
    }
}

TEST(TopScreen, TheBusiestStandFirstAndTheRestAsTheyWereAdded) {
    TopScreen screen;
    auto busy = share("aaaaaaaa", "busy", 9);
    busy.rate_up = 5;
    auto linked = share("bbbbbbbb", "linked", 8);
    linked.peers = 1;
    screen.put({share("cccccccc", "second", 2), share("dddddddd", "first", 1), linked, busy});
    EXPECT_THAT(names(screen), ElementsAre("busy", "linked", "first", "second"));
    busy.rate_up = 0;
    screen.put({busy});
    EXPECT_THAT(names(screen), ElementsAre("linked", "first", "second", "busy"));
}

TEST(TopScreen, SortsInTurnByNameProgressAndSize) {
    TopScreen screen;
    auto half = share("aaaaaaaa", "half", 1);
    half.bytes_wanted_have = 500;
    auto large = share("bbbbbbbb", "large", 2);
    large.bytes = large.bytes_wanted = large.bytes_wanted_have = 5000;
    screen.put({half, large, share("cccccccc", "all", 3)});
    screen.sort_next();
    EXPECT_THAT(names(screen), ElementsAre("all", "half", "large"));
    screen.sort_next();
    EXPECT_THAT(names(screen), ElementsAre("half", "large", "all"));
    screen.sort_next();
    EXPECT_THAT(names(screen), ElementsAre("large", "half", "all"));
    EXPECT_THAT(screen.draw(80, 24, false).back(), HasSubstr("s sort: size"));
}

TEST(TopScreen, TheChoiceStaysWithItsShareAndInSight) {
    TopScreen screen;
    std::vector<ShareView> shares;
    for (char c = 'a'; c < 'm'; ++c)
        shares.push_back(share(std::string(8, c), std::string(1, c), static_cast<unsigned>(c - 'a') + 1U));
    screen.put(shares);
    EXPECT_THAT(names(screen, 7), ElementsAre("a", "b", "c", "d"));
    EXPECT_EQ(screen.chosen()->name, "a");
    screen.move(5);
    EXPECT_EQ(screen.chosen()->name, "f");
    EXPECT_THAT(names(screen, 7), ElementsAre("c", "d", "e", "f"));
    shares[11].rate_down = 7;
    screen.put({shares[11]});
    EXPECT_EQ(screen.chosen()->name, "f");
    EXPECT_THAT(names(screen, 7), ElementsAre("c", "d", "e", "f"));
    screen.forget(std::string(8, 'f'));
    EXPECT_EQ(screen.chosen()->name, "g") << "the one that came into its place";
    screen.move(-100);
    EXPECT_EQ(screen.chosen()->name, "l");
    screen.move(100);
    EXPECT_EQ(screen.chosen()->name, "k");
}

TEST(TopScreen, CanLoseItsLastShare) {
    TopScreen screen;
    screen.put({share("aaaaaaaa", "a", 1)});
    (void)screen.draw(80, 24, false);
    screen.forget("aaaaaaaa");
    screen.forget("aaaaaaaa");
    screen.move(1);
    EXPECT_EQ(screen.chosen(), nullptr);
    EXPECT_THAT(screen.draw(80, 24, false)[2], HasSubstr("no shares"));
}

TEST(TopScreen, TheFirstLineTellsOfAllSharesAndTheRatesOfTheEngine) {
    TopScreen screen;
    auto a = share("aaaaaaaa", "a", 1);
    a.rate_down = 1024;
    a.peers = 2;
    auto b = share("bbbbbbbb", "b", 2);
    b.rate_up = 2048;
    b.peers = 1;
    b.state = ShareState::trouble;
    b.error_code = "no_space";
    screen.put({a, b});
    StatusView status;
    status.rate_down = 1024;
    status.rate_up = 1536;  // rates of shares do not add up
    screen.put(status);
    const auto lines = screen.draw(80, 24, false);
    EXPECT_THAT(lines[0],
                StartsWith("shoal  2 shares, 2 active  down 1.00 KiB/s  up 1.50 KiB/s  3 peers  1 in trouble"));
    EXPECT_THAT(lines[2], HasSubstr("no_space"));
}

TEST(KeyPresses, AreReadFromWhatTerminalsSend) {
    const auto character = [](char c) { return KeyPress{Key::character, c}; };
    const auto key = [](Key k) { return KeyPress{k, 0}; };
    EXPECT_THAT(key_presses("q\x1b[A\x1bOB\x1b[5~\x1b[6~\x1b[H\x1b[4~"),
                ElementsAre(character('q'), key(Key::up), key(Key::down), key(Key::page_up), key(Key::page_down),
                            key(Key::home), key(Key::end)));
    EXPECT_THAT(key_presses("\x1b[1;5Cs\x1b"), ElementsAre(key(Key::other), character('s'), key(Key::other)));
    EXPECT_THAT(key_presses("\x1b["), ElementsAre(key(Key::other)));
    EXPECT_THAT(key_presses("\n\xc3\xa9"), ElementsAre(key(Key::other), key(Key::other), key(Key::other)));
    EXPECT_THAT(key_presses(""), ElementsAre());
}

}  // namespace
}  // namespace shoal::cli
