#pragma once
// All that an engine may touch outside its own memory: time, datagrams, streams, disk, workers, randomness.
//
// The real world is core/uv_world.h (libuv); the simulated one is in tests/sim. Everything except Disk is used on
// the one loop thread and calls back on it. Callbacks are never called from inside the call that registers them.
// Destroying a handle (Timer, DatagramSocket, Listener, Stream, Dial) ends it and its callbacks at once; that is
// allowed from inside its own callback.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/endpoint.h"
#include "core/result.h"
#include "core/time.h"
#include "crypto/random.h"

namespace shoal {

using Task = std::move_only_function<void()>;

// --- time ------------------------------------------------------------------------------------------------------------

/// A call that will be made; destroying it cancels.
class Timer {
public:
    virtual ~Timer() = default;
};

class Timers {
public:
    virtual ~Timers() = default;
    [[nodiscard]] virtual Instant now() const = 0;
    [[nodiscard]] virtual WallTime wall() const = 0;
    /// Calls `task` once, on the loop, not before `when` (in the past: on the next turn).
    [[nodiscard]] virtual std::unique_ptr<Timer> at(Instant when, Task task) = 0;
};

// --- datagrams -------------------------------------------------------------------------------------------------------

class DatagramSocket {
public:
    using Received = std::move_only_function<void(const Endpoint& from, BytesView)>;
    virtual ~DatagramSocket() = default;
    /// Best effort: what the kernel does not take at once is dropped.
    virtual void send(const Endpoint& to, BytesView datagram) = 0;
    [[nodiscard]] virtual Endpoint local() const = 0;
};

/// One multicast group on the links of this machine.
class MulticastSocket {
public:
    using Received = DatagramSocket::Received;  ///< of other machines, and what this one sent itself
    virtual ~MulticastSocket() = default;
    /// To the group, once on each link, and no further (TTL 1). Best effort.
    virtual void send(BytesView datagram) = 0;
    /// Joins on links that came up since, and leaves out those that went. How many there are.
    virtual std::size_t refresh() = 0;
};

class Datagrams {
public:
    virtual ~Datagrams() = default;
    /// Joins `group` on the link of the address `on`, or, if that is unspecified, on every link that can carry it.
    /// Several sockets of one machine may. `on_received` as for bind(). Errors: network (there is no such link),
    /// in_use, permission.
    [[nodiscard]] virtual Result<std::unique_ptr<MulticastSocket>> join(const Endpoint& group, const IpAddress& on,
                                                                        MulticastSocket::Received on_received) = 0;
    /// Port 0 takes any free one; local() tells which. Errors: in_use, network, permission.
    [[nodiscard]] virtual Result<std::unique_ptr<DatagramSocket>> bind(const Endpoint& local,
                                                                       DatagramSocket::Received on_received) = 0;
};

// --- streams ---------------------------------------------------------------------------------------------------------

/// One byte stream. Keep it thin: a UDP transport will stand behind it too.
class Stream {
public:
    struct Events {
        std::move_only_function<void(BytesView)> on_data;  ///< the view is valid during the call only
        std::move_only_function<void()> on_drained;        ///< queued() fell to zero after it was not
        std::move_only_function<void(Error)> on_closed;    ///< once; `closed` for an orderly end; nothing comes after
    };
    virtual ~Stream() = default;  ///< closes at once; unsent bytes are dropped
    /// Sets the callbacks and begins to read. Call once.
    virtual void start(Events events) = 0;
    virtual void write(Bytes bytes) = 0;                   ///< queues; order is kept; ignored after on_closed
    [[nodiscard]] virtual std::size_t queued() const = 0;  ///< bytes given to write() that the system has not taken
    virtual void pause_reading() = 0;
    virtual void resume_reading() = 0;
    [[nodiscard]] virtual Endpoint remote() const = 0;
    [[nodiscard]] virtual Endpoint local() const = 0;
};

/// A listening socket; destroying it stops.
class Listener {
public:
    virtual ~Listener() = default;
    [[nodiscard]] virtual Endpoint local() const = 0;
};

/// An attempt to connect; destroying it gives up.
class Dial {
public:
    virtual ~Dial() = default;
};

class Streams {
public:
    using Accepted = std::move_only_function<void(std::unique_ptr<Stream>)>;
    using Dialled = std::move_only_function<void(Result<std::unique_ptr<Stream>>)>;
    virtual ~Streams() = default;
    [[nodiscard]] virtual Result<std::unique_ptr<Listener>> listen(const Endpoint& local, Accepted on_accepted) = 0;
    /// Connects from `from`'s address (port ignored; an unspecified address lets the system choose) to `to`;
    /// exactly one call of `on_dialled`.
    [[nodiscard]] virtual std::unique_ptr<Dial> dial(const IpAddress& from, const Endpoint& to, Duration timeout,
                                                     Dialled on_dialled) = 0;
};

// --- disk ------------------------------------------------------------------------------------------------------------

/// What stat tells of a file that changes when somebody changes the file.
struct FileWitness {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::uint64_t size = 0;  ///< bytes
    std::int64_t mtime_ns = 0;
    std::int64_t ctime_ns = 0;
    bool executable = false;  ///< owner's execute bit
    friend bool operator==(const FileWitness&, const FileWitness&) = default;
};

enum class EntryKind : std::uint8_t { file, directory, symlink, other };

struct DirectoryEntry {
    std::string name;
    EntryKind kind = EntryKind::other;
    friend auto operator<=>(const DirectoryEntry&, const DirectoryEntry&) = default;
};

/// An open file. Errors everywhere: no_space, permission, io, not_found.
class File {
public:
    virtual ~File() = default;
    /// Reads until `out` is full or the file ends; how many bytes were read.
    [[nodiscard]] virtual Result<std::size_t> read(std::uint64_t offset, BytesMut out) = 0;
    /// Writes all of `data` or fails.
    [[nodiscard]] virtual Result<> write(std::uint64_t offset, BytesView data) = 0;
    [[nodiscard]] virtual Result<> sync() = 0;  ///< fdatasync
    [[nodiscard]] virtual Result<> resize(std::uint64_t size) = 0;
    [[nodiscard]] virtual Result<> set_executable(bool executable) = 0;
    [[nodiscard]] virtual Result<FileWitness> stat() = 0;
};

enum class OpenMode : std::uint8_t { read, write, create, create_new };  ///< create*: read and write

/// A held directory. Every path is relative, '/'-separated and resolved beneath it without following any symlink
/// (openat2 RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS); "" is the directory itself.
class Directory {
public:
    virtual ~Directory() = default;
    [[nodiscard]] virtual Result<std::unique_ptr<File>> open(const std::string& path, OpenMode mode) = 0;
    [[nodiscard]] virtual Result<std::shared_ptr<Directory>> open_directory(const std::string& path) = 0;
    [[nodiscard]] virtual Result<> make_directories(const std::string& path) = 0;  ///< fine if they exist
    [[nodiscard]] virtual Result<std::vector<DirectoryEntry>> list(const std::string& path) = 0;  ///< sorted by name
    [[nodiscard]] virtual Result<FileWitness> stat(const std::string& path) = 0;  ///< not_found if absent
    /// Renames within this directory tree, onto nothing: fails with `exists` if `to` is there
    /// (RENAME_NOREPLACE), unless `replace`.
    [[nodiscard]] virtual Result<> rename(const std::string& from, const std::string& to, bool replace) = 0;
    [[nodiscard]] virtual Result<> remove(const std::string& path) = 0;            ///< a file
    [[nodiscard]] virtual Result<> remove_directory(const std::string& path) = 0;  ///< an empty directory
    [[nodiscard]] virtual Result<> sync(const std::string& path) = 0;              ///< fsync of a directory
    [[nodiscard]] virtual Result<> sync_all() = 0;                                 ///< syncfs
    [[nodiscard]] virtual Result<std::uint64_t> free_bytes() = 0;
};

/// The file system. Blocking; used on workers only (and before the loop runs); any thread.
class Disk {
public:
    virtual ~Disk() = default;
    /// Opens an absolute path as a root; symlinks in it are followed. `create`: makes it and its parents.
    [[nodiscard]] virtual Result<std::shared_ptr<Directory>> open_root(const std::string& path, bool create) = 0;
};

// --- workers ---------------------------------------------------------------------------------------------------------

/// Work for another thread: owns its inputs by value and returns a task that runs on the loop and owns the result.
using Job = std::move_only_function<Task()>;

class Workers {
public:
    virtual ~Workers() = default;
    virtual void submit(Job job) = 0;
    /// How many jobs can truly run at once; at least 1.
    [[nodiscard]] virtual unsigned parallelism() const = 0;
};

/// Jobs of one lane run one after the other in the order submitted. Lives on the loop. Jobs not yet begun are
/// dropped with the lane; one that runs still ends, and its returned task is dropped.
class SerialLane {
public:
    explicit SerialLane(Workers& workers);
    ~SerialLane();
    SerialLane(const SerialLane&) = delete;
    SerialLane& operator=(const SerialLane&) = delete;
    void submit(Job job);
    [[nodiscard]] bool is_idle() const;

private:
    struct State;
    std::shared_ptr<State> state_;
};

// --- all of it -------------------------------------------------------------------------------------------------------

/// What an engine is given. References; the owner outlives every engine in it.
struct World {
    Timers& timers;
    Datagrams& datagrams;
    Streams& streams;
    Disk& disk;
    Workers& workers;
    crypto::Random& random;
};

}  // namespace shoal
