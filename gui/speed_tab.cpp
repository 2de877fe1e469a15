#include "gui/speed_tab.h"

#include <QApplication>
#include <QButtonGroup>
#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include "gui/elided_label.h"
#include "gui/format.h"
#include "gui/roomy_style.h"
#include "gui/speed_graph.h"
#include "gui/theme.h"

namespace shoal::gui {
namespace {

/// A label in the colour of a line of the graph.
class LineLabel : public ElidedLabel {
public:
    LineLabel(QColor Colours::*ink, QWidget* parent) : ElidedLabel{parent}, ink_{ink} {
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
        take_colour();
    }

protected:
    void changeEvent(QEvent* event) override {
        if (event->type() == QEvent::ApplicationPaletteChange) take_colour();
        ElidedLabel::changeEvent(event);
    }

private:
    void take_colour() {
        auto mine = palette();
        mine.setColor(QPalette::WindowText, colours(QApplication::palette()).*ink_);
        setPalette(mine);
    }
    QColor Colours::*ink_;
};

}  // namespace

SpeedTab::SpeedTab(EngineClient& client, ShareStore& store, SpeedHistory& history, QWidget* parent)
    : DetailsTab{client, store, parent}, history_{history}, graph_{new SpeedGraph{content()}},
      spans_{new QButtonGroup{this}}, all_{new QCheckBox{tr("&All shares together"), content()}},
      down_{new LineLabel{&Colours::down, content()}}, up_{new LineLabel{&Colours::up, content()}} {
    auto* const layout = new QVBoxLayout{content()};
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(8);
    layout->addLayout(build_choices());
    layout->addLayout(build_lines());
    layout->addWidget(graph_, 1);
    tick_while_seen();
    refresh();
}

QLayout* SpeedTab::build_choices() {
    auto* const out = new QHBoxLayout;
    out->setSpacing(4);
    const std::pair<SpeedSpan, QString> choices[] = {{SpeedSpan::minute, tr("1 min")},
                                                     {SpeedSpan::ten_minutes, tr("10 min")},
                                                     {SpeedSpan::hour, tr("1 h")},
                                                     {SpeedSpan::day, tr("24 h")}};
    for (const auto& [span, text] : choices) {
        auto* const button = new QToolButton{content()};
        button->setText(text);
        button->setAccessibleName(tr("Show the last %1").arg(text));
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setObjectName(QStringLiteral("span_%1").arg(std::to_underlying(span)));
        spans_->addButton(button, std::to_underlying(span));
        out->addWidget(button);
    }
    spans_->setExclusive(true);
    spans_->button(std::to_underlying(SpeedSpan::minute))->setChecked(true);
    connect(spans_, &QButtonGroup::idToggled, this, &SpeedTab::refresh);
    all_->setObjectName(QStringLiteral("all_shares"));
    make_roomy(*all_);
    connect(all_, &QCheckBox::toggled, this, &SpeedTab::refresh);
    out->addStretch(1);
    out->addWidget(all_);
    return out;
}

/// What the lines of the graph are, in a row of their own: beside the choices they would make the window wide.
QLayout* SpeedTab::build_lines() {
    down_->setObjectName(QStringLiteral("speed_down"));
    up_->setObjectName(QStringLiteral("speed_up"));
    auto* const out = new QHBoxLayout;
    out->setSpacing(16);
    out->addWidget(down_);
    out->addWidget(up_);
    out->addStretch(1);
    return out;
}

SpeedSpan SpeedTab::span() const {
    return static_cast<SpeedSpan>(spans_->checkedId());
}

void SpeedTab::refresh() {
    all_->setVisible(!tag().empty());
    const bool together = tag().empty() || all_->isChecked();
    auto series = history_.series(together ? std::string{} : tag(), span());
    const auto last = series.samples.empty() ? SpeedSample{} : series.samples.back();
    const auto rate = [](double value) {
        const auto text = format_rate(static_cast<std::uint64_t>(value));
        return text.isEmpty() ? tr("nothing") : text;
    };
    down_->set_full_text(tr("Down %1").arg(rate(last.down)));
    up_->set_full_text(tr("Up %1").arg(rate(last.up)));
    graph_->set_series(std::move(series));
}

}  // namespace shoal::gui
