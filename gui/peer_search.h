#pragma once
// What is done to find somebody who has a share, and for how long already.

#include <string>
#include <vector>

#include <QElapsedTimer>
#include <QWidget>

#include "core/share_view.h"
#include "gui/engine_client.h"

class QTimer;
class QVBoxLayout;

namespace shoal::gui {

class PacedAsk;
class TextLabel;

/// Asks again when the share changed, at most once a second, while it is shown.
class PeerSearch : public QWidget {
    Q_OBJECT

public:
    explicit PeerSearch(EngineClient& client, QWidget* parent = nullptr);
    /// Looks at this share from now on; the clock begins anew.
    void begin(std::string tag);
    void end();
    /// As the engine tells of it.
    void show_share(const ShareView& share);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void show_sources();
    void tick();

    std::string tag_;
    std::vector<SourceView> sources_;
    std::uint64_t peers_ = 0;
    QElapsedTimer began_;
    QElapsedTimer told_;
    QTimer* clock_;
    PacedAsk* ask_;
    TextLabel* state_;
    QVBoxLayout* lines_;
    std::vector<TextLabel*> shown_;
};

/// "This network: nobody yet, asked 12 s ago". `passed_ms`: since the engine told of it.
[[nodiscard]] QString source_sentence(const SourceView& source, std::uint64_t passed_ms);

}  // namespace shoal::gui
