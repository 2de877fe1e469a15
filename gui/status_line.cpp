#include "gui/status_line.h"

#include <chrono>

#include <QStorageInfo>

#include "gui/elided_button.h"
#include "gui/elided_label.h"
#include "gui/finding_words.h"
#include "gui/format.h"
#include "gui/theme.h"

namespace shoal::gui {
namespace {

using namespace std::chrono_literals;

// A node that starts finds others within seconds; each of them would be a change of its own.
constexpr auto diagnosis_delay = 2s;
constexpr auto said_for = 6s;

QIcon dot(const QColor& colour, qreal ratio) {
    return QIcon{symbol_pixmap(QStringLiteral("dot"), colour, 16, ratio)};
}

QString limited(const QString& rate, std::uint64_t limit) {
    if (limit == 0) return rate;
    return StatusLine::tr("%1 of %2", "a rate and its limit").arg(rate, format_rate(limit));
}

/// Whether another diagnosis may come out.
bool may_matter(const StatusView& before, const StatusView& now) {
    return (before.dht_nodes == 0) != (now.dht_nodes == 0) || (before.links == 0) != (now.links == 0) ||
           before.listen != now.listen || before.last_error != now.last_error;
}

}  // namespace

StatusLine::StatusLine(EngineClient& client, QString download_dir, QWidget* parent)
    : QStatusBar{parent}, client_{client},
      download_dir_{std::move(download_dir)}, reach_{new ElidedButton{this}}, rates_{new ElidedButton{this}},
      dht_{new ElidedLabel{this}}, space_{new ElidedLabel{this}}, engine_{new ElidedLabel{this}} {
    setObjectName(QStringLiteral("status_line"));
    setSizeGripEnabled(false);
    setContentsMargins(8, 2, 16, 2);
    reach_->setObjectName(QStringLiteral("reachability"));
    rates_->setObjectName(QStringLiteral("rates"));
    dht_->setObjectName(QStringLiteral("dht_nodes"));
    space_->setObjectName(QStringLiteral("free_space"));
    engine_->setObjectName(QStringLiteral("engine_place"));
    // It gives way first: the longest, and whole again where it leads to.
    reach_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    addWidget(reach_, 100);  // QStatusBar has a spacer of its own behind it, which takes its part
    addPermanentWidget(rates_);
    for (auto* label : {dht_, space_, engine_}) {
        label->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
        label->setContentsMargins(8, 0, 8, 0);
        addPermanentWidget(label);
    }
    rates_->setToolTip(tr("Limit the rates"));
    diagnosis_soon_.setSingleShot(true);
    connect(&diagnosis_soon_, &QTimer::timeout, this, &StatusLine::diagnose);
    connect(rates_, &QToolButton::clicked, this, &StatusLine::limits_wanted);
    connect(reach_, &QToolButton::clicked, this, &StatusLine::diagnosis_wanted);
    connect(&client, &EngineClient::connection_changed, this, &StatusLine::connection_changed);
    connect(&client, &EngineClient::happened, this, &StatusLine::heard);
    connection_changed();
}

void StatusLine::set_download_dir(const QString& folder) {
    download_dir_ = folder;
    show_space();
}

void StatusLine::say(const QString& sentence) {
    showMessage(sentence, static_cast<int>(std::chrono::milliseconds{said_for}.count()));
}

void StatusLine::connection_changed() {
    const auto connection = client_.connection();
    for (QWidget* widget : {static_cast<QWidget*>(rates_), static_cast<QWidget*>(dht_)}) {
        widget->setVisible(client_.is_ready());
    }
    const auto& look = colours(palette());
    if (client_.is_ready()) {
        engine_->set_full_text(connection.remote ? tr("Daemon") : tr("This window"));
        engine_->setToolTip(connection.remote ? tr("The daemon shares and fetches, also when this window is closed.")
                                              : tr("Shares go on as long as this window is open."));
        show_reach(tr("Looking how others reach this computer …"), look.subtle, {});
        client_.ask(this, GetStatus{}, [this](Result<StatusView> status) {
            if (status) take(*status);
        });
        diagnose();
    } else {
        const bool begins = connection.state == Connection::State::connecting;
        engine_->set_full_text({});
        show_reach(begins ? tr("Starting …") : tr("Not connected"), begins ? look.subtle : look.bad, {});
    }
    show_space();
}

void StatusLine::heard(const Event& event) {
    if (const auto* news = std::get_if<StatusChanged>(&event)) take(news->status);
    if (std::holds_alternative<ShareCompleted>(event)) show_space();
}

void StatusLine::take(const StatusView& status) {
    if (status_ && may_matter(*status_, status) && !diagnosis_soon_.isActive()) diagnosis_soon_.start(diagnosis_delay);
    status_ = status;
    show_rates();
    dht_->set_full_text(
        tr("DHT: %Ln node(s)", nullptr, static_cast<int>(std::min<std::uint64_t>(status.dht_nodes, 1U << 30U))));
    dht_->setToolTip(tr("Other computers that help to find who has a share"));
    Q_EMIT status_changed();
}

void StatusLine::show_rates() {
    const auto rate = [](std::uint64_t bytes) {
        return bytes == 0 ? tr("%1/s").arg(format_bytes(0)) : format_rate(bytes);
    };
    const auto down = limited(rate(status_->rate_down), status_->limit_down);
    const auto up = limited(rate(status_->rate_up), status_->limit_up);
    rates_->setText(tr("↓ %1   ↑ %2").arg(down, up));
    rates_->setAccessibleName(tr("Fetching %1, sending %2. Limit the rates.").arg(down, up));
}

// Nothing tells when space is taken by others: it is looked at when something of ours happened.
void StatusLine::show_space() {
    const QStorageInfo storage{download_dir_};
    const bool known = !download_dir_.isEmpty() && storage.isValid();
    space_->setVisible(known);
    if (!known) return;
    space_->set_full_text(tr("%1 free").arg(format_bytes(static_cast<std::uint64_t>(storage.bytesAvailable()))));
    space_->setToolTip(tr("Free space for downloads, in %1").arg(download_dir_));
}

void StatusLine::diagnose() {
    if (diagnosing_ || !client_.is_ready()) return;
    diagnosing_ = true;
    client_.ask(this, Diagnose{}, [this](Result<Diagnosis> diagnosis) {
        diagnosing_ = false;
        if (diagnosis) show_diagnosis(*diagnosis);
    });
}

void StatusLine::show_diagnosis(const Diagnosis& diagnosis) {
    const auto* told = most_telling(diagnosis);
    if (told == nullptr) return;
    show_reach(finding_sentence(*told), finding_colour(*told, palette()), finding_advice(*told));
}

void StatusLine::show_reach(const QString& sentence, const QColor& colour, const QString& advice) {
    reach_->setIcon(dot(colour, devicePixelRatioF()));
    reach_->setText(sentence);
    reach_->setMaximumWidth(reach_->sizeHint().width());
    reach_->setToolTip(QStringLiteral("<p>%1</p><p>%2</p>").arg(sentence.toHtmlEscaped(), advice.toHtmlEscaped()));
    reach_->setAccessibleName(sentence);
}

}  // namespace shoal::gui
