// What a person changes of shares that are there: remembered first, then done.

#include <algorithm>

#include "core/labels.h"
#include "core/names.h"
#include "core/selection_rules.h"
#include "transfer/working_engine.h"

namespace shoal::transfer {
namespace {

constexpr std::size_t max_given_peers = 256;  ///< that are dialled for every share

}  // namespace

const ShareRecord* WorkingEngine::record_of(const Tag& tag) const {
    if (const auto asleep = dormant_.find(tag); asleep != dormant_.end()) return &asleep->second;
    const auto share = shares_.find(tag);
    return share != shares_.end() && share->second->record() ? &*share->second->record() : nullptr;
}

/// Remembers the change first, so that nothing is told that a power cut takes back.
void WorkingEngine::change_one(const Tag& tag, ShareChange change, std::move_only_function<void(Result<>)> done) {
    if (change == ShareChange{}) return done({});
    if (const auto share = shares_.find(tag); change.selection && share != shares_.end()) {
        auto selection = *std::exchange(change.selection, std::nullopt);
        auto rest = [this, tag, change = std::move(change), done = std::move(done)](Result<> selected) mutable {
            if (!selected) return done(std::move(selected));
            change_one(tag, std::move(change), std::move(done));
        };
        return share->second->set_selection(std::move(selection), std::move(rest));
    }
    library_->update(tag, std::move(change), [this, tag, done = std::move(done)](Result<ShareRecord> record) mutable {
        if (!record) return done(std::unexpected{record.error()});
        if (const auto asleep = dormant_.find(tag); asleep != dormant_.end())
            asleep->second = std::move(*record);
        else if (const auto share = shares_.find(tag); share != shares_.end())
            share->second->changed_by_person(std::move(*record));
        done({});
    });
}

struct WorkingEngine::Changing {
    std::size_t open = 0;
    Result<> result;
    std::vector<Tag> tags;
};

/// Changes all of them or, where one is not there or `change_of` refuses one, none.
void WorkingEngine::change_each(Number number, const std::vector<std::string>& names, const ChangeOf& change_of) {
    auto changing = std::make_shared<Changing>();
    std::vector<ShareChange> changes;
    for (const auto& name : names) {
        const auto tag = Tag::from(name);
        const auto* record = tag ? record_of(*tag) : nullptr;
        if (record == nullptr)
            return refuse(number, tag && shares_.contains(*tag) ? not_resolved() : no_such_share(name));
        auto change = change_of(*record);
        if (!change) return refuse(number, change.error());
        changing->tags.push_back(*tag);
        changes.push_back(std::move(*change));
    }
    changing->open = changes.size() + 1;
    const auto ended = [this, number, changing](const Result<>& result) {
        if (!result) changing->result = result;
        if (--changing->open > 0) return;
        if (!changing->result) return refuse(number, changing->result.error());
        answer(number, Reply{ShareList{views_of(changing->tags)}});
    };
    for (std::size_t i = 0; i < changes.size(); ++i) change_one(changing->tags[i], std::move(changes[i]), ended);
    ended({});
}

/// One whose list is still looked for is not remembered; its pause ends with the engine.
void WorkingEngine::pause_each(Number number, std::vector<std::string> names, bool paused) {
    std::vector<Tag> unresolved;
    std::erase_if(names, [&](const std::string& name) {
        const auto tag = Tag::from(name);
        const bool is = tag && shares_.contains(*tag) && record_of(*tag) == nullptr;
        if (is) unresolved.push_back(*tag);
        return is;
    });
    for (const auto& tag : unresolved) shares_.at(tag)->set_paused(paused);
    if (names.empty() && !unresolved.empty()) return answer(number, Reply{ShareList{views_of(unresolved)}});
    change_each(number, names,
                [paused](const ShareRecord&) { return Result<ShareChange>{ShareChange{.paused = paused}}; });
}

void WorkingEngine::handle(Number number, const PauseShares& request) {
    pause_each(number, request.tags, true);
}

void WorkingEngine::handle(Number number, const ResumeShares& request) {
    pause_each(number, request.tags, false);
}

void WorkingEngine::handle(Number number, const LabelShares& request) {
    change_each(number, request.tags, [&](const ShareRecord& record) -> Result<ShareChange> {
        auto labels = record.labels;
        std::erase_if(labels, [&](const auto& label) {
            return std::ranges::find(request.remove, label) != request.remove.end();
        });
        labels.insert(labels.end(), request.add.begin(), request.add.end());
        SHOAL_TRY(auto all, clean_labels(std::move(labels)));
        return ShareChange{.labels = std::move(all)};
    });
}

void WorkingEngine::handle(Number number, const LimitRates& request) {
    if (request.tag.empty()) {
        const Instant now = world_.timers.now();
        if (request.set_up) up_limit_.set_rate(now, request.up);
        if (request.set_down) down_limit_.set_rate(now, request.down);
        for (const auto& [tag, share] : shares_) share->settle();
        return answer(number, Reply{Limits{.up = up_limit_.rate(), .down = down_limit_.rate()}});
    }
    const auto tag = Tag::from(request.tag);
    if (!tag || record_of(*tag) == nullptr) return refuse(number, no_such_share(request.tag));
    ShareChange change;
    if (request.set_up) change.limit_up = request.up;
    if (request.set_down) change.limit_down = request.down;
    change_one(*tag, std::move(change), [this, number, tag = *tag](const Result<>& changed) {
        const auto* record = record_of(tag);
        if (!changed) return refuse(number, changed.error());
        if (record == nullptr) return refuse(number, no_such_share(tag.str()));
        answer(number, Reply{Limits{.up = record->limit_up, .down = record->limit_down}});
    });
}

void WorkingEngine::handle(Number number, const AddPeer& request) {
    const auto endpoint = Endpoint::parse(request.endpoint);
    if (!endpoint || !endpoint->is_dialable()) {
        return refuse(number, Error{Errc::usage, "'" + printable(request.endpoint) +
                                                     "' is no address that can be dialled, like 192.0.2.1:4747"});
    }
    if (!request.tag.empty()) {
        auto* share = find(request.tag);
        if (share == nullptr) return refuse(number, no_such_share(request.tag));
        share->add_peers({&*endpoint, 1}, PeerSource::given);
        return answer(number, Reply{Done{}});
    }
    if (around_->given.size() >= max_given_peers) {
        return refuse(number, Error{Errc::limit, "there are too many peers for every share; name one for a share"});
    }
    if (std::ranges::find(around_->given, *endpoint) == around_->given.end()) around_->given.push_back(*endpoint);
    for (const auto& [tag, share] : shares_) share->add_peers({&*endpoint, 1}, PeerSource::given);
    answer(number, Reply{Done{}});
}

void WorkingEngine::handle(Number number, const RecheckShare& request) {
    auto* share = find(request.tag);
    if (share == nullptr) return refuse(number, no_such_share(request.tag));
    if (!share->record() || share->record()->directory.empty()) return refuse(number, not_placed());
    const Tag tag = share->tag();
    rechecking_[number] = tag;
    auto begin = [this, number, tag](const Result<>& opened) {
        const auto found = shares_.find(tag);
        if (!rechecking_.contains(number) || found == shares_.end()) return;
        if (!opened) {
            rechecking_.erase(number);
            return refuse(number, opened.error());
        }
        found->second->recheck([this, number, tag] {
            if (rechecking_.erase(number) == 0) return;
            const auto& checked = *shares_.at(tag);
            // What is away was not read.
            if (checked.trouble() && checked.trouble()->code == Errc::not_found)
                return refuse(number, *checked.trouble());
            answer(number, Reply{checked.view()});
        });
    };
    if (share->is_open()) return begin({});
    share->open(std::move(begin));
}

/// On a later turn: who asks may be inside of what the share does.
void WorkingEngine::handle(Number number, const RemoveShare& request) {
    const auto tag = Tag::from(request.tag);
    if (!tag || (!shares_.contains(*tag) && !dormant_.contains(*tag))) {
        return refuse(number, no_such_share(request.tag));
    }
    removing_[number] = world_.timers.at(world_.timers.now(), [this, number, tag = *tag, data = request.data] {
        removing_.erase(number);
        remove(number, tag, data);
    });
}

void WorkingEngine::remove(Number number, const Tag& tag, bool data) {
    const auto* record = record_of(tag);
    const bool is_remembered = record != nullptr;
    auto kept = record == nullptr ? std::nullopt : std::optional{*record};
    std::erase_if(rechecking_, [&](const auto& entry) {
        if (entry.second != tag) return false;
        refuse(entry.first, Error{Errc::closed, "the share was removed"});
        return true;
    });
    meant_.erase(tag);
    shares_.erase(tag);
    if (!is_remembered) {
        emit(ShareRemoved{.tag = tag.str()});
        return answer(number, Reply{ShareForgotten{}});
    }
    dormant_.erase(tag);
    library_->remove(tag, data, [this, number, tag, kept = std::move(kept)](Result<Removed> removed) mutable {
        if (!removed) {
            // It is still there, as it was.
            if (options_.activate_all) {
                activate(std::move(*kept));
            } else {
                dormant_[tag] = std::move(*kept);
            }
            return refuse(number, removed.error());
        }
        log_.write(LogLevel::info, "share", "a share was removed", {{"share", tag.str()}});
        emit(ShareRemoved{.tag = tag.str()});
        answer(number, Reply{ShareForgotten{.kept = std::move(removed->kept)}});
    });
}

void WorkingEngine::handle(Number number, const SelectFiles& request) {
    const auto tag = Tag::from(request.tag);
    const auto* record = tag ? record_of(*tag) : nullptr;
    if (record == nullptr) {
        return refuse(number, tag && shares_.contains(*tag) ? not_resolved() : no_such_share(request.tag));
    }
    auto selection = apply_rules(*record->manifest, record->selection, request.rules);
    if (!selection) return refuse(number, selection.error());
    change_files(number, *tag, ShareChange{.selection = std::move(*selection)});
}

void WorkingEngine::handle(Number number, const PrioritiseFiles& request) {
    // Also of one whose list came just now and is being written down: the library changes one after the other.
    const auto manifest = manifest_of(request.tag);
    if (!manifest) return refuse(number, manifest.error());
    const auto which = first_selection(**manifest, request.rules);
    if (!which) return refuse(number, which.error());
    const Tag tag = *Tag::from(request.tag);
    const auto* record = record_of(tag);
    const auto before = record == nullptr ? FilePriorities{} : record->priorities;
    auto priorities = before.with(*which, request.priority, (*manifest)->files().size());
    change_files(number, tag, ShareChange{.priorities = std::move(priorities)});
}

void WorkingEngine::change_files(Number number, const Tag& tag, ShareChange change) {
    change_one(tag, std::move(change), [this, number, tag](const Result<>& changed) {
        if (!changed) return refuse(number, changed.error());
        auto views = views_of({tag});
        if (views.empty()) return refuse(number, no_such_share(tag.str()));
        answer(number, Reply{std::move(views.front())});
    });
}

}  // namespace shoal::transfer
