#include "gui/connection_banner.h"

namespace shoal::gui {

ConnectionBanner::ConnectionBanner(EngineClient& client, QWidget* parent)
    : Strip{Tone::trouble, parent}, client_{client} {
    setObjectName(QStringLiteral("connection_banner"));
    auto* again = add_button(QStringLiteral("look_again"), tr("Look again"));
    here_ = add_button(QStringLiteral("run_here"), tr("Run it in this window"));
    here_->setToolTip(tr("Shares go on as long as this window is open."));
    connect(again, &QPushButton::clicked, this, &ConnectionBanner::look_again_wanted);
    connect(here_, &QPushButton::clicked, this, &ConnectionBanner::run_here_wanted);
    connect(&client, &EngineClient::connection_changed, this, &ConnectionBanner::refresh);
    refresh();
}

void ConnectionBanner::refresh() {
    const auto connection = client_.connection();
    here_->setVisible(connection.remote);
    switch (connection.state) {
    case Connection::State::ready:
    case Connection::State::connecting:
        return fall_silent();
    case Connection::State::lost:
        return say(tr("The daemon stopped, so nothing is sent or fetched. What you see is how it was then. "
                      "This window goes on by itself as soon as the daemon is back."));
    case Connection::State::failed:
        return say(tr("Shoal cannot start: %1. It is tried again and again.").arg(connection.problem));
    }
}

}  // namespace shoal::gui
