#include "tests/sim/vfs_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace shoal::sim {

int errno_of(const Error& error) {
    switch (error.code) {
    case Errc::no_space:
        return ENOSPC;
    case Errc::not_found:
        return ENOENT;
    case Errc::permission:
        return EACCES;
    case Errc::exists:
        return EEXIST;
    default:
        return EIO;
    }
}

VfsOpenFile::VfsOpenFile(SimVfs& vfs, VfsPlace place, std::unique_ptr<File> file, const FileWitness& witness,
                         SimDisk& disk, bool with_name)
    : vfs_{vfs}, place_{std::move(place)}, file_{std::move(file)}, key_{witness.device, witness.inode},
      mount_{disk.mount()}, deaths_{disk.deaths()}, syncs_name_{with_name} {
    vfs_.open_[key_].push_back(this);
}

VfsOpenFile::~VfsOpenFile() {
    if (!file_) return;
    const auto others = vfs_.open_.find(key_);
    std::erase(others->second, this);
    if (others->second.empty()) vfs_.open_.erase(others);
    if (remove_at_close_) static_cast<void>(place_.directory->remove(place_.name));
}

int VfsOpenFile::failed(const Error& error, int code) {
    vfs_.last_errno_ = errno_of(error);
    return code;
}

int VfsOpenFile::read(std::uint64_t offset, BytesMut out) {
    std::size_t got = 0;
    if (file_) {
        const auto read = file_->read(offset, out);
        if (!read) return failed(read.error(), SQLITE_IOERR_READ);
        got = *read;
    } else if (offset < memory_.size()) {
        got = std::min<std::size_t>(out.size(), memory_.size() - offset);
        std::memcpy(out.data(), memory_.data() + offset, got);
    }
    if (got == out.size()) return SQLITE_OK;
    std::ranges::fill(out.subspan(got), Byte{0});
    return SQLITE_IOERR_SHORT_READ;
}

int VfsOpenFile::write(std::uint64_t offset, BytesView data) {
    if (!file_) {
        memory_.resize(std::max(memory_.size(), offset + data.size()));
        std::memcpy(memory_.data() + offset, data.data(), data.size());
        return SQLITE_OK;
    }
    const auto written = file_->write(offset, data);
    if (written) return SQLITE_OK;
    return failed(written.error(), written.error().code == Errc::no_space ? SQLITE_FULL : SQLITE_IOERR_WRITE);
}

int VfsOpenFile::truncate(std::uint64_t size) {
    if (!file_) {
        memory_.resize(size);
        return SQLITE_OK;
    }
    const auto resized = file_->resize(size);
    return resized ? SQLITE_OK : failed(resized.error(), SQLITE_IOERR_TRUNCATE);
}

int VfsOpenFile::sync() {
    if (!file_) return SQLITE_OK;
    const auto synced = file_->sync();
    if (!synced) return failed(synced.error(), SQLITE_IOERR_FSYNC);
    if (!syncs_name_) return SQLITE_OK;
    const auto named = place_.directory->sync("");
    if (!named) return failed(named.error(), SQLITE_IOERR_DIR_FSYNC);
    syncs_name_ = false;
    return SQLITE_OK;
}

int VfsOpenFile::size(std::uint64_t& out) {
    out = memory_.size();
    if (!file_) return SQLITE_OK;
    const auto now = file_->stat();
    if (!now) return failed(now.error(), SQLITE_IOERR_FSTAT);
    out = now->size;
    return SQLITE_OK;
}

// --- locks -----------------------------------------------------------------------------------------------------------

/// A process that died has lost its locks.
bool VfsOpenFile::is_alive() const {
    const auto disk = vfs_.disks_.find(mount_);
    return disk != vfs_.disks_.end() && disk->second->deaths() == deaths_;
}

int VfsOpenFile::lock(int level) {
    if (!file_ || lock_ >= level) return SQLITE_OK;
    int highest = SQLITE_LOCK_NONE;  // of the others
    for (const auto* other : vfs_.open_.at(key_)) {
        if (other != this && other->is_alive()) highest = std::max(highest, other->lock_);
    }
    if (level == SQLITE_LOCK_SHARED && highest >= SQLITE_LOCK_PENDING) return SQLITE_BUSY;
    if (level > SQLITE_LOCK_SHARED && highest >= SQLITE_LOCK_RESERVED) return SQLITE_BUSY;
    if (level == SQLITE_LOCK_EXCLUSIVE && highest >= SQLITE_LOCK_SHARED) {
        lock_ = SQLITE_LOCK_PENDING;  // lets no new readers in until the old ones are gone
        return SQLITE_BUSY;
    }
    lock_ = level;
    return SQLITE_OK;
}

int VfsOpenFile::unlock(int level) {
    lock_ = std::min(lock_, level);
    return SQLITE_OK;
}

bool VfsOpenFile::is_reserved() const {
    if (!file_) return false;
    return std::ranges::any_of(vfs_.open_.at(key_), [](const VfsOpenFile* other) {
        return other->is_alive() && other->lock_ >= SQLITE_LOCK_RESERVED;
    });
}

}  // namespace shoal::sim
