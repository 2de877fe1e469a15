// What engines tell of themselves: true, and no more often than something changes.

#include <algorithm>
#include <map>

#include "tests/scenario/story.h"

namespace shoal::scenario {
namespace {

class Telling : public Story {
protected:
    /// Hears what an engine says of itself as a whole, until the engine ends.
    struct Listener {
        std::vector<StatusView> heard;
        std::vector<Instant> when;
        std::unique_ptr<Subscription> subscription;
    };
    void listen(Person& who, Listener& listener) {
        listener.subscription = who.machine().engine().subscribe([this, &listener](const Event& event) {
            const auto* changed = std::get_if<StatusChanged>(&event);
            if (changed == nullptr) return;
            listener.heard.push_back(changed->status);
            listener.when.push_back(now());
        });
    }
    /// What was told last of each share, until the engine ends.
    struct News {
        std::map<std::string, ShareView> last;
        int count = 0;
        std::unique_ptr<Subscription> subscription;
    };
    void listen(Person& who, News& news) {
        news.subscription = who.machine().engine().subscribe([&news](const Event& event) {
            const auto* changed = std::get_if<SharesChanged>(&event);
            if (changed == nullptr) return;
            ++news.count;
            for (const auto& view : changed->shares) news.last[view.tag] = view;
        });
    }
    void expect_true(Person& who, Content& content, const News& news) {
        const auto is = view(who, content);
        const auto told = news.last.at(tag_of(content));
        EXPECT_EQ(told.state, is.state);
        EXPECT_EQ(told.bytes_have, is.bytes_have);
        EXPECT_EQ(told.bytes_durable, is.bytes_durable);
        EXPECT_EQ(told.rate_down, is.rate_down);
        EXPECT_EQ(told.rate_up, is.rate_up);
        EXPECT_EQ(told.peers, is.peers);
        EXPECT_EQ(told.seeds, is.seeds);
        EXPECT_EQ(told.sent, is.sent);
        EXPECT_EQ(told.received, is.received);
    }
    SourceView source(Person& who, const std::string& tag, const std::string& which) {
        const auto list = ask(who, ListSources{tag});
        EXPECT_TRUE(list) << list.error().what;
        const auto sources = list ? list->sources : std::vector<SourceView>{};
        const auto found = std::ranges::find(sources, which, &SourceView::source);
        EXPECT_NE(found, sources.end()) << which;
        return found == sources.end() ? SourceView{} : *found;
    }
    template <EngineRequest R>
    std::optional<Errc> refusal_of(Person& who, R request) {
        const auto reply = ask(who, std::move(request));
        return reply ? std::nullopt : std::optional{reply.error().code};
    }
    static std::string tag_of(Content& content) { return ContentKeys::derive(content.manifest->id()).tag.str(); }
};

TEST_F(Telling, AnEngineThatIsIdleSaysNothing) {
    auto& film = folder("film", 1 * MiB);
    auto& anna = has("anna", without_dht()).shares(film);
    until_shared(film);
    after(1min);
    Listener listener;
    listen(anna, listener);
    after(10min);
    EXPECT_TRUE(listener.heard.empty()) << listener.heard.size();
    listener.subscription.reset();
}

TEST_F(Telling, WhatIsShownIsToldOnceASecondAtMostAndItsEndToo) {
    auto& film = folder("film", 8 * MiB);
    auto& anna = has("anna", uplink(500'000)).shares(film);
    until_shared(film);
    Listener listener;
    listen(anna, listener);
    has("ben").gets(film);
    everybody_finishes_within(1min);
    after(10s);
    ASSERT_GT(listener.heard.size(), 10U);
    for (std::size_t i = 1; i < listener.when.size(); ++i) EXPECT_GE(listener.when[i] - listener.when[i - 1], 1s);
    EXPECT_GT(std::ranges::max(listener.heard, {}, &StatusView::rate_up).rate_up, 400'000U);
    EXPECT_EQ(listener.heard.back().rate_up, 0U) << "nobody needs to ask whether it is over";
    EXPECT_EQ(listener.heard.back().shares, 1U);
    listener.subscription.reset();
}

TEST_F(Telling, WhatWasToldLastOfAShareIsTrueUntilSomethingElseIsTold) {
    auto& film = folder("film", 3 * MiB);
    auto& anna = has("anna", uplink(500'000)).shares(film);
    until_shared(film);
    News of_anna;
    listen(anna, of_anna);
    auto& ben = has("ben").gets(film);
    until_has(ben, film, 2);
    News of_ben;  // who listens in the middle hears how it ends too
    listen(ben, of_ben);
    everybody_finishes_within(1min);
    after(30s);
    expect_true(anna, film, of_anna);
    expect_true(ben, film, of_ben);
    EXPECT_EQ(of_anna.last.at(tag_of(film)).rate_up, 0U);
    EXPECT_EQ(of_ben.last.at(tag_of(film)).rate_down, 0U);
    const auto told = of_anna.count;
    after(1min);
    EXPECT_EQ(of_anna.count, told) << "where nothing moves nothing is told";
}

TEST_F(Telling, APeerThatGoesAwayIsNotShownAnyMore) {
    auto& film = folder("film", 6 * MiB);
    auto& anna = has("anna", uplink(200'000)).shares(film);
    until_shared(film);
    News of_anna;
    listen(anna, of_anna);
    auto& ben = has("ben").gets(film);
    ben.may_miss(film);
    until_has(ben, film, 2);
    EXPECT_EQ(of_anna.last.at(tag_of(film)).peers, 1U);
    ben.is_killed(10min);
    after(30s);
    expect_true(anna, film, of_anna);
    EXPECT_EQ(of_anna.last.at(tag_of(film)).peers, 0U);
    EXPECT_EQ(of_anna.last.at(tag_of(film)).rate_up, 0U);
    of_anna.subscription.reset();
}

TEST_F(Telling, APausedShareIsToldWithoutARate) {
    auto& film = folder("film", 6 * MiB);
    auto& anna = has("anna", uplink(200'000)).shares(film);
    until_shared(film);
    auto& ben = has("ben").gets(film);
    News of_ben;
    listen(ben, of_ben);
    until_has(ben, film, 2);
    ASSERT_TRUE(ask(ben, PauseShares{{tag_of(film)}}));
    after(30s);
    expect_true(ben, film, of_ben);
    EXPECT_EQ(of_ben.last.at(tag_of(film)).state, ShareState::paused);
    EXPECT_EQ(of_ben.last.at(tag_of(film)).rate_down, 0U);
    EXPECT_EQ(view(anna, film).peers, 0U);
    ASSERT_TRUE(ask(ben, ResumeShares{{tag_of(film)}}));
    everybody_finishes_within(5min);
    of_ben.subscription.reset();
}

TEST_F(Telling, SharesThatBeginAtDifferentTimesShowTheRateOfTheLimitTogether) {
    constexpr std::uint64_t limit = 500'000;
    auto options = uplink(8'000'000);
    options.limit_up = limit;
    auto& anna = has("anna", options);
    auto& ben = has("ben");
    std::vector<Content*> films;
    for (const auto* name : {"a", "b", "c", "d", "e", "f"}) films.push_back(&file(name, 3 * MiB));
    for (auto* film : films) anna.shares(*film);
    for (auto* film : films) until_shared(*film);
    std::uint64_t most = 0;
    std::uint64_t most_of_sum = 0;
    for (auto* film : films) {
        ben.gets(*film);
        for (int i = 0; i < 8; ++i) {
            after(500ms);
            const auto status = ask(anna, GetStatus{});
            ASSERT_TRUE(status);
            most = std::max(most, status->rate_up);
            std::uint64_t sum = 0;
            for (auto* one : films) sum += view(anna, *one).rate_up;
            most_of_sum = std::max(most_of_sum, sum);
        }
    }
    RecordProperty("most", static_cast<int>(most));
    RecordProperty("most_of_sum", static_cast<int>(most_of_sum));
    EXPECT_LE(most, limit * 13 / 10) << "the limit, and a chunk that may be over it at the beginning";
    everybody_finishes_within(2min);
}

TEST_F(Telling, WhoWaitsForSomebodyHearsWhereWasAskedAndWhen) {
    auto& film = folder("film", 1 * MiB);
    auto& anna = has("anna").shares(film);
    until_shared(film);
    anna.switches_off();
    auto& ben = has("ben").gets(film);
    ben.may_miss(film);
    after(5min);
    const auto dht = source(ben, tag_of(film), "dht");
    EXPECT_TRUE(dht.enabled);
    EXPECT_TRUE(dht.tried);
    EXPECT_LE(dht.tried_ago_ms, 140'000U) << "it looks again every two minutes";
    EXPECT_EQ(dht.linked, 0U);
    EXPECT_EQ(dht.error, "");
    const auto exchange = source(ben, tag_of(film), "exchange");
    EXPECT_EQ(exchange.found, 0U);
    EXPECT_FALSE(exchange.tried);
    anna.switches_on();
    everybody_finishes_within(5min);
}

TEST_F(Telling, WhoWasFoundOnTheDhtCountsThere) {
    auto& film = folder("film", 4 * MiB);
    has("anna", uplink(200'000)).shares(film);
    until_shared(film);
    after(30s);
    auto& ben = has("ben").gets(film);
    until_has(ben, film, 20);
    const auto dht = source(ben, tag_of(film), "dht");
    EXPECT_EQ(dht.found, 1U);
    EXPECT_EQ(dht.linked, 1U);
    EXPECT_TRUE(dht.tried);
    EXPECT_EQ(source(ben, tag_of(film), "lan").enabled, false);
    everybody_finishes_within(1min);
}

TEST_F(Telling, AnEngineThatIsOnNoDhtSaysSo) {
    auto& film = folder("film", 1 * MiB);
    auto& anna = has("anna").shares(film);
    until_shared(film);
    auto& ben = has("ben", without_dht({anna.machine().endpoint()}));
    after(30s);
    ben.gets(film);
    everybody_finishes_within(1min);
    EXPECT_EQ(source(ben, tag_of(film), "dht").error, "no DHT node has answered yet");
    const auto given = source(ben, tag_of(film), "given");
    EXPECT_EQ(given.found, 1U);
    EXPECT_TRUE(given.tried);
    EXPECT_EQ(given.error, "");
}

TEST_F(Telling, AGivenPeerThatIsAwayIsNamed) {
    auto& film = folder("film", 1 * MiB);
    auto& anna = has("anna").shares(film);
    until_shared(film);
    anna.switches_off();
    auto& ben = has("ben", without_dht({anna.machine().endpoint()})).gets(film);
    ben.may_miss(film);
    after(1min);
    const auto given = source(ben, tag_of(film), "given");
    EXPECT_EQ(given.found, 1U);
    EXPECT_EQ(given.linked, 0U);
    EXPECT_EQ(given.error, anna.machine().endpoint().str() + " could not be reached");
    EXPECT_LE(given.tried_ago_ms, 12'000U);
    EXPECT_LE(given.next_in_ms, 6'000U) << "what a person named is tried every 5 s";
}

TEST_F(Telling, AMapShowsWhereTheBytesAreAndWithWhom) {
    auto& film = folder("film", {{"a", 4 * MiB}, {"b", 4 * MiB}});
    auto& anna = has("anna", uplink(300'000)).shares(film);
    auto& ben = has("ben").gets(film);
    until_has(ben, film, 50);
    const auto whole = ask(anna, GetChunkMap{.tag = tag_of(film), .cells = 8});
    ASSERT_TRUE(whole) << whole.error().what;
    EXPECT_EQ(whole->chunks, 32U);
    EXPECT_EQ(whole->chunks_have, 32U);
    EXPECT_EQ(whole->have, Bytes(8, Byte{255}));
    EXPECT_GT(whole->copies_milli, 300U);
    EXPECT_LT(whole->copies_milli, 1000U);
    const auto half = ask(ben, GetChunkMap{.tag = tag_of(film), .cells = 4096});
    ASSERT_TRUE(half) << half.error().what;
    EXPECT_EQ(half->have.size(), 32U);
    EXPECT_EQ(static_cast<std::uint64_t>(std::ranges::count(half->have, Byte{255})), half->chunks_have);
    EXPECT_EQ(half->peers, Bytes(32, Byte{1})) << "anna has all of it";
    EXPECT_EQ(half->copies_milli, 1000U);
    everybody_finishes_within(1min);
}

TEST_F(Telling, AMapOfNothingOrOfTooManyCellsIsRefused) {
    auto& film = folder("film", 1 * MiB);
    auto& anna = has("anna").shares(film);
    until_shared(film);
    EXPECT_EQ(refusal_of(anna, GetChunkMap{.tag = tag_of(film), .cells = 0}), Errc::usage);
    EXPECT_EQ(refusal_of(anna, GetChunkMap{.tag = tag_of(film), .cells = 4097}), Errc::usage);
    EXPECT_EQ(refusal_of(anna, GetChunkMap{.tag = "aaaaaaaa", .cells = 1}), Errc::not_found);
    EXPECT_EQ(refusal_of(anna, ListSources{"aaaaaaaa"}), Errc::not_found);
    EXPECT_EQ(refusal_of(anna, GetChunkMap{.tag = tag_of(film), .cells = 4096}), std::nullopt);
}

TEST_F(Telling, WhenADownloadWasCompleteIsRememberedAndWhenBytesLastMovedIsNot) {
    auto& film = folder("film", 1 * MiB);
    auto& anna = has("anna").shares(film);
    auto& ben = has("ben").gets(film);
    EXPECT_EQ(view(ben, film).completed_ms, 0U);
    everybody_finishes_within(1min);
    const auto done = view(ben, film);
    EXPECT_GE(done.completed_ms, done.added_ms);
    EXPECT_GT(done.completed_ms, 0U);
    EXPECT_LE(done.active_ms, done.completed_ms);
    EXPECT_GT(done.active_ms, done.added_ms);
    EXPECT_EQ(view(anna, film).completed_ms, view(anna, film).added_ms) << "it was made here";
    after(1min);
    EXPECT_EQ(view(ben, film).active_ms, done.active_ms);
    ben.restarts();
    after(1min);
    EXPECT_EQ(view(ben, film).completed_ms, done.completed_ms);
    EXPECT_EQ(view(ben, film).active_ms, 0U);
}

}  // namespace
}  // namespace shoal::scenario
