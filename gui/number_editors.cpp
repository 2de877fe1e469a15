#include "gui/number_editors.h"

#include <limits>

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSpinBox>

#include "gui/switch.h"

namespace shoal::gui {
namespace {

constexpr int gap = 8;
constexpr std::uint64_t first_rate = 1024 * 1024;  ///< bytes a second, offered where there was no limit

QHBoxLayout* line_of(QWidget* widget) {
    auto* line = new QHBoxLayout{widget};
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(gap);
    return line;
}

}  // namespace

SwitchEditor::SwitchEditor(QWidget* parent) : SettingEditor{parent}, switch_{new Switch{this}} {
    line_of(this)->addWidget(switch_);
    setFocusProxy(switch_);
    connect(switch_, &QCheckBox::clicked, this, [this] {
        Q_EMIT edited();
        Q_EMIT finished();
    });
}

std::string SwitchEditor::value() const {
    return switch_->isChecked() ? "on" : "off";
}

void SwitchEditor::set_value(const std::string& value) {
    switch_->setChecked(value == "on");
}

CountEditor::CountEditor(const SettingInfo& info, QWidget* parent)
    : SettingEditor{parent}, number_{new QSpinBox{this}} {
    constexpr std::uint64_t most = std::numeric_limits<int>::max();
    number_->setRange(static_cast<int>(std::min(info.lowest, most)), static_cast<int>(std::min(info.highest, most)));
    line_of(this)->addWidget(number_);
    setFocusProxy(number_);
    keep_from_wheel(number_);
    connect(number_, &QSpinBox::valueChanged, this, &CountEditor::edited);
    connect(number_, &QSpinBox::editingFinished, this, &CountEditor::finished);
}

std::string CountEditor::value() const {
    return std::to_string(number_->value());
}

void CountEditor::set_value(const std::string& value) {
    const QSignalBlocker quiet{number_};
    number_->setValue(QString::fromStdString(value).toInt());
}

MeasureEditor::MeasureEditor(const SettingInfo& info, QWidget* parent)
    : SettingEditor{parent}, kind_{info.kind}, number_{new QDoubleSpinBox{this}}, unit_{new QComboBox{this}} {
    auto* line = line_of(this);
    if (kind_ == SettingKind::rate) {
        on_ = new Switch{this};
        on_->setProperty("part", tr("is limited"));
        for (const auto& [name, bytes] : {std::pair{tr("KiB/s"), 1ULL << 10},
                                          {tr("MiB/s"), 1ULL << 20},
                                          {tr("GiB/s"), 1ULL << 30},
                                          {tr("B/s"), 1ULL}}) {
            unit_->addItem(name, bytes);
        }
    } else {
        for (const auto& [name, seconds] :
             {std::pair{tr("seconds"), 1ULL}, {tr("minutes"), 60ULL}, {tr("hours"), 3600ULL}, {tr("days"), 86400ULL}}) {
            unit_->addItem(name, seconds);
        }
    }
    unit_->setProperty("part", tr("unit"));
    number_->setDecimals(0);
    number_->setGroupSeparatorShown(true);
    number_->setRange(1, static_cast<double>(info.highest));
    number_->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    // As wide as a usual number; a larger one scrolls.
    number_->setFixedWidth(number_->fontMetrics().horizontalAdvance(QStringLiteral("00,000,000")) + 4 * gap);
    line->addWidget(number_);
    line->addWidget(unit_);
    if (on_ != nullptr) line->addWidget(on_);
    setFocusProxy(on_ != nullptr ? static_cast<QWidget*>(on_) : number_);
    keep_from_wheel(number_);
    keep_from_wheel(unit_);
    connect(number_, &QDoubleSpinBox::valueChanged, this, &MeasureEditor::edited);
    connect(number_, &QDoubleSpinBox::editingFinished, this, &MeasureEditor::finished);
    connect(unit_, &QComboBox::activated, this, &MeasureEditor::change_unit);
    if (on_ != nullptr) connect(on_, &QCheckBox::clicked, this, &MeasureEditor::switched);
    set_value(on_ != nullptr ? "off" : std::string{info.preset});
}

void MeasureEditor::switched() {
    if (on_->isChecked()) set_value(std::to_string(last_ == 0 ? first_rate : last_));
    number_->setVisible(on_->isChecked());
    unit_->setVisible(on_->isChecked());
    Q_EMIT edited();
    Q_EMIT finished();
}

void MeasureEditor::change_unit() {
    Q_EMIT edited();
    Q_EMIT finished();
}

std::uint64_t MeasureEditor::factor() const {
    return unit_->currentData().toULongLong();
}

std::string MeasureEditor::value() const {
    if (on_ != nullptr && !on_->isChecked()) return "off";
    // More than any setting takes is told as such, not as what is left of it in 64 bits.
    const double whole = number_->value() * static_cast<double>(factor());
    return std::to_string(static_cast<std::uint64_t>(std::min(whole, 0x1p62)));
}

void MeasureEditor::set_value(const std::string& value) {
    const QSignalBlocker quiet_number{number_}, quiet_unit{unit_};
    const auto parsed = kind_ == SettingKind::rate ? parse_size(value) : parse_seconds(value);
    const std::uint64_t number = parsed.value_or(0);
    if (on_ != nullptr) {
        on_->setChecked(number != 0);
        number_->setVisible(number != 0);
        unit_->setVisible(number != 0);
    }
    if (number == 0) return;
    last_ = number;
    // In the largest unit that loses nothing.
    int best = unit_->findData(1ULL);
    for (int i = 0; i < unit_->count(); ++i) {
        const auto each = unit_->itemData(i).toULongLong();
        if (number % each == 0 && each > unit_->itemData(best).toULongLong()) best = i;
    }
    unit_->setCurrentIndex(best);
    number_->setValue(static_cast<double>(number / factor()));
}

}  // namespace shoal::gui
