#include "tests/sim/disk.h"

#include <algorithm>
#include <cerrno>

#include "core/os_error.h"
#include "tests/sim/disk_directory.h"

namespace shoal::sim {
namespace {

using Parts = std::vector<std::string>;

Parts parts_of(std::string_view path) {
    Parts parts;
    while (!path.empty()) {
        const std::size_t end = path.find('/');
        const std::string_view part = path.substr(0, end);
        if (part == "..") {
            if (!parts.empty()) parts.pop_back();
        } else if (!part.empty() && part != ".") {
            parts.emplace_back(part);
        }
        path = end == std::string_view::npos ? std::string_view{} : path.substr(end + 1);
    }
    return parts;
}

/// The parts of an absolute path behind the mount; nothing if it does not begin with it.
std::optional<Parts> below_mount(const std::string& mount, const std::string& path) {
    const Parts top = parts_of(mount);
    Parts parts = parts_of(path);
    if (parts.size() < top.size() || !std::equal(top.begin(), top.end(), parts.begin())) return std::nullopt;
    parts.erase(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(top.size()));
    return parts;
}

Looked walk(const InodePointer& root, const Parts& parts) {
    Looked here = root;
    if (root->is_away) return std::unexpected{ENOENT};
    for (auto part = parts.begin(); part != parts.end() && here; ++part) here = DiskTree::step(*here, *part);
    return here;
}

Looked find(DiskMachine& machine, const std::string& path) {
    const auto parts = below_mount(machine.mount(), path);
    return parts ? walk(machine.tree().root(), *parts) : std::unexpected{ENOENT};
}

/// The directory that holds the last part, and that part; `make`: with directories that are missing.
struct Place {
    InodePointer parent;  // null: there is none
    std::string name;
};

Place place_of(DiskMachine& machine, const std::string& path, bool make) {
    auto parts = below_mount(machine.mount(), path);
    if (!parts || parts->empty()) return {};
    const std::string name = std::move(parts->back());
    parts->pop_back();
    InodePointer here = machine.tree().root();
    if (here->is_away) return {};
    for (const auto& part : *parts) {
        auto next = DiskTree::step(here, part);
        const bool may_make = make && !next && next.error() == ENOENT && !here->entries.contains(part);
        if (may_make) next = machine.tree().create(here, part, EntryKind::directory, machine.stamp());
        if (!next) return {};
        here = *next;
    }
    if (here->kind != EntryKind::directory) return {};
    const auto there = here->entries.find(name);
    if (there != here->entries.end() && there->second->is_away) return {};
    return {.parent = std::move(here), .name = name};
}

void remove_below(DiskMachine& machine, const InodePointer& parent, const std::string& name) {
    const InodePointer gone = parent->entries.at(name);
    while (!gone->entries.empty()) remove_below(machine, gone, gone->entries.begin()->first);
    machine.tree().remove(parent, name, machine.stamp());
}

void add_files(const Inode& directory, const std::string& path, std::vector<std::string>& out) {
    for (const auto& [name, inode] : directory.entries) {
        if (inode->is_away) continue;
        if (inode->kind == EntryKind::file) out.push_back(path + "/" + name);
        if (inode->kind == EntryKind::directory) add_files(*inode, path + "/" + name, out);
    }
}

/// Makes a directory and its parents; an errno, or 0.
int make_path(DiskMachine& machine, const Parts& parts) {
    InodePointer here = machine.tree().root();
    if (here->is_away) return ENOENT;
    for (const auto& part : parts) {
        auto next = DiskTree::step(here, part);
        if (!next && next.error() == ELOOP) return ENOENT;  // symlinks are followed here, and these lead nowhere
        if (!next && (next.error() != ENOENT || here->entries.contains(part))) return next.error();
        if (!next && machine.strikes(Fault::disk_write_failed)) return EIO;
        if (!next) next = machine.tree().create(here, part, EntryKind::directory, machine.stamp());
        here = *next;
    }
    return 0;
}

}  // namespace

SimDisk::SimDisk(SimDiskOptions options, Clock& clock, Faults& faults, Draw draw, Trace& trace)
    : machine_{std::make_shared<DiskMachine>(std::move(options.mount), options.capacity, clock, faults, draw, trace)} {}

SimDisk::~SimDisk() = default;

Result<std::shared_ptr<Directory>> SimDisk::open_root(const std::string& path, bool create) {
    constexpr const char* action = "open the folder";
    if (!path.starts_with('/') || path.find('\0') != std::string::npos) {
        return fail(Errc::usage, "\"" + printable_path(path) + "\" is not an absolute path");
    }
    if (const int number = machine_->begin(DiskCall::open_root, 0, path.size(), create)) {
        return fail_file(number, action, path);
    }
    const auto parts = below_mount(mount(), path);
    if (!parts) return fail_file(ENOENT, action, path);
    if (create) {
        if (const int number = make_path(*machine_, *parts)) return fail_file(number, "make the folder", path);
    }
    if (machine_->strikes(Fault::disk_read_failed)) return fail_file(EIO, action, path);
    auto found = walk(machine_->tree().root(), *parts);
    if (!found) return fail_file(found.error() == ELOOP ? ENOENT : found.error(), action, path);
    if ((*found)->kind == EntryKind::symlink) return fail_file(ENOENT, action, path);  // those lead nowhere
    if ((*found)->kind != EntryKind::directory) return fail_file(ENOTDIR, action, path);
    return std::make_shared<SimDirectory>(machine_, *found, path);
}

const std::string& SimDisk::mount() const {
    return machine_->mount();
}

// --- the machine -----------------------------------------------------------------------------------------------------

void SimDisk::die() {
    machine_->die();
}
void SimDisk::power_cut() {
    machine_->power_cut();
}
void SimDisk::revive() {
    machine_->revive();
}
bool SimDisk::is_dead() const {
    return machine_->is_dead();
}
std::uint64_t SimDisk::deaths() const {
    return machine_->deaths();
}
Duration SimDisk::take_cost() {
    return machine_->take_cost();
}
void SimDisk::spend(Duration time) {
    machine_->spend(time);
}
void SimDisk::crash_at(std::uint64_t n, std::function<void()> on_crash) {
    machine_->crash_at(n, std::move(on_crash));
}
void SimDisk::no_crash() {
    machine_->no_crash();
}
std::uint64_t SimDisk::calls() const {
    return machine_->calls();
}

// --- a person --------------------------------------------------------------------------------------------------------

bool SimDisk::put(const std::string& path, BytesView content) {
    const Place place = place_of(*machine_, path, true);
    if (!place.parent) return false;
    auto& tree = machine_->tree();
    auto file = DiskTree::step(place.parent, place.name);
    if (!file && file.error() != ENOENT) return false;
    if (!file) file = tree.create(place.parent, place.name, EntryKind::file, machine_->stamp());
    if ((*file)->kind != EntryKind::file) return false;
    tree.resize(*file, 0, machine_->stamp());
    tree.write(*file, 0, content, machine_->stamp());
    tree.sync_names();
    tree.sync_file(*file);
    return true;
}

bool SimDisk::plant(const std::string& path, EntryKind kind) {
    SHOAL_REQUIRE(kind == EntryKind::symlink || kind == EntryKind::other);
    const Place place = place_of(*machine_, path, true);
    if (!place.parent || place.parent->entries.contains(place.name)) return false;
    static_cast<void>(machine_->tree().create(place.parent, place.name, kind, machine_->stamp()));
    machine_->tree().sync_names();
    return true;
}

std::optional<Bytes> SimDisk::read_whole(const std::string& path) const {
    const auto file = find(*machine_, path);
    if (!file || (*file)->kind != EntryKind::file) return std::nullopt;
    Bytes out((*file)->content.size());
    static_cast<void>((*file)->content.read(0, out));
    return out;
}

bool SimDisk::remove(const std::string& path) {
    const Place place = place_of(*machine_, path, false);
    if (!place.parent || !place.parent->entries.contains(place.name)) return false;
    remove_below(*machine_, place.parent, place.name);
    machine_->tree().sync_names();
    return true;
}

bool SimDisk::rename(const std::string& from, const std::string& to) {
    const Place source = place_of(*machine_, from, false);
    const Place target = place_of(*machine_, to, false);
    if (!source.parent || !target.parent) return false;
    const auto moved = DiskTree::step(source.parent, source.name);
    const auto there = DiskTree::step(target.parent, target.name);
    if (!moved || (there && (*there)->kind == EntryKind::directory) || (there && *there == *moved)) return false;
    for (const Inode* at = target.parent.get(); at != nullptr; at = at->parent) {
        if (at == moved->get()) return false;
    }
    machine_->tree().rename(source.parent, source.name, target.parent, target.name, machine_->stamp());
    machine_->tree().sync_names();
    return true;
}

std::vector<std::string> SimDisk::files_below(const std::string& path) const {
    std::vector<std::string> out;
    const auto top = find(*machine_, path);
    if (!top || (*top)->kind != EntryKind::directory) return out;
    std::string prefix = path;
    while (prefix.ends_with('/')) prefix.pop_back();
    add_files(**top, prefix, out);
    std::ranges::sort(out);
    return out;
}

bool SimDisk::rot(const std::string& path, std::uint64_t bit) {
    const auto file = find(*machine_, path);
    if (!file || (*file)->kind != EntryKind::file || bit / 8 >= (*file)->content.size()) return false;
    machine_->tree().flip(*file, bit);
    machine_->faults().happened(Fault::bit_rot);
    return true;
}

void SimDisk::spare(bool is_spared) {
    machine_->spare(is_spared);
}

void SimDisk::lie_about_syncs() {
    machine_->tree().lie_about_syncs();
}

void SimDisk::set_capacity(std::uint64_t bytes) {
    machine_->tree().set_capacity(bytes);
}

std::uint64_t SimDisk::used() const {
    return machine_->tree().used();
}

bool SimDisk::unmount(const std::string& path) {
    const auto top = find(*machine_, path);
    if (!top || (*top)->kind != EntryKind::directory) return false;
    machine_->disconnect(**top);
    machine_->tree().sync_all();  // taken away in an orderly way
    (*top)->is_away = true;
    return true;
}

void SimDisk::mount_again(const std::string& path) {
    InodePointer here = machine_->tree().root();
    for (const auto& part : below_mount(mount(), path).value_or(Parts{})) {
        const auto next = here->entries.find(part);
        if (next == here->entries.end()) return;
        here = next->second;
    }
    here->is_away = false;
}

}  // namespace shoal::sim
