#include "gui/share_commands.h"

#include <algorithm>
#include <memory>

#include <QClipboard>
#include <QDesktopServices>
#include <QFileInfo>
#include <QGuiApplication>
#include <QStringList>
#include <QUrl>

namespace shoal::gui {

ShareCommands::ShareCommands(EngineClient& client, const ShareStore& store, QObject* parent)
    : QObject{parent}, client_{client}, store_{store} {}

template <class R>
void ShareCommands::run(R request, const QString& what) {
    client_.ask(this, std::move(request), [this, what](Result<typename R::Reply> reply) {
        if (!reply) Q_EMIT failed(what.arg(QString::fromStdString(reply.error().what)));
    });
}

void ShareCommands::pause(const Tags& tags) {
    if (!tags.empty()) run(PauseShares{.tags = tags}, tr("Pausing failed: %1"));
}

void ShareCommands::resume(const Tags& tags) {
    if (!tags.empty()) run(ResumeShares{.tags = tags}, tr("Resuming failed: %1"));
}

void ShareCommands::toggle(const Tags& tags) {
    Tags running;
    for (const auto& tag : tags) {
        const auto* share = store_.find(tag);
        if (share != nullptr && !share->paused) running.push_back(tag);
    }
    if (running.empty()) {
        resume(tags);
    } else {
        pause(running);
    }
}

void ShareCommands::recheck(const Tags& tags) {
    for (const auto& tag : tags) run(RecheckShare{.tag = tag}, tr("Checking the files failed: %1"));
}

void ShareCommands::copy_links(const Tags& tags) {
    struct Collected {
        QStringList links;
        std::size_t open = 0;
    };
    const auto collected = std::make_shared<Collected>();
    collected->open = tags.size();
    for (const auto& tag : tags) {
        client_.ask(this, GetLink{.tag = tag}, [this, collected](Result<LinkView> link) {
            if (link) {
                collected->links.push_back(QString::fromStdString(link->link));
            } else {
                Q_EMIT failed(tr("No link: %1").arg(QString::fromStdString(link.error().what)));
            }
            if (--collected->open > 0 || collected->links.isEmpty()) return;
            QGuiApplication::clipboard()->setText(collected->links.join(QLatin1Char{'\n'}));
            Q_EMIT links_copied(static_cast<int>(collected->links.size()));
        });
    }
}

void ShareCommands::open_folder(const std::string& tag) {
    const auto* share = store_.find(tag);
    if (share == nullptr || share->path.empty()) return;
    const QFileInfo place{QString::fromStdString(share->path)};
    // A lone file is shown in the folder it lies in; opening it would run whatever it is.
    const QString folder = place.isDir() ? place.absoluteFilePath() : place.absolutePath();
    if (!QFileInfo::exists(folder)) return Q_EMIT failed(tr("The folder %1 is not there.").arg(folder));
    if (!QDesktopServices::openUrl(QUrl::fromLocalFile(folder))) {
        Q_EMIT failed(tr("No file manager opened %1.").arg(folder));
    }
}

}  // namespace shoal::gui
