#pragma once
// The bytes of one simulated file: what programs see, and what would still be there after a power cut.

#include <array>
#include <cstdint>
#include <map>
#include <memory>

#include "crypto/bytes.h"
#include "tests/sim/faults.h"

namespace shoal::sim {

inline constexpr std::uint64_t page_bytes = 4096;   ///< what the page cache writes back at once
inline constexpr std::uint64_t sector_bytes = 512;  ///< what a disk writes at once: never half old, half new

/// How thorough a power cut is; drawn once for the content of a disk, so that "all" and "nothing" happen too.
enum class Loss : std::uint8_t { nothing, everything, mixed };

/// Sparse: a page that was never written costs nothing and reads as zeros. The first write to a page since the last
/// sync keeps its durable content aside.
class FileContent {
public:
    [[nodiscard]] std::uint64_t size() const { return size_; }
    /// How many pages it occupies.
    [[nodiscard]] std::uint64_t pages() const { return pages_.size(); }
    /// How much of [offset, offset + size) can be written with so many new pages.
    [[nodiscard]] std::uint64_t fitting(std::uint64_t offset, std::uint64_t size, std::uint64_t new_pages) const;

    /// Reads up to the end of the file; how many bytes.
    [[nodiscard]] std::size_t read(std::uint64_t offset, BytesMut out) const;
    void write(std::uint64_t offset, BytesView data);
    void resize(std::uint64_t size);
    /// Turns one stored bit, in what is seen and in what is durable. Precondition: bit / 8 < size().
    void flip(std::uint64_t bit);

    /// Whether a power cut could change anything.
    [[nodiscard]] bool is_dirty() const { return !aside_.empty() || size_ != durable_size_; }
    /// Everything that waits is on the disk now; except what an earlier failed sync gave up.
    void sync();
    /// The write-back failed (as on Linux): what waits counts as clean from here on; some of it made it to the disk,
    /// the rest never will unless it is written again.
    void fail_sync(Draw& draw);
    /// Pages that a failed sync gave up are read again from the disk, where the old content stands.
    void evict_given_up(Faults& faults);
    [[nodiscard]] bool has_given_up() const { return given_up_ > 0; }
    /// What was not synced is lost, torn or kept.
    void power_cut(Loss loss, Draw& draw, Faults& faults);

private:
    using Page = std::array<Byte, page_bytes>;
    using PagePointer = std::unique_ptr<Page>;  // null: a hole
    struct Aside {
        PagePointer durable;
        bool given_up = false;
    };
    using Asides = std::map<std::uint64_t, Aside>;

    void keep_aside(std::uint64_t page);
    Asides::iterator settle(Asides::iterator at);
    void restore(std::uint64_t page, PagePointer durable);
    void tear(std::uint64_t page, const PagePointer& durable, Draw& draw);
    void cut_to(std::uint64_t size);
    [[nodiscard]] std::uint64_t size_after_cut(Loss loss, Draw& draw) const;
    void lose_page(std::uint64_t page, Aside& aside, Loss loss, Draw& draw, Faults& faults);

    std::map<std::uint64_t, PagePointer> pages_;  // by number; never null
    Asides aside_;
    std::uint64_t size_ = 0;
    std::uint64_t durable_size_ = 0;
    std::uint64_t given_up_ = 0;  // how many of aside_
};

}  // namespace shoal::sim
