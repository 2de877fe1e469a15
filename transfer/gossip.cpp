#include "transfer/gossip.h"

#include <algorithm>

#include "transfer/limits.h"

namespace shoal::transfer {

void HaveNews::add(Instant now, ChunkIndex chunk) {
    chunks_.push_back(raw(chunk));
    if (!due_) due_ = now + limits::have_delay;
}

std::vector<std::vector<wire::ChunkRange>> HaveNews::take() {
    std::ranges::sort(chunks_);
    std::vector<std::vector<wire::ChunkRange>> out;
    for (const auto chunk : chunks_) {
        if (!out.empty() && out.back().back().first + out.back().back().count == chunk) {
            ++out.back().back().count;
            continue;
        }
        if (out.empty() || out.back().size() == limits::have_ranges) out.emplace_back();
        out.back().push_back({.first = chunk, .count = 1});
    }
    chunks_.clear();
    due_.reset();
    return out;
}

void schedule_peer_news(Instant now, std::map<LinkId, SwarmPeer>& peers, LinkId joined) {
    for (auto& [link, peer] : peers) {
        const Instant soon = now + limits::peers_soon;
        if (link == joined || !peer.tell_at) peer.tell_at = soon;
    }
}

std::optional<wire::Peers> peer_news(Instant now, const std::map<LinkId, SwarmPeer>& peers, SwarmPeer& to) {
    if (!to.tell_at || now < *to.tell_at) return std::nullopt;
    wire::Peers news{.handle = to.handle, .endpoints = {}};
    bool all_told = true;
    for (const auto& [link, peer] : peers) {
        if (link == to.link || !peer.listens_at || to.told_of.contains(*peer.listens_at)) continue;
        // An address of this machine or this network means nothing to somebody elsewhere.
        if (peer.listens_at->address.is_loopback() && !to.remote.address.is_loopback()) continue;
        if (peer.listens_at->address.is_private() && !to.remote.address.is_private()) continue;
        if (news.endpoints.size() == limits::peers_per_message) {
            all_told = false;
            break;
        }
        news.endpoints.push_back(*peer.listens_at);
        to.told_of.insert(*peer.listens_at);
    }
    if (all_told) {
        to.tell_at.reset();
    } else {
        to.tell_at = now + limits::peers_every;
    }
    if (news.endpoints.empty()) return std::nullopt;
    return news;
}

}  // namespace shoal::transfer
