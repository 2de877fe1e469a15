#pragma once
// A place on the disk of this machine and one on a simulated disk, to hold against each other.

#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>

#include "core/system_disk.h"
#include "tests/sim/disk_room.h"

namespace shoal::sim {

/// A temporary directory on the disk of this machine.
class SystemRoom {
public:
    /// In memory where there is such a place, as the tests sync often.
    SystemRoom() {
        std::string in_memory = "/dev/shm/shoal-sim-XXXXXX";
        std::string on_disk = testing::TempDir() + "shoal-sim-XXXXXX";
        const char* made = mkdtemp(in_memory.data());
        if (made == nullptr) made = mkdtemp(on_disk.data());
        if (made == nullptr) std::abort();
        path_ = made;
    }
    ~SystemRoom() { std::filesystem::remove_all(path_); }
    SystemRoom(const SystemRoom&) = delete;
    SystemRoom& operator=(const SystemRoom&) = delete;

    [[nodiscard]] Disk& disk() { return disk_; }
    [[nodiscard]] const std::string& path() const { return path_; }
    void plant(const std::string& path, EntryKind kind) const {
        const std::string whole = path_ + "/" + path;
        if (kind == EntryKind::symlink)
            std::filesystem::create_symlink("/nowhere/at/all", whole);
        else if (::mkfifo(whole.c_str(), 0600) != 0)
            std::abort();
    }

private:
    std::string path_;
    SystemDisk disk_;
};

/// A folder on a simulated disk.
class SimRoom {
public:
    [[nodiscard]] Disk& disk() { return room_.disk; }
    [[nodiscard]] std::string path() const { return "/m01"; }
    void plant(const std::string& path, EntryKind kind) { EXPECT_TRUE(room_.disk.plant("/m01/" + path, kind)); }

private:
    DiskRoom room_;
};

}  // namespace shoal::sim
