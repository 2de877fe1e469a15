#pragma once
// Reading parts of files, also while they arrive: what is missing is fetched before all else, and waited for.
//
// A read waits for the chunks that hold its bytes. They are urgent, in the order in which reads began; behind them come
// the bytes that the reader said it will want next. When a read is answered, what was ahead of it stays urgent for a
// short while, behind what others wait for: whoever reads on finds it there, and after a seek it gives way.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "core/manifest.h"
#include "core/world.h"
#include "transfer/background.h"
#include "transfer/store.h"
#include "transfer/urgency.h"

namespace shoal::transfer {

/// Reads that wait, in the whole engine; shared by all shares.
struct ReadRoom {
    std::size_t waiting = 0;  ///< at most limits::content_reads
};

struct ReadWish {
    FileIndex file{};
    std::uint64_t offset = 0;  ///< bytes into the file; beyond its end there is nothing to read
    std::uint64_t length = 0;  ///< bytes
    std::uint64_t ahead = 0;   ///< bytes that will be wanted next; more than limits::read_ahead_bytes count as so many
    Duration timeout{};        ///< zero: as long as it takes
};

/// Destroying it ends the read; nothing is called any more.
class Reading {
public:
    virtual ~Reading() = default;
};

/// The reads of one share. Lives on the loop; what waits when it is destroyed is answered: closed.
class ContentReads {
public:
    /// The share.
    struct Host {
        virtual ~Host() = default;
        [[nodiscard]] virtual Instant now() const = 0;
        [[nodiscard]] virtual Store* store() = 0;  ///< nullptr while it is not open
        /// Why a missing chunk cannot come, as far as is known: then nobody waits for it.
        [[nodiscard]] virtual std::optional<Error> never_comes() const = 0;
        /// What to tell who waited in vain, as the end of a sentence.
        [[nodiscard]] virtual std::string why_late() const = 0;
        /// In place of what was urgent before.
        virtual void urge(const std::vector<Urgent>& chunks) = 0;
    };
    using Done = std::move_only_function<void(Result<Bytes>)>;

    ContentReads(Timers& timers, ReadRoom& room, Host& host) : timers_{timers}, room_{room}, host_{host} {}
    ~ContentReads();
    ContentReads(const ContentReads&) = delete;
    ContentReads& operator=(const ContentReads&) = delete;

    /// Verified bytes: as many as asked for, or as there are up to the end of the file. `done` is called once, on a
    /// later turn; it may destroy the handle. Errors: limit (too many reads wait), timed_out, those of
    /// Host::never_comes and Store::read.
    [[nodiscard]] std::unique_ptr<Reading> read(std::shared_ptr<const Manifest> manifest, const ReadWish& wish,
                                                Done done);

    /// Chunks came, the store was opened, or something else changed: what waits is looked at again.
    void look_again();
    /// What the store was asked for does not come any more.
    void store_closed();

private:
    class Handle;
    struct Waiting {
        std::shared_ptr<const Manifest> manifest;
        ReadWish wish;
        Done done;
        Instant asked;
        bool is_refused = false;
        std::unique_ptr<Timer> timeout;  // says no
        std::uint32_t first = 0;         // chunks of the share that hold its bytes
        std::uint32_t count = 0;
        std::map<std::uint32_t, std::shared_ptr<const Bytes>> parts;  // from the store; nothing while it reads
    };
    /// What a reader who has been answered is likely to want next.
    struct Trail {
        FileIndex file{};
        std::uint32_t first = 0;  // chunks of the share
        std::uint32_t end = 0;
        Instant until;
    };

    void advance(std::uint64_t number);
    void was_read(std::uint64_t number, std::uint32_t chunk, Result<std::shared_ptr<const Bytes>> data);
    [[nodiscard]] static Bytes assembled(const Waiting& one);
    void answer(std::uint64_t number, Result<Bytes> result);
    void leave_trail(const Waiting& one);
    void end(std::uint64_t number);
    void fade();
    void urge_again();
    void urge_soon();

    Timers& timers_;
    ReadRoom& room_;
    Host& host_;
    std::uint64_t next_ = 0;
    std::map<std::uint64_t, Waiting> waiting_;
    std::vector<Trail> trails_;  // the oldest first
    bool is_urging_ = false;     // something may be urgent in the swarm
    std::unique_ptr<Timer> looks_again_;
    std::unique_ptr<Timer> urges_;
    std::unique_ptr<Timer> fades_;
    Liveness alive_;
};

}  // namespace shoal::transfer
