#pragma once
// After a setting was written: has whoever runs take it up, as far as that goes.

#include <cstdint>
#include <functional>

#include <QObject>

#include "core/settings_edit.h"
#include "gui/config_file.h"
#include "gui/engine_client.h"

namespace shoal::gui {

enum class Uptake : std::uint8_t {
    in_effect,           ///< it holds now
    at_daemon_restart,   ///< when the background service starts again
    at_program_restart,  ///< when this program, which is the engine too, starts again
    at_start,            ///< nobody runs
};
/// A sentence for the person.
[[nodiscard]] QString uptake_sentence(Uptake uptake);

class SettingUptake : public QObject {
    Q_OBJECT

public:
    /// Has a process read its configuration again; whether it could be told.
    using HangUp = std::function<bool(std::uint64_t pid)>;
    using Done = std::function<void(Uptake)>;

    SettingUptake(EngineClient& client, ConfigFile& file, HangUp hang_up, QObject* parent = nullptr);
    /// `done` is called on a later turn, unless `context` is gone by then. What `info` is now is in the file.
    void take_up(const SettingInfo& info, QObject* context, Done done);

private:
    void limit(bool is_up, QObject* context, Done done);
    void reload(QObject* context, Done done);
    [[nodiscard]] Uptake at_restart() const;

    EngineClient& client_;
    ConfigFile& file_;
    HangUp hang_up_;
};

/// SIGHUP to a process of ours that is a shoald, and to no other: it would end by that.
[[nodiscard]] bool hang_up_daemon(std::uint64_t pid);

}  // namespace shoal::gui
