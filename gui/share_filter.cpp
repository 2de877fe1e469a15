#include "gui/share_filter.h"

#include <algorithm>

#include "gui/share_words.h"

namespace shoal::gui {
namespace {

bool is_troubled(const ShareView& share) {
    const auto is = words::situation_of(share);
    return is == words::Situation::trouble || is == words::Situation::changed;
}

bool is_being_got(const ShareView& share) {
    switch (share.state) {
    case ShareState::resolving:
    case ShareState::resolved:
        return true;
    case ShareState::checking:
    case ShareState::downloading:
        return !share.shared_here && !words::is_complete(share);
    default:
        return false;
    }
}

bool has_word(const ShareView& share, const QString& word) {
    const auto is_in = [&](const std::string& text) {
        return QString::fromStdString(text).contains(word, Qt::CaseInsensitive);
    };
    return is_in(share.name) || is_in(share.path) || std::ranges::any_of(share.labels, is_in);
}

}  // namespace

bool is_of(ShareFilter::Kind kind, const ShareView& share) {
    switch (kind) {
    case ShareFilter::Kind::all:
        return true;
    case ShareFilter::Kind::downloading:
        return is_being_got(share);
    case ShareFilter::Kind::sharing:
        return share.state == ShareState::seeding;
    case ShareFilter::Kind::complete:
        return words::is_complete(share);
    case ShareFilter::Kind::paused:
        return share.paused || share.state == ShareState::paused;
    case ShareFilter::Kind::problems:
        return is_troubled(share);
    }
    return true;
}

bool ShareFilter::accepts(const ShareView& share) const {
    if (!is_of(kind, share)) return false;
    if (!label.empty() && std::ranges::find(share.labels, label) == share.labels.end()) return false;
    if (text.isEmpty()) return true;
    const auto wanted = QStringView{text}.split(u' ', Qt::SkipEmptyParts);
    return std::ranges::all_of(wanted, [&](QStringView word) { return has_word(share, word.toString()); });
}

}  // namespace shoal::gui
