#pragma once
// How many shares there are of each kind and label, kept up to date share by share.

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "gui/share_filter.h"

namespace shoal::gui {

class ShareCounts {
public:
    static constexpr std::size_t kinds = static_cast<std::size_t>(ShareFilter::Kind::problems) + 1;

    void put(const ShareView& share);
    void forget(const std::string& tag);
    void clear();

    [[nodiscard]] std::uint64_t of(ShareFilter::Kind kind) const { return of_kind_.at(static_cast<std::size_t>(kind)); }
    /// 0 if no share has it.
    [[nodiscard]] std::uint64_t of_label(const std::string& label) const;
    /// Those that some share has, ascending.
    [[nodiscard]] const std::map<std::string, std::uint64_t>& labels() const { return of_label_; }

private:
    struct Counted {
        std::array<bool, kinds> is{};
        std::vector<std::string> labels;
        friend bool operator==(const Counted&, const Counted&) = default;
    };
    void add(const Counted& one);
    void subtract(const Counted& one);

    std::unordered_map<std::string, Counted> counted_;  // by tag
    std::array<std::uint64_t, kinds> of_kind_{};
    std::map<std::string, std::uint64_t> of_label_;
};

}  // namespace shoal::gui
