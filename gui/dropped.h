#pragma once
// What somebody dropped or pasted, as far as Shoal can do something with it.

#include <QStringList>

class QMimeData;

namespace shoal::gui {

struct Dropped {
    QStringList paths;  ///< absolute, of this computer, each once
    QStringList links;  ///< secret; as links_in gives them
    [[nodiscard]] bool is_empty() const { return paths.isEmpty() && links.isEmpty(); }
};

/// Files of other computers, pages and text without links are left out. Looks at no file.
[[nodiscard]] Dropped dropped_from(const QMimeData& data);

}  // namespace shoal::gui
