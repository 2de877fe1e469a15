#pragma once
// Programs of the desktop that are asked to do something, as a list of words and never through a shell.

#include <functional>

#include <QObject>
#include <QString>
#include <QStringList>

namespace shoal::gui {

struct ProgramEnd {
    bool has_run = false;  ///< it could be started, and ended by itself in time
    int code = 0;
    QString output{};    ///< without blanks around
    QString mistakes{};  ///< what it said to stderr

    [[nodiscard]] bool is_good() const { return has_run && code == 0; }
};

class ProgramRunner {
public:
    using Done = std::function<void(const ProgramEnd&)>;
    virtual ~ProgramRunner() = default;
    /// `words` begins with the program. `done` is called on a later turn, unless `context` is gone by then.
    virtual void run(QStringList words, QObject* context, Done done) = 0;
};

/// Runs them. Each has 10 seconds.
class SystemPrograms : public ProgramRunner {
public:
    void run(QStringList words, QObject* context, Done done) override;
};

}  // namespace shoal::gui
