#pragma once
// The few things that can be said of a new share; folded away, as most people need none of them.

#include <QWidget>

#include "gui/share_jobs.h"

class QCheckBox;
class QLineEdit;
class QToolButton;

namespace shoal::gui {

class Notice;

class ShareOptionsForm : public QWidget {
    Q_OBJECT

public:
    explicit ShareOptionsForm(QWidget* parent = nullptr);
    /// Error: usage, with a sentence that is shown in the form too (a label that is none).
    [[nodiscard]] Result<ShareOptions> options();

Q_SIGNALS:
    /// It needs more room, or less.
    void folded();

private:
    QToolButton* fold_;
    QWidget* fields_;
    QLineEdit* comment_;
    QLineEdit* labels_;
    QCheckBox* reproducible_;
    Notice* trouble_;
};

}  // namespace shoal::gui
