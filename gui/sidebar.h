#pragma once
// The left side of the window: what the list shall show, with how many there are of it; and who else is near.

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include <QWidget>

#include "gui/engine_client.h"
#include "gui/share_counts.h"
#include "gui/share_filter.h"
#include "gui/share_store.h"

class QLabel;
class QListWidget;
class QListWidgetItem;

namespace shoal::gui {

class Sidebar : public QWidget {
    Q_OBJECT

public:
    Sidebar(EngineClient& client, ShareStore& store, QWidget* parent);

    /// What is chosen here; without text, as that is written elsewhere.
    [[nodiscard]] ShareFilter filter() const;
    /// As if a person had chosen it; a label that no share has: all.
    void choose(ShareFilter::Kind kind, const std::string& label = {});

Q_SIGNALS:
    void filter_changed(const shoal::gui::ShareFilter& filter);

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* make_network_part();
    void add_kinds();
    void dress();
    void count_all();
    void store_changed(const std::vector<std::string>& tags);
    void store_removed(const std::string& tag);
    void tell_counts();
    void tell_labels();
    QListWidgetItem* add_item(const QString& text, const QString& symbol);
    void tell_count(QListWidgetItem& item, std::uint64_t count);
    void heard(const Event& event);
    void ask_network();
    void tell_network(const DhtView& view);
    void chosen();

    EngineClient& client_;
    ShareStore& store_;
    ShareCounts counts_;
    QListWidget* list_;
    QLabel* network_;
    QLabel* network_heading_;
    QLabel* network_symbol_;
    std::vector<std::string> labels_;  // in the list, behind the kinds and their heading
    ShareFilter told_;
    std::unordered_map<std::string, std::uint64_t> known_;  // ShareView::known by tag, as of the last question
    bool is_asking_ = false;
    bool ask_again_ = false;
};

}  // namespace shoal::gui
