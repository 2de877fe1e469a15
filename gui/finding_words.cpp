#include "gui/finding_words.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <QCoreApplication>
#include <QRegularExpression>

#include "gui/theme.h"

namespace shoal::gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(FindingWords)
};

constexpr std::array<std::string_view, 7> reach_codes{"not_listening", "loopback_only", "reachable",  "behind_nat",
                                                      "unasked",       "reach_unknown", "not_reached"};

bool is_kept_out(const Finding& finding) {
    return finding.code == "behind_nat" || finding.code == "unasked" || finding.code == "not_reached";
}

/// The engine marks words of the command line as a terminal's readers know it.
QString without_marks(const std::string& text) {
    static const QRegularExpression marked{QStringLiteral("`([^`]*)`")};
    return QString::fromStdString(text).replace(marked, QStringLiteral("“\\1”"));
}

}  // namespace

bool is_about_reach(const Finding& finding) {
    return std::ranges::find(reach_codes, finding.code) != reach_codes.end();
}

QString finding_sentence(const Finding& finding) {
    if (finding.code == "reachable") return Words::tr("Others reach this computer");
    if (finding.code == "reach_unknown") return Words::tr("Nobody has tried to reach this computer from outside yet");
    if (finding.code == "not_listening")
        return Words::tr("Nobody can reach this computer: no address is set to listen on");
    if (finding.code == "loopback_only") return Words::tr("Only programs on this computer can reach it");
    if (is_kept_out(finding))
        return Words::tr("A router or firewall keeps others out; it still reaches those who are open");
    if (finding.code == "no_bootstrap")
        return Words::tr("No DHT node is known: peers are found by links and on this network");
    if (finding.code == "dht_begins") return Words::tr("The DHT is being asked for the first time");
    if (finding.code == "dht_silent") return Words::tr("No DHT node answers: is this computer connected?");
    if (finding.code == "lan_off") return Words::tr("Other devices on this network are not looked for");
    if (finding.code == "lan_alone") return Words::tr("No other device with Shoal was heard on this network");
    if (finding.code == "clock") return Words::tr("The clock of this computer is years behind");
    return finding_details(finding);
}

QString finding_details(const Finding& finding) {
    return without_marks(finding.sentence);
}

QString finding_advice(const Finding& finding) {
    if (is_kept_out(finding)) {
        return Words::tr("Forward the port for TCP and UDP at your router to this computer, and let it through the "
                         "firewall. Until then you reach others, and those who can be reached are enough.");
    }
    if (finding.code == "loopback_only" || finding.code == "not_listening") {
        return Words::tr("Set the address to listen on in the settings, for example 0.0.0.0:4747.");
    }
    if (finding.code == "lan_off") return Words::tr("Switch it on in the settings if you want them found.");
    return without_marks(finding.advice);
}

QColor finding_colour(const Finding& finding, const QPalette& palette) {
    const auto& look = colours(palette);
    if (finding.level == "error") return look.bad;
    if (finding.level == "warn") return look.warn;
    return finding.level == "ok" ? look.good : look.subtle;
}

const Finding* most_telling(const Diagnosis& diagnosis) {
    const auto& all = diagnosis.findings;
    const auto reach = std::ranges::find_if(all, is_about_reach);
    if (reach != all.end()) return &*reach;
    return all.empty() ? nullptr : &all.front();
}

}  // namespace shoal::gui
