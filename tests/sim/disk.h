#pragma once
// The disk of one simulated machine: in memory, under a virtual clock, with everything that goes wrong with disks.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/world.h"
#include "tests/sim/clock.h"
#include "tests/sim/faults.h"
#include "tests/sim/trace.h"

namespace shoal::sim {

class DiskMachine;

struct SimDiskOptions {
    std::string mount;           ///< absolute, such as "/m07": the root of all paths of this machine
    std::uint64_t capacity = 0;  ///< bytes; counted in pages of 4 KiB, names cost nothing
};

/// Answers as core/system_disk.h does, errors included. Faults (disk_*) strike as set; what is not synced may be lost,
/// torn or kept by a power cut (page_lost, page_torn), names too (name_lost). A sync of a file does not make its name
/// durable, one of its directory does, together with every change of a name that came before. One thread.
class SimDisk final : public Disk {
public:
    SimDisk(SimDiskOptions options, Clock& clock, Faults& faults, Draw draw, Trace& trace);
    ~SimDisk() override;
    SimDisk(const SimDisk&) = delete;
    SimDisk& operator=(const SimDisk&) = delete;

    /// Paths that do not begin with the mount are not_found.
    [[nodiscard]] Result<std::shared_ptr<Directory>> open_root(const std::string& path, bool create) override;
    [[nodiscard]] const std::string& mount() const;

    // --- the machine ---

    /// The process is gone: every later call fails with io until revive(), through handles opened before for ever.
    /// What was written stays, durable or not.
    void die();
    /// die(), and what was not durable is lost, torn or kept, as drawn.
    void power_cut();
    void revive();
    [[nodiscard]] bool is_dead() const;
    /// How often it died.
    [[nodiscard]] std::uint64_t deaths() const;

    /// The virtual time that the calls since the last take_cost() took.
    [[nodiscard]] Duration take_cost();
    /// Adds to it: somebody waited for this disk.
    void spend(Duration time);

    /// At the n-th writing or syncing call from now (1: the next) `on_crash` is called, once, before the call has any
    /// effect; it will call die() or power_cut(), and must not destroy handles. The call then fails with io.
    /// Precondition: n > 0.
    void crash_at(std::uint64_t n, std::function<void()> on_crash);
    void no_crash();
    /// How many writing or syncing calls there were: those that make, write, resize, rename, remove or sync.
    [[nodiscard]] std::uint64_t calls() const;

    // --- a person at the machine, or the simulation: no faults, no cost, durable at once (and with a name everything
    // --- that came before it); paths are absolute; nothing below a folder that is away is found ---

    /// Writes a whole file, over what is in it; makes its directories. False if a directory stands there, or a file
    /// in its way. Takes room even where there is none.
    bool put(const std::string& path, BytesView content);
    /// Puts a symlink that leads nowhere, or a fifo (`other`), there. False if something is there.
    bool plant(const std::string& path, EntryKind kind);
    /// Nothing if it is not a file. As programs see it: what is not durable included.
    [[nodiscard]] std::optional<Bytes> read_whole(const std::string& path) const;
    /// A file, or a directory with all below it; false if there is none.
    bool remove(const std::string& path);
    /// Replaces a file, never a directory; makes no directories. False if it cannot be.
    bool rename(const std::string& from, const std::string& to);
    /// Absolute paths of all files below a directory, sorted; none if it is none.
    [[nodiscard]] std::vector<std::string> files_below(const std::string& path) const;
    /// Turns one stored bit (bit 0 is the lowest of the first byte); times stay. False if there is no such bit.
    bool rot(const std::string& path, std::uint64_t bit);

    /// No fault strikes this disk while it is spared.
    void spare(bool is_spared);
    /// A disk that calls durable what is not: from here on syncs do nothing.
    void lie_about_syncs();
    void set_capacity(std::uint64_t bytes);  ///< may be less than used()
    [[nodiscard]] std::uint64_t used() const;

    /// Takes the directory at `path` away with all below: not_found for those who look for it; io for handles in it,
    /// for ever. In an orderly way: everything is synced first. False if there is none.
    bool unmount(const std::string& path);
    /// Brings it back, with its content untouched.
    void mount_again(const std::string& path);

private:
    std::shared_ptr<DiskMachine> machine_;
};

}  // namespace shoal::sim
