// The order of uploads beside a naive twin, on random peers.

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/transfer/seeded_random.h"
#include "transfer/upload_order.h"

namespace shoal::transfer {
namespace {

/// Says whether the next choice is a random one; everything behind that comes from a seed.
class ChosenRandom final : public crypto::Random {
public:
    ChosenRandom(bool at_random, std::uint64_t seed) : first_{at_random ? Byte{0} : Byte{0xc7}}, rest_{seed} {}
    void fill(BytesMut out) override {
        // below(100) of 64 bits that are all zero, or nearly all: 0, or far above the random tenth.
        if (std::exchange(is_first_, false)) {
            std::ranges::fill(out, first_);
        } else {
            rest_.fill(out);
        }
    }

private:
    Byte first_;
    bool is_first_ = true;
    test::SeededRandom rest_;
};

struct Case {
    std::map<LinkId, SwarmPeer> peers;
    std::set<LinkId> willing;
    Instant now = Instant{} + 1000s;

    [[nodiscard]] auto can_send() const {
        return [this](const SwarmPeer& peer) { return willing.contains(peer.link); };
    }
};

/// Amounts from a few values, so that there are ties, up to far more than anybody ever sends.
std::uint64_t amount(crypto::Random& script) {
    constexpr std::array<std::uint64_t, 6> amounts{0, 1, 16'384, newcomer_credit, newcomer_credit + 1, 1ULL << 60};
    return amounts.at(script.below(amounts.size()));
}

Case random_case(crypto::Random& script) {
    Case out;
    for (std::uint64_t i = script.below(9); i > 0; --i) {
        const LinkId link{1 + script.below(30)};
        auto& peer = out.peers[link];
        peer.link = link;
        for (std::uint64_t n = script.below(4); n > 0; --n) {
            const Instant when = out.now - Duration{1ms} * static_cast<std::int64_t>(n * 1500);
            peer.down.add(when, amount(script) / 8);
            peer.up.add(when, amount(script) / 8);
        }
        if (script.below(4) != 0) out.willing.insert(link);
    }
    return out;
}

/// Everybody in a row, the best first, and of equals the one with the smaller number.
std::optional<LinkId> naive(const Case& one, bool complete) {
    struct Rank {
        std::int64_t merit;
        LinkId link;
    };
    std::vector<Rank> row;
    for (const auto& [link, peer] : one.peers) {
        if (!one.willing.contains(link)) continue;
        const auto given = static_cast<std::int64_t>(peer.up.total());
        const auto taken = static_cast<std::int64_t>(peer.down.total());
        const auto lately = static_cast<std::int64_t>(peer.up.per_second(one.now));
        row.push_back({complete ? 0 - lately : taken - given, link});
    }
    std::ranges::sort(
        row, [](const Rank& a, const Rank& b) { return a.merit != b.merit ? a.merit > b.merit : a.link < b.link; });
    return row.empty() ? std::nullopt : std::optional{row.front().link};
}

TEST(UploadOrderTwin, ADeliberateChoiceIsTheFirstOfAllInARow) {
    test::SeededRandom script{1};
    std::size_t nobody = 0;
    for (std::uint64_t i = 0; i < 20'000; ++i) {
        const Case one = random_case(script);
        const bool complete = script.below(2) == 0;
        ChosenRandom random{false, i};
        const auto chosen = next_to_serve(one.now, one.peers, complete, random, one.can_send());
        ASSERT_EQ(chosen, naive(one, complete)) << "case " << i;
        nobody += chosen ? 0U : 1U;
    }
    EXPECT_GT(nobody, 1000U);
    EXPECT_LT(nobody, 10'000U);
}

TEST(UploadOrderTwin, ARandomChoiceIsAnybodyWhoCanBeServed) {
    test::SeededRandom script{2};
    for (std::uint64_t i = 0; i < 20'000; ++i) {
        const Case one = random_case(script);
        ChosenRandom random{true, i};
        const auto chosen = next_to_serve(one.now, one.peers, script.below(2) == 0, random, one.can_send());
        const bool anybody =
            std::ranges::any_of(one.peers, [&](const auto& e) { return one.willing.contains(e.first); });
        ASSERT_EQ(chosen.has_value(), anybody) << "case " << i;
        if (chosen) {
            ASSERT_TRUE(one.willing.contains(*chosen)) << "case " << i;
        }
    }
}

/// Over many choices: a tenth at random, evenly, and all others to the best.
TEST(UploadOrderTwin, OneChoiceInTenIsRandomAndFallsOnAllAlike) {
    constexpr int choices = 40'000;
    Case one;
    for (std::uint64_t i = 1; i <= 5; ++i) {
        auto& peer = one.peers[LinkId{i}];
        peer.link = LinkId{i};
        if (i == 4) peer.down.add(one.now, 1000);
        if (i != 5) one.willing.insert(LinkId{i});
    }
    test::SeededRandom random{3};
    std::map<LinkId, int> served;
    for (int i = 0; i < choices; ++i) ++served[*next_to_serve(one.now, one.peers, false, random, one.can_send())];
    constexpr int at_random = choices * static_cast<int>(random_choice_percent) / 100 / 4;  // 1,000 for each
    constexpr int tolerance = 160;                                                          // five deviations
    for (std::uint64_t i = 1; i <= 3; ++i) EXPECT_NEAR(served[LinkId{i}], at_random, tolerance) << i;
    EXPECT_NEAR(served[LinkId{4}], choices - 3 * at_random, 3 * tolerance);
    EXPECT_EQ(served.count(LinkId{5}), 0U);
}

}  // namespace
}  // namespace shoal::transfer
