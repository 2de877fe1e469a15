#pragma once
// What all tabs of the details have in common: a share, and work only while somebody looks.

#include <string>
#include <vector>

#include <QWidget>

#include "gui/engine_client.h"
#include "gui/paced_ask.h"
#include "gui/share_store.h"

class QLabel;
class QStackedLayout;
class QTimer;

namespace shoal::gui {

class DetailsTab : public QWidget {
    Q_OBJECT

public:
    DetailsTab(EngineClient& client, ShareStore& store, QWidget* parent);

    /// Empty: none.
    void show_share(const std::string& tag);

protected:
    /// Another share than before, or none: what was shown does not count.
    virtual void share_is_other() = 0;
    /// The store has news of it; called only while it is seen, and when it comes into view.
    virtual void share_changed() {}
    /// Once a second while it is seen, for tabs that asked for it by tick_while_seen.
    virtual void second_passed() {}
    /// Whether there is something to show without a share.
    [[nodiscard]] virtual bool needs_share() const { return true; }

    [[nodiscard]] EngineClient& client() { return client_; }
    [[nodiscard]] const std::string& tag() const { return tag_; }
    /// nullptr: none.
    [[nodiscard]] const ShareView* share() const { return store_.find(tag_); }
    /// What a subclass lays out.
    [[nodiscard]] QWidget* content() { return content_; }
    /// In the place of the content; empty: the content.
    void set_note(const QString& note);
    /// It is asked while the tab is seen, again when the share changed, and anew for another share.
    PacedAsk& add_ask();
    void tick_while_seen();

    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void news();
    void show_page();

    EngineClient& client_;
    ShareStore& store_;
    std::string tag_;
    QString note_text_;
    QStackedLayout* pages_;
    QWidget* content_;
    QLabel* note_;
    QTimer* clock_;
    std::vector<PacedAsk*> asks_;
    bool ticks_ = false;
};

}  // namespace shoal::gui
