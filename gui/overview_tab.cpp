#include "gui/overview_tab.h"

#include <algorithm>

#include <QDesktopServices>
#include <QEvent>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QUrl>

#include "gui/cell_bar.h"
#include "gui/elided_label.h"
#include "gui/format.h"
#include "gui/share_words.h"
#include "gui/subtle_label.h"
#include "gui/theme.h"

namespace shoal::gui {
namespace {

QString ratio_of(const ShareView& share) {
    if (share.received == 0) return {};
    return QLocale{}.toString(static_cast<double>(share.sent) / static_cast<double>(share.received), 'f', 2);
}

QString limits_of(const ShareView& share) {
    const auto rate = [](std::uint64_t limit) { return limit == 0 ? OverviewTab::tr("none") : format_rate(limit); };
    if (share.limit_down == 0 && share.limit_up == 0) return rate(0);
    return OverviewTab::tr("Down %1, up %2").arg(rate(share.limit_down), rate(share.limit_up));
}

QString size_of(const ShareView& share) {
    const auto all =
        OverviewTab::tr("%1 in %Ln file(s)", nullptr, static_cast<int>(share.files)).arg(format_bytes(share.bytes));
    if (share.files_wanted == share.files) return all;
    return OverviewTab::tr("%1, of which %2 in %Ln file(s) are wanted", nullptr, static_cast<int>(share.files_wanted))
        .arg(all, format_bytes(share.bytes_wanted));
}

QString peers_of(const ShareView& share) {
    return OverviewTab::tr("%1 linked, %2 of them complete, %3 known")
        .arg(format_count(share.peers), format_count(share.seeds), format_count(share.known));
}

}  // namespace

OverviewTab::OverviewTab(EngineClient& client, ShareStore& store, QWidget* parent)
    : DetailsTab{client, store, parent}, map_ask_{&add_ask()}, source_ask_{&add_ask()} {
    auto* const area = new QScrollArea{content()};
    auto* const page = new QWidget{area};
    area->setWidget(page);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* const outer = new QVBoxLayout{content()};
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(area);
    auto* const layout = new QVBoxLayout{page};
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(12);
    layout->addLayout(build_head(page));
    layout->addLayout(build_maps(page));
    layout->addLayout(build_facts(page));
    layout->addStretch(1);

    tick_while_seen();
    map_ask_->set_question<GetChunkMap>(
        [this] {
            asked_cells_ = cells();
            return GetChunkMap{.tag = tag(), .cells = asked_cells_};
        },
        [this](Result<ChunkMap> reply) { told(std::move(reply)); });
    source_ask_->set_question<ListSources>([this] { return ListSources{.tag = tag()}; },
                                           [this](Result<SourceList> reply) {
                                               if (!reply) return;
                                               sources_ = std::move(reply->sources);
                                               sources_age_.start();
                                               due_in_s_ = seconds_until_due(sources_);
                                               show_health();
                                           });
}

QLayout* OverviewTab::build_head(QWidget* page) {
    mark_ = new QLabel{page};
    sentence_ = new QLabel{page};
    sentence_->setObjectName(QStringLiteral("health"));
    sentence_->setTextFormat(Qt::PlainText);
    sentence_->setWordWrap(true);
    sentence_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto larger = sentence_->font();
    larger.setPointSizeF(larger.pointSizeF() * 1.1);
    larger.setWeight(QFont::DemiBold);
    sentence_->setFont(larger);
    link_ = new QPushButton{symbol(QStringLiteral("link")), tr("Get &link"), page};
    link_->setObjectName(QStringLiteral("get_link"));
    connect(link_, &QPushButton::clicked, this, [this] { Q_EMIT link_wanted(tag()); });
    open_ = new QPushButton{symbol(QStringLiteral("folder")), tr("&Open folder"), page};
    open_->setObjectName(QStringLiteral("open_folder"));
    connect(open_, &QPushButton::clicked, this, &OverviewTab::open_folder);
    auto* const out = new QHBoxLayout;
    out->setSpacing(8);
    out->addWidget(mark_);
    out->addWidget(sentence_, 1);
    out->addSpacing(8);
    out->addWidget(link_);
    out->addWidget(open_);
    return out;
}

QLayout* OverviewTab::build_maps(QWidget* page) {
    have_ = new ChunkMapBar{page};
    peers_ = new AvailabilityBar{page};
    have_text_ = new SubtleLabel{page};
    have_text_->setObjectName(QStringLiteral("have_text"));
    peers_text_ = new SubtleLabel{page};
    peers_text_->setObjectName(QStringLiteral("peers_text"));
    auto* const texts = new QHBoxLayout;
    texts->addWidget(have_text_);
    texts->addStretch(1);
    texts->addWidget(peers_text_);
    auto* const out = new QVBoxLayout;
    out->setSpacing(4);
    out->addWidget(have_);
    out->addWidget(peers_);
    out->addLayout(texts);
    return out;
}

ElidedLabel* OverviewTab::add_fact(QGridLayout& grid, int row, int column, const QString& name, const char* id) {
    auto* const page = mark_->parentWidget();
    auto* const label = new SubtleLabel{page};
    label->setText(name);
    auto* const value = new ElidedLabel{page};
    value->setObjectName(QString::fromLatin1(id));
    grid.addWidget(label, row, column);
    grid.addWidget(value, row, column + 1);
    return value;
}

QLayout* OverviewTab::build_facts(QWidget*) {
    auto* const out = new QGridLayout;
    out->setHorizontalSpacing(12);
    out->setVerticalSpacing(6);
    out->setColumnStretch(1, 3);
    out->setColumnMinimumWidth(2, 12);
    out->setColumnStretch(4, 2);
    facts_.folder = add_fact(*out, 0, 0, tr("Lies in"), "fact_folder");
    facts_.size = add_fact(*out, 1, 0, tr("Size"), "fact_size");
    facts_.here = add_fact(*out, 2, 0, tr("Here"), "fact_here");
    facts_.added = add_fact(*out, 3, 0, tr("Added"), "fact_added");
    facts_.done = add_fact(*out, 4, 0, tr("Done"), "fact_done");
    facts_.labels = add_fact(*out, 5, 0, tr("Labels"), "fact_labels");
    facts_.received = add_fact(*out, 0, 3, tr("Received"), "fact_received");
    facts_.sent = add_fact(*out, 1, 3, tr("Sent"), "fact_sent");
    facts_.ratio = add_fact(*out, 2, 3, tr("Ratio"), "fact_ratio");
    facts_.peers = add_fact(*out, 3, 3, tr("Peers"), "fact_peers");
    facts_.limits = add_fact(*out, 4, 3, tr("Limits"), "fact_limits");
    facts_.tag = add_fact(*out, 5, 3, tr("Tag"), "fact_tag");
    return out;
}

/// As many as there are pixels to show them.
std::uint64_t OverviewTab::cells() const {
    const auto pixels = static_cast<std::uint64_t>(std::max(1.0, have_->width() * devicePixelRatioF()));
    return std::clamp<std::uint64_t>(pixels, 1, max_map_cells);
}

void OverviewTab::share_is_other() {
    map_.reset();
    sources_.clear();
    sources_age_.invalidate();
    due_in_s_ = 0;
    shown_.reset();
    show_maps();
}

void OverviewTab::share_changed() {
    const auto* const view = share();
    if (view == nullptr) return;
    show_facts(*view);
    show_maps();
    show_health();
}

void OverviewTab::told(Result<ChunkMap> reply) {
    // Where the list of files is not here yet there is no map, which the sentence says.
    map_ = reply ? std::optional{std::move(*reply)} : std::nullopt;
    show_maps();
    show_health();
}

void OverviewTab::second_passed() {
    show_health();
    if (due_in_s_ > 0 && --due_in_s_ == 0) source_ask_->changed();
}

void OverviewTab::resizeEvent(QResizeEvent* event) {
    DetailsTab::resizeEvent(event);
    if (asked_cells_ != 0 && cells() > asked_cells_) map_ask_->changed();
}

void OverviewTab::changeEvent(QEvent* event) {
    DetailsTab::changeEvent(event);
    if (event->type() != QEvent::PaletteChange) return;
    shown_.reset();  // the mark is a picture in the old colour
    show_health();
}

void OverviewTab::show_health() {
    const auto* const view = share();
    if (view == nullptr) return;
    const auto age = sources_age_.isValid() ? static_cast<std::uint64_t>(sources_age_.elapsed()) : 0;
    const auto health = health_of({.share = view, .map = map_, .sources = sources_, .sources_age_ms = age});
    if (shown_ == health) return;
    shown_ = health;
    sentence_->setText(health.sentence);
    const int side = fontMetrics().height() * 3 / 4;
    QPixmap dot{QSize{side, side} * devicePixelRatioF()};
    dot.setDevicePixelRatio(devicePixelRatioF());
    dot.fill(Qt::transparent);
    QPainter painter{&dot};
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour_of(health.mood, palette()));
    painter.drawEllipse(QRectF{1, 1, side - 2.0, side - 2.0});
    painter.end();
    mark_->setPixmap(dot);
}

void OverviewTab::show_maps() {
    have_->set_have(map_ ? map_->have : Bytes{});
    peers_->set_peers(map_ ? map_->peers : Bytes{}, map_ ? map_->have : Bytes{});
    if (!map_) {
        have_text_->clear();
        peers_text_->clear();
        return;
    }
    have_text_->setText(tr("%1 of %Ln part(s) are here and verified", nullptr, static_cast<int>(map_->chunks))
                            .arg(format_count(map_->chunks_have)));
    const auto* const view = share();
    const bool alone = view == nullptr || view->peers == 0;
    peers_text_->setText(alone ? tr("No peer is linked")
                               : tr("%1 copies with %Ln peer(s)", nullptr, static_cast<int>(view->peers))
                                     .arg(format_copies(map_->copies_milli)));
}

void OverviewTab::show_facts(const ShareView& share) {
    const auto amount = [](std::uint64_t bytes) { return bytes == 0 ? tr("nothing") : format_bytes(bytes); };
    const bool has_list = words::has_list(share);
    facts_.folder->set_full_text(share.path.empty() ? tr("not chosen yet") : harmless(share.path));
    facts_.size->set_full_text(has_list ? size_of(share) : tr("not known yet"));
    facts_.here->set_full_text(
        has_list ? tr("%1 (%2)", "bytes, percent")
                       .arg(format_bytes(share.bytes_have), format_percent(share.bytes_wanted_have, share.bytes_wanted))
                 : amount(0));
    facts_.added->set_full_text(format_time(share.added_ms));
    facts_.done->set_full_text(share.completed_ms == 0 ? tr("not yet") : format_time(share.completed_ms));
    QStringList labels;
    for (const auto& label : share.labels) labels.append(harmless(label));
    facts_.labels->set_full_text(labels.isEmpty() ? tr("none") : QLocale{}.createSeparatedList(labels));
    facts_.received->set_full_text(amount(share.received));
    facts_.sent->set_full_text(amount(share.sent));
    const auto ratio = ratio_of(share);
    facts_.ratio->set_full_text(ratio.isEmpty() ? tr("nothing was received") : ratio);
    facts_.peers->set_full_text(peers_of(share));
    facts_.limits->set_full_text(limits_of(share));
    facts_.tag->set_full_text(harmless(share.tag));
    open_->setEnabled(!share.path.empty());
}

// Of a lone file, the folder that it lies in.
void OverviewTab::open_folder() {
    const auto* const view = share();
    if (view == nullptr || view->path.empty()) return;
    const QFileInfo there{QString::fromStdString(view->path)};
    QDesktopServices::openUrl(QUrl::fromLocalFile(there.isDir() ? there.filePath() : there.path()));
}

}  // namespace shoal::gui
