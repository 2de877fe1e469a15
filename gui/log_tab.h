#pragma once
// What happened to a share, in words.

#include <QDate>

#include "gui/details_tab.h"
#include "gui/share_journal.h"

class QPlainTextEdit;

namespace shoal::gui {

class LogTab : public DetailsTab {
    Q_OBJECT

public:
    /// `journal` outlives it.
    LogTab(EngineClient& client, ShareStore& store, ShareJournal& journal, QWidget* parent);

protected:
    void share_is_other() override { stale_ = true; }
    void share_changed() override { show_lines(); }

private:
    void grew(const std::string& tag);
    void show_lines();

    ShareJournal& journal_;
    QPlainTextEdit* text_;
    bool stale_ = true;
};

}  // namespace shoal::gui
