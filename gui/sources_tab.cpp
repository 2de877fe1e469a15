#include "gui/sources_tab.h"

#include <QLabel>
#include <QVBoxLayout>

#include "gui/format.h"
#include "gui/health.h"
#include "gui/source_tables.h"
#include "gui/table_view.h"

namespace shoal::gui {

SourcesTab::SourcesTab(EngineClient& client, ShareStore& store, QWidget* parent)
    : DetailsTab{client, store, parent}, sources_{new SourceTable{this}}, known_{new KnownTable{this}},
      source_view_{new TableView{content()}}, known_view_{new TableView{content()}}, ask_{&add_ask()} {
    build();
    tick_while_seen();
    ask_->set_question<ListSources>([this] { return ListSources{.tag = tag()}; },
                                    [this](const Result<SourceList>& reply) { told(reply); });
    add_ask().set_question<ListPeers>([this] { return ListPeers{.tag = tag()}; },
                                      [this](Result<PeerList> reply) {
                                          if (reply) known_->set_known(std::move(reply->known));
                                      });
}

void SourcesTab::build() {
    source_view_->setObjectName(QStringLiteral("source_table"));
    source_view_->setAccessibleName(tr("Sources of peers"));
    source_view_->setModel(sources_);
    source_view_->set_width(SourceTable::source_column, 20);
    source_view_->set_width(SourceTable::found_column, 11);
    source_view_->set_width(SourceTable::linked_column, 11);
    source_view_->set_width(SourceTable::tried_column, 16);
    source_view_->set_width(SourceTable::next_column, 14);
    // Four rows and the header, whatever the font; one row of each table in a window that is small.
    const int row = fontMetrics().height() * 8 / 5;
    source_view_->setMaximumHeight(row * 5 + 16);
    source_view_->setMinimumHeight(row * 2);
    known_view_->setMinimumHeight(row * 2);

    auto* const title = new QLabel{tr("Known addresses"), content()};
    title->setTextFormat(Qt::PlainText);
    title->setContentsMargins(12, 0, 12, 0);
    auto bold = title->font();
    bold.setBold(true);
    title->setFont(bold);
    known_view_->setObjectName(QStringLiteral("known_table"));
    known_view_->setAccessibleName(tr("Known addresses"));
    title->setBuddy(known_view_);
    known_view_->setModel(known_);
    known_view_->set_width(KnownTable::address_column, 32);
    known_view_->set_width(KnownTable::source_column, 20);

    auto* const layout = new QVBoxLayout{content()};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(source_view_, 2);
    layout->addWidget(title);
    layout->addWidget(known_view_, 1);
}

void SourcesTab::share_is_other() {
    sources_->set_sources({});
    known_->set_known({});
    due_in_s_ = 0;
}

void SourcesTab::told(const Result<SourceList>& reply) {
    if (!reply) return set_note(harmless(reply.error().what));
    set_note({});
    sources_->set_sources(reply->sources);
    source_view_->give_room(SourceTable::source_column);
    due_in_s_ = seconds_until_due(reply->sources);
}

// What the engine planned is over by now, and nothing says how it went if nobody was found: that is asked for.
void SourcesTab::second_passed() {
    sources_->tick();
    known_->tick();
    if (due_in_s_ > 0 && --due_in_s_ == 0) ask_->changed();
}

}  // namespace shoal::gui
