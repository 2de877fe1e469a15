#pragma once
// From a link to a download: read the link, find somebody, choose files and a place, start.

#include <string>

#include <QDialog>
#include <QStringList>

#include "gui/download_place.h"
#include "gui/engine_client.h"
#include "gui/share_store.h"

class QCheckBox;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace shoal::gui {

class FileTree;
class FileTreeView;
class Notice;
class PeerSearch;
class PrimaryButton;
class TextLabel;

/// Several links come one after the other. Closing it (Esc) loses none: what was looked for goes on as a share without
/// a place yet; "Do not get it" forgets one. The link never leaves the field and the engine.
class GetDialog : public QDialog {
    Q_OBJECT

public:
    /// `text`: holds links, and they are looked at at once; empty: what the clipboard has is proposed.
    GetDialog(EngineClient& client, ShareStore& store, const QString& text, const QString& download_dir,
              QWidget* parent = nullptr, DownloadPlace::Look look = {});
    /// For a share that is known and has no place yet (states resolving and resolved).
    void go_on_with(const std::string& tag);

    void done(int result) override;

Q_SIGNALS:
    /// Its download began.
    void started(const std::string& tag);
    /// Somebody gave the link of a share that is there already: select it.
    void known(const std::string& tag);

private:
    enum class Step { link, looking, choosing };
    QWidget* build_link();
    QWidget* build_looking();
    QWidget* build_choosing();
    void build_buttons(QVBoxLayout& layout);
    void set_step(Step step);
    void refresh();

    void link_changed();
    void take_links();
    void next_link();
    void look_for(const QString& link);
    void resolve();
    void resolved(LinkResolved found);
    void not_resolved(const Error& error);

    void start();
    void not_started(const Error& error);
    void forget_trouble();
    void forget();
    void later();
    void shares_changed(const std::vector<std::string>& tags);
    void connection_changed();
    [[nodiscard]] bool is_known(const std::string& tag) const;

    EngineClient& client_;
    ShareStore& store_;
    Step step_ = Step::link;
    QStringList waiting_;  // links, secret
    int total_ = 0;        // links that were given
    QString link_;         // of now, secret
    std::string tag_;
    QString name_;
    bool meant_some_ = false;      // the link names only some of the files
    EngineClient::AskId ask_ = 0;  // of ResolveLink; 0: none
    bool starting_ = false;

    QStackedWidget* pages_;
    TextLabel* heading_;
    TextLabel* count_;
    QLineEdit* field_;
    Notice* about_link_;
    PeerSearch* search_;
    TextLabel* size_;
    FileTree* tree_;
    FileTreeView* files_;
    DownloadPlace* place_;
    QCheckBox* replace_;
    Notice* trouble_;
    QPushButton* forget_;
    QPushButton* close_;
    PrimaryButton* go_;
};

}  // namespace shoal::gui
