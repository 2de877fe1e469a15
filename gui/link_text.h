#pragma once
// Shoal links in text of any kind: a chat message, a page, a terminal. A link is a secret: nothing here logs it or
// repeats it in a sentence.

#include <cstdint>

#include <QString>
#include <QStringList>

#include "core/magnet.h"

namespace shoal::gui {

/// Every good Shoal link of the text, in its order, each content once. Text beyond 256 KiB and links beyond the 100th
/// are not looked at.
[[nodiscard]] QStringList links_in(const QString& text);

/// What the text is, if a person gave it as a link.
enum class LinkKind : std::uint8_t {
    none,        ///< nothing that looks like a link
    good,        ///< at least one Shoal link
    damaged,     ///< a Shoal link that was not copied whole
    newer,       ///< a Shoal link of a later format
    bittorrent,  ///< a magnet link of BitTorrent
    foreign,     ///< a magnet link of another program
    too_long,
};
[[nodiscard]] LinkKind link_kind(const QString& text);
/// What to tell of it: a sentence, empty for `good`.
[[nodiscard]] QString link_problem(LinkKind kind);

/// The one link of a text that has one. Error: malformed, with a sentence of link_problem.
[[nodiscard]] Result<Magnet> first_link(const QString& text);
/// The share's name as the link gives it, fit to be shown; may be empty.
[[nodiscard]] QString link_name(const Magnet& link);
/// As ShareView::tag.
[[nodiscard]] std::string link_tag(const Magnet& link);

}  // namespace shoal::gui
