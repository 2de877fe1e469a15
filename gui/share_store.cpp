#include "gui/share_store.h"

#include <utility>

namespace shoal::gui {

ShareStore::ShareStore(EngineClient& client, QObject* parent) : QObject{parent}, client_{client} {
    connect(&client, &EngineClient::connection_changed, this, &ShareStore::connection_changed);
    connect(&client, &EngineClient::happened, this, &ShareStore::heard);
    connection_changed();
}

const ShareView* ShareStore::find(const std::string& tag) const {
    const auto place = places_.find(tag);
    return place == places_.end() ? nullptr : &shares_[place->second];
}

// While the daemon is away the last that was known stays in view; the window says that it is old.
void ShareStore::connection_changed() {
    if (!client_.is_ready()) return;
    client_.ask(this, ListShares{}, [this](Result<ShareList> list) {
        if (!list) return;  // the engine went away again; the next one will be asked
        shares_ = std::move(list->shares);
        places_.clear();
        for (std::size_t i = 0; i < shares_.size(); ++i) places_.emplace(shares_[i].tag, i);
        loaded_ = true;
        Q_EMIT reset();
    });
}

void ShareStore::heard(const Event& event) {
    if (const auto* news = std::get_if<SharesChanged>(&event)) {
        std::vector<std::string> tags;
        tags.reserve(news->shares.size());
        for (const auto& share : news->shares) {
            put(share);
            tags.push_back(share.tag);
        }
        if (!tags.empty()) Q_EMIT changed(tags);
    } else if (const auto* gone = std::get_if<ShareRemoved>(&event)) {
        forget(gone->tag);
    }
}

void ShareStore::put(const ShareView& share) {
    const auto [place, is_new] = places_.try_emplace(share.tag, shares_.size());
    if (is_new) {
        shares_.push_back(share);
    } else {
        shares_[place->second] = share;
    }
}

void ShareStore::forget(const std::string& tag) {
    const auto place = places_.find(tag);
    if (place == places_.end()) return;
    const auto at = place->second;
    places_.erase(place);
    if (at + 1 != shares_.size()) {  // the last takes its place
        shares_[at] = std::move(shares_.back());
        places_[shares_[at].tag] = at;
    }
    shares_.pop_back();
    Q_EMIT removed(tag);
}

}  // namespace shoal::gui
