#include "gui/launch_options.h"

#include <array>
#include <vector>

#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>
#include <QUrl>

#include "core/setting_entry.h"

namespace shoal::gui {
namespace {

struct Option {
    const char* name;     // as `shoal` has it
    const char* key;      // of the settings table
    const char* example;  // of its value
};

// What a person may want other than usual for one start; everything else belongs into the file.
constexpr std::array<Option, 9> options{{
    {"data-dir", "data_dir", "DIR"},
    {"control", "control", "SOCKET"},
    {"listen", "listen", "ADDRESS:PORT"},
    {"bootstrap", "bootstrap", "ADDRESS:PORT,...|none"},
    {"peer", "peers", "ADDRESS:PORT,..."},
    {"lan", "lan", "on|off"},
    {"limit-up", "limits.up", "RATE"},
    {"limit-down", "limits.down", "RATE"},
    {"log", "log.level", "LEVEL"},
}};

QString whole(const QString& path) {
    return QDir::cleanPath(QFileInfo{path}.absoluteFilePath());
}

/// Desktops hand files over as URLs.
QString wanted_from(const QString& argument) {
    const QUrl url{argument};
    if (url.isLocalFile()) return whole(url.toLocalFile());
    const auto scheme = argument.section(QLatin1Char{':'}, 0, 0).toLower();
    const bool is_link = scheme == QLatin1String{"shoal"} || scheme == QLatin1String{"magnet"};
    // A page of the web is no path either: the dialog that gets links says what it is not.
    const bool is_page = argument.contains(QLatin1String{"://"}) && !QFileInfo::exists(argument);
    return is_link || is_page ? argument : whole(argument);
}

void add_options(QCommandLineParser& parser) {
    parser.setApplicationDescription(QStringLiteral("Shares files and folders by link, and gets them."));
    parser.addHelpOption();
    parser.addVersionOption();
    for (const auto& option : options) {
        const auto* info = find_setting(option.key);
        parser.addOption({QString::fromLatin1(option.name),
                          QString::fromUtf8(info->meaning.data(), static_cast<qsizetype>(info->meaning.size())),
                          QString::fromLatin1(option.example)});
    }
    parser.addOption({QStringLiteral("standalone"), QStringLiteral("Use no daemon: run an engine in the window.")});
    parser.addOption({QStringLiteral("no-config"), QStringLiteral("Read no configuration file.")});
    parser.addOption({QStringLiteral("hidden"), QStringLiteral("Begin in the tray, without a window.")});
    parser.addOption({QStringLiteral("share"), QStringLiteral("Begin with the choice of what to share.")});
    parser.addOption({QStringLiteral("paste"), QStringLiteral("Begin with the link that was copied.")});
    parser.addPositionalArgument(QStringLiteral("wanted"), QStringLiteral("Links to get; files and folders to share."),
                                 QStringLiteral("[LINK|PATH...]"));
}

std::vector<GivenSetting> given_by(const QCommandLineParser& parser) {
    std::vector<GivenSetting> out;
    for (const auto& option : options) {
        const auto name = QString::fromLatin1(option.name);
        if (!parser.isSet(name)) continue;
        auto value = parser.values(name).join(QLatin1Char{','});
        const auto kind = find_setting(option.key)->kind;
        if (kind == SettingKind::path && !value.isEmpty()) value = whole(value);
        out.push_back({option.key, value.toStdString()});
    }
    return out;
}

}  // namespace

Result<LaunchOptions> launch_options(const QStringList& arguments, const Environment& environment) {
    QCommandLineParser parser;
    add_options(parser);
    LaunchOptions out;
    if (!parser.parse(arguments)) return fail(Errc::usage, parser.errorText().toStdString());
    if (parser.isSet(QStringLiteral("help"))) {
        out.answer = parser.helpText();
        return out;
    }
    if (parser.isSet(QStringLiteral("version"))) {
        out.answer = QStringLiteral("shoal-gui " SHOAL_VERSION "\n");
        return out;
    }
    const auto given = given_by(parser);
    SHOAL_TRY(out.settings, load_settings(environment, given, !parser.isSet(QStringLiteral("no-config")), "warn"));
    out.use_daemon = !parser.isSet(QStringLiteral("standalone"));
    out.hidden = parser.isSet(QStringLiteral("hidden"));
    for (const auto& word : {QStringLiteral("share"), QStringLiteral("paste")}) {
        if (parser.isSet(word)) out.wanted.push_back(QStringLiteral("--") + word);
    }
    for (const auto& argument : parser.positionalArguments()) out.wanted.push_back(wanted_from(argument));
    return out;
}

}  // namespace shoal::gui
