#pragma once
// Chunks that went bad under their share and are looked at again, in case the file gets its content back.

#include <functional>
#include <memory>
#include <set>

#include "core/ids.h"
#include "core/world.h"

namespace shoal::transfer {

inline constexpr Duration recheck_every = 5s;    ///< how long after a file is put right its chunks may stay away
inline constexpr unsigned recheck_at_once = 16;  ///< chunks tried each time, in turn: 4 MiB of reading and hashing

/// Lives on the loop.
class Recheck {
public:
    using Answer = std::move_only_function<void(bool good)>;
    /// Reads and hashes one chunk; answers once, on a later turn.
    using Try = std::move_only_function<void(ChunkIndex, Answer)>;

    Recheck(Timers& timers, Try try_one) : timers_{timers}, try_one_{std::move(try_one)} {}

    /// The chunk is bad: it is tried every few seconds until it is good.
    void add(ChunkIndex chunk);
    /// They are fetched again.
    void forget_all() { bad_.clear(); }
    [[nodiscard]] bool is_empty() const { return bad_.empty(); }

private:
    void later();
    void next(unsigned left);

    Timers& timers_;
    Try try_one_;
    std::set<ChunkIndex> bad_;
    ChunkIndex last_{};  // tried
    bool trying_ = false;
    std::unique_ptr<Timer> timer_;
    std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace shoal::transfer
