#include "cli/visited_share.h"

#include <algorithm>

#include <fmt/format.h>

#include "cli/link_source.h"
#include "cli/ticker.h"
#include "core/magnet.h"
#include "core/names.h"

namespace shoal::cli {
namespace {

constexpr Duration patience = 1s;  // before a person is told what is waited for

bool looks_like_link(std::string_view text) {
    std::string head{text.substr(0, 7)};
    for (auto& c : head) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return head == "magnet:" || head.starts_with("shoal:");
}

}  // namespace

Result<ShareWords> find_share_words(const std::optional<std::string>& argument, const Environment& environment,
                                    int input) {
    const bool is_elsewhere = !argument || *argument == "-";
    if (!is_elsewhere && !looks_like_link(*argument)) return ShareWords{*argument, false};
    SHOAL_TRY(auto link, find_link(argument, environment, input));
    SHOAL_CHECK(Magnet::parse(link));
    return ShareWords{std::move(link), true};
}

Result<VisitedShare> VisitedShare::find(EngineHost& host, Console& console, const ShareWords& words,
                                        std::uint64_t timeout_ms) {
    if (words.is_link) {
        SHOAL_TRY(const auto magnet, Magnet::parse(words.text));
        VisitedShare out{host, ContentKeys::derive(magnet.id).tag.str()};
        SHOAL_CHECK(out.resolve(console, words.text, timeout_ms));
        return out;
    }
    SHOAL_TRY(const auto list, host.ask(ListShares{words.text}));
    if (list.shares.empty()) return fail(Errc::not_found, fmt::format("no share is '{}'", printable(words.text)));
    if (list.shares.size() > 1)
        return fail(Errc::usage,
                    fmt::format("'{}' names {} shares; one is needed", printable(words.text), list.shares.size()));
    const auto& view = list.shares.front();
    VisitedShare out{host, view.tag};
    out.name_ = view.name;
    out.has_place_ = !view.path.empty();
    SHOAL_TRY(auto listed, host.ask(ListFiles{view.tag}));
    out.files_ = std::move(listed.files);
    out.single_ = out.files_.size() == 1 && out.files_.front().path == view.name;
    return out;
}

Result<> VisitedShare::resolve(Console& console, const std::string& link, std::uint64_t timeout_ms) {
    // All of them, as the list alone tells also of those that are remembered and not run.
    SHOAL_TRY(const auto before, host_->ask(ListShares{}));
    const auto found = std::ranges::find(before.shares, tag_, &ShareView::tag);
    was_there_ = found != before.shares.end();
    has_place_ = was_there_ && !found->path.empty();
    const auto began = host_->now();
    const Ticker ticker{host_->world().timers, patience, [&] {
                            const auto waited =
                                std::chrono::duration_cast<std::chrono::seconds>(host_->now() - began).count();
                            console.talk.show({fmt::format("looking for a peer with this share, {} s", waited)});
                        }};
    auto resolved = host_->resolve(link, tag_, timeout_ms);
    console.talk.clear();
    if (!resolved) return std::unexpected{std::move(resolved).error()};
    name_ = resolved->name;
    single_ = resolved->single;
    files_ = std::move(resolved->files);
    return {};
}

VisitedShare::VisitedShare(VisitedShare&& other) noexcept
    : host_{std::exchange(other.host_, nullptr)}, tag_{std::move(other.tag_)}, name_{std::move(other.name_)},
      single_{other.single_}, was_there_{other.was_there_},
      has_place_{other.has_place_}, is_ours_{other.is_ours_}, files_{std::move(other.files_)} {}

VisitedShare::~VisitedShare() {
    if (host_ == nullptr || was_there_) return;
    (void)host_->settle(RemoveShare{tag_, /*data=*/is_ours_});
}

Result<> VisitedShare::open() {
    if (has_place_) return {};
    StartDownload start;
    start.tag = tag_;
    start.select = {"-**"};
    start.temporary = true;
    SHOAL_TRY(const auto view, host_->ask(std::move(start)));
    has_place_ = true;
    is_ours_ = view.temporary;
    was_there_ = was_there_ || !view.temporary;  // somebody gave it a place meanwhile: it is theirs
    return {};
}

}  // namespace shoal::cli
