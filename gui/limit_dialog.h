#pragma once
// How fast shares may be fetched and sent.

#include <string>
#include <vector>

#include <QDialog>

#include "gui/engine_client.h"

class QPushButton;

namespace shoal::gui {

class Notice;
class PrimaryButton;
class RateField;

class LimitDialog : public QDialog {
    Q_OBJECT

public:
    /// `tags`: none for everything together. `name`: of the share, where there is one. `now`: what holds; of several
    /// shares, those of the first.
    LimitDialog(EngineClient& client, std::vector<std::string> tags, const QString& name, const Limits& now,
                QWidget* parent = nullptr);

Q_SIGNALS:
    /// These hold now.
    void limited(const shoal::Limits& limits);

private:
    void begin();
    void limit_next();
    void tell(const Error& error);

    EngineClient& client_;
    std::vector<std::string> tags_;
    Limits now_;
    std::size_t next_ = 0;
    RateField* down_;
    RateField* up_;
    Notice* trouble_;
    PrimaryButton* set_;
};

}  // namespace shoal::gui
