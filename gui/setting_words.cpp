#include "gui/setting_words.h"

#include <array>

#include <QCoreApplication>
#include <QLocale>

#include "core/setting_entry.h"
#include "gui/format.h"

namespace shoal::gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Setting)
};

struct Known {
    std::string_view key;
    SettingPage page;
    const char* label;
    const char* meaning;
};

constexpr std::array known{
    Known{"download_dir", SettingPage::transfers, QT_TRANSLATE_NOOP("Setting", "Download folder"),
          QT_TRANSLATE_NOOP("Setting", "Where downloads are saved unless you choose another place.")},
    Known{"limits.down", SettingPage::speed, QT_TRANSLATE_NOOP("Setting", "Download limit"),
          QT_TRANSLATE_NOOP("Setting", "The most that all downloads together receive.")},
    Known{"limits.up", SettingPage::speed, QT_TRANSLATE_NOOP("Setting", "Upload limit"),
          QT_TRANSLATE_NOOP("Setting", "The most that is sent to all others together.")},
    Known{"listen", SettingPage::network, QT_TRANSLATE_NOOP("Setting", "Listen at"),
          QT_TRANSLATE_NOOP("Setting", "Addresses and ports where others can reach this computer.")},
    Known{"bootstrap", SettingPage::network, QT_TRANSLATE_NOOP("Setting", "First nodes of the DHT"),
          QT_TRANSLATE_NOOP("Setting", "Where the search for peers on the internet begins.")},
    Known{"peers", SettingPage::network, QT_TRANSLATE_NOOP("Setting", "Peers that are always asked"),
          QT_TRANSLATE_NOOP("Setting", "Addresses that every share is looked for at.")},
    Known{"http.listen", SettingPage::network, QT_TRANSLATE_NOOP("Setting", "Address for players on this computer"),
          QT_TRANSLATE_NOOP("Setting", "Where media players and monitoring reach the background service. Nothing there "
                                       "is encrypted, so it has to be an address of this computer only.")},
    Known{"lan", SettingPage::privacy, QT_TRANSLATE_NOOP("Setting", "Find others on this network"),
          QT_TRANSLATE_NOOP("Setting", "Looks for peers on the local network, and lets them find this computer.")},
    Known{"sandbox", SettingPage::privacy, QT_TRANSLATE_NOOP("Setting", "Confine the background service"),
          QT_TRANSLATE_NOOP("Setting", "It gives up whatever it does not need of the system when it starts.")},
    Known{"sandbox_roots", SettingPage::privacy,
          QT_TRANSLATE_NOOP("Setting", "Folders the service may use all the same"),
          QT_TRANSLATE_NOOP("Setting", "With everything in them, hidden files too.")},
    Known{
        "hooks.completed", SettingPage::transfers, QT_TRANSLATE_NOOP("Setting", "Run after each download"),
        QT_TRANSLATE_NOOP("Setting", "A program and its arguments. {tag}, {name}, {path} and {bytes} are filled in.")},
    Known{"hooks.time_limit", SettingPage::transfers, QT_TRANSLATE_NOOP("Setting", "How long that program may run"),
          QT_TRANSLATE_NOOP("Setting", "After that time the program is ended.")},
    Known{"hooks.at_once", SettingPage::transfers, QT_TRANSLATE_NOOP("Setting", "How many such programs at once"),
          QT_TRANSLATE_NOOP("Setting", "Further ones wait for their turn.")},
    Known{"data_dir", SettingPage::advanced, QT_TRANSLATE_NOOP("Setting", "Folder for Shoal’s own files"),
          QT_TRANSLATE_NOOP("Setting", "The list of your shares and the keys of this computer, not your downloads.")},
    Known{"control", SettingPage::advanced, QT_TRANSLATE_NOOP("Setting", "Control socket"),
          QT_TRANSLATE_NOOP("Setting", "Where the background service answers this window and the command line.")},
    Known{"log.level", SettingPage::advanced, QT_TRANSLATE_NOOP("Setting", "How much the log tells"),
          QT_TRANSLATE_NOOP("Setting", "For single parts too: info,dht=debug")},
    Known{"log.format", SettingPage::advanced, QT_TRANSLATE_NOOP("Setting", "How the log is written"),
          QT_TRANSLATE_NOOP("Setting", "Automatic is text, with priorities where the system’s journal reads it.")},
};

/// "http.listen" -> "Http listen".
QString made_of(std::string_view key) {
    auto label = QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size()));
    label.replace(u'.', u' ').replace(u'_', u' ');
    if (!label.isEmpty()) label[0] = label[0].toUpper();
    return label;
}

SettingPage page_of_group(std::string_view key) {
    if (key.starts_with("limits.")) return SettingPage::speed;
    if (key.starts_with("hooks.")) return SettingPage::transfers;
    if (key.starts_with("http.")) return SettingPage::network;
    return SettingPage::advanced;
}

QString duration_in_words(std::uint64_t seconds) {
    // Only whole units: what is shown must be what is meant.
    const auto number = [](std::uint64_t n) { return static_cast<int>(std::min<std::uint64_t>(n, 1'000'000'000)); };
    if (seconds != 0 && seconds % 86'400 == 0) return Words::tr("%Ln day(s)", nullptr, number(seconds / 86'400));
    if (seconds != 0 && seconds % 3'600 == 0) return Words::tr("%Ln hour(s)", nullptr, number(seconds / 3'600));
    if (seconds != 0 && seconds % 60 == 0) return Words::tr("%Ln minute(s)", nullptr, number(seconds / 60));
    return Words::tr("%Ln second(s)", nullptr, number(seconds));
}

}  // namespace

SettingWords setting_words(const SettingInfo& info) {
    for (const auto& each : known) {
        if (each.key == info.key) return {Words::tr(each.label), Words::tr(each.meaning), each.page, true};
    }
    const auto meaning = QString::fromUtf8(info.meaning.data(), static_cast<qsizetype>(info.meaning.size()));
    return {made_of(info.key), meaning, page_of_group(info.key), false};
}

QString page_title(SettingPage page) {
    switch (page) {
    case SettingPage::general:
        return Words::tr("General");
    case SettingPage::transfers:
        return Words::tr("Transfers");
    case SettingPage::speed:
        return Words::tr("Speed");
    case SettingPage::network:
        return Words::tr("Network");
    case SettingPage::privacy:
        return Words::tr("Privacy");
    case SettingPage::advanced:
        return Words::tr("Advanced");
    }
    return {};
}

QString choice_word(std::string_view key, const QString& word) {
    if (key != "log.format") return word;
    if (word == u"auto") return Words::tr("Automatic", "form of the log");
    if (word == u"text") return Words::tr("Text", "form of the log");
    if (word == u"json") return Words::tr("JSON", "form of the log");
    if (word == u"journal") return Words::tr("Entries of the system’s journal", "form of the log");
    return word;
}

QString value_in_words(const SettingInfo& info, const std::string& value) {
    const auto text = harmless(QString::fromStdString(value));
    switch (info.kind) {
    case SettingKind::boolean:
        return value == "on" ? Words::tr("on") : Words::tr("off");
    case SettingKind::rate: {
        const auto rate = parse_size(value).value_or(0);
        return rate == 0 ? Words::tr("no limit") : format_rate(rate);
    }
    case SettingKind::duration:
        return duration_in_words(parse_seconds(value).value_or(0));
    case SettingKind::count:
        return QLocale{}.toString(text.toLongLong());
    case SettingKind::choice:
        return choice_word(info.key, text);
    case SettingKind::endpoints:
    case SettingKind::words:
    case SettingKind::paths: {
        if (value == "none") return Words::tr("none");
        auto lines = QString::fromStdString(value).split(QLatin1Char{*list_separator(info.kind)});
        for (auto& line : lines) line = harmless(line);
        return lines.join(info.kind == SettingKind::words ? QStringLiteral(" ") : QStringLiteral(", "));
    }
    default:
        return text;
    }
}

}  // namespace shoal::gui
