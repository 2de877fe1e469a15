#pragma once
// The checkers: they know the truth, and compare it with what engines say and with what lies on their disks.

#include <string>
#include <vector>

#include "tests/sim/cluster.h"

namespace shoal::sim {

/// Safety at all times: no honest peer is banned; what is called complete is there, byte for byte; what is called
/// verified is; nobody's other files change; nothing grows past its limit. Liveness is asked by the run itself.
class Referee final : public Cluster::Watcher {
public:
    explicit Referee(Cluster& cluster);
    ~Referee() override;

    /// Puts files of somebody else on the disk of this machine, near what the engine does. They must stay.
    void plant_bystanders(Site& site);
    /// Everything that can be compared now. Call it from outside of engines.
    void inspect();
    /// At the end: every wish is on its disk.
    void inspect_end();
    void blame(std::string what);

    [[nodiscard]] const std::vector<std::string>& violations() const { return violations_; }
    [[nodiscard]] std::uint64_t comparisons() const { return comparisons_; }

    // Cluster::Watcher
    void saw(Site& site, const Event& event) override;
    void started(Site& site) override;
    void removed(Site& site, Wish& wish, bool is_all_gone) override;
    void learnt(Site& stranger, const std::string& what) override;

private:
    void check_ban(Site& site, const PeerBanned& ban);
    void check_status(Site& site);
    void check_claims(Site& site);
    void compare_claims(Site& site, const ShareList& list);
    void check_mood(Site& site, const Wish& wish, const ShareView& view);
    void check_complete(Site& site, const Wish& wish, const char* when);
    void check_bystanders(Site& site);
    [[nodiscard]] std::uint64_t true_bytes(Site& site, const Wish& wish) const;

    Cluster& cluster_;
    std::map<std::string, Bytes> bystanders_;
    std::vector<std::string> violations_;
    std::uint64_t comparisons_ = 0;
};

}  // namespace shoal::sim
