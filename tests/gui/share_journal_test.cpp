#include "gui/share_journal.h"

#include <QSignalSpy>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/gui/fake_client.h"

namespace shoal::gui {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class ShareJournalTest : public testing::Test {
protected:
    ShareJournalTest() {
        client.answer<ListShares>([this](const ListShares&) { return ShareList{{share}}; });
        client.become_ready();
        FakeClient::settle();
    }
    void tell() {
        ++now;
        client.say(SharesChanged{.shares = {share}, .tags = {share.tag}});
    }
    std::vector<std::string> lines() {
        std::vector<std::string> out;
        for (const auto& line : journal.lines(share.tag)) out.push_back(line.text.toStdString());
        return out;
    }
    FakeClient client;
    ShareView share = a_share();
    ShareStore store{client};
    std::uint64_t now = 1000;
    ShareJournal journal{client, store, nullptr, [this] { return now; }};
};

TEST_F(ShareJournalTest, SaysNothingOfWhatWasSoBefore) {
    tell();
    EXPECT_THAT(lines(), IsEmpty());
}

TEST_F(ShareJournalTest, TellsOfStatesPeersLimitsAndChoices) {
    share.peers = 0;
    tell();
    share.peers = 4;
    tell();
    share.state = ShareState::trouble;
    share.error = "no room on /data";
    tell();
    tell();
    share.state = ShareState::paused;
    share.limit_down = 1 << 20;
    tell();
    share.limit_down = 0;
    share.files_wanted = 5;
    tell();
    EXPECT_THAT(lines(),
                ElementsAre("No peer is linked any more.", "Linked with 4 peers.", "Held up: no room on /data",
                            "Paused.", "Its rates are limited: down 1.0 MiB/s, up no limit.",
                            "5 of 8 files are wanted.", "Its rates are not limited any more."));
}

TEST_F(ShareJournalTest, TellsOfEventsAndMakesThemHarmless) {
    client.say(ContentArrives{.tag = share.tag});
    client.say(FileChanged{.tag = share.tag, .path = "a\x1b[31m"});
    client.say(ShareCompleted{.tag = share.tag});
    client.say(ShareCompleted{.tag = "another share"});
    EXPECT_THAT(lines(),
                ElementsAre("The first data arrived.",
                            "The file \"a\\u001b[31m\" was changed. The changed parts are not offered any more.",
                            "Complete: every byte is verified and safely on the disk."));
}

TEST_F(ShareJournalTest, PutsWhatConcernsAllInItsTime) {
    client.say(ContentArrives{.tag = share.tag});
    ++now;
    client.set_connection({.state = Connection::State::lost, .remote = true, .where = {}, .problem = {}});
    ++now;
    client.become_ready();
    ++now;
    client.say(ShareCompleted{.tag = share.tag});
    client.say(PeerBanned{.endpoint = "203.0.113.5:1", .reason = {}, .seconds = 600});
    EXPECT_THAT(lines(), ElementsAre("The first data arrived.", "The connection to Shoal's engine was lost.",
                                     "The connection to Shoal's engine is back.",
                                     "The peer 203.0.113.5:1 sent wrong data and is left alone for 10 min.",
                                     "Complete: every byte is verified and safely on the disk."));
}

TEST_F(ShareJournalTest, KeepsTheNewestOfManyAndForgetsSharesThatAreGone) {
    QSignalSpy spy{&journal, &ShareJournal::grew};
    for (std::size_t i = 0; i < ShareJournal::max_lines + 7; ++i) {
        share.peers = i % 2 == 0 ? 0 : i;
        tell();
    }
    EXPECT_EQ(lines().size(), ShareJournal::max_lines);
    EXPECT_EQ(spy.count(), static_cast<int>(ShareJournal::max_lines) + 7);
    client.say(ShareRemoved{.tag = share.tag});
    EXPECT_THAT(lines(), IsEmpty());
}

TEST_F(ShareJournalTest, BeginsWithHowANewShareStands) {
    share = a_share("bbbbbbbb");
    share.state = ShareState::resolving;
    tell();
    EXPECT_THAT(lines(), ElementsAre("Looking for somebody who has the list of files."));
}

}  // namespace
}  // namespace shoal::gui
