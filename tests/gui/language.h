#pragma once
// One of the languages of the window, for as long as it lives. Widgets made meanwhile speak it.

#include <QCoreApplication>
#include <QTranslator>

#include "gui/translator.h"

namespace shoal::gui {

class Language {
public:
    explicit Language(const QString& locale) : before_{qApp->findChildren<QTranslator*>()} {
        install_translation(*qApp, QLocale{locale});
    }
    ~Language() {
        for (auto* translator : qApp->findChildren<QTranslator*>()) {
            if (before_.contains(translator)) continue;
            QCoreApplication::removeTranslator(translator);
            delete translator;
        }
    }
    Language(const Language&) = delete;
    Language& operator=(const Language&) = delete;

private:
    QList<QTranslator*> before_;
};

}  // namespace shoal::gui
