#include "gui/translator.h"

#include <algorithm>

#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QTranslator>

namespace shoal::gui {
namespace {

const QString ours = QStringLiteral(":/translations");

/// The one of our languages that somebody wants first; empty: English.
QString language_for(const QLocale& locale) {
    const auto known = translated_languages();
    for (const auto& name : locale.uiLanguages()) {
        const QLocale wanted{name};
        if (wanted.language() == QLocale::English || wanted.language() == QLocale::C) return {};
        // By script too: who reads traditional Chinese is not helped with the simplified one.
        const auto serves = [&](const QString& one) {
            const QLocale has{one};
            return has.language() == wanted.language() && has.script() == wanted.script();
        };
        const auto found = std::ranges::find_if(known, serves);
        if (found != known.end()) return *found;
    }
    return {};
}

void install(QCoreApplication& application, const QString& name, const QString& folder) {
    auto* words = new QTranslator{&application};
    if (words->load(name, folder)) {
        QCoreApplication::installTranslator(words);
    } else {
        delete words;
    }
}

}  // namespace

QStringList translated_languages() {
    QStringList out;
    for (const auto& file : QDir{ours}.entryList({QStringLiteral("shoal_*.qm")}, QDir::Files, QDir::Name)) {
        const auto language = file.sliced(6, file.size() - 9);  // shoal_de.qm
        if (language != u"en") out.push_back(language);
    }
    return out;
}

void install_translation(QCoreApplication& application, const QLocale& locale) {
    // English stands in the sources, but for its plurals. Who comes later is asked first.
    install(application, QStringLiteral("shoal_en"), ours);
    const auto language = language_for(locale);
    if (language.isEmpty()) return;
    install(application, QStringLiteral("qtbase_") + language, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    install(application, QStringLiteral("shoal_") + language, ours);
}

}  // namespace shoal::gui
