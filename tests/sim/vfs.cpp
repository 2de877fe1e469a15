#include "tests/sim/vfs.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <string_view>

#include "tests/sim/vfs_file.h"

namespace shoal::sim {
namespace {

constexpr const char* vfs_name = "shoal-sim";
constexpr int max_path = 4096;                                    // bytes with the terminating zero
constexpr int assumed_sector_bytes = 4096;                        // what the Unix VFS says
constexpr std::int64_t first_unix_ms = 1'700'000'000'000;         // at the beginning of a run
constexpr std::int64_t julian_ms_of_epoch = 210'866'760'000'000;  // of 1970-01-01 00:00

/// What SQLite makes room for.
struct RawFile {
    sqlite3_file base;
    VfsOpenFile* open;
};

VfsOpenFile& open_file(sqlite3_file* file) {
    return *reinterpret_cast<RawFile*>(file)->open;
}

BytesMut bytes_of(void* data, int size) {
    return {static_cast<Byte*>(data), static_cast<std::size_t>(size)};
}

}  // namespace

/// SQLite's C functions.
class VfsCalls {
public:
    static SimVfs& self(sqlite3_vfs* vfs) { return *static_cast<SimVfs*>(vfs->pAppData); }

    static int failed(SimVfs& vfs, const Error& error, int code) {
        vfs.last_errno_ = errno_of(error);
        return code;
    }

    static Result<VfsPlace> place_of(SimVfs& vfs, const std::string& path) {
        SimDisk* disk = vfs.disk_of(path);
        if (!disk) return fail(Errc::not_found, path + " lies on no disk");
        const std::size_t slash = path.rfind('/');
        SHOAL_TRY(auto directory, disk->open_root(path.substr(0, slash), false));
        return VfsPlace{.directory = std::move(directory), .name = path.substr(slash + 1)};
    }

    static Result<std::unique_ptr<VfsOpenFile>> open_named(SimVfs& vfs, const std::string& path, int flags) {
        SHOAL_TRY(auto place, place_of(vfs, path));
        const bool creates = (flags & SQLITE_OPEN_CREATE) != 0;
        const OpenMode mode = (flags & SQLITE_OPEN_READWRITE) == 0              ? OpenMode::read
                              : creates && (flags & SQLITE_OPEN_EXCLUSIVE) != 0 ? OpenMode::create_new
                              : creates                                         ? OpenMode::create
                                                                                : OpenMode::write;
        SHOAL_TRY(auto file, place.directory->open(place.name, mode));
        SHOAL_TRY(const auto witness, file->stat());
        const int journals = SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL;
        const bool with_name = creates && (flags & journals) != 0;
        auto open = std::make_unique<VfsOpenFile>(vfs, std::move(place), std::move(file), witness, *vfs.disk_of(path),
                                                  with_name);
        if ((flags & SQLITE_OPEN_DELETEONCLOSE) != 0) open->remove_at_close();
        return open;
    }

    static int open(sqlite3_vfs* raw_vfs, const char* path, sqlite3_file* raw, int flags, int* out_flags) {
        auto& vfs = self(raw_vfs);
        auto* file = new (raw) RawFile{};
        if (!path) {
            file->open = new VfsOpenFile{vfs};
        } else {
            auto opened = open_named(vfs, path, flags);
            if (!opened) {
                const bool is_broken = opened.error().code == Errc::io;
                return failed(vfs, opened.error(), is_broken ? SQLITE_IOERR : SQLITE_CANTOPEN);
            }
            file->open = opened->release();
        }
        file->base.pMethods = &methods();
        if (out_flags) *out_flags = flags;
        return SQLITE_OK;
    }

    static int remove(sqlite3_vfs* raw_vfs, const char* path, int with_sync) {
        auto& vfs = self(raw_vfs);
        const auto place = place_of(vfs, path);
        if (!place) return failed(vfs, place.error(), SQLITE_IOERR_DELETE);
        const auto removed = place->directory->remove(place->name);
        if (!removed && removed.error().code == Errc::not_found) return SQLITE_IOERR_DELETE_NOENT;
        if (!removed) return failed(vfs, removed.error(), SQLITE_IOERR_DELETE);
        if (with_sync == 0) return SQLITE_OK;
        const auto synced = place->directory->sync("");
        return synced ? SQLITE_OK : failed(vfs, synced.error(), SQLITE_IOERR_DIR_FSYNC);
    }

    /// An empty file does not count when SQLite asks whether there is one: so does the Unix VFS.
    static int access(sqlite3_vfs* raw_vfs, const char* path, int flags, int* out) {
        auto& vfs = self(raw_vfs);
        *out = 0;
        const auto place = place_of(vfs, path);
        const auto there = place ? place->directory->stat(place->name) : std::unexpected{place.error()};
        if (there) *out = flags != SQLITE_ACCESS_EXISTS || there->size > 0 ? 1 : 0;
        if (there || there.error().code != Errc::io) return SQLITE_OK;
        return failed(vfs, there.error(), SQLITE_IOERR_ACCESS);
    }

    static int full_path(sqlite3_vfs*, const char* path, int size, char* out) {
        const std::string_view text{path};
        if (!text.starts_with('/') || text.size() + 1 > static_cast<std::size_t>(size)) return SQLITE_CANTOPEN;
        std::memcpy(out, text.data(), text.size());
        out[text.size()] = 0;
        return SQLITE_OK;
    }

    static int randomness(sqlite3_vfs* vfs, int size, char* out) {
        DrawnRandom random{Draw{self(vfs).draw_.next()}};
        random.fill(bytes_of(out, size));
        return size;
    }

    static int wait(sqlite3_vfs* vfs, int microseconds) {
        if (self(vfs).last_) self(vfs).last_->spend(std::chrono::microseconds{microseconds});
        return microseconds;
    }

    static int time_of_day(sqlite3_vfs* vfs, sqlite3_int64* out) {
        *out = julian_ms_of_epoch + self(vfs).unix_ms();
        return SQLITE_OK;
    }
    static int day(sqlite3_vfs* vfs, double* out) {
        *out = static_cast<double>(julian_ms_of_epoch + self(vfs).unix_ms()) / 86'400'000.0;
        return SQLITE_OK;
    }
    static int last_error(sqlite3_vfs* vfs, int, char*) { return self(vfs).last_errno_; }

    static const sqlite3_io_methods& methods();
};

const sqlite3_io_methods& VfsCalls::methods() {
    static const sqlite3_io_methods all = [] {
        sqlite3_io_methods m{};
        m.iVersion = 1;
        m.xClose = [](sqlite3_file* file) {
            delete reinterpret_cast<RawFile*>(file)->open;
            return SQLITE_OK;
        };
        m.xRead = [](sqlite3_file* file, void* out, int size, sqlite3_int64 offset) {
            return open_file(file).read(static_cast<std::uint64_t>(offset), bytes_of(out, size));
        };
        m.xWrite = [](sqlite3_file* file, const void* data, int size, sqlite3_int64 offset) {
            const BytesView view{static_cast<const Byte*>(data), static_cast<std::size_t>(size)};
            return open_file(file).write(static_cast<std::uint64_t>(offset), view);
        };
        m.xTruncate = [](sqlite3_file* file, sqlite3_int64 size) {
            return open_file(file).truncate(static_cast<std::uint64_t>(size));
        };
        m.xSync = [](sqlite3_file* file, int) { return open_file(file).sync(); };
        m.xFileSize = [](sqlite3_file* file, sqlite3_int64* out) {
            std::uint64_t size = 0;
            const int code = open_file(file).size(size);
            *out = static_cast<sqlite3_int64>(size);
            return code;
        };
        m.xLock = [](sqlite3_file* file, int level) { return open_file(file).lock(level); };
        m.xUnlock = [](sqlite3_file* file, int level) { return open_file(file).unlock(level); };
        m.xCheckReservedLock = [](sqlite3_file* file, int* out) {
            *out = open_file(file).is_reserved() ? 1 : 0;
            return SQLITE_OK;
        };
        m.xFileControl = [](sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; };
        m.xSectorSize = [](sqlite3_file*) { return assumed_sector_bytes; };
        m.xDeviceCharacteristics = [](sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; };
        return m;
    }();
    return all;
}

SimVfs::SimVfs(Clock& clock, Draw draw)
    : clock_{clock}, draw_{draw}, vfs_{std::make_unique<sqlite3_vfs>()}, earlier_{sqlite3_vfs_find(nullptr)} {
    SHOAL_REQUIRE(earlier_ != nullptr && sqlite3_vfs_find(vfs_name) == nullptr);  // one at a time
    vfs_->iVersion = 2;
    vfs_->szOsFile = sizeof(RawFile);
    vfs_->mxPathname = max_path;
    vfs_->zName = vfs_name;
    vfs_->pAppData = this;
    vfs_->xOpen = VfsCalls::open;
    vfs_->xDelete = VfsCalls::remove;
    vfs_->xAccess = VfsCalls::access;
    vfs_->xFullPathname = VfsCalls::full_path;
    vfs_->xRandomness = VfsCalls::randomness;
    vfs_->xSleep = VfsCalls::wait;
    vfs_->xCurrentTime = VfsCalls::day;
    vfs_->xCurrentTimeInt64 = VfsCalls::time_of_day;
    vfs_->xGetLastError = VfsCalls::last_error;
    SHOAL_REQUIRE(sqlite3_vfs_register(vfs_.get(), 1) == SQLITE_OK);
    sqlite3_randomness(0, nullptr);
}

SimVfs::~SimVfs() {
    SHOAL_REQUIRE(open_.empty());
    sqlite3_vfs_unregister(vfs_.get());
    sqlite3_vfs_register(earlier_, 1);
    sqlite3_randomness(0, nullptr);
}

void SimVfs::add(SimDisk& disk) {
    SHOAL_REQUIRE(disks_.emplace(disk.mount(), &disk).second);
}

void SimVfs::remove(SimDisk& disk) {
    disks_.erase(disk.mount());
    if (last_ == &disk) last_ = nullptr;
}

void SimVfs::reset(Draw draw) {
    draw_ = draw;
    last_errno_ = 0;
    sqlite3_randomness(0, nullptr);
}

/// The longest mount that the path begins with.
SimDisk* SimVfs::disk_of(const std::string& path) {
    for (std::size_t end = path.rfind('/'); end != std::string::npos && end > 0; end = path.rfind('/', end - 1)) {
        const auto found = disks_.find(path.substr(0, end));
        if (found == disks_.end()) continue;
        last_ = found->second;
        return last_;
    }
    return nullptr;
}

std::int64_t SimVfs::unix_ms() const {
    return first_unix_ms + (clock_.now() - beginning) / 1ms;
}

}  // namespace shoal::sim
