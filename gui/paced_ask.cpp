#include "gui/paced_ask.h"

#include <QTimer>

namespace shoal::gui {

PacedAsk::PacedAsk(EngineClient& client, QObject* parent) : QObject{parent}, client_{client}, pause_{new QTimer{this}} {
    pause_->setObjectName(QStringLiteral("pause"));
    pause_->setSingleShot(true);
    connect(pause_, &QTimer::timeout, this, &PacedAsk::go);
    connect(&client, &EngineClient::connection_changed, this, [this] {
        if (client_.is_ready()) changed();
    });
}

void PacedAsk::set_wanted(bool wanted) {
    if (wanted_ == wanted) return;
    wanted_ = wanted;
    go();
}

void PacedAsk::changed() {
    stale_ = true;
    go();
}

void PacedAsk::start_anew() {
    stop();
    idle_ = false;
    stale_ = true;
    go();
}

void PacedAsk::stop() {
    ++turn_;
    if (open_ != 0) client_.cancel(open_);
    open_ = 0;
    idle_ = true;
    stale_ = false;
    pause_->stop();
}

void PacedAsk::go() {
    if (idle_ || !stale_ || !wanted_ || open_ != 0 || pause_->isActive() || !client_.is_ready()) return;
    stale_ = false;
    pause_->start(pause_ms);
    open_ = ask_();
}

void PacedAsk::answered() {
    open_ = 0;
    go();
}

}  // namespace shoal::gui
