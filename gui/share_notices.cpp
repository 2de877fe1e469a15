#include "gui/share_notices.h"

#include "gui/window_settings.h"

namespace shoal::gui {

ShareNotices::ShareNotices(EngineClient& client, const ShareStore& store, const WindowSettings& settings, Tell tell,
                           std::function<bool()> is_looked_at, QObject* parent)
    : QObject{parent}, store_{store}, settings_{settings}, tell_{std::move(tell)}, is_looked_at_{
                                                                                       std::move(is_looked_at)} {
    connect(&client, &EngineClient::happened, this, &ShareNotices::heard);
}

QString ShareNotices::name_of(const std::string& tag) const {
    const auto* share = store_.find(tag);
    return QString::fromStdString(share == nullptr || share->name.empty() ? tag : share->name);
}

void ShareNotices::heard(const Event& event) {
    if (!settings_.notifies() || is_looked_at_()) return;
    if (const auto* complete = std::get_if<ShareCompleted>(&event)) {
        tell_(tr("Download complete"), name_of(complete->tag), complete->tag);
    } else if (const auto* trouble = std::get_if<ShareTroubled>(&event)) {
        tell_(tr("“%1” has stopped").arg(name_of(trouble->tag)), QString::fromStdString(trouble->message),
              trouble->tag);
    }
}

}  // namespace shoal::gui
