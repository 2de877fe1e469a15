#pragma once
// A language of tests: every word is half as long again, as in the longest languages, and has marks above and below.

#include <QCoreApplication>
#include <QStringList>
#include <QTranslator>

class QWidget;

namespace shoal::gui {

/// Holds while it lives. Widgets made meanwhile speak it.
class PseudoLocale : public QTranslator {
public:
    PseudoLocale() { QCoreApplication::installTranslator(this); }
    ~PseudoLocale() override { QCoreApplication::removeTranslator(this); }
    PseudoLocale(const PseudoLocale&) = delete;
    PseudoLocale& operator=(const PseudoLocale&) = delete;

    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char* context, const char* source, const char*, int) const override {
        if (QLatin1String{context}.startsWith(QLatin1String{"Q"})) return {};  // Qt's own
        const auto text = QString::fromUtf8(source);
        // Marks and words stay; every third letter is said twice, the vowels in another form.
        QString out;
        int letters = 0;
        for (int i = 0; i < text.size(); ++i) {
            const bool is_mark = text[i] == u'%' || text[i] == u'&' ||
                                 (i > 0 && (text[i - 1] == u'%' || text[i - 1] == u'&')) ||
                                 (i > 1 && text[i - 2] == u'%' && text[i - 1] == u'L');
            const auto form = QStringLiteral("aeiouAEIOU").indexOf(text[i]);
            const QChar letter = is_mark || form < 0 ? text[i] : QStringLiteral("äéîöûÄÉÎÖÛ")[form];
            out += letter;
            if (!is_mark && letter.isLetter() && ++letters % 2 == 0) out += letter;
        }
        return u'⟦' + out + u'⟧';
    }
};

/// Labels and buttons of `window` that show less than their whole text, in words; empty: none.
[[nodiscard]] QStringList cut_texts(const QWidget& window);
/// What a person reads in `window` and did not go through tr().
[[nodiscard]] QStringList untranslated_texts(const QWidget& window);

}  // namespace shoal::gui
