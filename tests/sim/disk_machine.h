#pragma once
// What all handles of one simulated disk share: the tree, power, time, faults and crash points.

#include <array>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "tests/sim/clock.h"
#include "tests/sim/disk_tree.h"
#include "tests/sim/trace.h"

namespace shoal::sim {

class DiskHandle;

/// The calls of core/world.h, for the trace.
enum class DiskCall : std::uint8_t {
    open_root,
    open,
    open_directory,
    make_directories,
    list,
    stat,
    rename,
    remove,
    remove_directory,
    sync_directory,
    sync_all,
    free_bytes,
    read,
    write,
    sync,
    resize,
    set_executable,
    stat_file,
    count_
};

class DiskMachine {
public:
    DiskMachine(std::string mount, std::uint64_t capacity, Clock& clock, Faults& faults, Draw draw, Trace& trace);

    [[nodiscard]] const std::string& mount() const { return mount_; }
    [[nodiscard]] std::uint64_t device() const { return device_; }
    [[nodiscard]] DiskTree& tree() { return tree_; }
    [[nodiscard]] Draw& draw() { return draw_; }
    [[nodiscard]] Faults& faults() { return faults_; }
    /// The time for a file: moves at every call, within one instant too.
    [[nodiscard]] std::int64_t stamp();

    /// The beginning of every call. 0, or the errno it fails with: the machine is dead, or dies here.
    [[nodiscard]] int begin(DiskCall call, std::uint64_t inode, std::uint64_t where, bool is_changing);
    /// Whether a fault strikes this call; told to the trace.
    [[nodiscard]] bool strikes(Fault fault);
    void spare(bool is_spared) { is_spared_ = is_spared; }
    /// There was no room: counted.
    void ran_full() { faults_.happened(Fault::disk_full); }
    void spend(Duration time) { cost_ += time; }
    void spend_on(std::uint64_t bytes);
    void spend_on_sync();
    [[nodiscard]] Duration take_cost() { return std::exchange(cost_, Duration{0}); }

    void die();
    void power_cut();
    void revive() { is_dead_ = false; }
    [[nodiscard]] bool is_dead() const { return is_dead_; }
    [[nodiscard]] std::uint64_t deaths() const { return deaths_; }
    void crash_at(std::uint64_t n, std::function<void()> on_crash);
    void no_crash() { on_crash_ = nullptr; }
    [[nodiscard]] std::uint64_t calls() const { return calls_; }
    /// Handles in a subtree that goes away never work again.
    void disconnect(const Inode& top);

    /// A handle was opened on `inode`, and is told when it dies; its number.
    [[nodiscard]] std::uint64_t enlist(DiskHandle& handle);
    void dismiss(std::uint64_t number);

private:
    std::string mount_;
    std::uint64_t device_;
    DiskTree tree_;
    Clock& clock_;
    Faults& faults_;
    Draw draw_;
    Trace& trace_;
    std::array<std::string, static_cast<std::size_t>(DiskCall::count_)> names_;
    std::map<std::uint64_t, DiskHandle*> handles_;
    std::uint64_t next_handle_ = 1;
    std::int64_t last_stamp_ = 0;
    Duration cost_{};
    bool is_dead_ = false;
    bool is_spared_ = false;
    std::uint64_t deaths_ = 0;
    std::uint64_t calls_ = 0;
    std::uint64_t crash_call_ = 0;
    std::function<void()> on_crash_;
};

/// An inode that is held open; ends with the process or the disk under it.
class DiskHandle {
public:
    DiskHandle(std::shared_ptr<DiskMachine> machine, InodePointer inode);
    ~DiskHandle();
    DiskHandle(const DiskHandle&) = delete;
    DiskHandle& operator=(const DiskHandle&) = delete;

    [[nodiscard]] DiskMachine& machine() const { return *machine_; }
    [[nodiscard]] const std::shared_ptr<DiskMachine>& shared_machine() const { return machine_; }
    [[nodiscard]] const InodePointer& inode() const { return inode_; }
    /// As DiskMachine::begin.
    [[nodiscard]] int begin(DiskCall call, std::uint64_t where, bool is_changing) const;
    /// Lets go of the inode; every later call fails.
    void die();

private:
    std::shared_ptr<DiskMachine> machine_;
    InodePointer inode_;
    std::uint64_t number_;
    bool is_dead_ = false;
};

[[nodiscard]] FileWitness witness_of(const DiskMachine& machine, const Inode& inode);

}  // namespace shoal::sim
