#include "gui/link_file.h"

#include <QFile>
#include <QFileInfo>
#include <QPointer>
#include <QThreadPool>

#include "gui/link_text.h"

namespace shoal::gui {
namespace {

constexpr qint64 max_bytes = 64 * 1024;  // a link is far shorter; what is longer is something else

QStringList links_of(const QString& path) {
    QFile file{path};
    // Not a pipe: nobody may ever write into it.
    if (!QFileInfo{path}.isFile() || !file.open(QIODevice::ReadOnly)) return {};
    return links_in(QString::fromUtf8(file.read(max_bytes)));
}

}  // namespace

bool is_link_file(const QString& path) {
    return path.endsWith(QStringLiteral(".shoal"), Qt::CaseInsensitive);
}

void read_link_file(const QString& path, QObject* context, std::function<void(QStringList links)> done) {
    // The answer goes by way of an object of its own, so that `context` may go away while the file is read.
    auto* desk = new QObject;
    QThreadPool::globalInstance()->start([path, desk, there = QPointer<QObject>{context}, done = std::move(done)] {
        QMetaObject::invokeMethod(
            desk,
            [desk, there, done, links = links_of(path)] {
                desk->deleteLater();
                if (there) done(links);
            },
            Qt::QueuedConnection);
    });
}

}  // namespace shoal::gui
