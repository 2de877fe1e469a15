#pragma once
// Chunks that wait to be written, and who waits for those before them.

#include <deque>
#include <optional>
#include <set>
#include <vector>

#include "core/world.h"
#include "transfer/store.h"

namespace shoal::transfer {

/// Lives in a store, on the loop.
class WriteQueue {
public:
    using Answer = std::move_only_function<void(Accepted)>;
    struct Write {
        std::uint64_t number = 0;
        ChunkIndex chunk{};
        Bytes data;
        Answer done;
    };

    void add(ChunkIndex chunk, Bytes data, Answer done);
    /// The next one, if fewer than `at_once` are under way; it is then.
    [[nodiscard]] std::optional<Write> next(unsigned at_once);
    /// One that was under way ended; `bytes` it had.
    void ended(std::uint64_t number, std::uint64_t bytes);

    /// `done` is due when everything that was added until now has ended.
    void add_flush(Task done) { flushes_.push_back({.after = next_number_, .done = std::move(done)}); }
    [[nodiscard]] std::vector<Task> take_due_flushes();

    [[nodiscard]] std::uint64_t pending_bytes() const { return pending_bytes_; }  ///< waiting or under way

private:
    struct Flush {
        std::uint64_t after = 0;  // every write with a smaller number must have ended
        Task done;
    };
    std::deque<Write> waiting_;
    std::set<std::uint64_t> open_;  // numbers of those that have not ended
    std::uint64_t next_number_ = 0;
    std::uint64_t pending_bytes_ = 0;
    unsigned under_way_ = 0;
    std::vector<Flush> flushes_;
};

}  // namespace shoal::transfer
