#pragma once
// Programs of the desktop that only remember what they were asked, and say what a test wants.

#include <functional>

#include <QPointer>

#include "gui/program_runner.h"

namespace shoal::gui {

class FakePrograms : public ProgramRunner {
public:
    using Answer = std::function<ProgramEnd(const QStringList& words)>;

    void run(QStringList words, QObject* context, Done done) override {
        asked.push_back(words.join(u' '));
        QMetaObject::invokeMethod(
            context, [end = answer(words), done = std::move(done)] { done(end); }, Qt::QueuedConnection);
    }
    QStringList asked;
    Answer answer = [](const QStringList&) { return ProgramEnd{}; };  // nothing is installed
};

}  // namespace shoal::gui
