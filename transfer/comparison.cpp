#include "transfer/comparison.h"

#include <fmt/format.h>

#include "core/names.h"
#include "transfer/importer.h"

namespace shoal::transfer {
namespace {

constexpr std::uint32_t files_per_step = 2000;  // some 10 ms; giving up is noticed between steps
constexpr Duration progress_every = 200ms;      // the contract's 5 a second

}  // namespace

Comparison::Comparison(World& world, std::shared_ptr<const Manifest> manifest, std::string path, Events events)
    : world_{world}, manifest_{std::move(manifest)}, events_{std::make_shared<Events>(std::move(events))} {
    run_behind(
        world_.workers, alive_.watch(),
        [disk = &world_.disk, manifest = manifest_, path = std::move(path)] { return open(*disk, *manifest, path); },
        [this](Result<Opened> opened) {
            if (!opened) return end(std::unexpected{std::move(opened).error()});
            opened_ = std::move(*opened);
            look_on(0);
        });
}

Result<Comparison::Opened> Comparison::open(Disk& disk, const Manifest& manifest, const std::string& path) {
    SHOAL_TRY(const auto source, ShareSource::parse(path));
    auto folder = disk.open_root(source.path(), false);
    if (folder) {
        if (!manifest.is_single()) return Opened{.root = std::move(*folder), .lone = {}};
        return fail(Errc::usage,
                    fmt::format("{} is a folder, and the share is one file; name the file", printable(source.path())));
    }
    auto parent = disk.open_root(source.directory, false);
    if (!parent) return fail_in(printable(source.path()), std::move(parent).error());
    if (auto there = (*parent)->stat(source.name); !there) {
        return fail_in(printable(source.path()), std::move(there).error());
    }
    if (manifest.is_single()) return Opened{.root = std::move(*parent), .lone = source.name};
    if (folder.error().code == Errc::permission) return fail_in(printable(source.path()), std::move(folder).error());
    return fail(Errc::usage, fmt::format("{} is not a folder, and the share is one", printable(source.path())));
}

/// A wrong size is told without reading a byte.
Comparison::Looked Comparison::look_at(Directory& root, const Manifest& manifest, const std::string& lone,
                                       std::uint32_t first) {
    const auto files = manifest.files();
    Looked out;
    out.next = static_cast<std::uint32_t>(std::min<std::size_t>(files.size(), std::size_t{first} + files_per_step));
    for (auto i = first; i < out.next; ++i) {
        const auto name = join_path(files[i].path);
        const auto path = lone.empty() ? name : lone;
        const auto found = root.stat(path);
        if (!found) {
            const bool is_missing = found.error().code == Errc::not_found;
            out.bad.push_back({name, is_missing ? "it is missing" : "it cannot be read: " + found.error().what});
        } else if (found->size != files[i].size) {
            out.bad.push_back({name, fmt::format("it has {} bytes instead of {}", found->size, files[i].size)});
        } else {
            out.to_hash.emplace_back(FileIndex{i}, FileToHash{path, *found});
        }
    }
    return out;
}

void Comparison::look_on(std::uint32_t first) {
    run_behind(
        world_.workers, alive_.watch(),
        [root = opened_.root, manifest = manifest_, lone = opened_.lone, first] {
            return look_at(*root, *manifest, lone, first);
        },
        [this](Looked looked) {
            for (auto& bad : looked.bad) add_bad(std::move(bad));
            for (auto& [file, to_hash] : looked.to_hash) {
                hashed_.push_back(file);
                bytes_to_hash_ += to_hash.expected.size;
                to_hash_.push_back(std::move(to_hash));
            }
            if (looked.next < manifest_->files().size()) return look_on(looked.next);
            hash_all();
        });
}

void Comparison::hash_all() {
    run_ = std::make_unique<HashRun>(
        world_, opened_.root, std::move(to_hash_),
        HashRun::Events{
            .on_file = [this](std::size_t index, Result<HashedFile> file) { file_hashed(index, std::move(file)); },
            .on_progress = [this](std::uint64_t bytes) { progressed(bytes); },
            .on_end = [this] { end(std::move(report_)); }});
}

void Comparison::file_hashed(std::size_t index, Result<HashedFile> file) {
    const auto& wanted = manifest_->files()[raw(hashed_[index])];
    if (!file) return add_bad({join_path(wanted.path), "it cannot be read: " + file.error().what});
    if (root_of(*file) != wanted.root) return add_bad({join_path(wanted.path), "its content is another"});
    ++report_.files_good;
    report_.bytes_good += wanted.size;
}

void Comparison::progressed(std::uint64_t bytes) {
    hashed_bytes_ = bytes;
    const auto now = world_.timers.now();
    if (!events_->on_progress || (told_ && now < *told_ + progress_every)) return;
    told_ = now;
    const auto events = events_;
    events->on_progress(std::min(bytes, bytes_to_hash_), bytes_to_hash_);
}

void Comparison::add_bad(BadFile bad) {
    ++report_.files_bad;
    if (report_.bad.size() < bad_files_named) report_.bad.push_back(std::move(bad));
}

void Comparison::end(Result<VerifyReport> result) {
    const auto events = events_;  // the call may destroy this object
    events->on_done(std::move(result));
}

}  // namespace shoal::transfer
