#include "tests/sim/whims.h"

#include <fmt/format.h>

namespace shoal::sim {
namespace {

constexpr Duration person_waits = 5s;  // before asking again

std::string tag_of(const Wish& wish) {
    return ContentKeys::derive(wish.content->manifest->id()).tag.str();
}

std::string all_files(const Wish& wish) {
    return fmt::format("+#0-{}", wish.content->manifest->files().size() - 1);
}

ShareView in_trouble() {
    ShareView out;
    out.state = ShareState::trouble;
    return out;
}

}  // namespace

Whims::Whims(Cluster& cluster, Draw draw, Later later) : cluster_{cluster}, draw_{draw}, later_{std::move(later)} {}

void Whims::strike(Fault fault, Site& site) {
    const bool fetched_only = fault == Fault::share_reselected || fault == Fault::share_removed;
    auto* wish = drawn_wish(site, fetched_only);
    if (wish == nullptr) return;
    if (fault == Fault::share_reselected && wish->content->manifest->files().size() < 2) return;
    cluster_.faults().happened(fault);
    wish->is_changing = true;
    switch (fault) {
    case Fault::share_paused:
        return pause(site, *wish);
    case Fault::share_limited:
        return limit(site, *wish);
    case Fault::share_reselected:
        return reselect(site, *wish);
    case Fault::share_rechecked:
        return recheck(site, *wish);
    case Fault::share_removed:
        return remove(site, *wish);
    default:
        broken_invariant("a fault of people", __FILE__, __LINE__);
    }
}

Wish* Whims::drawn_wish(Site& site, bool fetched_only) {
    std::vector<Wish*> out;
    for (auto& wish : site.wishes) {
        if (wish.is_acknowledged && !wish.is_changing && !(fetched_only && wish.is_share)) out.push_back(&wish);
    }
    return out.empty() ? nullptr : out[draw_.below(out.size())];
}

// --- asking ----------------------------------------------------------------------------------------------------------

void Whims::insist(Site& site, Ask ask, std::function<void()> then) {
    const auto is_over = std::make_shared<bool>(false);
    if (site->is_running()) {
        ask(site, [this, &site, ask, then, is_over](bool yes) {
            if (std::exchange(*is_over, true)) return;
            if (yes) return then();
            cluster_.clock().after(person_waits, [this, &site, ask, then] { insist(site, ask, then); });
        });
    }
    look_after(site, ask, then, is_over);
}

// While the same engine runs it may take its time; no answer at all is one that never came.
void Whims::look_after(Site& site, const Ask& ask, const std::function<void()>& then,
                       const std::shared_ptr<bool>& is_over) {
    cluster_.clock().after(person_waits, [this, &site, ask, then, is_over, start = site->starts()] {
        if (*is_over) return;
        if (start == site->starts() && site->is_running()) return look_after(site, ask, then, is_over);
        *is_over = true;
        insist(site, ask, then);
    });
}

template <class R>
Whims::Ask Whims::plain(R request) const {
    return [request](Site& site, const std::function<void(bool)>& answer) {
        site->engine().ask(request, [answer](const auto& reply) { answer(reply.has_value()); });
    };
}

// What is complete and in trouble, because its folder is away, is not called complete again when that is over.
void Whims::take_state(Site& site, Wish& wish, const ShareView& view) {
    wish.was_complete = view.state == ShareState::seeding;
    if (view.state != ShareState::trouble) return;
    cluster_.clock().after(person_waits, [this, &site, &wish] {
        if (wish.was_complete || !wish.is_acknowledged) return;
        if (!site->is_running()) return take_state(site, wish, in_trouble());
        site->engine().ask(ShowShare{.tag = tag_of(wish)}, [this, &site, &wish](const Result<ShareDetails>& details) {
            take_state(site, wish, details ? details->share : in_trouble());
        });
    });
}

// --- what they change ------------------------------------------------------------------------------------------------

void Whims::pause(Site& site, Wish& wish) {
    const auto tag = tag_of(wish);
    insist(site, plain(PauseShares{{tag}}), [this, &site, &wish, tag] {
        wish.is_paused = true;
        later_(drawn_while(), [this, &site, &wish, tag] {
            wish.is_paused = false;
            insist(site, plain(ResumeShares{{tag}}), [&wish] { wish.is_changing = false; });
        });
    });
}

void Whims::limit(Site& site, Wish& wish) {
    const auto to = [tag = tag_of(wish)](std::uint64_t up, std::uint64_t down) {
        return LimitRates{.tag = tag, .set_up = true, .up = up, .set_down = true, .down = down};
    };
    insist(site, plain(to(draw_.between(20'000, 500'000), draw_.between(20'000, 500'000))), [this, &site, &wish, to] {
        later_(drawn_while(),
               [this, &site, &wish, to] { insist(site, plain(to(0, 0)), [&wish] { wish.is_changing = false; }); });
    });
}

Whims::Ask Whims::selecting(Wish& wish, std::vector<std::string> rules) {
    return [this, &wish, rules = std::move(rules)](Site& site, const std::function<void(bool)>& answer) {
        site->engine().ask(SelectFiles{.tag = tag_of(wish), .rules = rules},
                           [this, &site, &wish, answer](Result<ShareView> view) {
                               if (view) take_state(site, wish, *view);
                               answer(view.has_value());
                           });
    };
}

void Whims::reselect(Site& site, Wish& wish) {
    const auto files = wish.content->manifest->files();
    std::vector<std::string> rules{all_files(wish)};
    std::set<std::string> chosen;
    const auto kept = draw_.below(files.size());  // at least one is wanted, and at least one is not
    const auto dropped = (kept + 1 + draw_.below(files.size() - 1)) % files.size();
    for (std::uint64_t i = 0; i < files.size(); ++i) {
        if (i == dropped || (i != kept && draw_.below(2) == 0)) {
            rules.push_back(fmt::format("-#{}", i));
        } else {
            chosen.insert(join_path(files[i].path));
        }
    }
    wish.is_reselecting = true;
    insist(site, selecting(wish, std::move(rules)), [this, &site, &wish, chosen = std::move(chosen)] {
        wish.is_reselecting = false;
        wish.chosen = chosen;
        later_(drawn_while(), [this, &site, &wish] {
            wish.is_reselecting = true;
            insist(site, selecting(wish, {all_files(wish)}), [&wish] {
                wish.is_reselecting = false;
                wish.chosen.reset();
                wish.is_changing = false;
            });
        });
    });
}

// Twice, as somebody may change its files during the first one and put them back after it.
void Whims::recheck(Site& site, Wish& wish) {
    insist(site, plain(RecheckShare{.tag = tag_of(wish)}), [this, &site, &wish] { check_again(site, wish); });
}

void Whims::check_again(Site& site, Wish& wish) {
    later_(drawn_while(), [this, &site, &wish] {
        const Ask ask = [this, &wish](Site& where, const std::function<void(bool)>& answer) {
            where->engine().ask(RecheckShare{.tag = tag_of(wish)},
                                [this, &where, &wish, answer](Result<ShareView> view) {
                                    if (view && !wish.is_share) take_state(where, wish, *view);
                                    if (view || view.error().code != Errc::exists) return answer(view.has_value());
                                    // What rotted is in the way of what is right: the person says that it may go.
                                    wish.is_acknowledged = false;
                                    wish.was_complete = false;
                                    cluster_.want_again(where, wish);
                                    answer(true);
                                });
        };
        insist(site, ask, [this, &site, &wish] {
            if (wish.spoilers > 0) return check_again(site, wish);
            wish.is_changing = false;
        });
    });
}

void Whims::remove(Site& site, Wish& wish) {
    wish.is_acknowledged = false;
    wish.is_leaving = true;
    wish.was_complete = false;
    const bool with_data = draw_.below(2) == 0;
    const auto kept = std::make_shared<std::size_t>(0);
    const Ask ask = [&wish, with_data, kept](Site& where, const std::function<void(bool)>& answer) {
        auto& engine = where->engine();
        engine.ask(RemoveShare{.tag = tag_of(wish), .data = with_data},
                   [&engine, &wish, answer, kept](const Result<ShareForgotten>& reply) {
                       if (reply) *kept = reply->kept.size();
                       if (reply || reply.error().code != Errc::not_found) return answer(reply.has_value());
                       // Its folder may be away; or it is gone, and the answer died with an engine.
                       engine.ask(ShowShare{.tag = tag_of(wish)},
                                  [answer](const Result<ShareDetails>& details) { answer(!details); });
                   });
    };
    insist(site, ask, [this, &site, &wish, with_data, kept] { removed(site, wish, with_data, *kept); });
}

void Whims::removed(Site& site, Wish& wish, bool with_data, std::size_t kept) {
    wish.is_removed = true;
    cluster_.tell_removed(site, wish, with_data && kept == 0);
    later_(draw_.between(0s, 20s), [this, &site, &wish] {
        wish.is_removed = false;
        wish.is_leaving = false;
        wish.is_changing = false;
        cluster_.want_again(site, wish);
    });
}

}  // namespace shoal::sim
