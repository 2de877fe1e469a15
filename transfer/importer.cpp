#include "transfer/importer.h"

#include <algorithm>

#include <fmt/format.h>

#include "transfer/share_layout.h"

namespace shoal::transfer {

namespace {

constexpr std::size_t entries_per_walk_step = 2000;  // some 10 ms; giving up is noticed between steps
constexpr Duration progress_every = 200ms;           // the contract's 5 a second

Result<> check_parts(const std::string& path) {
    for (std::size_t at = 0; at < path.size();) {
        const auto end = std::min(path.find('/', at), path.size());
        const auto part = std::string_view{path}.substr(at, end - at);
        if (part == "." || part == "..")
            return fail(Errc::usage, fmt::format("give the path without '{}': {}", part, printable(path)));
        at = end + 1;
    }
    return {};
}

ManifestContent content_of(const Walked& walked, const std::vector<HashedFile>& hashed) {
    ManifestContent content;
    content.files.reserve(hashed.size());
    for (std::size_t i = 0; i < hashed.size(); ++i) {
        content.files.push_back({.path = walked.files[i].path,
                                 .size = hashed[i].witness.size,
                                 .root = root_of(hashed[i]),
                                 .executable = hashed[i].witness.executable});
    }
    content.directories = walked.empty_directories;
    return content;
}

Result<Imported> make_import(ManifestContent frame, const Walked& walked, const std::vector<HashedFile>& hashed) {
    auto content = content_of(walked, hashed);
    content.name = std::move(frame.name);
    content.single = frame.single;
    content.salt = frame.salt;
    content.comment = std::move(frame.comment);
    content.created = frame.created;
    SHOAL_TRY(auto manifest, Manifest::make(std::move(content)));
    Imported out;
    out.manifest = std::make_shared<const Manifest>(std::move(manifest));
    out.skipped = walked.skipped;
    out.files.reserve(hashed.size());
    for (std::size_t i = 0; i < hashed.size(); ++i) {
        const FileIndex file{static_cast<std::uint32_t>(i)};
        out.files.push_back({file, hashed[i].witness});
        for (auto& block : make_hash_blocks(hashed[i].roots)) out.blocks.push_back({file, std::move(block)});
    }
    return out;
}

}  // namespace

Result<ShareSource> ShareSource::parse(const std::string& path) {
    if (!path.starts_with('/')) return fail(Errc::usage, fmt::format("{} is not an absolute path", printable(path)));
    if (path.find('\0') != std::string::npos) return fail(Errc::usage, "a path cannot hold a zero byte");
    SHOAL_CHECK(check_parts(path));
    std::string trimmed = path;
    while (trimmed.ends_with('/')) trimmed.pop_back();
    if (trimmed.empty()) return fail(Errc::usage, "the root directory cannot be shared; choose a folder in it");
    const auto slash = trimmed.rfind('/');
    ShareSource source{.directory = trimmed.substr(0, slash), .name = trimmed.substr(slash + 1)};
    while (source.directory.ends_with('/')) source.directory.pop_back();
    if (source.directory.empty()) source.directory = "/";
    if (auto valid = check_component(source.name); !valid) return fail_in(printable(path), std::move(valid).error());
    return source;
}

std::string ShareSource::path() const {
    return beneath(directory, name);
}

bool is_unchanged(const Manifest& manifest, const std::vector<PlacedFile>& witnesses, const Walked& walked) {
    const auto files = manifest.files();
    if (files.size() != walked.files.size() || witnesses.size() != files.size()) return false;
    if (manifest.content().directories != walked.empty_directories) return false;
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (raw(witnesses[i].file) != i || witnesses[i].witness != walked.files[i].witness) return false;
        if (files[i].path != walked.files[i].path) return false;
    }
    return true;
}

Importer::Importer(World& world, ShareSource source, ShareOptions options, Events events)
    : world_{world}, source_{std::move(source)}, options_{std::move(options)}, events_{std::make_shared<Events>(
                                                                                   std::move(events))} {
    run_behind(
        world_.workers, alive_.watch(), [disk = &world_.disk, from = source_] { return open_source(*disk, from); },
        [this](Result<Opened> result) {
            if (!result) return end(std::unexpected{std::move(result).error()});
            opened(std::move(*result));
        });
}

namespace {

/// Why what lies at `source` can be shared neither as a folder nor as a file; what each of the two attempts said.
std::unexpected<Error> why_not(Directory& parent, const ShareSource& source, Error not_a_folder, Error not_a_file) {
    const auto shown = printable(source.path());
    auto entries = parent.list("");
    if (!entries) return fail_in(shown, std::move(entries).error());
    const auto entry = std::ranges::find(*entries, source.name, &DirectoryEntry::name);
    if (entry == entries->end()) return fail(Errc::not_found, shown + " is not there");
    switch (entry->kind) {
    case EntryKind::directory:
        return fail_in(shown, std::move(not_a_folder));
    case EntryKind::symlink:
        return fail(Errc::usage, shown + " is a symbolic link; share the file it points to");
    case EntryKind::other:
        return fail(Errc::usage, shown + " is neither a file nor a folder");
    case EntryKind::file:
        return fail_in(shown, std::move(not_a_file));
    }
    broken_invariant("an EntryKind", __FILE__, __LINE__);
}

/// The file's witness. It is looked at before it is opened, as opening a device can do things.
Result<FileWitness> witness_of_file(Directory& parent, const std::string& name) {
    SHOAL_CHECK(parent.stat(name));
    SHOAL_TRY(const auto file, parent.open(name, OpenMode::read));
    return file->stat();
}

}  // namespace

// Folder or file: what can be opened as a directory is a folder (it may be behind a symbolic link), what can be opened
// as a file is one. The folder around it, which may hold very many, is listed only to say what is wrong.
Result<Importer::Opened> Importer::open_source(Disk& disk, const ShareSource& source) {
    auto folder = disk.open_root(source.path(), false);
    if (folder) return Opened{.root = std::move(*folder), .single = std::nullopt};
    auto parent = disk.open_root(source.directory, false);
    if (!parent) return fail_in(printable(source.path()), std::move(parent).error());
    auto witness = witness_of_file(**parent, source.name);
    if (!witness) return why_not(**parent, source, std::move(folder).error(), std::move(witness).error());
    return Opened{.root = std::move(*parent), .single = *witness};
}

void Importer::opened(Opened opened) {
    root_ = opened.root;
    if (!opened.single) return walk_on(std::make_unique<FileWalk>(root_));
    single_ = true;
    Walked one;
    if (auto added = add_walked(one, {.path = {source_.name}, .witness = *opened.single}); !added)
        return end(std::unexpected{std::move(added).error()});
    walked(std::move(one));
}

void Importer::walk_on(std::unique_ptr<FileWalk> walk) {
    struct Step {
        std::unique_ptr<FileWalk> walk;
        Result<bool> more;
    };
    run_behind(
        world_.workers, alive_.watch(),
        [walk = std::move(walk)]() mutable {
            auto more = walk->step(entries_per_walk_step);
            return Step{std::move(walk), std::move(more)};
        },
        [this](Step step) {
            if (!step.more) return end(std::unexpected{std::move(step.more).error()});
            if (*step.more) return walk_on(std::move(step.walk));
            walked(step.walk->take());
        });
}

void Importer::walked(Walked all) {
    walked_ = std::make_shared<const Walked>(std::move(all));
    const auto events = events_;
    events->on_walked(walked_, [this, alive = alive_.watch()](Result<std::optional<ShareRecord>> known) {
        if (alive.expired()) return;
        if (!known) return end(std::unexpected{std::move(known).error()});
        if (!*known) return hash_all();
        Imported out;
        out.unchanged = std::move(**known);
        out.skipped = walked_->skipped;
        end(std::move(out));
    });
}

void Importer::hash_all() {
    std::vector<FileToHash> files;
    files.reserve(walked_->files.size());
    for (const auto& file : walked_->files) files.push_back({join_path(file.path), file.witness});
    hashed_.resize(files.size());
    run_ = std::make_unique<HashRun>(
        world_, root_, std::move(files),
        HashRun::Events{
            .on_file = [this](std::size_t index, Result<HashedFile> file) { file_hashed(index, std::move(file)); },
            .on_progress = [this](std::uint64_t bytes) { progressed(bytes); },
            .on_end = [this] { assemble(); }});
}

void Importer::file_hashed(std::size_t index, Result<HashedFile> file) {
    if (!file) return end(std::unexpected{std::move(file).error()});
    hashed_[index] = std::move(*file);
}

void Importer::progressed(std::uint64_t bytes) {
    const auto now = world_.timers.now();
    if (!events_->on_progress || (progress_told_ && now < *progress_told_ + progress_every)) return;
    progress_told_ = now;
    const auto events = events_;
    events->on_progress(std::min(bytes, walked_->bytes), walked_->bytes);
}

void Importer::assemble() {
    run_.reset();
    ManifestContent frame;
    frame.name = source_.name;
    frame.single = single_;
    frame.comment = options_.comment;
    if (!options_.reproducible) {
        frame.salt = world_.random.bytes<32>();
        frame.created = world_.timers.wall();
    }
    run_behind(
        world_.workers, alive_.watch(),
        [frame = std::move(frame), all = walked_, hashed = std::move(hashed_)]() mutable {
            return make_import(std::move(frame), *all, hashed);
        },
        [this](Result<Imported> result) { end(std::move(result)); });
}

void Importer::end(Result<Imported> result) {
    run_.reset();
    const auto events = events_;
    events->on_done(std::move(result));
}

}  // namespace shoal::transfer
