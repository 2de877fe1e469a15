#pragma once
// English plurals for tests that read words: "3 peer(s)" becomes "3 peers", whether or not a translation is loaded.

#include <QCoreApplication>
#include <QString>
#include <QTranslator>

namespace shoal::gui {

/// While it lives.
class PlainEnglish : public QTranslator {
public:
    PlainEnglish() { QCoreApplication::installTranslator(this); }
    PlainEnglish(const PlainEnglish&) = delete;
    PlainEnglish& operator=(const PlainEnglish&) = delete;
    ~PlainEnglish() override { QCoreApplication::removeTranslator(this); }

    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char*, const char* source, const char*, int count) const override {
        const auto text = QString::fromUtf8(source);
        if (count < 0 || !text.contains(QLatin1String{"(s)"})) return {};
        return QString{text}.replace(QLatin1String{"(s)"}, QLatin1String{count == 1 ? "" : "s"});
    }
};

}  // namespace shoal::gui
