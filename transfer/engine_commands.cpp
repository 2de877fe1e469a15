#include <algorithm>

#include "core/labels.h"
#include "core/names.h"
#include "core/selection_rules.h"
#include "transfer/link_of.h"
#include "transfer/working_engine.h"

namespace shoal::transfer {

void WorkingEngine::handle(Number number, AddShare request) {
    auto labels = clean_labels(std::move(request.labels));
    if (!labels) return refuse(number, labels.error());
    const std::string path = request.path;
    const auto progress = [this, path](std::uint64_t done, std::uint64_t total) {
        emit(HashProgress{.path = path, .bytes_done = done, .bytes_total = total});
    };
    importing_[number] =
        library_->share(request.path, {.reproducible = request.reproducible, .comment = request.comment}, progress,
                        [this, number, labels = std::move(*labels)](Result<Shared> shared) mutable {
                            spent_importing_ = std::move(importing_.extract(number).mapped());
                            if (!shared) return refuse(number, shared.error());
                            label_made(number, std::move(*shared), std::move(labels));
                        });
    enders_[number] = [this, number] { importing_.erase(number); };
}

/// Labels of a share that was there before stay on it.
void WorkingEngine::label_made(Number number, Shared shared, std::vector<std::string> labels) {
    if (labels.empty()) return share_made(number, std::move(shared));
    labels.insert(labels.end(), shared.record.labels.begin(), shared.record.labels.end());
    auto all = clean_labels(std::move(labels));
    if (!all) return refuse(number, all.error());
    const Tag tag = shared.record.tag;
    library_->update(tag, ShareChange{.labels = std::move(*all)},
                     [this, number, shared = std::move(shared)](Result<ShareRecord> record) mutable {
                         if (!record) return refuse(number, record.error());
                         shared.record = std::move(*record);
                         share_made(number, std::move(shared));
                     });
}

void WorkingEngine::share_made(Number number, Shared shared) {
    const auto manifest = shared.record.manifest;
    if (!shared.already_shared) totals_.hashed_shared += manifest->total_bytes();
    dormant_.erase(shared.record.tag);
    ShareAdded reply{.tag = shared.record.tag.str(),
                     .name = manifest->name(),
                     .link = link_of(*manifest).str(),
                     .files = manifest->files().size(),
                     .bytes = manifest->total_bytes(),
                     .already_shared = shared.already_shared,
                     .skipped = std::move(shared.skipped)};
    if (const auto there = shares_.find(shared.record.tag); there != shares_.end() && there->second->is_open()) {
        return answer(number, Reply{std::move(reply)});
    }
    auto& share = share_for(manifest->id(), manifest->name());
    share.remember(std::move(shared.record));
    share.open([this, number, reply = std::move(reply)](const Result<>& opened) mutable {
        if (!opened) return refuse(number, opened.error());
        answer(number, Reply{std::move(reply)});
    });
}

/// As the link means them, where a person has not chosen yet.
std::vector<FileView> WorkingEngine::files_of(const Share& share) const {
    auto files = share.file_views();
    const auto meant = meant_.find(share.tag());
    const bool is_chosen = share.record() && !share.record()->directory.empty();
    if (is_chosen || meant == meant_.end()) return files;
    for (std::uint32_t f = 0; f < files.size(); ++f) {
        files[f].wanted = std::ranges::any_of(
            meant->second, [f](const FileRange& range) { return range.first <= f && f <= range.last; });
    }
    return files;
}

void WorkingEngine::handle(Number number, ResolveLink request) {
    auto link = Magnet::parse(request.link);
    if (!link) return refuse(number, link.error());
    const Tag tag = ContentKeys::derive(link->id).tag;
    if (const auto asleep = dormant_.extract(tag)) {
        share_for(link->id, link->name).remember(std::move(asleep.mapped()));
    }
    auto& share = share_for(link->id, link->name);
    if (share.id() != link->id) return refuse(number, Error{Errc::exists, "another share has the same tag"});
    share.add_peers(link->peers, PeerSource::link);
    if (!link->files.empty()) meant_[tag] = link->files;
    const auto wait =
        share.when_resolved(1ms * static_cast<std::int64_t>(std::min<std::uint64_t>(request.timeout_ms, 1U << 31)),
                            [this, number, tag](const Result<>& resolved) {
                                if (!resolved) return refuse(number, resolved.error());
                                const auto& found = *shares_.at(tag);
                                const auto& manifest = *found.manifest();
                                answer(number, Reply{LinkResolved{.tag = tag.str(),
                                                                  .name = manifest.name(),
                                                                  .bytes = manifest.total_bytes(),
                                                                  .single = manifest.is_single(),
                                                                  .files = files_of(found)}});
                            });
    enders_[number] = [this, tag, wait] {
        if (const auto there = shares_.find(tag); there != shares_.end()) there->second->stop_waiting(wait);
    };
}

/// What a download asks for besides its place.
Result<ShareChange> WorkingEngine::change_of(const StartDownload& request, const Share& share) const {
    const auto& manifest = *share.manifest();
    const auto record = share.record().value_or(ShareRecord{});
    const bool is_new = record.directory.empty();
    ShareChange change;
    if (!request.labels.empty()) {
        auto labels = request.labels;
        labels.insert(labels.end(), record.labels.begin(), record.labels.end());
        SHOAL_TRY(change.labels, clean_labels(std::move(labels)));
    }
    const auto meant = meant_.find(share.tag());
    if (request.temporary) {
        // What is read of it is fetched, and nothing else.
        if (is_new) change.selection = FileSelection{std::vector<bool>(manifest.files().size(), false)};
    } else if (!request.select.empty()) {
        SHOAL_TRY(change.selection, is_new ? first_selection(manifest, request.select)
                                           : apply_rules(manifest, record.selection, request.select));
    } else if (is_new && meant != meant_.end()) {
        SHOAL_TRY(change.selection, first_selection(manifest, std::vector{"+#" + to_string(meant->second)}));
    }
    if (request.paused) change.paused = true;
    if (!is_new && request.overwrite && !record.overwrite && !record.shared_here) change.overwrite = true;
    return change;
}

void WorkingEngine::handle(Number number, const StartDownload& request) {
    auto* share = find(request.tag);
    if (share == nullptr) return refuse(number, no_such_share(request.tag));
    if (!share->manifest()) return refuse(number, not_resolved());
    const auto record = share->record().value_or(ShareRecord{});
    const bool placed = !record.directory.empty();
    const bool same = placed && (record.directory == request.directory || request.temporary);
    if (placed && !same && !share->is_blocked()) {
        return refuse(number, Error{Errc::exists, "it is already at " + printable(record.directory)});
    }
    auto change = change_of(request, *share);
    if (!change) return refuse(number, change.error());
    const Tag tag = share->tag();
    auto started = [this, number, tag](const Result<>& opened) {
        const auto found = shares_.find(tag);
        if (!opened) return refuse(number, opened.error());
        if (found == shares_.end()) return refuse(number, no_such_share(tag.str()));
        answer(number, Reply{found->second->view()});
    };
    auto look = [this, number, tag, overwrite = request.overwrite,
                 started = std::move(started)](const Result<>& opened) mutable {
        const auto found = shares_.find(tag);
        if (!opened || found == shares_.end() || !found->second->is_open()) return started(opened);
        if (overwrite) found->second->allow_overwriting();
        if (!found->second->is_complete()) return started({});
        look_again(number, *found->second, overwrite);
    };
    const bool is_there = share->is_open() || share->is_opening();
    if (!is_there && !(same && record.overwrite == request.overwrite)) {
        return share->start({.directory = request.directory,
                             .overwrite = request.overwrite,
                             .temporary = request.temporary,
                             .change = std::move(*change)},
                            std::move(look));
    }
    // It has its place; what is new is what it is to have besides.
    change_one(tag, std::move(*change), [this, tag, look = std::move(look)](Result<> changed) mutable {
        const auto found = shares_.find(tag);
        if (!changed || found == shares_.end() || found->second->is_open()) return look(changed);
        found->second->open(std::move(look));
    });
}

/// Who asks for what is complete wants it as it was shared: what somebody removed since is fetched again.
void WorkingEngine::look_again(Number number, Share& share, bool overwrite) {
    const auto tag = share.tag();
    rechecking_[number] = tag;  // whoever removes the share answers
    share.look(overwrite ? Mending::all : Mending::missing, [this, number, tag](const std::string& changed) {
        if (rechecking_.erase(number) == 0) return;
        const auto view = shares_.at(tag)->view();
        if (changed.empty()) return answer(number, Reply{view});
        refuse(number, Error{Errc::exists, printable(changed) + " in " + printable(view.path) +
                                               " has other content than it was fetched with; it stays as it is "
                                               "unless overwriting is allowed"});
    });
}

}  // namespace shoal::transfer
