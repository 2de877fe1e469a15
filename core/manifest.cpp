#include "core/manifest.h"

#include <algorithm>
#include <fmt/format.h>
#include <limits>

#include "core/packing.h"
#include "core/utf8.h"

namespace shoal {
namespace {

// --- checks that making and loading share ----------------------------------------------------------------------------

/// Watches the entries of a manifest go by, in order.
class EntryCheck {
public:
    Result<> file(const ManifestFile& file);
    Result<> directory(const std::vector<std::string>& path);

private:
    Result<> count(const std::vector<std::string>& path);

    NameSet names_;
    std::size_t entries_ = 0;
    std::size_t components_ = 0;
    std::uint64_t chunks_ = 0;
};

Result<> EntryCheck::count(const std::vector<std::string>& path) {
    components_ += path.size();
    if (++entries_ > max_manifest_files)
        return fail(Errc::limit,
                    fmt::format("'{}' is one file or empty directory more than the {} that a share may have",
                                printable(join_path(path)), max_manifest_files));
    if (components_ > max_manifest_components)
        return fail(Errc::limit, fmt::format("at '{}' the paths have more than {} parts together",
                                             printable(join_path(path)), max_manifest_components));
    return {};
}

Result<> EntryCheck::file(const ManifestFile& file) {
    SHOAL_CHECK(count(file.path));
    SHOAL_CHECK(names_.add_file(file.path));
    const std::uint64_t chunks = chunk_count_of(file.size);
    if (chunks > max_share_chunks - chunks_)
        return fail(Errc::limit, fmt::format("with '{}' the share is larger than {} chunks",
                                             printable(join_path(file.path)), max_share_chunks));
    chunks_ += chunks;
    static const crypto::Hash root_of_nothing = crypto::file_root(0, crypto::tree_of({}));
    if (file.size == 0 && file.root != root_of_nothing)
        return fail(Errc::malformed,
                    fmt::format("the file '{}' is empty but its hash is not", printable(join_path(file.path))));
    return {};
}

Result<> EntryCheck::directory(const std::vector<std::string>& path) {
    SHOAL_CHECK(count(path));
    return names_.add_directory(path);
}

Result<> check_ascending(const std::vector<std::string>* before, const std::vector<std::string>& path) {
    if (before == nullptr || *before < path) return {};
    return fail(Errc::malformed, fmt::format("'{}' stands before '{}', which is not their order",
                                             printable(join_path(*before)), printable(join_path(path))));
}

bool is_prefix(const std::vector<std::string>& prefix, const std::vector<std::string>& path) {
    return prefix.size() <= path.size() && std::equal(prefix.begin(), prefix.end(), path.begin());
}

/// What is listed as an empty directory has nothing below it. Both lists are in order, so that what is below a
/// directory stands right behind where it stands.
Result<> check_directories_are_empty(const ManifestContent& content) {
    const auto not_empty = [](const std::vector<std::string>& directory) {
        return fail(Errc::malformed,
                    fmt::format("the directory '{}' is listed as empty and is not", printable(join_path(directory))));
    };
    for (std::size_t i = 0; i < content.directories.size(); ++i) {
        const auto& directory = content.directories[i];
        if (i + 1 < content.directories.size() && is_prefix(directory, content.directories[i + 1]))
            return not_empty(directory);
        const auto file = std::partition_point(content.files.begin(), content.files.end(),
                                               [&](const ManifestFile& f) { return f.path < directory; });
        if (file != content.files.end() && is_prefix(directory, file->path)) return not_empty(directory);
    }
    return {};
}

/// What concerns the whole and not one entry.
Result<> check_frame(const ManifestContent& content) {
    SHOAL_CHECK(check_component(content.name));
    if (content.comment.size() > max_comment_bytes)
        return fail(Errc::limit, fmt::format("the comment is longer than {} bytes", max_comment_bytes));
    if (content.created && content.created->unix_ms < 0)
        return fail(Errc::malformed, "the time of creation lies before 1970");
    const bool lone = content.files.size() == 1 && content.directories.empty() && content.files[0].path.size() == 1 &&
                      content.files[0].path[0] == content.name;
    if (content.single && !lone)
        return fail(Errc::malformed, "a share of a lone file has other entries than that file");
    return check_directories_are_empty(content);
}

// --- writing ---------------------------------------------------------------------------------------------------------

void pack_path(Packer& out, const std::vector<std::string>& path) {
    out.array(static_cast<std::uint32_t>(path.size()));
    for (const auto& component : path) out.text(component);
}

void pack_file(Packer& out, const ManifestFile& file) {
    out.map(file.executable ? 4 : 3);
    out.text("path");
    pack_path(out, file.path);
    out.text("root").bin(file.root);
    out.text("size").uint(file.size);
    if (file.executable) out.text("x").boolean(true);
}

Result<> check_packed_size(std::size_t bytes) {
    if (bytes <= max_manifest_bytes) return {};
    return fail(Errc::limit, fmt::format("the list of files would be larger than {} MiB; share parts of it instead",
                                         max_manifest_bytes / (1024 * 1024)));
}

Result<Bytes> pack(const ManifestContent& content) {
    Packer out;
    const bool has_comment = !content.comment.empty();
    const bool has_directories = !content.directories.empty();
    out.map(3U + has_comment + content.created.has_value() + has_directories + content.salt.has_value() +
            content.single);
    if (has_comment) out.text("comment").text(content.comment);
    if (content.created) out.text("created").uint(static_cast<std::uint64_t>(content.created->unix_ms));
    if (has_directories) {
        out.text("dirs").array(static_cast<std::uint32_t>(content.directories.size()));
        for (const auto& directory : content.directories) {
            pack_path(out, directory);
            SHOAL_CHECK(check_packed_size(out.bytes().size()));
        }
    }
    out.text("files").array(static_cast<std::uint32_t>(content.files.size()));
    for (const auto& file : content.files) {
        pack_file(out, file);
        SHOAL_CHECK(check_packed_size(out.bytes().size()));
    }
    out.text("name").text(content.name);
    if (content.salt) out.text("salt").bin(*content.salt);
    if (content.single) out.text("single").boolean(true);
    out.text("v").uint(manifest_version);
    SHOAL_CHECK(check_packed_size(out.bytes().size()));
    return out.take();
}

// --- reading ---------------------------------------------------------------------------------------------------------

Result<bool> unpack_true(Unpacker& in, std::string_view key) {
    SHOAL_TRY(const bool value, in.boolean());
    if (!value) return fail(Errc::malformed, fmt::format("'{}' may only be true or absent", key));
    return true;
}

Result<std::vector<std::string>> unpack_path(Unpacker& in) {
    SHOAL_TRY(const std::uint32_t count, in.array());
    if (count > max_path_depth)
        return fail(Errc::limit, fmt::format("a path is deeper than {} directories", max_path_depth));
    std::vector<std::string> path;
    path.reserve(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        SHOAL_TRY(const std::string_view component, in.text());
        path.emplace_back(component);
    }
    return path;
}

Result<ManifestFile> unpack_file(Unpacker& in) {
    ManifestFile file;
    unsigned required = 0;
    SHOAL_TRY(MapReader keys, MapReader::open(in));
    while (true) {
        SHOAL_TRY(const auto key, keys.next_key());
        if (!key) break;
        if (*key == "path") {
            SHOAL_TRY(file.path, unpack_path(in));
            ++required;
        } else if (*key == "root") {
            SHOAL_TRY(file.root, in.bytes<32>());
            ++required;
        } else if (*key == "size") {
            SHOAL_TRY(file.size, in.uint());
            ++required;
        } else if (*key == "x") {
            SHOAL_TRY(file.executable, unpack_true(in, *key));
        } else {
            SHOAL_CHECK(in.skip());
        }
    }
    if (required != 3) return fail(Errc::malformed, "a file lacks its path, root or size");  // keys are unique
    return file;
}

/// Reads the entries twice: first each is checked and let go, then all are kept. So the memory of the check and that of
/// the content are never needed at the same time, which is what a million files would notice.
enum class Pass : std::uint8_t { check, keep };

Result<std::vector<ManifestFile>> unpack_files(Unpacker& in, EntryCheck& check, Pass pass) {
    SHOAL_TRY(const std::uint32_t count, in.array());
    if (count > max_manifest_files)
        return fail(Errc::limit, fmt::format("there are more than {} files", max_manifest_files));
    std::vector<ManifestFile> files;
    if (pass == Pass::keep) files.reserve(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        SHOAL_TRY(ManifestFile file, unpack_file(in));
        if (pass == Pass::check) {
            SHOAL_CHECK(check_ascending(files.empty() ? nullptr : &files.back().path, file.path));
            SHOAL_CHECK(check.file(file));
            files.clear();
        }
        files.push_back(std::move(file));
    }
    return files;
}

Result<std::vector<std::vector<std::string>>> unpack_directories(Unpacker& in, EntryCheck& check, Pass pass) {
    SHOAL_TRY(const std::uint32_t count, in.array());
    if (count == 0) return fail(Errc::malformed, "'dirs' may not be empty, but absent");
    if (count > max_manifest_files)
        return fail(Errc::limit, fmt::format("there are more than {} empty directories", max_manifest_files));
    std::vector<std::vector<std::string>> directories;
    for (std::uint32_t i = 0; i < count; ++i) {
        SHOAL_TRY(auto directory, unpack_path(in));
        if (pass == Pass::check) {
            SHOAL_CHECK(check_ascending(directories.empty() ? nullptr : &directories.back(), directory));
            SHOAL_CHECK(check.directory(directory));
            directories.clear();
        }
        directories.push_back(std::move(directory));
    }
    return directories;
}

Result<std::string> unpack_comment(Unpacker& in) {
    SHOAL_TRY(const std::string_view comment, in.text());
    if (comment.empty()) return fail(Errc::malformed, "'comment' may not be empty, but absent");
    return std::string{comment};
}

Result<> unpack_version(Unpacker& in) {
    SHOAL_TRY(const std::uint64_t version, in.uint());
    if (version == manifest_version) return {};
    return fail(Errc::malformed, fmt::format("the list of files is of version {}, which this Shoal does not know; "
                                             "a newer one may",
                                             version));
}

/// The value of one key of the top map.
Result<> unpack_entry(Unpacker& in, std::string_view key, ManifestContent& content, EntryCheck& check, Pass pass) {
    if (key == "comment") {
        SHOAL_TRY(content.comment, unpack_comment(in));
    } else if (key == "created") {
        SHOAL_TRY(const std::uint64_t ms, in.uint_at_most(std::numeric_limits<std::int64_t>::max()));
        content.created = WallTime{static_cast<std::int64_t>(ms)};
    } else if (key == "dirs") {
        SHOAL_TRY(content.directories, unpack_directories(in, check, pass));
    } else if (key == "files") {
        SHOAL_TRY(content.files, unpack_files(in, check, pass));
    } else if (key == "name") {
        SHOAL_TRY(content.name, in.text());
    } else if (key == "salt") {
        SHOAL_TRY(content.salt, in.bytes<32>());
    } else if (key == "single") {
        SHOAL_TRY(content.single, unpack_true(in, key));
    } else if (key == "v") {
        SHOAL_CHECK(unpack_version(in));
    } else {
        SHOAL_CHECK(in.skip());
    }
    return {};
}

Result<ManifestContent> unpack_pass(BytesView bytes, Pass pass) {
    ManifestContent content;
    EntryCheck check;
    Unpacker in{bytes};
    unsigned required = 0;
    SHOAL_TRY(MapReader keys, MapReader::open(in));
    while (true) {
        SHOAL_TRY(const auto key, keys.next_key());
        if (!key) break;
        SHOAL_CHECK(unpack_entry(in, *key, content, check, pass));
        required += *key == "files" || *key == "name" || *key == "v";
    }
    SHOAL_CHECK(in.finish());
    if (required != 3) return fail(Errc::malformed, "'files', 'name' or 'v' is missing");  // keys are unique
    return content;
}

Result<ManifestContent> unpack(BytesView bytes) {
    SHOAL_CHECK(unpack_pass(bytes, Pass::check));
    SHOAL_TRY(ManifestContent content, unpack_pass(bytes, Pass::keep));
    SHOAL_CHECK(check_frame(content));
    return content;
}

}  // namespace

// --- Manifest --------------------------------------------------------------------------------------------------------

std::uint64_t chunk_count_of(std::uint64_t size) {
    return size / crypto::chunk_size + (size % crypto::chunk_size != 0 ? 1 : 0);
}

Manifest::Manifest(ManifestContent content, Bytes bytes) : content_{std::move(content)}, bytes_{std::move(bytes)} {
    tree_ = crypto::tree_of(bytes_);
    id_.bytes = crypto::content_id(bytes_.size(), tree_);
    first_chunk_.reserve(content_.files.size() + 1);
    std::uint64_t chunks = 0;  // at most max_share_chunks, which was checked
    first_chunk_.push_back(0);
    for (const auto& file : content_.files) {
        total_bytes_ += file.size;
        chunks += chunk_count_of(file.size);
        first_chunk_.push_back(static_cast<std::uint32_t>(chunks));
    }
}

Result<Manifest> Manifest::make(ManifestContent content) {
    EntryCheck check;
    const std::vector<std::string>* before = nullptr;
    for (const auto& directory : content.directories) {
        SHOAL_CHECK(check_ascending(before, directory));
        SHOAL_CHECK(check.directory(directory));
        before = &directory;
    }
    before = nullptr;
    for (const auto& file : content.files) {
        SHOAL_CHECK(check_ascending(before, file.path));
        SHOAL_CHECK(check.file(file));
        before = &file.path;
    }
    if (!is_utf8(content.comment)) return fail(Errc::malformed, "the comment is not valid UTF-8");
    SHOAL_CHECK(check_frame(content));
    SHOAL_TRY(Bytes bytes, pack(content));
    return Manifest{std::move(content), std::move(bytes)};
}

Result<Manifest> Manifest::load(Bytes bytes) {
    if (bytes.size() > max_manifest_bytes)
        return fail(Errc::limit, fmt::format("the list of files is larger than {} MiB", max_manifest_bytes >> 20));
    auto content = unpack(bytes);
    if (!content) {
        Error error = std::move(content).error();
        if (error.code == Errc::truncated) error.code = Errc::malformed;  // there is nothing more to wait for
        return fail_in("the list of files of this share is not valid", std::move(error));
    }
    return Manifest{std::move(*content), std::move(bytes)};
}

ChunkIndex Manifest::first_chunk(FileIndex file) const {
    SHOAL_REQUIRE(raw(file) < content_.files.size());
    return ChunkIndex{first_chunk_[raw(file)]};
}

std::uint32_t Manifest::chunks_of(FileIndex file) const {
    SHOAL_REQUIRE(raw(file) < content_.files.size());
    return first_chunk_[raw(file) + 1] - first_chunk_[raw(file)];
}

FileIndex Manifest::file_of(ChunkIndex chunk) const {
    SHOAL_REQUIRE(raw(chunk) < chunk_count());
    // The last file that begins at or before the chunk: empty files begin where the next one does.
    const auto next = std::upper_bound(first_chunk_.begin(), first_chunk_.end(), raw(chunk));
    return FileIndex{static_cast<std::uint32_t>(next - first_chunk_.begin() - 1)};
}

std::uint64_t Manifest::offset_in_file(ChunkIndex chunk) const {
    return std::uint64_t{raw(chunk) - first_chunk_[raw(file_of(chunk))]} * crypto::chunk_size;
}

std::uint32_t Manifest::size_of(ChunkIndex chunk) const {
    const std::uint64_t left = content_.files[raw(file_of(chunk))].size - offset_in_file(chunk);
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(left, crypto::chunk_size));
}

}  // namespace shoal
