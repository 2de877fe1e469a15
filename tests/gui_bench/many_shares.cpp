#include "tests/gui_bench/many_shares.h"

#include <algorithm>
#include <array>
#include <memory>
#include <numeric>
#include <string>
#include <utility>

namespace shoal::gui {
namespace {

constexpr std::array subjects{"holiday photos", "lecture recordings", "genome data", "field notes", "netinst image",
                              "map tiles",      "choir rehearsals",   "old letters", "raw footage", "model weights"};

std::string tag_of(std::size_t number) {
    std::string out = "aaaaaaaa";
    for (auto place = out.rbegin(); place != out.rend(); ++place, number /= 26) {
        *place = static_cast<char>('a' + static_cast<char>(number % 26));
    }
    return out;
}

ShareView share_number(std::size_t number) {
    ShareView out;
    out.tag = tag_of(number);
    out.name = std::string{subjects[number % subjects.size()]} + " " + std::to_string(number);
    out.path = "/srv/shares/" + std::to_string(number % 100) + "/" + out.name;
    out.files = out.files_wanted = 1 + number % 400;
    out.bytes = out.bytes_wanted = (1 + number % 977) << 22U;
    out.number = number + 1;
    out.added_ms = 1'790'000'000'000 + number * 61'000;
    if (number % 7 == 0) out.labels = {"archive"};
    if (number % 11 == 0) out.labels.emplace_back("music");
    out.state = ShareState::seeding;
    out.bytes_have = out.bytes_durable = out.bytes_wanted_have = out.bytes;
    if (number % 50 == 7) {
        out.state = ShareState::trouble;
        out.error_code = "no_space";
    } else if (number % 50 == 9) {
        out.state = ShareState::paused;
        out.paused = true;
        out.bytes_have = out.bytes_wanted_have = out.bytes / 3;
    }
    return out;
}

}  // namespace

ManyShares::ManyShares(std::size_t shares, std::size_t moving) {
    for (std::size_t i = 0; i < shares; ++i) shares_.push_back(share_number(i));
    std::vector<std::size_t> all(shares);
    std::iota(all.begin(), all.end(), 0U);
    // Half of them among the newest, where a person looks; the others anywhere.
    const auto newest = std::min(moving / 2, shares);
    moving_.assign(all.end() - static_cast<std::ptrdiff_t>(newest), all.end());
    all.resize(shares - newest);
    std::ranges::sample(all, std::back_inserter(moving_), static_cast<std::ptrdiff_t>(moving - newest), random_);
    for (const auto i : moving_) {
        auto& share = shares_[i];
        share.state = ShareState::downloading;
        share.error_code.clear();
        share.paused = false;
        share.bytes_have = share.bytes_wanted_have = 0;
        share.peers = 4;
        share.known = 9;
        share.seeds = 1;
    }
}

EngineClient::AskId ManyShares::dispatch(Request request, AnyDone done) {
    auto held = std::make_shared<std::pair<AnyDone, Result<Reply>>>(std::move(done), fail(Errc::unsupported, ""));
    if (std::holds_alternative<ListShares>(request)) held->second = Reply{ShareList{shares_}};
    if (std::holds_alternative<GetDht>(request)) {
        DhtView view;
        view.lan = true;
        view.lan_neighbours = 3;
        held->second = Reply{std::move(view)};
    }
    QMetaObject::invokeMethod(
        this, [held] { held->first(std::move(held->second)); }, Qt::QueuedConnection);
    return next_++;
}

Connection ManyShares::connection() const {
    return {.state = Connection::State::ready, .remote = true, .where = QStringLiteral("/run/shoal"), .problem = {}};
}

void ManyShares::move_on() {
    SharesChanged news;
    for (const auto i : moving_) {
        auto& share = shares_[i];
        share.rate_down = 100'000 + random_() % 4'000'000;
        share.rate_up = random_() % 1'000'000;
        share.bytes_have = share.bytes_wanted_have = (share.bytes_have + share.rate_down / 5) % share.bytes;
        share.received += share.rate_down / 5;
        share.sent += share.rate_up / 5;
        news.tags.push_back(share.tag);
        news.shares.push_back(share);
    }
    Q_EMIT happened(Event{std::move(news)});
}

}  // namespace shoal::gui
