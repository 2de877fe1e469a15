#include "transfer/share_file.h"

#include <fmt/format.h>

#include "core/packing.h"

namespace shoal::transfer {

namespace {

constexpr int read_tries = 3;  // a share that is passed over is away until the next start

constexpr std::uint64_t share_version = 1;
constexpr std::string_view folder_name = "shares";
constexpr std::string_view suffix = ".share";
constexpr std::string_view temporary_suffix = ".tmp";
// A manifest and a path; anything larger is not ours.
constexpr std::uint64_t max_share_file = max_manifest_bytes + 64 * 1024;

Result<Bytes> read_whole(Directory& folder, const std::string& name) {
    SHOAL_TRY(const auto file, folder.open(name, OpenMode::read));
    SHOAL_TRY(const auto witness, file->stat());
    if (witness.size > max_share_file) return fail(Errc::malformed, "it is larger than a share file can be");
    Bytes bytes(static_cast<std::size_t>(witness.size));
    SHOAL_TRY(const auto got, file->read(0, bytes));
    if (got != bytes.size()) return fail(Errc::truncated, "it ends early");
    return bytes;
}

// A fault of the bytes, not of the disk or of our rights: only then is the file set aside.
bool is_damage(const Error& error) {
    return error.code == Errc::malformed || error.code == Errc::truncated || error.code == Errc::limit;
}

Result<ShareRecord> read_share(Directory& folder, const std::string& name) {
    SHOAL_TRY(const auto bytes, read_whole(folder, name));
    SHOAL_TRY(auto record, unpack_share(bytes));
    if (record.tag.str() + std::string{suffix} != name)
        return fail(Errc::malformed, "its name is not that of the share in it");
    return record;
}

Result<> read_field(std::string_view key, Unpacker& in, ShareRecord& record, bool& versioned) {
    if (key == "added") {
        SHOAL_TRY(record.added.unix_ms, in.sint());
    } else if (key == "directory") {
        SHOAL_TRY(const auto bytes, in.bin());  // a path of this machine need not be UTF-8
        record.directory = std::string{as_text(bytes)};
    } else if (key == "manifest") {
        SHOAL_TRY(const auto bytes, in.bin());
        SHOAL_TRY(auto manifest, Manifest::load({bytes.begin(), bytes.end()}));
        record.manifest = std::make_shared<const Manifest>(std::move(manifest));
    } else if (key == "overwrite") {
        SHOAL_TRY(record.overwrite, in.boolean());
    } else if (key == "shared_here") {
        SHOAL_TRY(record.shared_here, in.boolean());
    } else if (key == "v") {
        SHOAL_TRY(const auto version, in.uint());
        if (version != share_version) return fail(Errc::unsupported, "it was written by a newer Shoal");
        versioned = true;
    } else {
        SHOAL_TRY([[maybe_unused]] const auto skipped, in.skip());
    }
    return {};
}

}  // namespace

Bytes pack_share(const ShareRecord& record) {
    Packer out;
    out.map(6);
    out.text("added").sint(record.added.unix_ms);
    out.text("directory").bin(as_bytes(record.directory));
    out.text("manifest").bin(record.manifest->bytes());
    out.text("overwrite").boolean(record.overwrite);
    out.text("shared_here").boolean(record.shared_here);
    out.text("v").uint(share_version);
    return out.take();
}

Result<ShareRecord> unpack_share(BytesView bytes) {
    Unpacker in{bytes};
    SHOAL_TRY(auto map, MapReader::open(in));
    ShareRecord record;
    bool versioned = false;
    while (true) {
        SHOAL_TRY(const auto key, map.next_key());
        if (!key) break;
        SHOAL_CHECK(read_field(*key, in, record, versioned));
    }
    SHOAL_CHECK(in.finish());
    if (!versioned || !record.manifest) return fail(Errc::malformed, "something that must be there is missing");
    if (!record.directory.empty() && record.directory.front() != '/')
        return fail(Errc::malformed, "its directory is not absolute");
    if (record.shared_here && record.directory.empty())
        return fail(Errc::malformed, "a share made here has no directory");
    record.tag = ContentKeys::derive(record.manifest->id()).tag;
    return record;
}

Result<ShareFiles> ShareFiles::open(std::shared_ptr<Directory> data) {
    const std::string name{folder_name};
    SHOAL_CHECK(data->make_directories(name));
    SHOAL_CHECK(data->sync(""));
    SHOAL_TRY(auto folder, data->open_directory(name));
    return ShareFiles{std::move(folder)};
}

Result<ShareFiles::Found> ShareFiles::load(WallTime now) {
    SHOAL_TRY(const auto entries, folder_->list(""));
    Found found;
    for (const auto& [name, kind] : entries) {
        if (kind != EntryKind::file) continue;
        if (name.ends_with(temporary_suffix)) {
            SHOAL_CHECK(folder_->remove(name));
            continue;
        }
        if (!name.ends_with(suffix)) continue;
        auto record = read_share(*folder_, name);
        for (int tries = 1; tries < read_tries && !record && !is_damage(record.error()); ++tries)
            record = read_share(*folder_, name);
        if (record) {
            found.shares.push_back(std::move(*record));
        } else if (is_damage(record.error())) {
            const auto aside = fmt::format("{}.damaged-{}", name, now.unix_ms);
            SHOAL_CHECK(folder_->rename(name, aside, true));
            found.problems.push_back(fmt::format("{} (now {}): {}", name, aside, record.error().what));
        } else {
            found.problems.push_back(fmt::format("{}: {}", name, record.error().what));
            found.all_read = false;
        }
    }
    return found;
}

Result<> ShareFiles::write(const Tag& tag, BytesView packed) {
    const auto name = tag.str() + std::string{suffix};
    const auto temporary = name + std::string{temporary_suffix};
    const auto put = [&]() -> Result<> {
        SHOAL_TRY(const auto file, folder_->open(temporary, OpenMode::create));
        SHOAL_CHECK(file->resize(0));
        SHOAL_CHECK(file->write(0, packed));
        SHOAL_CHECK(file->sync());
        return folder_->rename(temporary, name, true);
    };
    if (auto done = put(); !done) {
        (void)folder_->remove(temporary);  // what is left is removed at the next start
        return done;
    }
    return folder_->sync("");
}

}  // namespace shoal::transfer
