#pragma once
// The link of a share that is there already.

#include <string>
#include <vector>

#include <QDialog>

#include "gui/engine_client.h"

class QDialogButtonBox;
class QPushButton;

namespace shoal::gui {

class LinkCard;
class Notice;
class TextLabel;

/// Asks for the link as soon as it is made, and again when an engine that was away is back.
class LinkDialog : public QDialog {
    Q_OBJECT

public:
    /// `rules`: files that the link names (GetLink); empty: all.
    LinkDialog(EngineClient& client, std::string tag, const QString& name, QWidget* parent = nullptr,
               std::vector<std::string> rules = {});

private:
    void ask();
    void tell(const Error& error);

    EngineClient& client_;
    std::string tag_;
    QString name_;
    std::vector<std::string> rules_;
    TextLabel* waiting_;
    Notice* trouble_;
    LinkCard* card_;
    QPushButton* again_;
};

}  // namespace shoal::gui
