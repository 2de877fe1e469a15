#pragma once
// The words of the window in the language of its person.

#include <QLocale>
#include <QString>
#include <QStringList>

class QCoreApplication;

namespace shoal::gui {

/// The languages that there are besides English, as QLocale names them: "de", "zh_CN".
[[nodiscard]] QStringList translated_languages();

/// Has the whole program speak the first of the locale's languages that we know; English if there is none. Once, before
/// the first window. Qt's own words (file dialogs and the like) come along where they are installed.
void install_translation(QCoreApplication& application, const QLocale& locale = {});

}  // namespace shoal::gui
