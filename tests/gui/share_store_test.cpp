#include "gui/share_store.h"

#include <QSignalSpy>

#include <gtest/gtest.h>

#include "tests/gui/fake_client.h"

namespace shoal::gui {
namespace {

class ShareStoreTest : public testing::Test {
protected:
    void load(std::vector<ShareView> shares) {
        client.answer<ListShares>([shares](const ListShares&) { return ShareList{shares}; });
        client.become_ready();
        FakeClient::settle();
    }
    FakeClient client;
    ShareStore store{client};
};

TEST_F(ShareStoreTest, KnowsNothingUntilTheEngineAnswered) {
    EXPECT_FALSE(store.is_loaded());
    EXPECT_TRUE(client.asked<ListShares>().empty());
    load({a_share("aaaaaaaa"), a_share("bbbbbbbb")});
    EXPECT_TRUE(store.is_loaded());
    EXPECT_EQ(store.all().size(), 2U);
}

TEST_F(ShareStoreTest, TakesUpWhatEventsTell) {
    load({a_share("aaaaaaaa")});
    auto news = a_share("aaaaaaaa");
    news.peers = 7;
    std::vector<std::string> told;
    QObject::connect(&store, &ShareStore::changed, [&](const auto& tags) { told = tags; });
    client.say(SharesChanged{.shares = {news, a_share("bbbbbbbb")}, .tags = {"aaaaaaaa", "bbbbbbbb"}});
    EXPECT_EQ(told, (std::vector<std::string>{"aaaaaaaa", "bbbbbbbb"}));
    EXPECT_EQ(store.find("aaaaaaaa")->peers, 7U);
    EXPECT_NE(store.find("bbbbbbbb"), nullptr);
}

TEST_F(ShareStoreTest, FindsTheOthersAfterOneIsRemoved) {
    load({a_share("aaaaaaaa"), a_share("bbbbbbbb"), a_share("cccccccc")});
    client.say(ShareRemoved{.tag = "aaaaaaaa"});
    EXPECT_EQ(store.find("aaaaaaaa"), nullptr);
    ASSERT_NE(store.find("bbbbbbbb"), nullptr);
    ASSERT_NE(store.find("cccccccc"), nullptr);
    EXPECT_EQ(store.find("cccccccc")->tag, "cccccccc");
    client.say(ShareRemoved{.tag = "cccccccc"});
    client.say(ShareRemoved{.tag = "bbbbbbbb"});
    EXPECT_TRUE(store.all().empty());
}

TEST_F(ShareStoreTest, KeepsWhatItKnewWhileTheDaemonIsAwayAndAsksAgainAfterwards) {
    load({a_share("aaaaaaaa")});
    client.set_connection({.state = Connection::State::lost, .remote = true, .where = {}, .problem = {}});
    EXPECT_EQ(store.all().size(), 1U);
    load({});
    EXPECT_TRUE(store.all().empty());
}

}  // namespace
}  // namespace shoal::gui
