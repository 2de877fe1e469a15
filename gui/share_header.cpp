#include "gui/share_header.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <QAction>
#include <QContextMenuEvent>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QPainter>
#include <QStyle>

#include "gui/share_cell_delegate.h"
#include "gui/theme.h"

namespace shoal::gui {
namespace {

constexpr int widest = 4000;  ///< pixels of a column; more was not meant

int section_of(ShareColumn column) {
    return static_cast<int>(column);
}

QString key_text(ShareColumn column) {
    const auto key = key_of(column);
    return QString::fromLatin1(key.data(), static_cast<qsizetype>(key.size()));
}

void draw_arrow(QPainter& painter, const QRectF& place, const QColor& ink, bool is_up) {
    const auto base = is_up ? place.bottom() : place.top(), tip = is_up ? place.top() : place.bottom();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen{ink, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin});
    painter.drawPolyline(QPolygonF{{{place.left(), base}, {place.center().x(), tip}, {place.right(), base}}});
    painter.restore();
}

struct Saved {
    ShareColumn column;
    int width;
};

std::vector<Saved> saved_columns(const QJsonArray& columns) {
    std::vector<Saved> out;
    for (const auto& one : columns) {
        const auto column = column_of(one.toObject().value(QStringLiteral("key")).toString().toStdString());
        const int width = one.toObject().value(QStringLiteral("width")).toInt();
        if (!column || width <= 0 || std::ranges::find(out, *column, &Saved::column) != out.end()) continue;
        out.push_back({*column, std::min(width, widest)});
    }
    return out;
}

}  // namespace

ShareHeader::ShareHeader(QWidget* parent) : QHeaderView{Qt::Horizontal, parent} {
    setObjectName(QStringLiteral("share_header"));
    setSectionsMovable(true);
    setFirstSectionMovable(true);
    setSectionsClickable(true);
    setHighlightSections(false);
    setStretchLastSection(false);
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(this, &QHeaderView::sectionResized, this, [this](int section, int before, int now) {
        // Showing and hiding a column is told as a change of its width, too.
        if (is_fitting_ || before == 0 || now == 0) return;
        if (section == section_of(ShareColumn::name)) name_fills_ = false;
        fit_name();
    });
}

void ShareHeader::set_up() {
    name_fills_ = true;
    setMinimumSectionSize(fontMetrics().averageCharWidth() * 5);
    for (int i = 0; i < share_columns; ++i) {
        const auto column = static_cast<ShareColumn>(i);
        moveSection(visualIndex(i), i);
        const bool was_fitting = std::exchange(is_fitting_, true);
        setSectionHidden(i, false);
        resizeSection(i, usual_width(column));
        setSectionHidden(i, !is_shown_at_first(column));
        is_fitting_ = was_fitting;
    }
    fit_name();
}

QByteArray ShareHeader::save() const {
    QJsonArray columns;
    for (int place = 0; place < count(); ++place) {
        const int section = logicalIndex(place);
        if (isSectionHidden(section)) continue;
        columns.push_back(QJsonObject{{QStringLiteral("key"), key_text(static_cast<ShareColumn>(section))},
                                      {QStringLiteral("width"), sectionSize(section)}});
    }
    const QJsonObject out{
        {QStringLiteral("columns"), columns},
        {QStringLiteral("sort"), key_text(static_cast<ShareColumn>(std::max(0, sortIndicatorSection())))},
        {QStringLiteral("descending"), sortIndicatorOrder() == Qt::DescendingOrder},
        {QStringLiteral("name_fills"), name_fills_}};
    return QJsonDocument{out}.toJson(QJsonDocument::Compact);
}

bool ShareHeader::restore(const QByteArray& saved) {
    const auto all = QJsonDocument::fromJson(saved).object();
    const auto columns = saved_columns(all.value(QStringLiteral("columns")).toArray());
    if (std::ranges::find(columns, ShareColumn::name, &Saved::column) == columns.end()) return false;
    {
        const bool was_fitting = std::exchange(is_fitting_, true);
        for (int i = 0; i < share_columns; ++i) setSectionHidden(i, true);
        int place = 0;
        for (const auto& one : columns) {
            moveSection(visualIndex(section_of(one.column)), place++);
            setSectionHidden(section_of(one.column), false);
            resizeSection(section_of(one.column), one.width);
        }
        is_fitting_ = was_fitting;
    }
    name_fills_ = all.value(QStringLiteral("name_fills")).toBool();
    if (const auto sort = column_of(all.value(QStringLiteral("sort")).toString().toStdString())) {
        const bool falls = all.value(QStringLiteral("descending")).toBool();
        setSortIndicator(section_of(*sort), falls ? Qt::DescendingOrder : Qt::AscendingOrder);
    }
    fit_name();
    return true;
}

void ShareHeader::show_column(ShareColumn column, bool shown) {
    if (column == ShareColumn::name) return;
    setSectionHidden(section_of(column), !shown);
    fit_name();
}

QMenu* ShareHeader::make_menu(QWidget* parent) {
    auto* menu = new QMenu{tr("Columns"), parent};
    menu->setObjectName(QStringLiteral("column_menu"));
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        for (int i = 0; i < share_columns; ++i) {
            const auto column = static_cast<ShareColumn>(i);
            auto* action = menu->addAction(title_of(column));
            action->setCheckable(true);
            action->setChecked(!isSectionHidden(i));
            action->setEnabled(column != ShareColumn::name);
            action->setToolTip(explanation_of(column));
            connect(action, &QAction::toggled, this, [this, column](bool shown) { show_column(column, shown); });
        }
        menu->addSeparator();
        connect(menu->addAction(tr("As at first")), &QAction::triggered, this, &ShareHeader::set_up);
    });
    menu->setToolTipsVisible(true);
    return menu;
}

void ShareHeader::contextMenuEvent(QContextMenuEvent* event) {
    auto* menu = new QMenu{this};
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (const int section = logicalIndexAt(event->pos()); section >= 0) {
        add_move_actions(*menu, static_cast<ShareColumn>(section));
    }
    menu->addMenu(make_menu(menu));
    menu->popup(event->globalPos());
    event->accept();
}

void ShareHeader::add_move_actions(QMenu& menu, ShareColumn column) {
    const int place = visualIndex(section_of(column));
    const auto add = [&](const QString& text, int by) {
        auto* action = menu.addAction(text);
        connect(action, &QAction::triggered, this, [this, column, by] { move_column(column, by); });
        return action;
    };
    add(tr("Move to the left"), -1)->setEnabled(place > 0);
    add(tr("Move to the right"), 1)->setEnabled(place < count() - hiddenSectionCount() - 1);
    auto* hide = menu.addAction(tr("Hide “%1”").arg(title_of(column)));
    hide->setEnabled(column != ShareColumn::name);
    connect(hide, &QAction::triggered, this, [this, column] { show_column(column, false); });
    menu.addSeparator();
}

/// By one shown column.
void ShareHeader::move_column(ShareColumn column, int by) {
    const int from = visualIndex(section_of(column));
    for (int to = from + by; to >= 0 && to < count(); to += by) {
        if (isSectionHidden(logicalIndex(to))) continue;
        return moveSection(from, to);
    }
}

// Titles stand where the texts of their columns do, which no style does by itself.
void ShareHeader::paintSection(QPainter* painter, const QRect& place, int section) const {
    const auto column = static_cast<ShareColumn>(section);
    const auto& of = colours(palette());
    const int margin = ShareCellDelegate::margin(fontMetrics()), arrow = fontMetrics().height() / 2;
    const bool is_sorted = isSortIndicatorShown() && sortIndicatorSection() == section;
    painter->save();
    painter->fillRect(place, palette().color(QPalette::Base));
    painter->setPen(of.line);
    painter->drawLine(place.bottomLeft(), place.bottomRight());
    if (place.right() < viewport()->width() - 1) {
        painter->drawLine(place.right(), place.top() + margin, place.right(), place.bottom() - margin);
    }
    auto text = place.adjusted(margin, 0, -margin, 0);
    const auto title = title_of(column);
    const auto side = QStyle::visualAlignment(layoutDirection(), is_number(column) ? Qt::AlignRight : Qt::AlignLeft);
    const auto ink = is_sorted ? palette().color(QPalette::Text) : of.subtle;
    if (is_sorted) {
        const bool is_left = side.testFlag(Qt::AlignLeft);
        const int width = std::min(fontMetrics().horizontalAdvance(title), text.width() - arrow - 4);
        const int x = is_left ? text.left() + width + 4 : text.right() - width - 4 - arrow;
        draw_arrow(*painter, QRectF(x, place.center().y() + 1 - arrow / 4.0, arrow, arrow / 2.0), ink,
                   sortIndicatorOrder() == Qt::AscendingOrder);
        if (is_left) {
            text.setWidth(text.width() - arrow - 4);
        } else {
            text.setLeft(text.left() + arrow + 4);
        }
    }
    painter->setPen(ink);
    painter->drawText(text, static_cast<int>(side | Qt::AlignVCenter) | Qt::TextSingleLine,
                      fontMetrics().elidedText(title, Qt::ElideRight, text.width()));
    painter->restore();
}

QSize ShareHeader::sizeHint() const {
    const int line = fontMetrics().height();
    return {QHeaderView::sizeHint().width(), line + line * 3 / 4};
}

void ShareHeader::resizeEvent(QResizeEvent* event) {
    QHeaderView::resizeEvent(event);
    fit_name();
}

int ShareHeader::usual_width(ShareColumn column) const {
    const auto metrics = fontMetrics();
    const int title =
        metrics.horizontalAdvance(title_of(column)) + metrics.height() / 2 + 4;  // and the arrow of sorting
    const int text =
        metrics.horizontalAdvance(sample_of(column)) + (column == ShareColumn::name ? metrics.height() : 0);
    return std::max(title, text) + 2 * ShareCellDelegate::margin(metrics) + 2;
}

/// What the others leave; never so little that names cannot be told apart.
void ShareHeader::fit_name() {
    if (!name_fills_ || count() == 0 || is_fitting_) return;
    const int section = section_of(ShareColumn::name);
    const int rest = viewport()->width() - (length() - sectionSize(section));
    is_fitting_ = true;
    resizeSection(section, std::max(rest, fontMetrics().averageCharWidth() * 24));
    is_fitting_ = false;
}

}  // namespace shoal::gui
