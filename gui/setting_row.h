#pragma once
// One line of a page of settings: what it is called, what it means, and what it is changed with.

#include <cstdint>

#include <QFrame>
#include <QString>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace shoal::gui {

class SettingRow : public QWidget {
    Q_OBJECT

public:
    enum class Note : std::uint8_t { none, news, warning, mistake };
    struct Texts {
        QString label;
        QString meaning;
        QString key{};  ///< under which it stands in the configuration; empty: only the window knows it
    };

    /// Takes `editor`; a wide one gets a line of its own.
    SettingRow(const Texts& texts, QWidget* editor, bool is_wide, QWidget* parent);

    [[nodiscard]] const QString& label() const { return texts_.label; }
    /// Shown below: "Default: off". Empty: nothing.
    void show_preset(const QString& sentence);
    /// Whether there is something to take back.
    void set_resettable(bool on);
    /// What happened with the last change, or what is wrong; also spoken.
    void show_note(Note kind, const QString& sentence);
    [[nodiscard]] QString note() const;
    /// Whether all of these words stand somewhere in it.
    [[nodiscard]] bool matches(const QStringList& words) const;

Q_SIGNALS:
    void reset_wanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    void colour();

    Texts texts_;
    Note kind_ = Note::none;
    QLabel* meaning_;
    QLabel* preset_;
    QLabel* note_;
    QPushButton* reset_;
};

/// Rows on one raised ground, with a line between those that are shown.
class SettingCard : public QWidget {
    Q_OBJECT

public:
    explicit SettingCard(QWidget* parent);
    void add(SettingRow* row);
    [[nodiscard]] const QList<SettingRow*>& rows() const { return rows_; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QVBoxLayout* column_;
    QList<SettingRow*> rows_;
};

}  // namespace shoal::gui
