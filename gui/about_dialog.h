#pragma once
// What Shoal is, its version, and on which terms.

#include <QDialog>

namespace shoal::gui {

class AboutDialog : public QDialog {
    Q_OBJECT

public:
    explicit AboutDialog(QWidget* parent = nullptr);
};

}  // namespace shoal::gui
