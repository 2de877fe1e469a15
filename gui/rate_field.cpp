#include "gui/rate_field.h"

#include <cmath>

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>

namespace shoal::gui {
namespace {

constexpr double kibi = 1024.0;
constexpr std::uint64_t first_rate = 1024 * 1024;  // of a limit that was off: something to start from

}  // namespace

RateField::RateField(const QString& words, const QString& spoken, QWidget* parent)
    : QWidget{parent}, on_{new QCheckBox{words, this}}, number_{new QDoubleSpinBox{this}}, unit_{new QComboBox{this}} {
    unit_->addItem(tr("KiB/s"), kibi);
    unit_->addItem(tr("MiB/s"), kibi * kibi);
    unit_->addItem(tr("GiB/s"), kibi * kibi * kibi);
    number_->setRange(1, 1023);
    number_->setDecimals(1);
    number_->setAccessibleName(tr("%1: how much").arg(spoken));
    unit_->setAccessibleName(tr("%1: unit").arg(spoken));
    auto* row = new QHBoxLayout{this};
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(on_, 1);
    row->addWidget(number_);
    row->addWidget(unit_);
    setFocusProxy(on_);
    connect(on_, &QCheckBox::toggled, this, [this](bool on) {
        number_->setEnabled(on);
        unit_->setEnabled(on);
        Q_EMIT changed();
    });
    connect(number_, &QDoubleSpinBox::valueChanged, this, &RateField::changed);
    connect(unit_, &QComboBox::currentIndexChanged, this, &RateField::changed);
    set_rate(0);
}

void RateField::set_rate(std::uint64_t rate) {
    on_->setChecked(rate > 0);
    number_->setEnabled(rate > 0);
    unit_->setEnabled(rate > 0);
    const auto shown = static_cast<double>(rate > 0 ? rate : first_rate);
    int unit = 0;
    while (unit + 1 < unit_->count() && shown >= unit_->itemData(unit + 1).toDouble()) ++unit;
    unit_->setCurrentIndex(unit);
    number_->setValue(shown / unit_->itemData(unit).toDouble());
}

std::uint64_t RateField::rate() const {
    if (!on_->isChecked()) return 0;
    return static_cast<std::uint64_t>(std::llround(number_->value() * unit_->currentData().toDouble()));
}

}  // namespace shoal::gui
