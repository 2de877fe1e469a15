#pragma once
// Opens the dialogs of the main window. None of them keeps a person from the window.

#include <string>
#include <vector>

#include <QObject>
#include <QStringList>
#include <QWidget>

#include "gui/config_file.h"
#include "gui/engine_client.h"
#include "gui/program_runner.h"
#include "gui/share_store.h"
#include "gui/window_settings.h"

class QDialog;

namespace shoal::gui {

class GetDialog;

class WindowDialogs : public QObject {
    Q_OBJECT

public:
    using Tags = std::vector<std::string>;

    WindowDialogs(EngineClient& client, ShareStore& store, WindowSettings& settings, ConfigFile& file,
                  ProgramRunner& programs, QObject* parent = nullptr);

    /// Whose dialogs they are; before the first is opened.
    void set_window(QWidget* window) { window_ = window; }
    /// Where downloads go unless their person says otherwise.
    void set_download_dir(const QString& folder) { download_dir_ = folder; }

    /// `paths`: whole; may be empty: the dialog asks.
    void share(const QStringList& paths);
    /// One after the other; empty: the dialog asks.
    void get(const QStringList& links);
    /// Of a share whose list is looked for, or here and not chosen from yet.
    void go_on_getting(const std::string& tag);
    void link(const std::string& tag);
    void remove(const Tags& tags, bool data);
    void labels(const Tags& tags);
    /// Of these shares; none: of all together, where `now` holds.
    void limits(const Tags& tags, const Limits& now);
    void settings();
    void diagnosis();
    void about();

Q_SIGNALS:
    /// A download began, a new share is ready, or a link was of one that is here already: to be shown.
    void started(std::string tag);
    /// What a dialog that is closed already has to tell.
    void said(const QString& sentence);

private:
    [[nodiscard]] std::vector<ShareView> shares_of(const Tags& tags) const;
    [[nodiscard]] GetDialog* make_get_dialog(const QString& links);
    void open(QDialog* dialog);

    EngineClient& client_;
    ShareStore& store_;
    WindowSettings& settings_;
    ConfigFile& file_;
    ProgramRunner& programs_;
    QWidget* window_ = nullptr;
    QString download_dir_;
};

}  // namespace shoal::gui
