#pragma once
// A line above everything while there is no engine: what happened, what is being done about it, what a person can do.

#include <QLabel>
#include <QPushButton>
#include <QWidget>

#include "gui/engine_client.h"

namespace shoal::gui {

/// Shown only while the engine does not answer.
class ConnectionBanner : public QWidget {
    Q_OBJECT

public:
    explicit ConnectionBanner(EngineClient& client, QWidget* parent = nullptr);

Q_SIGNALS:
    void look_again_wanted();
    void run_here_wanted();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();

    EngineClient& client_;
    QLabel* text_;
    QPushButton* again_;
    QPushButton* here_;
};

}  // namespace shoal::gui
