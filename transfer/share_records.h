#pragma once
// The shares that are remembered, in memory: by their tags, and those made here by where they lie.

#include <map>
#include <string>
#include <vector>

#include "transfer/share_record.h"

namespace shoal::transfer {

/// Lives on the loop. What each call costs grows with the logarithm of the number of shares, but for all().
class ShareRecords {
public:
    /// Null if there is none; valid until a record is put or erased.
    [[nodiscard]] const ShareRecord* find(const Tag& tag) const;
    /// In the order of their tags.
    [[nodiscard]] std::vector<ShareRecord> all() const;
    /// The shares made here of what lies at `path` (absolute), newest first.
    [[nodiscard]] std::vector<ShareRecord> made_from(const std::string& path) const;

    /// Replaces the one of the same tag.
    void put(ShareRecord record);
    /// Only if none has its tag.
    void put_new(ShareRecord record);
    void erase(const Tag& tag);

private:
    std::map<Tag, ShareRecord> by_tag_;
    std::multimap<std::string, Tag> made_here_;  // by path
};

}  // namespace shoal::transfer
