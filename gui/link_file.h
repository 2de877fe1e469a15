#pragma once
// A file that holds a Shoal link as text (*.shoal, application/vnd.shoal.link).

#include <functional>

#include <QString>
#include <QStringList>

class QObject;

namespace shoal::gui {

/// By its name.
[[nodiscard]] bool is_link_file(const QString& path);
/// Reads it on another thread; `done` gets its links (none: it cannot be read, or has none) on a later turn of the
/// window's loop, unless `context` is gone by then.
void read_link_file(const QString& path, QObject* context, std::function<void(QStringList links)> done);

}  // namespace shoal::gui
