#pragma once
// What a person does with shares that are selected: asked of the engine, and what goes wrong told.

#include <string>
#include <vector>

#include <QObject>
#include <QString>

#include "gui/engine_client.h"
#include "gui/share_store.h"

namespace shoal::gui {

class ShareCommands : public QObject {
    Q_OBJECT

public:
    using Tags = std::vector<std::string>;

    ShareCommands(EngineClient& client, const ShareStore& store, QObject* parent = nullptr);

    void pause(const Tags& tags);
    void resume(const Tags& tags);
    /// Resumes all if all of them are paused, else pauses those that are not.
    void toggle(const Tags& tags);
    void recheck(const Tags& tags);
    /// Puts the share's link on the clipboard.
    void copy_links(const Tags& tags);
    /// In the file manager; `failed` where the folder is not there.
    void open_folder(const std::string& tag);

Q_SIGNALS:
    void failed(const QString& sentence);
    void links_copied(int count);

private:
    template <class R>
    void run(R request, const QString& what);

    EngineClient& client_;
    const ShareStore& store_;
};

}  // namespace shoal::gui
