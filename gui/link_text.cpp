#include "gui/link_text.h"

#include <set>

#include <QCoreApplication>
#include <QRegularExpression>

#include "gui/format.h"

namespace shoal::gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(LinkText)
};

constexpr qsizetype max_text = 256 * 1024;  // characters: a long page; nobody waits for more
constexpr qsizetype max_links = 100;        // of one text: more were not meant to be fetched

/// What looks like a link: from its scheme to the next blank, quote or bracket, without the marks that end a sentence.
QStringList candidates(const QString& text) {
    static const QRegularExpression pattern{
        QStringLiteral(
            R"((?<![A-Za-z0-9])(?:magnet:|shoal:b)[^\s<>"'`\x{201c}-\x{201f}\x{2018}-\x{201b}\x{ab}\x{bb}\\|]*)"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption};
    static const QString sentence_marks = QStringLiteral(".,;:!?)]}*_~\u2026\u3002\uff0c\uff09");
    QStringList out;
    auto matches = pattern.globalMatch(text.left(max_text));
    while (matches.hasNext() && out.size() < max_links) {
        auto link = matches.next().captured();
        while (!link.isEmpty() && sentence_marks.contains(link.back())) link.chop(1);
        out.push_back(link.replace(QStringLiteral("&amp;"), QStringLiteral("&")));  // copied out of a page's source
    }
    return out;
}

/// Of something that does not parse.
LinkKind kind_of_bad(const QString& link, const Error& error) {
    if (link.toUtf8().size() > static_cast<qsizetype>(max_link_bytes)) return LinkKind::too_long;
    if (error.what.find("newer Shoal") != std::string::npos) return LinkKind::newer;
    if (link.contains(QStringLiteral("urn:bt"), Qt::CaseInsensitive)) return LinkKind::bittorrent;
    const bool ours = link.startsWith(QStringLiteral("shoal:"), Qt::CaseInsensitive) ||
                      link.contains(QStringLiteral("urn:shoal"), Qt::CaseInsensitive);
    if (ours) return LinkKind::damaged;
    return link.contains(QStringLiteral("xt=urn:"), Qt::CaseInsensitive) ? LinkKind::foreign : LinkKind::damaged;
}

}  // namespace

QStringList links_in(const QString& text) {
    QStringList out;
    std::set<ContentId> seen;
    for (const auto& link : candidates(text)) {
        const auto magnet = Magnet::parse(link.toStdString());
        if (magnet && seen.insert(magnet->id).second) out.push_back(link);
    }
    return out;
}

LinkKind link_kind(const QString& text) {
    auto worst = LinkKind::none;
    for (const auto& link : candidates(text)) {
        const auto magnet = Magnet::parse(link.toStdString());
        if (magnet) return LinkKind::good;
        // The first that looks like one of ours says most of what was meant.
        const auto kind = kind_of_bad(link, magnet.error());
        const bool tells_more = worst == LinkKind::bittorrent || worst == LinkKind::foreign;
        if (worst == LinkKind::none || tells_more) worst = kind;
    }
    if (worst == LinkKind::none && text.trimmed().startsWith(QStringLiteral("shoal:"), Qt::CaseInsensitive))
        return LinkKind::damaged;
    return worst;
}

QString link_problem(LinkKind kind) {
    switch (kind) {
    case LinkKind::good:
        return {};
    case LinkKind::damaged:
        return Words::tr("This Shoal link is damaged. Copy the whole link again, from its first letter to its last.");
    case LinkKind::newer:
        return Words::tr("This link was made by a newer Shoal. Update this one to open it.");
    case LinkKind::bittorrent:
        return Words::tr("This is a BitTorrent link, not a Shoal link. A BitTorrent program can open it.");
    case LinkKind::foreign:
        return Words::tr("This magnet link is meant for another program, not for Shoal.");
    case LinkKind::too_long:
        return Words::tr("This is too long to be a Shoal link.");
    case LinkKind::none:
        break;
    }
    return Words::tr("This is not a Shoal link. A link begins with “shoal:” or “magnet:?xt=urn:shoal:”.");
}

Result<Magnet> first_link(const QString& text) {
    const auto links = links_in(text);
    if (links.isEmpty()) return fail(Errc::malformed, link_problem(link_kind(text)).toStdString());
    return Magnet::parse(links.front().toStdString());
}

QString link_name(const Magnet& link) {
    return harmless(link.name);
}

std::string link_tag(const Magnet& link) {
    return ContentKeys::derive(link.id).tag.str();
}

}  // namespace shoal::gui
