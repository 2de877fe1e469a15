#include "gui/details_tab.h"

#include <algorithm>

#include <QLabel>
#include <QStackedLayout>
#include <QTimer>

#include "gui/subtle_label.h"

namespace shoal::gui {

DetailsTab::DetailsTab(EngineClient& client, ShareStore& store, QWidget* parent)
    : QWidget{parent}, client_{client}, store_{store}, pages_{new QStackedLayout{this}}, content_{new QWidget{this}},
      note_{new SubtleLabel{this}}, clock_{new QTimer{this}} {
    note_->setObjectName(QStringLiteral("note"));
    note_->setAlignment(Qt::AlignCenter);
    note_->setWordWrap(true);
    note_->setMargin(16);
    pages_->addWidget(content_);
    pages_->addWidget(note_);
    show_page();
    clock_->setInterval(1000);
    connect(clock_, &QTimer::timeout, this, [this] { second_passed(); });
    // A reset comes from a connection that is new, and that has all asked anew already.
    connect(&store, &ShareStore::reset, this, [this] {
        if (!tag_.empty() && isVisible()) share_changed();
    });
    connect(&store, &ShareStore::changed, this, [this](const std::vector<std::string>& tags) {
        if (std::ranges::find(tags, tag_) != tags.end()) news();
    });
}

void DetailsTab::show_share(const std::string& tag) {
    if (tag == tag_) return;
    tag_ = tag;
    note_text_.clear();
    share_is_other();
    show_page();
    for (auto* const ask : asks_) {
        if (tag_.empty()) {
            ask->stop();
        } else {
            ask->start_anew();
        }
    }
    if (isVisible()) share_changed();
}

void DetailsTab::set_note(const QString& note) {
    note_text_ = note;
    show_page();
}

void DetailsTab::show_page() {
    const bool none = tag_.empty() && needs_share();
    note_->setText(none ? tr("Choose a share to see more of it.") : note_text_);
    pages_->setCurrentWidget(note_->text().isEmpty() ? content_ : note_);
}

PacedAsk& DetailsTab::add_ask() {
    asks_.push_back(new PacedAsk{client_, this});
    return *asks_.back();
}

void DetailsTab::tick_while_seen() {
    ticks_ = true;
}

void DetailsTab::news() {
    if (tag_.empty()) return;
    for (auto* const ask : asks_) ask->changed();
    if (isVisible()) share_changed();
}

void DetailsTab::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    show_page();
    share_changed();
    for (auto* const ask : asks_) ask->set_wanted(true);
    if (ticks_) clock_->start();
}

void DetailsTab::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    for (auto* const ask : asks_) ask->set_wanted(false);
    clock_->stop();
}

}  // namespace shoal::gui
