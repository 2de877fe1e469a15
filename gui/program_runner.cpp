#include "gui/program_runner.h"

#include <QPointer>
#include <QProcess>
#include <QTimer>

namespace shoal::gui {
namespace {

constexpr int patience_ms = 10'000;

}  // namespace

void SystemPrograms::run(QStringList words, QObject* context, Done done) {
    // Of no parent: what was begun is finished, also when the one who asked is gone.
    auto* process = new QProcess;
    const auto answer = [process, there = QPointer<QObject>{context}, done = std::move(done)](bool has_run) {
        ProgramEnd end{.has_run = has_run, .code = process->exitCode()};
        end.output = QString::fromUtf8(process->readAllStandardOutput()).trimmed();
        end.mistakes = QString::fromUtf8(process->readAllStandardError()).trimmed();
        process->deleteLater();
        if (there) done(end);
    };
    QObject::connect(process, &QProcess::finished, process,
                     [answer](int, QProcess::ExitStatus how) { answer(how == QProcess::NormalExit); });
    QObject::connect(
        process, &QProcess::errorOccurred, process,
        [answer](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart) answer(false);
        },
        Qt::QueuedConnection);
    QTimer::singleShot(patience_ms, process, [process] { process->kill(); });
    process->setProgram(words.takeFirst());
    process->setArguments(words);
    process->start();
    process->closeWriteChannel();
}

}  // namespace shoal::gui
