#pragma once
// A rate limit as a person says it: off, or a number with its unit.

#include <cstdint>

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;

namespace shoal::gui {

class RateField : public QWidget {
    Q_OBJECT

public:
    /// `words` name the limit, with a mnemonic: "Limit &download to".
    RateField(const QString& words, const QString& spoken, QWidget* parent = nullptr);
    /// Bytes a second; 0: off.
    void set_rate(std::uint64_t rate);
    [[nodiscard]] std::uint64_t rate() const;

Q_SIGNALS:
    void changed();

private:
    QCheckBox* on_;
    QDoubleSpinBox* number_;
    QComboBox* unit_;
};

}  // namespace shoal::gui
