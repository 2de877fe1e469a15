#pragma once
// All shares as the engine last told of them: what every list, counter and notice of the window looks at.

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

#include <QObject>

#include "core/share_view.h"
#include "gui/engine_client.h"

namespace shoal::gui {

/// Lives on the window's thread. Asks for all shares once the engine is ready, and lives on events after that.
class ShareStore : public QObject {
    Q_OBJECT

public:
    explicit ShareStore(EngineClient& client, QObject* parent = nullptr);

    /// nullptr: no such share. Valid until the next turn of the loop.
    [[nodiscard]] const ShareView* find(const std::string& tag) const;
    /// In no order that means anything.
    [[nodiscard]] const std::vector<ShareView>& all() const { return shares_; }
    /// Whether the engine has told of its shares since it is ready.
    [[nodiscard]] bool is_loaded() const { return loaded_; }

Q_SIGNALS:
    /// Everything may be other than it was: nothing of before counts.
    void reset();
    /// These are new, or have new state.
    void changed(const std::vector<std::string>& tags);
    /// It is gone already.
    void removed(const std::string& tag);

private:
    void connection_changed();
    void heard(const Event& event);
    void put(const ShareView& share);
    void forget(const std::string& tag);

    EngineClient& client_;
    std::vector<ShareView> shares_;
    std::unordered_map<std::string, std::size_t> places_;  // by tag, in shares_
    bool loaded_ = false;
};

}  // namespace shoal::gui
