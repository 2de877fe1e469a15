#include <algorithm>

#include "core/names.h"
#include "transfer/limits.h"
#include "transfer/working_engine.h"

namespace shoal::transfer {
namespace {

/// The file with this path, "a/b/c"; of a lone file also "".
std::optional<FileIndex> find_file(const Manifest& manifest, std::string_view path) {
    if (path.empty()) return manifest.is_single() ? std::optional{FileIndex{0}} : std::nullopt;
    std::vector<std::string> components;
    for (std::size_t at = 0; at <= path.size();) {
        const auto end = std::min(path.find('/', at), path.size());
        components.emplace_back(path.substr(at, end - at));
        at = end + 1;
    }
    const auto files = manifest.files();
    const auto found = std::ranges::lower_bound(files, components, {}, &ManifestFile::path);
    if (found == files.end() || found->path != components) return std::nullopt;
    return FileIndex{static_cast<std::uint32_t>(found - files.begin())};
}

std::vector<bool> flags_of(const FileSelection& selection, std::size_t files) {
    std::vector<bool> out(files);
    for (std::uint32_t f = 0; f < files; ++f) out[f] = selection.has(FileIndex{f});
    return out;
}

/// What waits ends with its asker (cancel), and at the latest after this.
Duration patience(std::uint64_t timeout_ms) {
    constexpr auto most = static_cast<std::uint64_t>(limits::read_patience / 1ms);
    return 1ms * static_cast<std::int64_t>(timeout_ms == 0 ? most : std::min(timeout_ms, most));
}

}  // namespace

void WorkingEngine::handle(Number number, const ReadContent& request) {
    auto* share = find(request.tag);
    if (share == nullptr) return refuse(number, no_such_share(request.tag));
    const auto& manifest = share->manifest();
    if (!manifest) return refuse(number, not_resolved());
    if (request.length > max_read_bytes) {
        return refuse(number, Error{Errc::usage, "a read may ask for 1 MiB at once, no more"});
    }
    const auto file = find_file(*manifest, request.path);
    if (!file) {
        return refuse(number, Error{Errc::not_found, "the share has no file " + printable(request.path)});
    }
    const ReadWish wish{.file = *file,
                        .offset = request.offset,
                        .length = request.length,
                        .ahead = request.ahead,
                        .timeout = patience(request.timeout_ms)};
    enders_[number] = [this, number] { reading_.erase(number); };
    const auto& record = share->record();
    if (!record || record->selection.has(*file)) return read(number, *share, wish);
    if (!record->temporary) {
        return refuse(number, Error{Errc::usage, "the file " + printable(request.path) +
                                                     " is not selected; select it first, as it would not be kept"});
    }
    auto wanted = flags_of(record->selection, manifest->files().size());
    wanted[raw(*file)] = true;
    share->set_selection(FileSelection{std::move(wanted)}, [this, number, wish, tag = share->tag()](Result<> selected) {
        const auto found = shares_.find(tag);
        if (!asks_.contains(number) || found == shares_.end()) return;
        if (!selected) return refuse(number, selected.error());
        read(number, *found->second, wish);
    });
}

void WorkingEngine::read(Number number, Share& share, const ReadWish& wish) {
    const auto file_bytes = share.manifest()->files()[raw(wish.file)].size;
    reading_[number] = share.read(wish, [this, number, file_bytes](Result<Bytes> bytes) {
        reading_.erase(number);
        if (!bytes) return refuse(number, bytes.error());
        answer(number, Reply{ContentPart{.bytes = std::move(*bytes), .file_bytes = file_bytes}});
    });
}

void WorkingEngine::handle(Number number, const VerifyFolder& request) {
    const auto* share = find(request.tag);
    if (share == nullptr) return refuse(number, no_such_share(request.tag));
    if (!share->manifest()) return refuse(number, not_resolved());
    if (comparing_.size() >= limits::comparisons) {
        return refuse(number, Error{Errc::limit, "folders are being verified already; try again when one has ended"});
    }
    const auto progress = [this, path = request.path](std::uint64_t done, std::uint64_t total) {
        emit(HashProgress{.path = path, .bytes_done = done, .bytes_total = total});
    };
    auto done = [this, number](Result<VerifyReport> report) {
        spent_comparing_ = std::move(comparing_.extract(number).mapped());
        totals_.hashed_compared += spent_comparing_->hashed_bytes();
        if (!report) return refuse(number, report.error());
        answer(number, Reply{std::move(*report)});
    };
    enders_[number] = [this, number] { comparing_.erase(number); };
    comparing_[number] =
        std::make_unique<Comparison>(world_, share->manifest(), request.path,
                                     Comparison::Events{.on_progress = progress, .on_done = std::move(done)});
}

}  // namespace shoal::transfer
