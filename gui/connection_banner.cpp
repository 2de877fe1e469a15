#include "gui/connection_banner.h"

#include <QHBoxLayout>
#include <QPainter>

#include "gui/theme.h"

namespace shoal::gui {

ConnectionBanner::ConnectionBanner(EngineClient& client, QWidget* parent)
    : QWidget{parent}, client_{client}, text_{new QLabel{this}}, again_{new QPushButton{tr("Look again"), this}},
      here_{new QPushButton{tr("Run it in this window"), this}} {
    setObjectName(QStringLiteral("connection_banner"));
    text_->setTextFormat(Qt::PlainText);
    text_->setWordWrap(true);
    here_->setToolTip(tr("Shares go on as long as this window is open."));
    again_->setObjectName(QStringLiteral("look_again"));
    here_->setObjectName(QStringLiteral("run_here"));
    auto* row = new QHBoxLayout{this};
    row->setContentsMargins(16, 8, 16, 8);
    row->setSpacing(8);
    row->addWidget(text_, 1);
    row->addWidget(again_);
    row->addWidget(here_);
    connect(again_, &QPushButton::clicked, this, &ConnectionBanner::look_again_wanted);
    connect(here_, &QPushButton::clicked, this, &ConnectionBanner::run_here_wanted);
    connect(&client, &EngineClient::connection_changed, this, &ConnectionBanner::refresh);
    refresh();
}

void ConnectionBanner::refresh() {
    const auto connection = client_.connection();
    switch (connection.state) {
    case Connection::State::ready:
    case Connection::State::connecting:
        return hide();
    case Connection::State::lost:
        text_->setText(tr("The daemon stopped, so nothing is sent or fetched. What you see is how it was then. "
                          "This window goes on by itself as soon as the daemon is back."));
        break;
    case Connection::State::failed:
        text_->setText(tr("Shoal cannot start: %1. It is tried again and again.").arg(connection.problem));
        break;
    }
    here_->setVisible(connection.remote);
    setAccessibleName(text_->text());
    show();
}

void ConnectionBanner::paintEvent(QPaintEvent*) {
    QPainter painter{this};
    QColor ground = colours(palette()).warn;
    ground.setAlpha(40);
    painter.fillRect(rect(), ground);
    painter.fillRect(QRect{0, height() - 1, width(), 1}, colours(palette()).warn);
}

}  // namespace shoal::gui
