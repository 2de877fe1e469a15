#include "transfer/file_walk.h"

#include <algorithm>

#include <fmt/format.h>

namespace shoal::transfer {

namespace {

constexpr std::string_view hidden_prefix = ".shoal-";
constexpr std::size_t hidden_length = hidden_prefix.size() + sizeof(Tag);

// Somebody's download under way: it changes while we look, and goes away.
bool is_hidden_download(const DirectoryEntry& entry) {
    return entry.kind == EntryKind::directory && entry.name.size() == hidden_length &&
           entry.name.starts_with(hidden_prefix) && Tag::from(entry.name.substr(hidden_prefix.size()));
}

bool is_content(const DirectoryEntry& entry) {
    return (entry.kind == EntryKind::file || entry.kind == EntryKind::directory) && !is_hidden_download(entry);
}

std::unexpected<Error> at_path(const std::vector<std::string>& path, Error error) {
    auto shown = printable(join_path(path));
    if (error.code == Errc::not_found) return fail(Errc::mismatch, shown + " went away while the folder was read");
    return fail_in(shown.empty() ? "the folder" : std::move(shown), std::move(error));
}

}  // namespace

Result<> add_walked(Walked& walked, WalkedFile file) {
    walked.bytes += file.witness.size;
    walked.chunks += chunk_count_of(file.witness.size);
    if (walked.files.size() == max_manifest_files)
        return fail(Errc::limit, fmt::format("there are more than {} files", max_manifest_files));
    if (walked.chunks > max_share_chunks) return fail(Errc::limit, "there are more than 32 TiB");
    walked.files.push_back(std::move(file));
    return {};
}

Result<bool> FileWalk::step(std::size_t entries) {
    if (!begun_) {
        begun_ = true;
        SHOAL_CHECK(enter());
    }
    for (std::size_t seen = 0; seen < entries && !levels_.empty(); ++seen) {
        auto& level = levels_.back();
        if (level.next == level.entries.size()) {
            levels_.pop_back();
            if (!path_.empty()) path_.pop_back();
            continue;
        }
        const auto entry = std::move(level.entries[level.next++]);
        SHOAL_CHECK(visit(entry));
    }
    return !levels_.empty();
}

// Lists the directory path_; what is found is looked at by later steps.
Result<> FileWalk::enter() {
    auto entries = root_->list(join_path(path_));
    if (!entries) return at_path(path_, std::move(entries).error());
    const bool empty = std::ranges::none_of(*entries, is_content);
    if (empty && !path_.empty()) {
        if (auto fits = names_.add_directory(path_); !fits) return at_path(path_, std::move(fits).error());
        walked_.empty_directories.push_back(path_);
    }
    levels_.push_back({.entries = std::move(*entries), .next = 0});
    return {};
}

Result<> FileWalk::visit(const DirectoryEntry& entry) {
    path_.push_back(entry.name);
    if (!is_content(entry)) {
        walked_.skipped.push_back(printable(join_path(path_)));
        path_.pop_back();
        return {};
    }
    if (auto valid = check_path(path_); !valid) return at_path(path_, std::move(valid).error());
    if (entry.kind == EntryKind::directory) return enter();  // path_ is cut when its level ends
    SHOAL_CHECK(visit_file());
    path_.pop_back();
    return {};
}

Result<> FileWalk::visit_file() {
    auto witness = root_->stat(join_path(path_));
    if (!witness) return at_path(path_, std::move(witness).error());
    if (auto fits = names_.add_file(path_); !fits) return at_path(path_, std::move(fits).error());
    return add_walked(walked_, {.path = path_, .witness = *witness});
}

}  // namespace shoal::transfer
