#pragma once
// How a share is, said to people in a sentence.

#include <cstdint>
#include <optional>
#include <vector>

#include <QColor>
#include <QPalette>
#include <QString>

#include "core/queries.h"
#include "core/share_view.h"

namespace shoal::gui {

enum class Mood : std::uint8_t {
    good,     ///< nothing is left to do
    moving,   ///< it goes on
    waiting,  ///< it goes on when somebody else does something
    trouble,  ///< a person has to do something, or it looks bad
    quiet,    ///< it was told to do nothing
};
[[nodiscard]] QColor colour_of(Mood mood, const QPalette& palette);

/// What is known of a share; what was not told yet is empty.
struct Checkup {
    const ShareView* share = nullptr;  ///< never nullptr
    std::optional<ChunkMap> map{};
    std::vector<SourceView> sources{};
    std::uint64_t sources_age_ms = 0;  ///< since they were told
};

struct Health {
    Mood mood = Mood::quiet;
    QString sentence;
    friend bool operator==(const Health&, const Health&) = default;
};

[[nodiscard]] Health health_of(const Checkup& checkup);

/// When what these sources plan next will have happened; 0: nothing is planned.
[[nodiscard]] std::uint64_t seconds_until_due(const std::vector<SourceView>& sources);

/// "1.6", for 1,600 thousandths; rounded down, so that a whole copy is one.
[[nodiscard]] QString format_copies(std::uint64_t milli);
/// "12 s ago", or "just now".
[[nodiscard]] QString format_ago(std::uint64_t milliseconds);

}  // namespace shoal::gui
