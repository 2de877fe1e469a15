#include "gui/sidebar.h"

#include <algorithm>
#include <array>
#include <utility>

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QListWidget>
#include <QVBoxLayout>

#include "core/names.h"
#include "gui/sidebar_delegate.h"
#include "gui/theme.h"

namespace shoal::gui {
namespace {

using Kind = ShareFilter::Kind;
constexpr int kinds = static_cast<int>(ShareCounts::kinds);
constexpr int labels_heading = kinds;  ///< row of the heading; labels are behind it

QString text_of(Kind kind) {
    switch (kind) {
    case Kind::all:
        return Sidebar::tr("All");
    case Kind::downloading:
        return Sidebar::tr("Downloading");
    case Kind::sharing:
        return Sidebar::tr("Sharing");
    case Kind::complete:
        return Sidebar::tr("Complete");
    case Kind::paused:
        return Sidebar::tr("Paused");
    case Kind::problems:
        return Sidebar::tr("Problems");
    }
    return {};
}

QString symbol_of(Kind kind) {
    switch (kind) {
    case Kind::all:
        return QStringLiteral("list-all");
    case Kind::downloading:
        return QStringLiteral("state-getting");
    case Kind::sharing:
        return QStringLiteral("state-sharing");
    case Kind::complete:
        return QStringLiteral("state-shared");
    case Kind::paused:
        return QStringLiteral("state-paused");
    case Kind::problems:
        return QStringLiteral("state-trouble");
    }
    return {};
}

}  // namespace

Sidebar::Sidebar(EngineClient& client, ShareStore& store, QWidget* parent)
    : QWidget{parent}, client_{client}, store_{store}, list_{new QListWidget{this}}, network_{new QLabel{this}},
      network_heading_{new QLabel{tr("This network"), this}}, network_symbol_{new QLabel{this}} {
    list_->setObjectName(QStringLiteral("sidebar_list"));
    list_->setAccessibleName(tr("What to show"));
    list_->setItemDelegate(new SidebarDelegate{list_});
    list_->setFrameShape(QFrame::NoFrame);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setMouseTracking(true);
    list_->viewport()->setAutoFillBackground(false);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(list_, 1);
    layout->addWidget(make_network_part());
    add_kinds();
    list_->setCurrentRow(0);
    count_all();
    tell_network({});
    connect(list_, &QListWidget::currentItemChanged, this, &Sidebar::chosen);
    connect(&store, &ShareStore::reset, this, &Sidebar::count_all);
    connect(&store, &ShareStore::changed, this, &Sidebar::store_changed);
    connect(&store, &ShareStore::removed, this, &Sidebar::store_removed);
    connect(&client, &EngineClient::connection_changed, this, &Sidebar::ask_network);
    connect(&client, &EngineClient::happened, this, &Sidebar::heard);
    ask_network();
}

QWidget* Sidebar::make_network_part() {
    network_->setObjectName(QStringLiteral("sidebar_network"));
    network_->setTextFormat(Qt::PlainText);
    network_->setWordWrap(true);
    network_heading_->setTextFormat(Qt::PlainText);
    network_heading_->setFont(SidebarDelegate::heading_font(font()));
    auto* part = new QWidget{this};
    auto* layout = new QGridLayout{part};
    layout->setContentsMargins(18, 12, 12, 14);
    layout->setHorizontalSpacing(8);
    layout->setVerticalSpacing(6);
    layout->setColumnStretch(1, 1);
    layout->addWidget(network_heading_, 0, 0, 1, 2);
    layout->addWidget(network_symbol_, 1, 0, Qt::AlignTop);
    layout->addWidget(network_, 1, 1);
    dress();
    return part;
}

/// What depends on the colours of the moment.
void Sidebar::dress() {
    const auto& subtle = colours(palette()).subtle;
    auto quiet = network_heading_->palette();
    quiet.setColor(QPalette::WindowText, subtle);
    network_heading_->setPalette(quiet);
    network_symbol_->setPixmap(
        symbol_pixmap(QStringLiteral("list-network"), subtle, fontMetrics().height() + 2, devicePixelRatioF()));
    auto clear = palette();
    clear.setBrush(QPalette::Base, Qt::transparent);
    list_->setPalette(clear);
}

void Sidebar::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) dress();
}

ShareFilter Sidebar::filter() const {
    const auto* item = list_->currentItem();
    if (item == nullptr) return {};
    return {.kind = static_cast<Kind>(item->data(SidebarDelegate::kind_role).toInt()),
            .label = item->data(SidebarDelegate::label_role).toByteArray().toStdString()};
}

void Sidebar::choose(Kind kind, const std::string& label) {
    int row = static_cast<int>(kind);
    if (!label.empty()) {
        const auto found = std::ranges::find(labels_, label);
        row = found == labels_.end() ? 0 : labels_heading + 1 + static_cast<int>(found - labels_.begin());
    }
    list_->setCurrentRow(row);
}

void Sidebar::add_kinds() {
    for (int i = 0; i < kinds; ++i) {
        auto* item = add_item(text_of(static_cast<Kind>(i)), symbol_of(static_cast<Kind>(i)));
        item->setData(SidebarDelegate::kind_role, i);
        item->setData(SidebarDelegate::alarm_role, static_cast<Kind>(i) == Kind::problems);
    }
}

QListWidgetItem* Sidebar::add_item(const QString& text, const QString& symbol) {
    auto* item = new QListWidgetItem{text, list_};
    item->setData(SidebarDelegate::symbol_role, symbol);
    item->setData(SidebarDelegate::kind_role, static_cast<int>(Kind::all));
    item->setToolTip(text);
    if (symbol.isEmpty()) item->setFlags(Qt::NoItemFlags);
    return item;
}

void Sidebar::count_all() {
    counts_.clear();
    for (const auto& share : store_.all()) counts_.put(share);
    tell_counts();
}

void Sidebar::store_changed(const std::vector<std::string>& tags) {
    for (const auto& tag : tags) {
        if (const auto* share = store_.find(tag)) counts_.put(*share);
    }
    tell_counts();
}

void Sidebar::store_removed(const std::string& tag) {
    counts_.forget(tag);
    known_.erase(tag);
    tell_counts();
}

void Sidebar::tell_counts() {
    tell_labels();
    for (int i = 0; i < kinds; ++i) tell_count(*list_->item(i), counts_.of(static_cast<Kind>(i)));
    for (std::size_t i = 0; i < labels_.size(); ++i) {
        tell_count(*list_->item(labels_heading + 1 + static_cast<int>(i)), counts_.of_label(labels_[i]));
    }
}

/// Takes up labels that are new, and lets go of those that no share has any more.
void Sidebar::tell_labels() {
    const auto& now = counts_.labels();
    if (std::ranges::equal(labels_, now, {}, {}, [](const auto& one) { return one.first; })) return;
    const auto chosen_label = filter().label;
    const bool was_blocked = list_->blockSignals(true);
    while (list_->count() > kinds) delete list_->takeItem(list_->count() - 1);
    labels_.clear();
    if (!now.empty()) add_item(tr("Labels"), {});
    for (const auto& [label, count] : now) {
        auto* item = add_item(QString::fromStdString(printable(label)), QStringLiteral("list-label"));
        item->setData(SidebarDelegate::label_role, QByteArray::fromStdString(label));
        labels_.push_back(label);
        if (label == chosen_label) list_->setCurrentItem(item);
    }
    if (!chosen_label.empty() && !now.contains(chosen_label)) list_->setCurrentRow(0);
    list_->blockSignals(was_blocked);
    chosen();
}

void Sidebar::tell_count(QListWidgetItem& item, std::uint64_t count) {
    if (item.data(SidebarDelegate::count_role).isValid() &&
        item.data(SidebarDelegate::count_role).toULongLong() == count) {
        return;
    }
    item.setData(SidebarDelegate::count_role, static_cast<qulonglong>(count));
    const auto spoken = tr("%1, %Ln share(s)", nullptr, static_cast<int>(count)).arg(item.text());
    item.setData(Qt::AccessibleTextRole, spoken);
}

void Sidebar::chosen() {
    auto now = filter();
    if (now == told_) return;
    told_ = now;
    Q_EMIT filter_changed(now);
}

// Who is near is asked when something may have come of it: a share knows of more peers, or of fewer.
void Sidebar::heard(const Event& event) {
    const auto* news = std::get_if<SharesChanged>(&event);
    if (news == nullptr) return;
    bool is_other = false;
    for (const auto& share : news->shares) {
        const auto before = std::exchange(known_[share.tag], share.known);
        is_other = is_other || before != share.known;
    }
    if (is_other) ask_network();
}

void Sidebar::ask_network() {
    if (!client_.is_ready()) return;
    if (std::exchange(is_asking_, true)) {
        ask_again_ = true;
        return;
    }
    client_.ask(this, GetDht{}, [this](const Result<DhtView>& view) {
        is_asking_ = false;
        if (view) tell_network(*view);
        if (std::exchange(ask_again_, false)) ask_network();
    });
}

void Sidebar::tell_network(const DhtView& view) {
    const auto near = static_cast<int>(std::min<std::uint64_t>(view.lan_neighbours, 1'000'000));
    QString text = tr("Not looked for");
    if (view.lan) text = near == 0 ? tr("Nobody found yet") : tr("%Ln peer(s) found", nullptr, near);
    network_->setText(text);
    network_->setAccessibleName(tr("This network: %1").arg(text));
}

}  // namespace shoal::gui
