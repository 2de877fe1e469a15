#include "tests/sim/disk_machine.h"

#include <algorithm>
#include <cerrno>

#include "core/result.h"

namespace shoal::sim {
namespace {

constexpr Duration call_cost = 20us;
constexpr Duration sync_cost = 1ms;
constexpr std::uint64_t bytes_per_microsecond = 500;  // 500 MB/s
constexpr Duration shortest_wait = 50ms;              // of a slow disk
constexpr Duration longest_wait = 3s;
constexpr std::int64_t first_stamp_ns = 1'700'000'000'000'000'000;  // what files show at the clock's zero
constexpr std::uint64_t directory_size = 4096;                      // what stat tells; means nothing

constexpr std::array<std::string_view, static_cast<std::size_t>(DiskCall::count_)> call_names{"open_root",
                                                                                              "open",
                                                                                              "open_directory",
                                                                                              "make_directories",
                                                                                              "list",
                                                                                              "stat",
                                                                                              "rename",
                                                                                              "remove",
                                                                                              "remove_directory",
                                                                                              "sync_directory",
                                                                                              "sync_all",
                                                                                              "free_bytes",
                                                                                              "read",
                                                                                              "write",
                                                                                              "sync",
                                                                                              "resize",
                                                                                              "chmod",
                                                                                              "stat_file"};

/// FNV-1a: machines must differ, and be the same in every run.
std::uint64_t device_of(std::string_view mount) {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char c : mount) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    return hash;
}

}  // namespace

DiskMachine::DiskMachine(std::string mount, std::uint64_t capacity, Clock& clock, Faults& faults, Draw draw,
                         Trace& trace)
    : mount_{std::move(mount)}, device_{device_of(mount_)}, tree_{capacity}, clock_{clock}, faults_{faults},
      draw_{draw}, trace_{trace} {
    const bool is_plain = mount_.starts_with('/') && mount_.size() > 1 && !mount_.ends_with('/');
    SHOAL_REQUIRE(is_plain);
    for (std::size_t i = 0; i < names_.size(); ++i) names_[i] = mount_ + " " + std::string{call_names[i]};
    const auto now = stamp();
    tree_.root()->mtime_ns = tree_.root()->ctime_ns = now;
}

std::int64_t DiskMachine::stamp() {
    last_stamp_ = std::max(last_stamp_ + 1, first_stamp_ns + clock_.now().time_since_epoch().count());
    return last_stamp_;
}

int DiskMachine::begin(DiskCall call, std::uint64_t inode, std::uint64_t where, bool is_changing) {
    if (is_dead_) return EIO;
    trace_.note(clock_.now(), names_[static_cast<std::size_t>(call)], inode, where);
    cost_ += call_cost;
    if (strikes(Fault::disk_slow)) cost_ += draw_.between(shortest_wait, longest_wait);
    if (!is_changing) return 0;
    ++calls_;
    if (!on_crash_ || calls_ < crash_call_) return 0;
    const auto on_crash = std::exchange(on_crash_, nullptr);
    on_crash();
    return EIO;
}

bool DiskMachine::strikes(Fault fault) {
    if (is_spared_ || !faults_.strikes(fault)) return false;
    trace_.note(clock_.now(), name_of(fault), device_);
    return true;
}

void DiskMachine::spend_on(std::uint64_t bytes) {
    cost_ += std::chrono::microseconds{bytes / bytes_per_microsecond};
}

void DiskMachine::spend_on_sync() {
    cost_ += sync_cost;
}

// --- power -----------------------------------------------------------------------------------------------------------

void DiskMachine::crash_at(std::uint64_t n, std::function<void()> on_crash) {
    SHOAL_REQUIRE(n > 0 && on_crash);
    crash_call_ = calls_ + n;
    on_crash_ = std::move(on_crash);
}

void DiskMachine::die() {
    if (is_dead_) return;
    is_dead_ = true;
    ++deaths_;
    trace_.note(clock_.now(), "disk died", device_);
    for (const auto& [number, handle] : handles_) handle->die();
}

void DiskMachine::power_cut() {
    die();
    tree_.power_cut(draw_, faults_);
    trace_.note(clock_.now(), "disk lost power", device_, tree_.used());
}

void DiskMachine::disconnect(const Inode& top) {
    for (const auto& [number, handle] : handles_) {
        for (const Inode* at = handle->inode().get(); at != nullptr; at = at->parent) {
            if (at == &top) handle->die();
            if (at == &top) break;
        }
    }
}

// --- handles ---------------------------------------------------------------------------------------------------------

std::uint64_t DiskMachine::enlist(DiskHandle& handle) {
    handles_.emplace(next_handle_, &handle);
    return next_handle_++;
}

void DiskMachine::dismiss(std::uint64_t number) {
    handles_.erase(number);
}

DiskHandle::DiskHandle(std::shared_ptr<DiskMachine> machine, InodePointer inode)
    : machine_{std::move(machine)}, inode_{std::move(inode)}, number_{machine_->enlist(*this)} {
    machine_->tree().hold(inode_);
}

DiskHandle::~DiskHandle() {
    die();
    machine_->dismiss(number_);
}

int DiskHandle::begin(DiskCall call, std::uint64_t where, bool is_changing) const {
    if (is_dead_) return EIO;
    return machine_->begin(call, inode_->number, where, is_changing);
}

void DiskHandle::die() {
    if (std::exchange(is_dead_, true)) return;
    machine_->tree().release(inode_);
}

FileWitness witness_of(const DiskMachine& machine, const Inode& inode) {
    return {.device = machine.device(),
            .inode = inode.number,
            .size = inode.kind == EntryKind::directory ? directory_size : inode.content.size(),
            .mtime_ns = inode.mtime_ns,
            .ctime_ns = inode.ctime_ns,
            .executable = inode.executable};
}

}  // namespace shoal::sim
