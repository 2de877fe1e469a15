#include "tests/sim/disk_content.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace shoal::sim {
namespace {

constexpr std::uint64_t sectors_per_page = page_bytes / sector_bytes;

std::size_t within(std::uint64_t offset) {
    return offset % page_bytes;
}

/// The first page that lies wholly behind the end.
std::uint64_t page_behind(std::uint64_t size) {
    return size / page_bytes + (size % page_bytes != 0 ? 1 : 0);
}

}  // namespace

std::uint64_t FileContent::fitting(std::uint64_t offset, std::uint64_t size, std::uint64_t new_pages) const {
    std::uint64_t fits = 0;
    while (fits < size) {
        const std::uint64_t at = offset + fits;
        if (!pages_.contains(at / page_bytes) && new_pages-- == 0) return fits;
        fits += std::min(size - fits, page_bytes - at % page_bytes);
    }
    return fits;
}

std::size_t FileContent::read(std::uint64_t offset, BytesMut out) const {
    if (offset >= size_) return 0;
    const auto total = static_cast<std::size_t>(std::min<std::uint64_t>(out.size(), size_ - offset));
    auto at = pages_.lower_bound(offset / page_bytes);
    for (std::size_t done = 0; done < total;) {
        const std::uint64_t page = (offset + done) / page_bytes;
        const std::size_t begin = within(offset + done);
        const std::size_t part = std::min(total - done, page_bytes - begin);
        if (at != pages_.end() && at->first == page) {
            std::memcpy(out.data() + done, at->second->data() + begin, part);
            ++at;
        } else {
            std::memset(out.data() + done, 0, part);
        }
        done += part;
    }
    return total;
}

void FileContent::keep_aside(std::uint64_t page) {
    const auto [aside, is_first] = aside_.try_emplace(page);
    if (!is_first) {  // what is durable is there already; written again, it is no longer given up
        if (std::exchange(aside->second.given_up, false)) --given_up_;
        return;
    }
    const auto now = pages_.find(page);
    if (now != pages_.end()) aside->second.durable = std::make_unique<Page>(*now->second);
}

void FileContent::write(std::uint64_t offset, BytesView data) {
    if (data.empty()) return;
    size_ = std::max(size_, offset + data.size());
    while (!data.empty()) {
        const std::uint64_t page = offset / page_bytes;
        const std::size_t begin = within(offset);
        const std::size_t part = std::min(data.size(), page_bytes - begin);
        keep_aside(page);
        auto& now = pages_[page];
        if (!now) now = std::make_unique<Page>();
        std::memcpy(now->data() + begin, data.data(), part);
        offset += part;
        data = data.subspan(part);
    }
}

/// Nothing of what stood behind `size` may be seen again, whatever the file grows to.
void FileContent::resize(std::uint64_t size) {
    if (size < size_) {
        for (auto at = pages_.lower_bound(page_behind(size)); at != pages_.end(); at = pages_.erase(at)) {
            const auto [aside, is_first] = aside_.try_emplace(at->first);
            if (is_first) aside->second.durable = std::move(at->second);
            if (std::exchange(aside->second.given_up, false)) --given_up_;
        }
        const auto last = pages_.find(size / page_bytes);
        if (last != pages_.end()) {
            keep_aside(last->first);
            std::fill(last->second->begin() + static_cast<std::ptrdiff_t>(within(size)), last->second->end(), Byte{0});
        }
    }
    size_ = size;
}

void FileContent::flip(std::uint64_t bit) {
    const std::uint64_t page = bit / 8 / page_bytes;
    const std::size_t at = within(bit / 8);
    const Byte mask{static_cast<unsigned char>(1U << (bit % 8))};
    auto& now = pages_[page];
    if (!now) now = std::make_unique<Page>();
    (*now)[at] ^= mask;
    const auto aside = aside_.find(page);
    if (aside != aside_.end() && aside->second.durable) (*aside->second.durable)[at] ^= mask;
}

// --- durability ------------------------------------------------------------------------------------------------------

FileContent::Asides::iterator FileContent::settle(Asides::iterator at) {
    return at->second.given_up ? std::next(at) : aside_.erase(at);
}

void FileContent::sync() {
    for (auto at = aside_.begin(); at != aside_.end();) at = settle(at);
    durable_size_ = size_;
}

void FileContent::fail_sync(Draw& draw) {
    for (auto at = aside_.begin(); at != aside_.end();) {
        if (!at->second.given_up && draw.below(4) != 0) {
            at->second.given_up = true;
            ++given_up_;
        }
        at = settle(at);
    }
}

void FileContent::restore(std::uint64_t page, PagePointer durable) {
    if (durable)
        pages_[page] = std::move(durable);
    else
        pages_.erase(page);
}

void FileContent::evict_given_up(Faults& faults) {
    for (auto at = aside_.begin(); at != aside_.end();) {
        if (!at->second.given_up) {
            ++at;
            continue;
        }
        restore(at->first, std::move(at->second.durable));
        faults.happened(Fault::page_lost);
        at = aside_.erase(at);
    }
    given_up_ = 0;
    cut_to(size_);
}

/// Each sector is the old one or the new one, and there is one of each.
void FileContent::tear(std::uint64_t page, const PagePointer& durable, Draw& draw) {
    const std::uint64_t keeps_new = draw.between(1, (1U << sectors_per_page) - 2);
    auto& now = pages_[page];
    if (!now) now = std::make_unique<Page>();
    for (std::uint64_t sector = 0; sector < sectors_per_page; ++sector) {
        if ((keeps_new >> sector & 1) != 0) continue;
        const std::size_t begin = sector * sector_bytes;
        if (durable)
            std::memcpy(now->data() + begin, durable->data() + begin, sector_bytes);
        else
            std::memset(now->data() + begin, 0, sector_bytes);
    }
}

/// Drops what lies behind the end, of the last page too.
void FileContent::cut_to(std::uint64_t size) {
    pages_.erase(pages_.lower_bound(page_behind(size)), pages_.end());
    const auto last = pages_.find(size / page_bytes);
    if (last == pages_.end()) return;
    std::fill(last->second->begin() + static_cast<std::ptrdiff_t>(within(size)), last->second->end(), Byte{0});
}

std::uint64_t FileContent::size_after_cut(Loss loss, Draw& draw) const {
    if (size_ == durable_size_ || loss == Loss::nothing) return size_;
    if (loss == Loss::everything) return durable_size_;
    switch (draw.below(3)) {
    case 0:
        return size_;
    case 1:
        return durable_size_;
    default:  // a file grows piece by piece; it is cut in one
        return size_ > durable_size_ ? draw.between(durable_size_, size_) : size_;
    }
}

void FileContent::lose_page(std::uint64_t page, Aside& aside, Loss loss, Draw& draw, Faults& faults) {
    const std::uint64_t fate = loss == Loss::mixed ? draw.below(4) : 0;
    const bool is_lost = aside.given_up || loss == Loss::everything || (loss == Loss::mixed && fate == 0);
    if (is_lost) {
        restore(page, std::move(aside.durable));
        faults.happened(Fault::page_lost);
    } else if (loss == Loss::mixed && fate == 1) {
        tear(page, aside.durable, draw);
        faults.happened(Fault::page_torn);
    }
}

void FileContent::power_cut(Loss loss, Draw& draw, Faults& faults) {
    const std::uint64_t size = size_after_cut(loss, draw);
    // A shorter size and the pages behind it go to the disk together, so that they come back together.
    const std::uint64_t cut_off = size_ < durable_size_ ? page_behind(size_) : ~std::uint64_t{0};
    for (auto& [page, aside] : aside_) {
        if (page < cut_off)
            lose_page(page, aside, loss, draw, faults);
        else if (size > size_)
            restore(page, std::move(aside.durable));
    }
    if (size != size_) faults.happened(Fault::page_lost);
    aside_.clear();
    given_up_ = 0;
    cut_to(size);
    size_ = durable_size_ = size;
}

}  // namespace shoal::sim
