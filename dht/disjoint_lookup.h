#pragma once
// A lookup on several paths at once that share no node, so that one liar can lead only one of them astray. With one
// path it is the plain lookup.

#include "dht/lookup.h"

namespace shoal::dht {

class DisjointLookup {
public:
    /// `rules` are each path's. Precondition: paths > 0.
    DisjointLookup(const NodeId& target, const NodeId& own, std::size_t paths, const LookupRules& rules);

    [[nodiscard]] const NodeId& target() const { return target_; }
    [[nodiscard]] std::size_t paths() const { return paths_.size(); }
    /// Before the first next().
    void set_region(const std::optional<LookupRegion>& region);

    /// A node to begin with; they are dealt to the paths in turn.
    void add(const NodeInfo& node);
    /// A node that `teller` named, for the path that asked `teller`. False: ignored, see IterativeLookup::add.
    bool add(const NodeInfo& node, const NodeInfo& teller);

    /// The next node to ask, the paths in turn. A node is asked by the path that comes to it first, and of a global
    /// network (/24, /64) only one path asks a node that has not failed.
    [[nodiscard]] std::optional<NodeInfo> next();

    void answered(const NodeInfo& node, Bytes token);
    void slow(const NodeInfo& node);
    void failed(const NodeInfo& node);

    /// All paths ended (IterativeLookup::is_finished).
    [[nodiscard]] bool is_finished(bool patient) const;

    /// To call when it is finished: if a crowd was in the region, makes that wider, once, and there may be more to ask.
    [[nodiscard]] bool widen();

    /// Up to 8 nearest that answered, whatever the path.
    [[nodiscard]] std::vector<LookupAnswer> nearest() const;
    /// Who should be given an announcement: the nearest 8 that gave a token, and all of those in the region.
    [[nodiscard]] std::vector<LookupAnswer> stores() const;
    [[nodiscard]] std::size_t queries() const;

private:
    [[nodiscard]] std::optional<NodeInfo> next_of(std::size_t path);
    [[nodiscard]] bool claim(const NodeInfo& node, std::size_t path);
    [[nodiscard]] IterativeLookup* path_of(const NodeInfo& asked);
    [[nodiscard]] std::vector<LookupAnswer> answers() const;

    NodeId target_;
    std::optional<LookupRegion> region_;
    std::vector<IterativeLookup> paths_;
    // Which path asked. An endpoint that a liar named under a wrong id may still be asked under the right one.
    std::map<NodeInfo, std::size_t> asked_;
    std::map<IpAddress, NodeInfo> networks_;  // of global addresses: who was asked there and has not failed
    bool is_widened_ = false;
    std::size_t next_seed_ = 0;
    std::size_t next_path_ = 0;
};

}  // namespace shoal::dht
