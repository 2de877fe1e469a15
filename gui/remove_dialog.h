#pragma once
// Takes shares out of Shoal, and their files off the disk if a person says so.

#include <string>
#include <vector>

#include <QDialog>

#include "core/share_view.h"
#include "gui/engine_client.h"

class QPushButton;
class QRadioButton;
class QVBoxLayout;

namespace shoal::gui {

class Notice;
class PrimaryButton;
class TextLabel;

/// Asks, does it one share after the other, and stays only to tell what did not go as wished.
class RemoveDialog : public QDialog {
    Q_OBJECT

public:
    /// Precondition: at least one share. `delete_files`: what is chosen at first (Shift+Del).
    RemoveDialog(EngineClient& client, std::vector<ShareView> shares, bool delete_files, QWidget* parent = nullptr);

Q_SIGNALS:
    /// It is forgotten; the last comes before the dialog is accepted.
    void removed(const std::string& tag);

private:
    void build();
    void build_choice(QVBoxLayout& layout);
    void choice_changed();
    [[nodiscard]] bool deletes() const;
    void begin();
    void remove_next();
    void answered(const ShareView& share, Result<ShareForgotten> answer);
    void finish();

    EngineClient& client_;
    std::vector<ShareView> shares_;
    std::size_t next_ = 0;
    QStringList kept_;              // files that were to go and stay
    QStringList failed_;            // sentences
    QRadioButton* keep_ = nullptr;  // nullptr: there are no files to decide about
    QRadioButton* delete_ = nullptr;
    Notice* warning_;
    Notice* outcome_;
    TextLabel* details_;
    PrimaryButton* remove_;
    QPushButton* cancel_;
};

}  // namespace shoal::gui
