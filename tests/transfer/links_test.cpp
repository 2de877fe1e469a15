// Links of one node under pressure from many others, over real sockets.

#include "transfer/links.h"

#include <optional>

#include "core/log.h"
#include "tests/core/world_fixture.h"
#include "transfer/limits.h"

namespace shoal::transfer {
namespace {

/// A node that only has links.
class LinkNode : private Links::Host {
public:
    LinkNode(World& world, Log& log, const IpAddress& address, bool useful)
        : world_{world}, links{world, log, *this}, is_useful_{useful}, listens{links.listen({address, 0}).value()} {}

    void dial(const Endpoint& to) { EXPECT_EQ(links.dial(to), Links::Dialled::begun); }
    [[nodiscard]] bool was_heard() const { return ready + gone + failed > 0; }

private:
    void link_ready(LinkId link) override {
        ++ready;
        last = link;
        links.set_useful(link, is_useful_);
    }
    void link_message(LinkId, wire::Message& message) override {
        if (const auto* data = std::get_if<wire::Data>(&message)) received += data->bytes.size();
    }
    void link_drained(LinkId) override {}
    void link_gone(LinkId, const Links::Info&) override { ++gone; }
    void dial_failed(const Endpoint&, bool) override { ++failed; }
    void flush_soon() override {
        if (flush_) return;
        flush_ = world_.timers.at(world_.timers.now(), [this] {
            flush_.reset();
            links.flush();
        });
    }
    void banned(const Endpoint&, const Error&) override {}

    World& world_;
    std::unique_ptr<Timer> flush_;

public:
    Links links;

private:
    bool is_useful_;

public:
    Endpoint listens;
    LinkId last{};             ///< that became ready
    std::size_t received = 0;  ///< bytes of content
    std::size_t ready = 0;
    std::size_t gone = 0;
    std::size_t failed = 0;
};

class LinksTest : public WorldTest {
protected:
    static IpAddress network(std::uint8_t number) { return IpAddress::v4(127, 0, number, 1); }

    LinkNode& join(std::uint8_t from, bool useful) {
        auto& node = *crowd.emplace_back(std::make_unique<LinkNode>(uv.world(), log, network(from), useful));
        node.dial(popular.listens);
        return node;
    }
    /// So many nodes dial, and every one hears how it went. The half-open ones are never so many that they make room.
    void fill(std::size_t count, std::uint8_t from) {
        for (std::size_t i = 0; i < count; ++i) {
            auto& node = join(from, true);
            run_until([&] { return node.was_heard(); });
        }
        run_until([&] { return popular.links.half_open_count() == 0; });
    }
    [[nodiscard]] std::size_t linked() const {
        std::size_t count = 0;
        for (const auto& node : crowd) count += node->links.ready_count();
        return count;
    }

    Log log{LogLevel::error, LogFormat::text, [] { return WallTime{}; }, [](std::string_view) {}};
    LinkNode popular{uv.world(), log, network(0), true};
    std::vector<std::unique_ptr<LinkNode>> crowd;
};

TEST_F(LinksTest, ACrowdThatOpensSharesGetsNoMoreLinksThanThereMayBe) {
    fill(limits::links_incoming + 5, 1);
    run_until([&] { return linked() == limits::links_incoming; });
    EXPECT_EQ(popular.links.ready_count(), limits::links_incoming);
    // Somebody from elsewhere finds room, at the cost of the crowd.
    auto& newcomer = join(2, true);
    run_until([&] { return newcomer.links.ready_count() == 1 && linked() == limits::links_incoming; });
    EXPECT_EQ(popular.links.ready_count(), limits::links_incoming);
    EXPECT_EQ(newcomer.gone, 0U);
    // And we can still dial.
    LinkNode wanted{uv.world(), log, network(3), true};
    popular.dial(wanted.listens);
    run_until([&] { return wanted.ready == 1 && popular.links.linked_to(wanted.listens); });
}

TEST_F(LinksTest, AFastPeerLetsEverybodyElseHaveATurn) {
    auto& sender = join(1, true);
    run_until([&] { return popular.ready == 1 && sender.ready == 1; });
    std::size_t most = 0;
    std::size_t before = 0;
    std::unique_ptr<Timer> timer;
    std::function<void()> tick = [&] {
        most = std::max(most, popular.received - std::exchange(before, popular.received));
        timer = uv.world().timers.at(uv.world().timers.now(), [&] { tick(); });
    };
    tick();
    const Bytes bytes(limits::data_bytes);
    constexpr std::size_t records = 256;
    for (std::size_t i = 0; i < records; ++i)
        sender.links.send_data(sender.last,
                               wire::Data{.handle = 0, .space = {}, .chunk = 0, .offset = 0, .bytes = bytes});
    run_until([&] { return popular.received == records * bytes.size(); });
    EXPECT_LE(most, limits::turn_bytes + 64 * 1024 + limits::data_bytes) << "one read more, and one record";
}

TEST_F(LinksTest, ALiarThatLeftBeforeItWasFoundOutIsBannedAllTheSame) {
    join(1, true);
    run_until([&] { return popular.ready == 1; });
    crowd.clear();
    run_until([&] { return popular.gone == 1; });
    popular.links.punish(popular.last, Error{Errc::mismatch, "it sent a chunk that is wrong"}, true);
    EXPECT_EQ(popular.links.bans().total(), 1U);
    popular.links.punish(LinkId{4711}, Error{Errc::mismatch, "nobody"}, true);
    EXPECT_EQ(popular.links.bans().total(), 1U);
}

}  // namespace
}  // namespace shoal::transfer
