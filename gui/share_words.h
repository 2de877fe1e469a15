#pragma once
// What a person reads of a share: one word, one sentence, and what a screen reader says of its row.

#include <cstdint>

#include <QColor>
#include <QPalette>
#include <QString>

#include "core/share_view.h"

namespace shoal::gui::words {

/// What a share is to a person; finer than ShareState where that matters to them.
enum class Situation : std::uint8_t {
    looking,  ///< the list of files is not here, and nobody who has it is linked
    fetching_list,
    to_choose,  ///< the list is here, nothing was chosen yet
    checking,
    waiting,  ///< for somebody who has it
    idle,     ///< peers are linked, nothing comes
    getting,
    nothing_chosen,
    sharing,  ///< somebody fetches it
    shared,   ///< nobody does now
    changed,  ///< its files are not what they were when they were shared
    trouble,
    paused,
    stopped,
};
[[nodiscard]] Situation situation_of(const ShareView& share);

/// Fit for one line of text; that of the tag where there is no name yet.
[[nodiscard]] QString name(const ShareView& share);
/// One or two words: "Getting", "Disk full".
[[nodiscard]] QString state_word(const ShareView& share);
/// How it stands and, in trouble, what to do; without a full stop.
[[nodiscard]] QString state_sentence(const ShareView& share);
/// How long until what was chosen is here, as "20 s"; empty: nobody knows, or it is here.
[[nodiscard]] QString eta(const ShareView& share);
/// The same in seconds; 0: nobody knows, or it is here.
[[nodiscard]] std::uint64_t eta_seconds(const ShareView& share);
/// "40.0 of 80.0 MiB", "80.0 MiB" of what is here; empty while the list of files is not.
[[nodiscard]] QString amount(const ShareView& share);
/// Its row, as a screen reader says it.
[[nodiscard]] QString spoken(const ShareView& share);
[[nodiscard]] QColor state_colour(const ShareView& share, const QPalette& palette);
/// A name for symbol().
[[nodiscard]] QString state_symbol(const ShareView& share);

/// Whether its list of files is known, and with it its size.
[[nodiscard]] bool has_list(const ShareView& share);
/// Bytes of what was chosen, or of all where nothing was chosen yet.
[[nodiscard]] std::uint64_t wanted(const ShareView& share);
/// Of them verified.
[[nodiscard]] std::uint64_t wanted_have(const ShareView& share);
/// All that was chosen is here.
[[nodiscard]] bool is_complete(const ShareView& share);

}  // namespace shoal::gui::words
