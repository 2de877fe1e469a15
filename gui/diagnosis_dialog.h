#pragma once
// How this computer stands in the network, in sentences, with what to do: `shoal doctor` in a window.

#include <QDialog>
#include <QLabel>
#include <QVBoxLayout>

#include "core/status_view.h"
#include "gui/engine_client.h"

namespace shoal::gui {

/// Asks when it is made and when a person asks again.
class DiagnosisDialog : public QDialog {
    Q_OBJECT

public:
    explicit DiagnosisDialog(EngineClient& client, QWidget* parent = nullptr);

private:
    void ask();
    void show_findings(const Result<Diagnosis>& diagnosis);
    [[nodiscard]] QWidget* card_of(const Finding& finding);

    EngineClient& client_;
    QLabel* addresses_;
    QWidget* cards_ = nullptr;
    QVBoxLayout* place_;
};

}  // namespace shoal::gui
