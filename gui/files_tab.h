#pragma once
// The files of a share: which are wanted, which come first, and how far each is.

#include <QPointer>

#include "core/queries.h"
#include "gui/details_tab.h"

class QAction;
class QLabel;
class QMenu;
class QMessageBox;

namespace shoal::gui {

class FileTree;
class FileTreeView;

class FilesTab : public DetailsTab {
    Q_OBJECT

public:
    FilesTab(EngineClient& client, ShareStore& store, QWidget* parent);

protected:
    void share_is_other() override;

private:
    void build_menu();
    void told(const Result<FileList>& reply);
    void choice_changed();
    void ask_first(std::uint64_t given_up);
    void send_choice();
    void prioritise(FilePriority priority);
    void raise(int by);
    void change_ended(const Result<ShareView>& reply);
    void show_menu(QPoint global);
    void open(const QModelIndex& file);
    void open_folder(const QModelIndex& index);
    void show_error(const QString& text);
    [[nodiscard]] QString disk_path(const QModelIndex& index) const;

    FileTree* tree_;
    FileTreeView* view_;
    QLabel* error_;
    QMenu* menu_;
    QAction* open_;
    QAction* priorities_[3];
    PacedAsk* ask_;
    QPointer<QMessageBox> question_;
    int changing_ = 0;  // commands under way: what is told meanwhile may be of before
};

}  // namespace shoal::gui
