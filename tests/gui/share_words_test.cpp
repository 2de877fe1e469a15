#include "gui/share_words.h"

#include <gtest/gtest.h>

#include "gui/theme.h"
#include "tests/gui/plain_english.h"
#include "tests/gui/sample_shares.h"

namespace shoal::gui {
namespace {

class ShareWordsTest : public testing::Test {
protected:
    static std::string sentence(const ShareView& share) { return words::state_sentence(share).toStdString(); }
    static std::string word(const ShareView& share) { return words::state_word(share).toStdString(); }
    PlainEnglish english;
};

TEST_F(ShareWordsTest, SayThatNobodyIsThereYet) {
    auto share = resolving("aaaaaaaa", "netinst");
    EXPECT_EQ(word(share), "Waiting");
    EXPECT_EQ(sentence(share), "Waiting for somebody who has it");
    share.known = 2;
    EXPECT_EQ(sentence(share), "Waiting for somebody who has it; 2 peers not reached yet");
    share.peers = 1;
    EXPECT_EQ(sentence(share), "Asking 1 peer for the list of files");
    share = a_share();
    share.peers = share.known = 0;
    EXPECT_EQ(sentence(share), "Waiting for somebody who has it");
}

TEST_F(ShareWordsTest, TellHowADownloadGoes) {
    auto share = a_share();
    EXPECT_EQ(sentence(share), "Getting it from 2 peers, 20 s left");
    EXPECT_EQ(words::eta(share), QStringLiteral("20 s"));
    share.rate_down = 1;
    EXPECT_EQ(words::eta(share), QString{}) << "more than a year is no answer";
    EXPECT_EQ(sentence(share), "Getting it from 2 peers");
    share.rate_down = 0;
    EXPECT_EQ(sentence(share), "Connected with 2 peers, nothing arrives now");
    share.state = ShareState::checking;
    EXPECT_EQ(sentence(share), "Checking what is already here: 50 %");
    share.state = ShareState::resolved;
    EXPECT_EQ(sentence(share), "The list of files is here: choose what to get, and where to");
    share.state = ShareState::downloading;
    share.files_wanted = share.bytes_wanted = share.bytes_wanted_have = 0;
    EXPECT_EQ(sentence(share), "No files are chosen: choose some to get them");
}

TEST_F(ShareWordsTest, TellWhoFetchesWhatIsComplete) {
    auto share = whole(a_share());
    share.peers = 4;
    share.seeds = 1;
    EXPECT_EQ(sentence(share), "Sharing with 3 peers") << "who has all of it fetches nothing";
    share.peers = share.seeds = 4;
    EXPECT_EQ(sentence(share), "Shared, nobody is fetching now");
    share.files_wanted = 3;
    EXPECT_EQ(sentence(share), "3 of 8 files shared, nobody is fetching now");
    share.seeds = 3;
    EXPECT_EQ(sentence(share), "Sharing 3 of 8 files with 1 peer");
}

TEST_F(ShareWordsTest, TellWhatAPauseHolds) {
    auto share = a_share();
    share.state = ShareState::paused;
    EXPECT_EQ(sentence(share), "Paused at 50 %");
    share = whole(share);
    share.state = ShareState::paused;
    EXPECT_EQ(sentence(share), "Paused: everything is here, nothing is shared");
    share.state = ShareState::stopped;
    EXPECT_EQ(sentence(share), "Kept, but not running now");
    auto unknown = resolving("aaaaaaaa", "");
    unknown.state = ShareState::paused;
    EXPECT_EQ(sentence(unknown), "Paused before its files were known");
}

TEST_F(ShareWordsTest, SayWhatToDoAboutEveryTrouble) {
    const auto trouble = [](const char* code) { return troubled(a_share(), code, "as the engine says it"); };
    EXPECT_EQ(word(trouble("no_space")), "Disk full");
    EXPECT_EQ(sentence(trouble("no_space")), "The disk is full: make room, and it goes on by itself");
    EXPECT_EQ(word(trouble("not_found")), "Folder missing");
    EXPECT_EQ(sentence(trouble("not_found")), "The folder is not there: put it back, or connect the disk it is on");
    EXPECT_EQ(word(trouble("mismatch")), "Data changed");
    for (const char* code : {"permission", "io", "exists", "malformed", "no_peers", "timed_out"}) {
        EXPECT_NE(word(trouble(code)), "Problem") << code;
        EXPECT_NE(sentence(trouble(code)), "as the engine says it") << code;
    }
    EXPECT_EQ(word(trouble("in_use")), "Problem");
    EXPECT_EQ(sentence(trouble("in_use")), "as the engine says it") << "it knows better than we do";
    EXPECT_EQ(sentence(trouble("a_code_of_next_year")), "as the engine says it");
    EXPECT_EQ(sentence(troubled(a_share(), "other", "")), "Something went wrong; the log has more");
}

TEST_F(ShareWordsTest, KnowFilesOfThisMachineFromFetchedOnes) {
    auto share = troubled(whole(a_share()), "not_found", "");
    share.shared_here = true;
    EXPECT_EQ(word(share), "Files missing");
    share = whole(a_share());
    share.shared_here = true;
    share.bytes_have -= 1;
    EXPECT_EQ(word(share), "Data changed") << "a part that is lost of what was shared here is fetched from nobody";
    EXPECT_EQ(sentence(share), "Files were changed since you shared them: share them again for a new link");
}

TEST_F(ShareWordsTest, MakeTextFromOutsideHarmless) {
    auto share = a_share("aaaaaaaa", "photo\u202egpj.exe\n");
    EXPECT_EQ(words::name(share).toStdString(), "photo\\u202egpj.exe\\u000a");
    share.name.clear();
    EXPECT_EQ(words::name(share).toStdString(), "Link aaaaaaaa");
    EXPECT_FALSE(sentence(troubled(a_share(), "in_use", "line\nline")).contains('\n'));
}

TEST_F(ShareWordsTest, SpeakARowAsSentences) {
    EXPECT_EQ(words::spoken(a_share()).toStdString(),
              "holiday photos, 50 % of 80.0 MiB is here. Getting it from 2 peers, 20 s left.");
    EXPECT_EQ(words::spoken(whole(a_share())).toStdString(),
              "holiday photos, 80.0 MiB, complete. Sharing with 1 peer.");
    EXPECT_EQ(words::spoken(resolving("aaaaaaaa", "netinst")).toStdString(),
              "netinst. Waiting for somebody who has it.");
}

TEST_F(ShareWordsTest, HaveASymbolAndAColourForEveryState) {
    for (int state = 0; state <= static_cast<int>(ShareState::stopped); ++state) {
        auto share = a_share();
        share.state = static_cast<ShareState>(state);
        EXPECT_FALSE(words::state_word(share).isEmpty()) << state;
        EXPECT_FALSE(words::state_sentence(share).isEmpty()) << state;
        EXPECT_FALSE(symbol_pixmap(words::state_symbol(share), Qt::black, 16, 1).isNull()) << state;
    }
    const QPalette palette;
    EXPECT_EQ(words::state_colour(troubled(a_share(), "io", ""), palette), colours(palette).bad);
    EXPECT_EQ(words::state_colour(whole(a_share()), palette), colours(palette).good);
}

TEST_F(ShareWordsTest, AnEmptyFolderIsCompleteAndALinkThatWasPausedEarlyIsNot) {
    auto empty = a_share();
    empty.state = ShareState::seeding;
    empty.files = empty.files_wanted = empty.bytes = empty.bytes_wanted = 0;
    empty.bytes_have = empty.bytes_wanted_have = empty.rate_down = 0;
    EXPECT_TRUE(words::is_complete(empty));
    EXPECT_EQ(words::amount(empty), QStringLiteral("0 bytes"));
    empty.state = ShareState::paused;
    EXPECT_TRUE(words::is_complete(empty));
    empty.path.clear();
    EXPECT_FALSE(words::has_list(empty)) << "its name may be what the link says";
    empty.state = ShareState::resolving;
    EXPECT_FALSE(words::has_list(empty));
}

}  // namespace
}  // namespace shoal::gui
