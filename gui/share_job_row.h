#pragma once
// One file or folder that is being made a share: how far it is, what went wrong, how it is stopped.

#include <QWidget>

#include "gui/share_jobs.h"

class QProgressBar;
class QToolButton;

namespace shoal::gui {

class ElidedLabel;
class TextLabel;

class ShareJobRow : public QWidget {
    Q_OBJECT

public:
    explicit ShareJobRow(QWidget* parent = nullptr);
    void show_job(const ShareJob& job);

Q_SIGNALS:
    void stop_wanted();
    void again_wanted();
    void link_wanted();

private:
    ElidedLabel* name_;
    QProgressBar* bar_;
    TextLabel* state_;
    TextLabel* advice_;
    QToolButton* stop_;
    QToolButton* again_;
    QToolButton* link_;
};

/// "34.0 MiB of 80.0 MiB, 120.0 MiB/s, 3 s left"; what else it is doing, or did.
[[nodiscard]] QString job_sentence(const ShareJob& job);
/// What a person can do about a path that could not be shared; may be empty.
[[nodiscard]] QString share_advice(const Error& error);

}  // namespace shoal::gui
