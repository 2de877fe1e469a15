#pragma once
// The settings of the engine as the window sees and changes them: those of the configuration file, and what else has a
// say. The window's own ones are in gui/window_settings.h.

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <QObject>
#include <QProcessEnvironment>
#include <QString>
#include <QThreadPool>

#include "core/config_file.h"
#include "core/effective_settings.h"

namespace shoal::gui {

/// One setting as it stands.
struct SettingState {
    std::string value;    ///< what holds, as apply_value reads it
    std::string preset;   ///< what would hold if the person's own file did not name it
    bool is_own = false;  ///< the person's own file names it
    QString fixed_by{};   ///< a variable of the environment that says more than any file; empty: none
    QString given_by{};   ///< the system's file, where that is what holds; empty: not so
};

/// Lives on the window's thread; files are read and written on another one, in the order of the calls.
class ConfigFile : public QObject {
    Q_OBJECT

public:
    using Done = std::move_only_function<void(Result<>)>;

    /// Nothing is read yet.
    explicit ConfigFile(QProcessEnvironment environment = QProcessEnvironment::systemEnvironment(),
                        std::string system_file = system_config, QObject* parent = nullptr);
    /// Ends what was begun; its answers are not given any more.
    ~ConfigFile() override;

    /// Reads all of it now, on this thread: for the start of the program. Error: configuration; then the defaults hold.
    [[nodiscard]] Result<> load();
    /// The same in the background; `changed` tells.
    void reload();

    /// As they were read or written last.
    [[nodiscard]] const Settings& settings() const { return now_.all.settings; }
    [[nodiscard]] SettingState state(std::string_view key) const;
    /// Of the person's own file, which need not be there; empty: there is no home for one.
    [[nodiscard]] const std::string& path() const { return own_; }
    /// Why the files cannot be read; empty: they can.
    [[nodiscard]] const QString& problem() const { return problem_; }

    /// Writes one setting. The file is read anew before, so that nothing is lost that somebody else wrote meanwhile.
    /// One call of `done` on a later turn; none if `context` is gone by then. Errors: configuration (the value, or what
    /// the file holds), io, permission, no_space.
    void set(QObject* context, std::string key, std::string value, Done done);
    /// Takes one setting out of the file; it is no mistake if it does not stand there. Errors: as set.
    void unset(QObject* context, std::string key, Done done);

    /// Until everything that was asked for is done (answers come on later turns).
    void wait();

Q_SIGNALS:
    /// Something else holds now, or may.
    void changed();

private:
    struct Reading {
        EffectiveSettings all;
        EffectiveSettings without_own;
        std::vector<std::string> own_keys;
    };
    using Edit = std::function<Result<std::string>(const std::string& text, const std::string& where)>;

    [[nodiscard]] Result<Reading> read() const;            // any thread
    [[nodiscard]] Result<> write(const Edit& edit) const;  // any thread
    void change(QObject* context, Edit edit, Done done);
    void take(Result<Reading> reading);

    const QProcessEnvironment environment_;
    const std::string system_;
    std::string own_;
    Reading now_;
    QString problem_;
    QThreadPool worker_;  // one thread: calls are done in their order
};

}  // namespace shoal::gui
