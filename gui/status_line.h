#pragma once
// The line at the foot of the window: whether others reach this computer, rates, the DHT, free space, the engine.

#include <optional>

#include <QStatusBar>
#include <QTimer>

#include "core/status_view.h"
#include "gui/engine_client.h"

namespace shoal::gui {

class ElidedButton;
class ElidedLabel;

/// Lives on events: it asks when the engine is ready, and why others cannot reach it only when what that hangs on
/// changed.
class StatusLine : public QStatusBar {
    Q_OBJECT

public:
    /// `download_dir`: whose file system's free space is told; empty: none.
    StatusLine(EngineClient& client, QString download_dir, QWidget* parent = nullptr);

    void set_download_dir(const QString& folder);
    /// For some seconds in the place of the sentence.
    void say(const QString& sentence);
    /// Of the engine as a whole, as it last told; nothing before.
    [[nodiscard]] const std::optional<StatusView>& status() const { return status_; }

Q_SIGNALS:
    /// The rates were clicked.
    void limits_wanted();
    /// The sentence on reachability was clicked.
    void diagnosis_wanted();
    void status_changed();

private:
    void connection_changed();
    void heard(const Event& event);
    void take(const StatusView& status);
    void diagnose();
    void show_diagnosis(const Diagnosis& diagnosis);
    void show_reach(const QString& sentence, const QColor& colour, const QString& advice);
    void show_rates();
    void show_space();

    EngineClient& client_;
    QString download_dir_;
    std::optional<StatusView> status_;
    ElidedButton* reach_;
    ElidedButton* rates_;
    ElidedLabel* dht_;
    ElidedLabel* space_;
    ElidedLabel* engine_;
    QTimer diagnosis_soon_;  // runs only after a change
    bool diagnosing_ = false;
};

}  // namespace shoal::gui
