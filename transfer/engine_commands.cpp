#include <algorithm>

#include "core/names.h"
#include "transfer/link_of.h"
#include "transfer/working_engine.h"

namespace shoal::transfer {

void WorkingEngine::handle(Number number, AddShare request) {
    const std::string path = request.path;
    const auto progress = [this, path](std::uint64_t done, std::uint64_t total) {
        emit(HashProgress{.path = path, .bytes_done = done, .bytes_total = total});
    };
    importing_[number] =
        library_->share(request.path, {.reproducible = request.reproducible, .comment = request.comment}, progress,
                        [this, number](Result<Shared> shared) {
                            spent_importing_ = std::move(importing_.extract(number).mapped());
                            if (!shared) return refuse(number, shared.error());
                            share_made(number, std::move(*shared));
                        });
}

void WorkingEngine::share_made(Number number, Shared shared) {
    const auto manifest = shared.record.manifest;
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

void WorkingEngine::handle(Number number, ResolveLink request) {
    auto link = Magnet::parse(request.link);
    if (!link) return refuse(number, link.error());
    const Tag tag = ContentKeys::derive(link->id).tag;
    if (const auto asleep = dormant_.extract(tag)) {
        share_for(link->id, link->name).remember(std::move(asleep.mapped()));
    }
    auto& share = share_for(link->id, link->name);
    if (share.id() != link->id) return refuse(number, Error{Errc::exists, "another share has the same tag"});
    share.add_peers(link->peers);
    share.when_resolved(1ms * static_cast<std::int64_t>(std::min<std::uint64_t>(request.timeout_ms, 1U << 31)),
                        [this, number, tag](const Result<>& resolved) {
                            if (!resolved) return refuse(number, resolved.error());
                            const auto& found = *shares_.at(tag);
                            const auto& manifest = *found.manifest();
                            answer(number, Reply{LinkResolved{.tag = tag.str(),
                                                              .name = manifest.name(),
                                                              .bytes = manifest.total_bytes(),
                                                              .single = manifest.is_single(),
                                                              .files = found.file_views()}});
                        });
}

void WorkingEngine::handle(Number number, StartDownload request) {
    auto* share = find(request.tag);
    if (share == nullptr) return refuse(number, no_such_share(request.tag));
    if (!share->manifest()) return refuse(number, Error{Errc::usage, "the link is not resolved yet"});
    const auto record = share->record().value_or(ShareRecord{});
    const bool same = !record.directory.empty() && record.directory == request.directory;
    if (!record.directory.empty() && !same && !share->is_blocked()) {
        return refuse(number, Error{Errc::exists, "it is already at " + printable(record.directory)});
    }
    const Tag tag = share->tag();
    auto started = [this, number, tag](const Result<>& opened) {
        if (!opened) return refuse(number, opened.error());
        answer(number, Reply{shares_.at(tag)->view()});
    };
    if (share->is_open() || share->is_opening()) return answer(number, Reply{share->view()});
    if (same && record.overwrite == request.overwrite) return share->open(std::move(started));
    share->start(request.directory, request.overwrite, std::move(started));
}

void WorkingEngine::handle(Number number, const PauseShares&) {
    refuse(number, Error{Errc::unsupported, "not yet"});
}

void WorkingEngine::handle(Number number, const ResumeShares&) {
    refuse(number, Error{Errc::unsupported, "not yet"});
}

void WorkingEngine::handle(Number number, const RecheckShare&) {
    refuse(number, Error{Errc::unsupported, "not yet"});
}

void WorkingEngine::handle(Number number, const RemoveShare&) {
    refuse(number, Error{Errc::unsupported, "not yet"});
}

void WorkingEngine::handle(Number number, const SelectFiles&) {
    refuse(number, Error{Errc::unsupported, "not yet"});
}

void WorkingEngine::handle(Number number, const LimitRates&) {
    refuse(number, Error{Errc::unsupported, "not yet"});
}

void WorkingEngine::handle(Number number, const LabelShares&) {
    refuse(number, Error{Errc::unsupported, "not yet"});
}

void WorkingEngine::handle(Number number, const AddPeer&) {
    refuse(number, Error{Errc::unsupported, "not yet"});
}

}  // namespace shoal::transfer
