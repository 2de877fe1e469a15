#include "transfer/share_file.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "core/packing.h"

namespace shoal::transfer {

namespace {

constexpr int read_tries = 3;  // a share that is passed over is away until the next start

constexpr std::uint64_t share_version = 1;
constexpr std::string_view folder_name = "shares";
constexpr std::string_view suffix = ".share";
constexpr std::string_view temporary_suffix = ".tmp";
constexpr std::uint32_t max_number = 999'999'999;
// A manifest, three bits for each of its files, a path and labels; anything larger is not ours.
constexpr std::uint64_t max_share_file = max_manifest_bytes + max_manifest_files / 8 * 3 + 64 * 1024;

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

Result<std::vector<std::string>> read_labels(Unpacker& in) {
    SHOAL_TRY(const auto count, in.array());
    std::vector<std::string> labels;
    for (std::uint32_t i = 0; i < count; ++i) {
        SHOAL_TRY(const auto label, in.text());
        labels.emplace_back(label);
    }
    const auto clean = clean_labels(labels);
    if (!clean || *clean != labels) return fail(Errc::malformed, "its labels are not as they are written");
    return labels;
}

/// What can be told only when all of the file was read.
struct Reading {
    ShareRecord record;
    bool versioned = false;
    std::optional<Bytes> priorities;
    std::optional<Bytes> selection;
};

Result<> read_what_it_is(std::string_view key, Unpacker& in, Reading& reading) {
    auto& record = reading.record;
    if (key == "added") {
        SHOAL_TRY(record.added.unix_ms, in.sint());
    } else if (key == "completed") {
        SHOAL_TRY(record.completed.unix_ms, in.sint());
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
        reading.versioned = true;
    } else {
        SHOAL_TRY([[maybe_unused]] const auto skipped, in.skip());
    }
    return {};
}

Result<> read_field(std::string_view key, Unpacker& in, Reading& reading) {
    auto& record = reading.record;
    if (key == "labels") {
        SHOAL_TRY(record.labels, read_labels(in));
    } else if (key == "limit_down") {
        SHOAL_TRY(record.limit_down, in.uint());
    } else if (key == "limit_up") {
        SHOAL_TRY(record.limit_up, in.uint());
    } else if (key == "number") {
        SHOAL_TRY(const auto number, in.uint_at_most(max_number));
        record.number = static_cast<std::uint32_t>(number);
    } else if (key == "paused") {
        SHOAL_TRY(record.paused, in.boolean());
    } else if (key == "priorities") {
        SHOAL_TRY(const auto bits, in.bin());
        reading.priorities.emplace(bits.begin(), bits.end());
    } else if (key == "removing") {
        SHOAL_TRY(const bool data, in.boolean());
        record.removal = data ? Removal::with_data : Removal::keep_data;
    } else if (key == "selection") {
        SHOAL_TRY(const auto bits, in.bin());
        reading.selection.emplace(bits.begin(), bits.end());
    } else if (key == "temporary") {
        SHOAL_TRY(record.temporary, in.boolean());
    } else {
        return read_what_it_is(key, in, reading);
    }
    return {};
}

Result<ShareRecord> checked(Reading reading) {
    auto& record = reading.record;
    if (!reading.versioned || !record.manifest) return fail(Errc::malformed, "something that must be there is missing");
    if (!record.directory.empty() && record.directory.front() != '/')
        return fail(Errc::malformed, "its directory is not absolute");
    if (record.shared_here && record.directory.empty())
        return fail(Errc::malformed, "a share made here has no directory");
    if (reading.selection) {
        auto selection = FileSelection::from_bits(*reading.selection, record.manifest->files().size());
        if (!selection) return fail(Errc::malformed, "its selection is not one of its files");
        record.selection = std::move(*selection);
    }
    if (reading.priorities) {
        auto priorities = FilePriorities::from_bits(*reading.priorities, record.manifest->files().size());
        if (!priorities) return fail(Errc::malformed, "its priorities are not those of its files");
        record.priorities = std::move(*priorities);
    }
    record.tag = ContentKeys::derive(record.manifest->id()).tag;
    return std::move(record);
}

}  // namespace

Bytes pack_share(const ShareRecord& record) {
    const bool is_removed = record.removal != Removal::none;
    const bool is_completed = record.completed != WallTime{};
    const auto fields = 6 + (record.labels.empty() ? 0 : 1) + (record.limit_down != 0) + (record.limit_up != 0) +
                        (record.number != 0) + record.paused + is_removed + !record.selection.is_all() +
                        record.temporary + is_completed + !record.priorities.are_all_normal();
    Packer out;
    out.map(static_cast<std::uint32_t>(fields));
    out.text("added").sint(record.added.unix_ms);
    if (is_completed) out.text("completed").sint(record.completed.unix_ms);
    out.text("directory").bin(as_bytes(record.directory));
    if (!record.labels.empty()) {
        out.text("labels").array(static_cast<std::uint32_t>(record.labels.size()));
        for (const auto& label : record.labels) out.text(label);
    }
    if (record.limit_down != 0) out.text("limit_down").uint(record.limit_down);
    if (record.limit_up != 0) out.text("limit_up").uint(record.limit_up);
    out.text("manifest").bin(record.manifest->bytes());
    if (record.number != 0) out.text("number").uint(record.number);
    out.text("overwrite").boolean(record.overwrite);
    if (record.paused) out.text("paused").boolean(true);
    if (!record.priorities.are_all_normal()) out.text("priorities").bin(record.priorities.bits());
    if (is_removed) out.text("removing").boolean(record.removal == Removal::with_data);
    if (!record.selection.is_all()) out.text("selection").bin(record.selection.bits());
    out.text("shared_here").boolean(record.shared_here);
    if (record.temporary) out.text("temporary").boolean(true);
    out.text("v").uint(share_version);
    return out.take();
}

Result<ShareRecord> unpack_share(BytesView bytes) {
    Unpacker in{bytes};
    SHOAL_TRY(auto map, MapReader::open(in));
    Reading reading;
    while (true) {
        SHOAL_TRY(const auto key, map.next_key());
        if (!key) break;
        SHOAL_CHECK(read_field(*key, in, reading));
    }
    SHOAL_CHECK(in.finish());
    return checked(std::move(reading));
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
    number(found);
    for (const auto& record : found.shares) known_.emplace(record.tag, record);
    return found;
}

// Shares that an earlier Shoal wrote have none, in the order in which they came. If the disk does not take the numbers
// now, they are the same at the next start, unless other shares come or go.
void ShareFiles::number(Found& found) {
    std::set<std::uint32_t> taken;
    std::vector<ShareRecord*> bare;
    for (auto& record : found.shares) {
        if (record.number == 0 || !taken.insert(record.number).second) bare.push_back(&record);
    }
    if (!taken.empty()) next_number_ = *taken.rbegin() + 1;
    std::ranges::stable_sort(bare, [](const auto* a, const auto* b) { return a->added < b->added; });
    for (auto* record : bare) {
        record->number = next_number_++;
        (void)write(record->tag, pack_share(*record));
    }
}

const ShareRecord* ShareFiles::find(const Tag& tag) const {
    const auto found = known_.find(tag);
    return found == known_.end() ? nullptr : &found->second;
}

Result<ShareRecord> ShareFiles::remembered(const Tag& tag) const {
    const auto* known = find(tag);
    if (known == nullptr) return fail(Errc::not_found, "no share " + tag.str() + " is remembered");
    if (known->removal != Removal::none) return fail(Errc::exists, "it is being removed; try again in a moment");
    return *known;
}

Result<ShareRecord> ShareFiles::put(ShareRecord record) {
    if (record.number == 0) {
        if (next_number_ > max_number) return fail(Errc::limit, "no number is left for another share");
        record.number = next_number_;
    }
    SHOAL_CHECK(write(record.tag, pack_share(record)));
    next_number_ = std::max(next_number_, record.number + 1);
    known_.insert_or_assign(record.tag, record);
    return record;
}

Result<> ShareFiles::remove(const Tag& tag) {
    const auto removed = folder_->remove(tag.str() + std::string{suffix});
    if (!removed && removed.error().code != Errc::not_found) return removed;
    SHOAL_CHECK(folder_->sync(""));
    known_.erase(tag);
    return {};
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
