#pragma once
// Whether Shoal starts with the session: the daemon by its systemd user unit, or, where no systemd serves the session,
// what there is by an entry in the folder of autostart.

#include <cstdint>

#include "gui/program_runner.h"

namespace shoal::gui {

class Autostart : public QObject {
    Q_OBJECT

public:
    enum class State : std::uint8_t { unknown, off, on };
    using Done = std::function<void(const QString& problem)>;  ///< empty: it is done

    /// `config_dir` empty: $XDG_CONFIG_HOME.
    explicit Autostart(ProgramRunner& programs, QString config_dir = {}, QObject* parent = nullptr);

    /// Looks how it is; `looked` tells.
    void look();
    [[nodiscard]] State state() const { return state_; }
    /// `now`: the daemon is started too; wrong while this program is the engine, as both would want the same data.
    void set(bool on, bool now, QObject* context, Done done);

Q_SIGNALS:
    void looked();

private:
    void set_unit(bool on, bool now, QObject* context, Done done);
    [[nodiscard]] QString set_entry(bool on);
    void becomes(State state);
    [[nodiscard]] QString entry_path() const;

    ProgramRunner& programs_;
    QString config_dir_;
    State state_ = State::unknown;
    bool has_unit_ = false;
};

}  // namespace shoal::gui
