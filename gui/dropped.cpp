#include "gui/dropped.h"

#include <utility>

#include <QDir>
#include <QHash>
#include <QMimeData>
#include <QUrl>

#include "gui/link_text.h"

namespace shoal::gui {
namespace {

/// Empty for what is not of this computer.
QString local_path(const QUrl& url) {
    if (!url.isLocalFile()) return {};
    const bool is_here = url.host().isEmpty() || url.host() == QStringLiteral("localhost");
    const auto path = is_here ? url.path(QUrl::FullyDecoded) : QString{};
    if (!path.startsWith(QLatin1Char{'/'}) || path.contains(QChar::Null)) return {};
    return QDir::cleanPath(path);
}

}  // namespace

Dropped dropped_from(const QMimeData& data) {
    Dropped out;
    QString text;
    QHash<QString, bool> seen;
    for (const auto& url : data.urls()) {
        if (const auto path = local_path(url); !path.isEmpty()) {
            if (std::exchange(seen[path], true)) continue;
            out.paths.push_back(path);
        } else {
            text += url.toString(QUrl::FullyEncoded) + QLatin1Char{'\n'};
        }
    }
    // A file manager gives the paths as text too; text counts only where there are no files.
    if (out.paths.isEmpty()) out.links = links_in(text + data.text());
    return out;
}

}  // namespace shoal::gui
