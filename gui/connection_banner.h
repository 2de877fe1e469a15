#pragma once
// A line above everything while there is no engine: what happened, what is being done about it, what a person can do.

#include "gui/engine_client.h"
#include "gui/strip.h"

namespace shoal::gui {

/// Shown only while the engine does not answer.
class ConnectionBanner : public Strip {
    Q_OBJECT

public:
    explicit ConnectionBanner(EngineClient& client, QWidget* parent = nullptr);

Q_SIGNALS:
    void look_again_wanted();
    void run_here_wanted();

private:
    void refresh();

    EngineClient& client_;
    QPushButton* here_ = nullptr;
};

}  // namespace shoal::gui
