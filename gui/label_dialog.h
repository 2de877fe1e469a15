#pragma once
// Which labels shares have.

#include <string>
#include <vector>

#include <QDialog>

#include "core/share_view.h"
#include "gui/engine_client.h"
#include "gui/notice.h"

class QLineEdit;
class QListWidget;
class QPushButton;

namespace shoal::gui {

class PrimaryButton;

/// A box for each label: ticked where all of the shares have it, half where some have it. Changes what was changed
/// here, and no other label.
class LabelDialog : public QDialog {
    Q_OBJECT

public:
    /// Precondition: at least one share. `known`: labels of any share.
    LabelDialog(EngineClient& client, const std::vector<ShareView>& shares, const std::vector<std::string>& known,
                QWidget* parent = nullptr);

private:
    void build(const QString& heading);
    void add_item(const QString& label, Qt::CheckState state, bool is_new);
    void add_typed();
    [[nodiscard]] bool take_typed();
    void tell(Notice::Kind kind, const QString& text, const QString& advice = {});
    void save();

    EngineClient& client_;
    std::vector<std::string> tags_;
    QListWidget* list_;
    QLineEdit* typed_;
    QPushButton* add_;
    Notice* trouble_;
    PrimaryButton* save_;
};

}  // namespace shoal::gui
