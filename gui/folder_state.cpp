#include "gui/folder_state.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStorageInfo>

#include "gui/format.h"

namespace shoal::gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(FolderState)
};

QString nearest_there(QString path) {
    while (!QFileInfo::exists(path) && path.size() > 1) path = QFileInfo{path}.path();
    return path;
}

}  // namespace

FolderState look_at_folder(const QString& path) {
    const QFileInfo there{nearest_there(path)};
    const auto name = harmless(there.filePath());
    if (!there.isDir()) return {.problem = Words::tr("“%1” is a file, not a folder.").arg(name)};
    if (!there.isWritable() || !there.isExecutable())
        return {.problem = Words::tr("You may not write to %1.").arg(name)};
    const QStorageInfo disk{there.filePath()};
    if (!disk.isValid() || !disk.isReady() || disk.bytesAvailable() < 0) return {};
    // What the system tells of itself in files (/proc) has no room for others, whoever asks.
    if (disk.bytesTotal() == 0) return {.problem = Words::tr("Nothing can be saved in %1.").arg(name)};
    return {.free = static_cast<std::uint64_t>(disk.bytesAvailable())};
}

}  // namespace shoal::gui
