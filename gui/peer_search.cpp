#include "gui/peer_search.h"

#include <algorithm>
#include <utility>

#include <QTimer>
#include <QVBoxLayout>

#include "gui/format.h"
#include "gui/paced_ask.h"
#include "gui/text_label.h"

namespace shoal::gui {
namespace {

QString place_of(const SourceView& source) {
    if (source.source == "dht") return PeerSearch::tr("Everywhere (DHT)");
    if (source.source == "lan") return PeerSearch::tr("This network");
    if (source.source == "exchange") return PeerSearch::tr("Named by peers");
    if (source.source == "given") return PeerSearch::tr("Named by the link");
    return harmless(source.source);
}

int plural(std::uint64_t count) {
    return static_cast<int>(std::min<std::uint64_t>(count, 1U << 30U));
}

}  // namespace

QString source_sentence(const SourceView& source, std::uint64_t passed_ms) {
    const auto place = place_of(source);
    if (!source.enabled) return PeerSearch::tr("%1: is switched off").arg(place);
    if (!source.error.empty()) return PeerSearch::tr("%1: %2", "place, problem").arg(place, harmless(source.error));
    const auto found =
        source.found == 0 ? PeerSearch::tr("nobody yet") : PeerSearch::tr("%Ln found", nullptr, plural(source.found));
    if (!source.tried) return PeerSearch::tr("%1: %2", "place, how many").arg(place, found);
    const auto ago = format_duration((source.tried_ago_ms + passed_ms) / 1000);
    return PeerSearch::tr("%1: %2, asked %3 ago", "place, how many, how long").arg(place, found, ago);
}

PeerSearch::PeerSearch(EngineClient& client, QWidget* parent)
    : QWidget{parent}, clock_{new QTimer{this}}, ask_{new PacedAsk{client, this}}, state_{new TextLabel{{}, this}},
      lines_{new QVBoxLayout} {
    setObjectName(QStringLiteral("peer_search"));
    state_->setObjectName(QStringLiteral("peer_search_state"));
    lines_->setSpacing(4);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(state_);
    layout->addLayout(lines_);
    layout->addStretch(1);
    clock_->setInterval(1000);
    connect(clock_, &QTimer::timeout, this, &PeerSearch::tick);
    ask_->set_question<ListSources>([this] { return ListSources{tag_}; },
                                    [this](Result<SourceList> list) {
                                        if (!list) return;  // it is not known yet, or the engine is away
                                        sources_ = std::move(list->sources);
                                        told_.start();
                                        show_sources();
                                    });
}

void PeerSearch::begin(std::string tag) {
    tag_ = std::move(tag);
    sources_.clear();
    peers_ = 0;
    began_.start();
    told_.start();
    show_sources();
    ask_->start_anew();
    ask_->set_wanted(isVisible());
    if (isVisible()) clock_->start();
    tick();
}

void PeerSearch::end() {
    tag_.clear();
    clock_->stop();
    ask_->stop();
}

void PeerSearch::show_share(const ShareView& share) {
    if (share.tag != tag_) return;
    peers_ = share.peers;
    ask_->changed();
    tick();
}

void PeerSearch::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (tag_.empty()) return;
    clock_->start();
    ask_->set_wanted(true);
}

void PeerSearch::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    clock_->stop();
    ask_->set_wanted(false);
}

void PeerSearch::show_sources() {
    while (shown_.size() < sources_.size()) {
        shown_.push_back(new TextLabel{{}, this, TextLabel::Tone::subtle});
        lines_->addWidget(shown_.back());
    }
    for (std::size_t i = 0; i < shown_.size(); ++i) {
        shown_[i]->setVisible(i < sources_.size());
        if (i >= sources_.size()) continue;
        const auto& source = sources_[i];
        shown_[i]->setText(source_sentence(source, static_cast<std::uint64_t>(told_.elapsed())));
        shown_[i]->set_tone(!source.error.empty() ? TextLabel::Tone::warn : TextLabel::Tone::subtle);
    }
}

void PeerSearch::tick() {
    const auto since = format_duration(static_cast<std::uint64_t>(began_.elapsed()) / 1000);
    state_->setText(
        peers_ > 0
            ? tr("Linked to %Ln peer(s): fetching the list of files. %1 so far.", nullptr, plural(peers_)).arg(since)
            : tr("Asking for somebody who has it: %1 so far.").arg(since));
    setAccessibleName(state_->text());
    show_sources();
}

}  // namespace shoal::gui
