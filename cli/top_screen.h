#pragma once
// What shoal top shows: shares kept up to date by pushed changes, and drawn as lines. Knows no terminal and no engine.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/share_view.h"
#include "core/status_view.h"

namespace shoal::cli {

enum class TopOrder : std::uint8_t { activity, name, progress, size };
[[nodiscard]] std::string_view to_string(TopOrder order);

class TopScreen {
public:
    void put(const std::vector<ShareView>& shares);
    void forget(const std::string& tag);
    /// Rates of all shares together.
    void put(const StatusView& status) { status_ = status; }

    /// By so many rows; at the ends it stays.
    void move(std::int64_t rows);
    void sort_next();  ///< by the next order
    /// The chosen share; nothing if there are none.
    [[nodiscard]] const ShareView* chosen() const;
    /// A sentence at the foot until the next one; empty: none.
    void say(std::string sentence) { said_ = std::move(sentence); }

    /// `rows` lines of `columns` each, the chosen one among them. Reverse video marks head and choice, if
    /// `has_escapes`.
    [[nodiscard]] std::vector<std::string> draw(std::size_t columns, std::size_t rows, bool has_escapes);

private:
    void sort();
    [[nodiscard]] std::string totals() const;
    [[nodiscard]] std::size_t chosen_row() const;

    std::map<std::string, ShareView> shares_;
    StatusView status_;
    std::vector<const ShareView*> order_;  // into shares_, as last drawn
    bool is_sorted_ = true;
    TopOrder by_ = TopOrder::activity;
    std::string chosen_;  // its tag: the choice stays with the share while rows move
    std::size_t first_ = 0;
    std::string said_;
};

}  // namespace shoal::cli
