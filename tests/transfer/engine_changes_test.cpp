// What a person changes of shares that are there, and what survives a restart of it.

#include <algorithm>

#include "tests/transfer/engine_room.h"

namespace shoal::transfer {
namespace {

class EngineChangesTest : public EngineTest {
protected:
    ShareAdded share(Node& node, const std::string& name, std::vector<std::string> labels = {}) {
        auto added =
            ask(node,
                AddShare{.path = make_folder(name), .reproducible = false, .comment = {}, .labels = std::move(labels)});
        EXPECT_TRUE(added) << added.error().what;
        return std::move(*added);
    }
    EngineOptions knowing(Node& other) {
        EngineOptions options;
        options.peers = {other.engine->listening().front()};
        return options;
    }
    ShareView view(Node& node, const std::string& select) {
        auto list = ask(node, ListShares{.select = select});
        EXPECT_TRUE(list) << list.error().what;
        EXPECT_EQ(list->shares.size(), 1U);
        return list->shares.at(0);
    }
    Errc error_of(Node& node, const std::string& select) {
        const auto list = ask(node, ListShares{.select = select});
        return list ? Errc::other : list.error().code;
    }
};

TEST_F(EngineChangesTest, APausedShareIsLinkedToNobodyAndGoesOnWhenItIsResumed) {
    auto& seeder = start("seeder");
    const auto added = share(seeder, "photos");
    const auto paused = ask(seeder, PauseShares{.tags = {added.tag}});
    ASSERT_TRUE(paused) << paused.error().what;
    EXPECT_EQ(paused->shares.at(0).state, ShareState::paused);
    EXPECT_TRUE(paused->shares.at(0).paused);
    auto& leecher = start("leecher", knowing(seeder));
    const auto none = ask(leecher, ResolveLink{.link = added.link, .timeout_ms = 700});
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, Errc::no_peers);
    ASSERT_TRUE(ask(seeder, ResumeShares{.tags = {added.tag}}));
    // The seeder knows nobody, and the leecher asks again in a while: a person names it.
    ASSERT_TRUE(ask(seeder, AddPeer{.tag = added.tag, .endpoint = leecher.engine->listening().front().str()}));
    download(leecher, added.link, room / "out");
    expect_same_folder(room / "photos", room / "out/photos");
}

TEST_F(EngineChangesTest, APauseInTheMiddleEndsTheTransferAndLosesNothing) {
    auto& seeder = start("seeder");
    const auto added = share(seeder, "photos");
    auto slow = knowing(seeder);
    slow.limit_down = 400'000;
    auto& leecher = start("leecher", slow);
    ASSERT_TRUE(ask(leecher, ResolveLink{.link = added.link, .timeout_ms = 15'000}));
    ASSERT_TRUE(ask(leecher, StartDownload{.tag = added.tag, .directory = room / "out"}));
    run_until([&] { return leecher.heard<ContentArrives>() > 0; });
    const auto paused = ask(leecher, PauseShares{.tags = {added.tag}});
    ASSERT_TRUE(paused);
    EXPECT_EQ(paused->shares.at(0).peers, 0U);
    EXPECT_GT(paused->shares.at(0).bytes_have, 0U);
    EXPECT_LT(paused->shares.at(0).bytes_have, added.bytes);
    run_until([&] { return view(seeder, added.tag).peers == 0; });
    ASSERT_TRUE(ask(leecher, LimitRates{.tag = {}, .set_up = false, .up = 0, .set_down = true, .down = 0}));
    ASSERT_TRUE(ask(leecher, ResumeShares{.tags = {added.tag}}));
    run_until([&] { return leecher.heard<ShareCompleted>() > 0; });
    expect_same_folder(room / "photos", room / "out/photos");
}

TEST_F(EngineChangesTest, PausesLabelsLimitsAndNumbersSurviveARestart) {
    auto& first = start("node");
    const auto a = share(first, "a", {"work"});
    const auto b = share(first, "b");
    ASSERT_TRUE(ask(first, PauseShares{.tags = {a.tag}}));
    ASSERT_TRUE(ask(first, LabelShares{.tags = {a.tag, b.tag}, .add = {"new", "work"}, .remove = {}}));
    ASSERT_TRUE(ask(first, LabelShares{.tags = {b.tag}, .add = {}, .remove = {"work"}}));
    ASSERT_TRUE(ask(first, LimitRates{.tag = b.tag, .set_up = true, .up = 1000, .set_down = true, .down = 2000}));
    const auto number = view(first, b.tag).number;
    stop(first);
    auto& again = start("node");
    const auto was_a = view(again, a.tag);
    EXPECT_TRUE(was_a.paused);
    EXPECT_EQ(was_a.labels, (std::vector<std::string>{"new", "work"}));
    const auto was_b = view(again, b.tag);
    EXPECT_FALSE(was_b.paused);
    EXPECT_EQ(was_b.labels, (std::vector<std::string>{"new"}));
    EXPECT_EQ(was_b.limit_up, 1000U);
    EXPECT_EQ(was_b.limit_down, 2000U);
    EXPECT_EQ(was_b.number, number);
    EXPECT_NE(was_a.number, number);
}

TEST_F(EngineChangesTest, AShareThatIsNotRunCanBeChangedAndStaysAsleep) {
    auto& first = start("node");
    const auto a = share(first, "a");
    stop(first);
    EngineOptions asleep;
    asleep.activate_all = false;
    auto& second = start("node", asleep);
    EXPECT_EQ(view(second, a.tag).state, ShareState::stopped);
    ASSERT_TRUE(ask(second, LabelShares{.tags = {a.tag}, .add = {"old"}, .remove = {}}));
    const auto link = ask(second, GetLink{.tag = a.tag});
    ASSERT_TRUE(link);
    EXPECT_EQ(link->link, a.link);
    EXPECT_EQ(view(second, "label:old").state, ShareState::stopped);
}

TEST_F(EngineChangesTest, NothingIsChangedWhereOneOfTheSharesIsNotThere) {
    auto& node = start("node");
    const auto a = share(node, "a");
    const auto reply = ask(node, LabelShares{.tags = {a.tag, "aaaaaaaa"}, .add = {"x"}, .remove = {}});
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().code, Errc::not_found);
    EXPECT_TRUE(view(node, a.tag).labels.empty());
}

TEST_F(EngineChangesTest, ALabelThatCannotBeIsRefused) {
    auto& node = start("node");
    const auto a = share(node, "a");
    for (const auto* bad : {"", "a,b", " a", "a\n"}) {
        const auto reply = ask(node, LabelShares{.tags = {a.tag}, .add = {bad}, .remove = {}});
        ASSERT_FALSE(reply) << bad;
        EXPECT_EQ(reply.error().code, Errc::usage) << bad;
    }
}

TEST_F(EngineChangesTest, SharesAreFoundByNumberTagNamePathAndLabel) {
    auto& node = start("node");
    const auto a = share(node, "Apple", {"fruit"});
    const auto b = share(node, "apricot", {"fruit"});
    EXPECT_EQ(view(node, std::to_string(view(node, a.tag).number)).tag, a.tag);
    EXPECT_EQ(view(node, "appl").tag, a.tag);
    EXPECT_EQ(view(node, "apricot").tag, b.tag);
    EXPECT_EQ(view(node, room / "Apple/deep/er/small.txt").tag, a.tag);
    EXPECT_EQ(view(node, room / "Apple/").tag, a.tag);
    EXPECT_EQ(error_of(node, room / "Apple2"), Errc::not_found);
    EXPECT_EQ(error_of(node, "ap"), Errc::usage);
    EXPECT_EQ(error_of(node, "pear"), Errc::not_found);
    EXPECT_EQ(ask(node, ListShares{.select = "label:fruit"})->shares.size(), 2U);
    EXPECT_EQ(ask(node, ListShares{.select = "label:none"})->shares.size(), 0U);
    EXPECT_EQ(ask(node, ListShares{.select = "paused"})->shares.size(), 0U);
}

TEST_F(EngineChangesTest, WhatChangedIsPushedWithItsView) {
    auto& node = start("node");
    const auto a = share(node, "a");
    node.events.clear();
    ASSERT_TRUE(ask(node, LabelShares{.tags = {a.tag}, .add = {"seen"}, .remove = {}}));
    run_until([&] { return node.heard<SharesChanged>() > 0; });
    for (const auto& event : node.events) {
        const auto* changed = std::get_if<SharesChanged>(&event);
        if (changed == nullptr) continue;
        EXPECT_EQ(changed->tags, (std::vector<std::string>{a.tag}));
        ASSERT_EQ(changed->shares.size(), 1U);
        EXPECT_EQ(changed->shares[0].labels, (std::vector<std::string>{"seen"}));
    }
}

TEST_F(EngineChangesTest, AnAddressThatCannotBeDialledIsNoPeer) {
    auto& node = start("node");
    for (const auto* bad : {"", "example", "127.0.0.1:0", "0.0.0.0:1"}) {
        const auto reply = ask(node, AddPeer{.tag = {}, .endpoint = bad});
        ASSERT_FALSE(reply) << bad;
        EXPECT_EQ(reply.error().code, Errc::usage) << bad;
    }
}

TEST_F(EngineChangesTest, OnlySelectedFilesAppearAndTheRestComesWhenItIsSelected) {
    auto& seeder = start("seeder");
    const auto added = share(seeder, "photos");
    auto& leecher = start("leecher", knowing(seeder));
    ASSERT_TRUE(ask(leecher, ResolveLink{.link = added.link, .timeout_ms = 15'000}));
    ASSERT_TRUE(ask(leecher, StartDownload{.tag = added.tag, .directory = room / "out", .select = {"+deep/**"}}));
    run_until([&] { return leecher.heard<ShareCompleted>() > 0; });
    EXPECT_TRUE(std::filesystem::exists(room / "out/photos/deep/er/small.txt"));
    EXPECT_FALSE(std::filesystem::exists(room / "out/photos/large.bin"));
    EXPECT_FALSE(std::filesystem::exists(room / "out/photos/empty"));
    const auto partial = view(leecher, added.tag);
    EXPECT_EQ(partial.files_wanted, 1U);
    EXPECT_EQ(partial.bytes_wanted, 6U);
    EXPECT_EQ(partial.bytes_wanted_have, 6U);
    EXPECT_EQ(partial.state, ShareState::seeding);
    ASSERT_TRUE(ask(leecher, SelectFiles{.tag = added.tag, .rules = {"+**"}}));
    run_until([&] { return leecher.heard<ShareCompleted>() > 1; });
    expect_same_folder(room / "photos", room / "out/photos");
}

TEST_F(EngineChangesTest, PrioritiesAreOfTheFilesThatAreNamedAndSurviveARestart) {
    auto& seeder = start("seeder");
    const auto added = share(seeder, "photos");
    auto& leecher = start("leecher", knowing(seeder));
    ASSERT_TRUE(ask(leecher, ResolveLink{.link = added.link, .timeout_ms = 15'000}));
    const auto priorities = [&](Node& node) {
        std::vector<std::string> out;
        const auto list = ask(node, ListFiles{.tag = added.tag});
        EXPECT_TRUE(list) << list.error().what;
        for (const auto& file : list->files) out.push_back(file.path + " " + std::string{to_string(file.priority)});
        return out;
    };
    const std::vector<std::string> mixed{"deep/er/small.txt low", "empty normal", "large.bin high"};
    ASSERT_TRUE(ask(leecher, PrioritiseFiles{added.tag, {"+large.bin"}, FilePriority::high}));
    ASSERT_TRUE(ask(leecher, PrioritiseFiles{added.tag, {"+deep/**"}, FilePriority::low}));
    EXPECT_EQ(priorities(leecher), mixed) << "before a place was chosen";
    ASSERT_TRUE(ask(leecher, StartDownload{.tag = added.tag, .directory = room / "out"}));
    run_until([&] { return leecher.heard<ShareCompleted>() > 0; });
    expect_same_folder(room / "photos", room / "out/photos");
    const auto no_file = ask(leecher, PrioritiseFiles{added.tag, {"+none"}, FilePriority::low});
    ASSERT_FALSE(no_file);
    EXPECT_EQ(no_file.error().code, Errc::usage);
    const auto no_share = ask(leecher, PrioritiseFiles{"aaaaaaaa", {}, FilePriority::low});
    ASSERT_FALSE(no_share);
    EXPECT_EQ(no_share.error().code, Errc::not_found);
    stop(leecher);
    auto& again = start("leecher");
    EXPECT_EQ(priorities(again), mixed);
    ASSERT_TRUE(ask(again, PrioritiseFiles{added.tag, {}, FilePriority::normal}));
    EXPECT_EQ(priorities(again).at(0), "deep/er/small.txt normal") << "no rules: all files";
}

TEST_F(EngineChangesTest, ARuleThatFitsNoFileChangesNothing) {
    auto& seeder = start("seeder");
    const auto added = share(seeder, "photos");
    auto& leecher = start("leecher", knowing(seeder));
    ASSERT_TRUE(ask(leecher, ResolveLink{.link = added.link, .timeout_ms = 15'000}));
    const auto begun = ask(leecher, StartDownload{.tag = added.tag, .directory = room / "out", .select = {"+none/**"}});
    ASSERT_FALSE(begun);
    EXPECT_EQ(begun.error().code, Errc::usage);
    EXPECT_FALSE(std::filesystem::exists(room / "out"));
}

TEST_F(EngineChangesTest, ARemovedShareIsForgottenAndItsFilesStayUnlessTheyAreAskedFor) {
    auto& seeder = start("seeder");
    const auto a = share(seeder, "a");
    const auto b = share(seeder, "b");
    write_file(room / "b/mine.txt", "not of the share");
    ASSERT_TRUE(ask(seeder, RemoveShare{.tag = a.tag, .data = false}));
    const auto removed = ask(seeder, RemoveShare{.tag = b.tag, .data = true});
    ASSERT_TRUE(removed) << removed.error().what;
    EXPECT_TRUE(removed->kept.empty());
    EXPECT_EQ(seeder.heard<ShareRemoved>(), 2U);
    EXPECT_TRUE(ask(seeder, ListShares{})->shares.empty());
    EXPECT_TRUE(std::filesystem::exists(room / "a/large.bin"));
    EXPECT_FALSE(std::filesystem::exists(room / "b/large.bin"));
    EXPECT_TRUE(std::filesystem::exists(room / "b/mine.txt"));
    stop(seeder);
    EXPECT_TRUE(ask(start("seeder"), ListShares{})->shares.empty());
}

TEST_F(EngineChangesTest, AShareIsRemovedInTheMiddleOfItsTransfer) {
    auto& seeder = start("seeder");
    const auto added = share(seeder, "photos");
    auto slow = knowing(seeder);
    slow.limit_down = 400'000;
    auto& leecher = start("leecher", slow);
    ASSERT_TRUE(ask(leecher, ResolveLink{.link = added.link, .timeout_ms = 15'000}));
    ASSERT_TRUE(ask(leecher, StartDownload{.tag = added.tag, .directory = room / "out"}));
    run_until([&] { return leecher.heard<ContentArrives>() > 0; });
    ASSERT_TRUE(ask(leecher, RemoveShare{.tag = added.tag, .data = true}));
    EXPECT_TRUE(ask(leecher, ListShares{})->shares.empty());
    EXPECT_TRUE(std::filesystem::is_empty(room / "out"));
    // And it can be had again.
    ASSERT_TRUE(ask(leecher, LimitRates{.tag = {}, .set_up = false, .up = 0, .set_down = true, .down = 0}));
    download(leecher, added.link, room / "out");
    expect_same_folder(room / "photos", room / "out/photos");
}

TEST_F(EngineChangesTest, ARecheckFindsBadBytesAndFetchesThemAgain) {
    auto& seeder = start("seeder");
    const auto added = share(seeder, "photos");
    auto& leecher = start("leecher", knowing(seeder));
    download(leecher, added.link, room / "out");
    {
        std::fstream file{room / "out/photos/large.bin", std::ios::in | std::ios::out | std::ios::binary};
        file.seekp(1'000'000);
        file << "changed";
    }
    const auto checked = ask(leecher, RecheckShare{.tag = added.tag});
    ASSERT_TRUE(checked) << checked.error().what;
    run_until([&] { return leecher.heard<ShareCompleted>() > 1; });
    expect_same_folder(room / "photos", room / "out/photos");
}

TEST_F(EngineChangesTest, AFileIsReadFromATemporaryShareThatLeavesNothing) {
    auto& seeder = start("seeder");
    const auto added = share(seeder, "photos");
    auto& reader = start("reader", knowing(seeder));
    ASSERT_TRUE(ask(reader, ResolveLink{.link = added.link, .timeout_ms = 15'000}));
    const auto begun = ask(reader, StartDownload{.tag = added.tag, .directory = {}, .temporary = true});
    ASSERT_TRUE(begun) << begun.error().what;
    EXPECT_TRUE(begun->temporary);
    const auto part =
        ask(reader, ReadContent{.tag = added.tag, .path = "large.bin", .offset = 2'000'000, .length = 500});
    ASSERT_TRUE(part) << part.error().what;
    EXPECT_EQ(std::string{as_text(part->bytes)}, read_file(room / "photos/large.bin").substr(2'000'000, 500));
    ASSERT_TRUE(ask(reader, RemoveShare{.tag = added.tag, .data = true}));
    EXPECT_FALSE(std::filesystem::exists(reader.data + "/streams/" + added.tag));
}

TEST_F(EngineChangesTest, TheFilesThatALinkNamesAreWhatItsHolderFetches) {
    auto& seeder = start("seeder");
    const auto added = share(seeder, "photos");
    const auto link = ask(seeder, GetLink{.tag = added.tag, .rules = {"+deep/**"}});
    ASSERT_TRUE(link) << link.error().what;
    auto& leecher = start("leecher", knowing(seeder));
    const auto found = ask(leecher, ResolveLink{.link = link->link, .timeout_ms = 15'000});
    ASSERT_TRUE(found);
    EXPECT_EQ(std::ranges::count(found->files, true, &FileView::wanted), 1);
    ASSERT_TRUE(ask(leecher, StartDownload{.tag = added.tag, .directory = room / "out"}));
    run_until([&] { return leecher.heard<ShareCompleted>() > 0; });
    EXPECT_FALSE(std::filesystem::exists(room / "out/photos/large.bin"));
}

}  // namespace
}  // namespace shoal::transfer
