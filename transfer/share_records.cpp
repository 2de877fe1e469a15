#include "transfer/share_records.h"

#include <algorithm>
#include <tuple>

namespace shoal::transfer {

const ShareRecord* ShareRecords::find(const Tag& tag) const {
    const auto found = by_tag_.find(tag);
    return found == by_tag_.end() ? nullptr : &found->second;
}

std::vector<ShareRecord> ShareRecords::all() const {
    std::vector<ShareRecord> out;
    out.reserve(by_tag_.size());
    for (const auto& [tag, record] : by_tag_) out.push_back(record);
    return out;
}

std::vector<ShareRecord> ShareRecords::made_from(const std::string& path) const {
    std::vector<ShareRecord> out;
    const auto [first, last] = made_here_.equal_range(path);
    for (auto at = first; at != last; ++at) out.push_back(by_tag_.at(at->second));
    std::ranges::sort(out,
                      [](const auto& a, const auto& b) { return std::tie(b.added, a.tag) < std::tie(a.added, b.tag); });
    return out;
}

void ShareRecords::put(ShareRecord record) {
    erase(record.tag);
    put_new(std::move(record));
}

void ShareRecords::put_new(ShareRecord record) {
    if (by_tag_.contains(record.tag)) return;
    if (record.shared_here) made_here_.emplace(record.path(), record.tag);
    by_tag_.emplace(record.tag, std::move(record));
}

void ShareRecords::erase(const Tag& tag) {
    const auto found = by_tag_.find(tag);
    if (found == by_tag_.end()) return;
    if (found->second.shared_here) {
        const auto [first, last] = made_here_.equal_range(found->second.path());
        const auto at = std::ranges::find(first, last, tag, [](const auto& entry) { return entry.second; });
        if (at != last) made_here_.erase(at);
    }
    by_tag_.erase(found);
}

}  // namespace shoal::transfer
