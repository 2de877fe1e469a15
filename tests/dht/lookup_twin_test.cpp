// The lookup beside a naive twin that keeps a plain list and sorts all of it for every question, on random histories.

#include <gtest/gtest.h>

#include <algorithm>

#include "dht/lookup.h"
#include "tests/dht/virtual_network.h"

namespace shoal::dht {
namespace {

using testing::SeededRandom;

class NaiveLookup {
public:
    NaiveLookup(const NodeId& target, const NodeId& own, const LookupRules& rules)
        : target_{target}, own_{own}, rules_{rules} {}

    void add(const NodeInfo& node) {
        if (node.id == own_) return;
        for (const auto& one : known_) {
            if (one.node.id == node.id || one.node.endpoint == node.endpoint) return;
            const bool one_network = node.endpoint.address.is_global() && one.node.endpoint.address.is_global() &&
                                     network_of(one.node.endpoint.address) == network_of(node.endpoint.address);
            if (one_network && one.state != State::failed) return;
        }
        known_.push_back({.place = distance(target_, node.id), .node = node});
        if (known_.size() <= max_candidates) return;
        auto row = sorted();
        const auto may_go = [](const Known* one) { return one->state != State::asked && one->state != State::slow; };
        const auto farthest = std::ranges::find_if(row.rbegin(), row.rend(), may_go);
        ++forgotten_;
        if (farthest != row.rend()) known_.erase(known_.begin() + (*farthest - known_.data()));
    }

    std::optional<NodeInfo> next() {
        if (queries_ == max_lookup_queries || count(State::asked) >= allowed()) return std::nullopt;
        // Those that may still matter, nearest first, and how many silent ones are nearer than each.
        std::vector<std::pair<Known*, std::size_t>> row;
        std::size_t silent = 0;
        for (auto* one : sorted()) {
            if (one->state == State::failed || one->state == State::slow) {
                ++silent;
            } else {
                row.emplace_back(one, silent);
            }
        }
        for (std::size_t i = 0; i < row.size(); ++i) {
            auto& [one, silent_before] = row[i];
            const bool is_spare = i == lookup_breadth && silent_before > tolerated_silent;
            if (i >= lookup_breadth && !is_spare && !is_in_region(*one, i)) break;
            if (one->state != State::fresh) continue;
            one->state = State::asked;
            ++queries_;
            return one->node;
        }
        return std::nullopt;
    }

    void answered(const NodeInfo& node, Bytes token) {
        Known* one = find(node);
        if (one == nullptr) return;
        if (one->state != State::answered) ++answers_;
        one->state = State::answered;
        one->token = std::move(token);
    }
    void slow(const NodeInfo& node) {
        Known* one = find(node);
        if (one != nullptr && one->state == State::asked) one->state = State::slow;
    }
    void failed(const NodeInfo& node) {
        Known* one = find(node);
        if (one != nullptr && one->state != State::answered) one->state = State::failed;
    }

    bool is_finished(bool patient) {
        // What counts: up to the eighth that answered, and the region; all, if fewer did.
        auto row = sorted();
        std::erase_if(row, [](const Known* one) { return one->state == State::failed; });
        std::size_t end = 0;
        std::size_t answers = 0;
        while (end < row.size() && (answers < lookup_breadth || is_in_region(*row[end], answers))) {
            answers += row[end++]->state == State::answered ? 1U : 0U;
        }
        row.resize(end);
        const auto any = [&](State state) { return std::ranges::find(row, state, &Known::state) != row.end(); };
        if (any(State::asked) || (any(State::fresh) && queries_ < max_lookup_queries)) return false;
        return !any(State::slow) || (!patient && answers >= lookup_breadth);
    }

    std::vector<std::pair<NodeInfo, Bytes>> nearest() {
        std::vector<std::pair<NodeInfo, Bytes>> out;
        for (const auto* one : sorted()) {
            if (one->state == State::answered && out.size() < lookup_breadth) out.emplace_back(one->node, one->token);
        }
        return out;
    }
    [[nodiscard]] std::size_t queries() const { return queries_; }
    [[nodiscard]] std::size_t forgotten() const { return forgotten_; }

private:
    enum class State : std::uint8_t { fresh, asked, slow, answered, failed };
    struct Known {
        Distance place;
        NodeInfo node;
        State state = State::fresh;
        Bytes token{};
    };

    [[nodiscard]] bool is_in_region(const Known& one, std::size_t nearer) const {
        return rules_.region && one.place <= rules_.region->bound && nearer < rules_.region->most;
    }
    std::size_t allowed() {
        auto row = sorted();
        std::erase_if(row, [](const Known* one) { return one->state == State::failed || one->state == State::slow; });
        if (!row.empty() && row.front()->state == State::answered) return rules_.parallel_at_end;
        return std::min(rules_.parallel, rules_.parallel_at_first + answers_);
    }

    Known* find(const NodeInfo& node) {
        const auto at = std::ranges::find(known_, node, &Known::node);
        return at == known_.end() ? nullptr : &*at;
    }
    [[nodiscard]] std::size_t count(State state) const {
        return static_cast<std::size_t>(std::ranges::count(known_, state, &Known::state));
    }
    std::vector<Known*> sorted() {
        std::vector<Known*> row;
        for (auto& one : known_) row.push_back(&one);
        std::ranges::sort(row, {}, &Known::place);
        return row;
    }

    NodeId target_;
    NodeId own_;
    LookupRules rules_;
    std::vector<Known> known_;
    std::size_t queries_ = 0;
    std::size_t answers_ = 0;
    std::size_t forgotten_ = 0;
};

/// One history: both are told the same and must say the same.
class History {
public:
    /// `silent`: most nodes never answer.
    History(std::uint64_t seed, std::size_t ids, bool silent = false) : script_{seed}, ids_{ids}, silent_{silent} {
        target_ = random_id(script_);
        rules_.parallel_at_first = 1 + script_.below(4);
        rules_.parallel = 1 + script_.below(6);
        rules_.parallel_at_end = 1 + script_.below(8);
        if (script_.below(2) == 0) {
            rules_.region = LookupRegion{.bound = {}, .most = 8 + script_.below(40), .crowd = 24, .wider = {}};
            rules_.region->bound.bytes[18] = static_cast<Byte>(script_.below(2));
            rules_.region->bound.bytes[19] = static_cast<Byte>(script_.below(256));
        }
        own_ = some_node().id;
    }

    /// Compares after every so many steps.
    void run(int steps, int every = 1) {
        real_.emplace(target_, own_, rules_);
        naive_.emplace(target_, own_, rules_);
        for (int step = 0; step < steps && !::testing::Test::HasFatalFailure(); ++step) {
            SCOPED_TRACE(step);
            one_step();
            if (step % every == 0) compare();
        }
    }
    [[nodiscard]] const NaiveLookup& naive() const { return *naive_; }

private:
    /// From a pool of ids and a pool of endpoints, so that both are met again, together and apart.
    NodeInfo some_node() {
        NodeInfo out{.id = target_, .endpoint = {}};
        const auto number = script_.below(ids_);
        out.id.bytes[19] ^= static_cast<Byte>(number & 0xff);
        out.id.bytes[18] ^= static_cast<Byte>(number >> 8);
        const auto other = script_.below(8) == 0 ? script_.below(ids_) : number;
        const auto host = static_cast<std::uint8_t>(other & 0xff);
        const auto port = static_cast<std::uint16_t>(1 + other);
        // A quarter are global, in few networks.
        out.endpoint = {.address = other % 4 == 0 ? IpAddress::v4(8, 8, static_cast<std::uint8_t>(other % 32), host)
                                                  : IpAddress::v4(10, 0, 0, host),
                        .port = port};
        return out;
    }
    /// Mostly one that was asked lately.
    NodeInfo told_of() {
        if (asked_.empty() || script_.below(8) == 0) return some_node();
        const auto back = script_.below(std::min<std::size_t>(asked_.size(), 8));
        return asked_[asked_.size() - 1 - back];
    }

    void one_step() {
        switch (script_.below(8)) {
        case 0:
        case 1:
        case 2: {
            const auto node = some_node();
            real_->add(node);
            naive_->add(node);
            return;
        }
        case 3:
        case 4: {
            const auto node = real_->next();
            ASSERT_EQ(node, naive_->next());
            if (node) asked_.push_back(*node);
            return;
        }
        case 5: {
            const auto node = told_of();
            if (silent_ && script_.below(32) != 0) return fail(node);
            const Bytes token(script_.below(3), static_cast<Byte>(script_.below(256)));
            real_->answered(node, token);
            return naive_->answered(node, token);
        }
        case 6: {
            const auto node = told_of();
            real_->slow(node);
            return naive_->slow(node);
        }
        default:
            return fail(told_of());
        }
    }
    void fail(const NodeInfo& node) {
        real_->failed(node);
        naive_->failed(node);
    }

    void compare() {
        ASSERT_EQ(real_->queries(), naive_->queries());
        ASSERT_EQ(real_->is_finished(false), naive_->is_finished(false));
        ASSERT_EQ(real_->is_finished(true), naive_->is_finished(true));
        const auto theirs = naive_->nearest();
        const auto ours = nearest_of(real_->answers());
        ASSERT_EQ(ours.size(), theirs.size());
        for (std::size_t i = 0; i < ours.size(); ++i) {
            ASSERT_EQ(ours[i].node, theirs[i].first);
            ASSERT_EQ(ours[i].token, theirs[i].second);
        }
    }

    SeededRandom script_;
    std::size_t ids_;
    bool silent_;
    LookupRules rules_;
    NodeId target_;
    NodeId own_;
    std::optional<IterativeLookup> real_;
    std::optional<NaiveLookup> naive_;
    std::vector<NodeInfo> asked_;
};

TEST(LookupTwin, AgreesOnRandomHistoriesAmongFewNodes) {
    for (std::uint64_t seed = 0; seed < 120; ++seed) {
        SCOPED_TRACE(seed);
        History{seed, 12 + seed % 60}.run(200);
        if (HasFatalFailure()) return;
    }
}

/// More nodes than are remembered, and more questions than a lookup may ask.
TEST(LookupTwin, AgreesWhereTheFarthestAreForgottenAndQuestionsRunOut) {
    std::size_t ran_out = 0;
    for (std::uint64_t seed = 0; seed < 4; ++seed) {
        SCOPED_TRACE(seed);
        History history{1000 + seed, 700, true};
        history.run(3000, 10);
        if (HasFatalFailure()) return;
        EXPECT_GT(history.naive().forgotten(), 50U);
        ran_out += history.naive().queries() == max_lookup_queries ? 1U : 0U;
    }
    EXPECT_GT(ran_out, 0U);
}

}  // namespace
}  // namespace shoal::dht
