#pragma once
// Whether this desktop opens magnet links with Shoal. They are BitTorrent's too, so they are never taken unasked, and
// can be given back. (shoal: links are ours by the desktop entry.)

#include "gui/program_runner.h"

namespace shoal::gui {

class WindowSettings;

class MagnetHandler : public QObject {
    Q_OBJECT

public:
    using Done = std::function<void(const QString& problem)>;  ///< empty: it is done

    /// `config_dir` empty: $XDG_CONFIG_HOME.
    MagnetHandler(ProgramRunner& programs, WindowSettings& settings, QString config_dir = {},
                  QObject* parent = nullptr);

    /// Asks the desktop; `looked` tells.
    void look();
    [[nodiscard]] bool is_ours() const { return is_ours_; }
    /// Takes the links, or gives them back to whoever had them.
    void set(bool on, QObject* context, Done done);

Q_SIGNALS:
    void looked();

private:
    void make_default(const QString& entry, QObject* context, Done done);
    [[nodiscard]] QString forget();

    ProgramRunner& programs_;
    WindowSettings& settings_;
    QString config_dir_;
    QString now_;  // the desktop entry that opens them
    bool is_ours_ = false;
};

/// The text of a mimeapps.list in which `entry` is no default of `type` any more.
[[nodiscard]] QByteArray without_default(const QByteArray& list, const QByteArray& type, const QByteArray& entry);

}  // namespace shoal::gui
