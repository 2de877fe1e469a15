#pragma once
// Makes shares of files and folders: choose, watch them being read, take the link.

#include <QDialog>
#include <QStringList>

#include "gui/share_jobs.h"

class QListWidget;
class QPushButton;
class QScrollArea;
class QStackedWidget;
class QVBoxLayout;

namespace shoal::gui {

class DropZone;
class LinkCard;
class Notice;
class PrimaryButton;
class ShareJobRow;
class ShareOptionsForm;
class TextLabel;

/// Closing it while files are read goes on in the background, which the window says; Stop is a button of its own. With
/// Qt::WA_DeleteOnClose it is deleted once it is closed and nothing is read any more.
class ShareDialog : public QDialog {
    Q_OBJECT

public:
    ShareDialog(EngineClient& client, const QStringList& paths, QWidget* parent = nullptr);
    /// More paths for the list; while others are read already they wait in line behind them.
    void add_paths(const QStringList& paths);

    void done(int result) override;

Q_SIGNALS:
    /// It is ready.
    void shared(const std::string& tag, const QString& name);
    /// It was closed, and this many are still to be read: a notice, as nobody sees them.
    void went_on(int count);
    /// Of one that was closed: all is read. A sentence for a notice, and the share that was ready last, if any.
    void finished_unseen(const QString& sentence, const std::string& tag);
    /// Somebody dropped links on it.
    void links_dropped(const QStringList& links);

private:
    enum Page { choosing, working };
    QWidget* build_choosing();
    QWidget* build_working();
    void build_buttons(QVBoxLayout& layout);
    void list_changed();
    void tell_missing(const QStringList& paths);
    void remove_chosen();
    void start();
    void job_changed(std::size_t job);
    void show_link(std::size_t job);
    void copy_all();
    void all_done();
    void refresh();
    void make_room();

    ShareJobs* jobs_;
    QStackedWidget* pages_;
    DropZone* zone_;
    Notice* missing_;
    QListWidget* list_;
    ShareOptionsForm* options_;
    TextLabel* heading_;
    TextLabel* hint_;
    QScrollArea* scroll_;
    QVBoxLayout* rows_layout_ = nullptr;
    std::vector<ShareJobRow*> rows_;
    LinkCard* card_;
    PrimaryButton* start_;
    QPushButton* copy_all_;
    QPushButton* stop_;
    QPushButton* close_;
    std::string last_tag_;
    bool deletes_itself_ = false;  // at the end of what goes on in the background
};

}  // namespace shoal::gui
