#include "gui/details_pane.h"

#include <utility>

#include <QTabWidget>
#include <QVBoxLayout>

#include "gui/files_tab.h"
#include "gui/log_tab.h"
#include "gui/overview_tab.h"
#include "gui/peers_tab.h"
#include "gui/share_journal.h"
#include "gui/sources_tab.h"
#include "gui/speed_history.h"
#include "gui/speed_tab.h"

namespace shoal::gui {

DetailsPane::DetailsPane(EngineClient& client, ShareStore& store, QWidget* parent)
    : QWidget{parent}, history_{new SpeedHistory{client, store, this}}, journal_{new ShareJournal{client, store, this}},
      tabs_{new QTabWidget{this}} {
    tabs_->setObjectName(QStringLiteral("details_tabs"));
    tabs_->setAccessibleName(tr("Details of the share"));
    tabs_->setDocumentMode(true);
    auto* const layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(tabs_);
    auto* const overview = new OverviewTab{client, store, tabs_};
    connect(overview, &OverviewTab::link_wanted, this, &DetailsPane::link_wanted);
    add(Tab::overview, overview, tr("Overview"), "overview_tab");
    add(Tab::files, new FilesTab{client, store, tabs_}, tr("Files"), "files_tab");
    add(Tab::peers, new PeersTab{client, store, tabs_}, tr("Peers"), "peers_tab");
    add(Tab::sources, new SourcesTab{client, store, tabs_}, tr("Sources"), "sources_tab");
    add(Tab::speed, new SpeedTab{client, store, *history_, tabs_}, tr("Speed"), "speed_tab");
    add(Tab::log, new LogTab{client, store, *journal_, tabs_}, tr("Log"), "log_tab");
    connect(&store, &ShareStore::removed, this, [this](const std::string& tag) {
        if (tag == tag_) show_share({});
    });
    connect(&store, &ShareStore::reset, this, [this, &store] {
        if (!tag_.empty() && store.find(tag_) == nullptr) show_share({});
    });
}

void DetailsPane::add(Tab tab, DetailsTab* page, const QString& title, const char* name) {
    page->setObjectName(QString::fromLatin1(name));
    pages_[std::to_underlying(tab)] = page;
    tabs_->addTab(page, title);
}

void DetailsPane::show_share(const std::string& tag) {
    tag_ = tag;
    for (auto* const page : pages_) page->show_share(tag);
}

void DetailsPane::show_tab(Tab tab) {
    tabs_->setCurrentIndex(std::to_underlying(tab));
}

DetailsPane::Tab DetailsPane::tab() const {
    return static_cast<Tab>(tabs_->currentIndex());
}

}  // namespace shoal::gui
