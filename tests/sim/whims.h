#pragma once
// People who change their minds: they pause what they wished for, limit it, want less of it, have it checked or remove
// it, and later want it as it was.

#include "tests/sim/cluster.h"

namespace shoal::sim {

class Whims {
public:
    /// Does something after a while, or at the end of the faults.
    using Later = std::function<void(Duration, Task)>;

    Whims(Cluster& cluster, Draw draw, Later later);

    /// `fault`: share_paused, share_limited, share_reselected, share_rechecked or share_removed. Nothing happens if
    /// nobody at the site has a wish that can be changed so.
    void strike(Fault fault, Site& site);

private:
    /// Asks the engine of the site; the answer is whether it said yes.
    using Ask = std::function<void(Site&, std::function<void(bool)>)>;

    [[nodiscard]] Wish* drawn_wish(Site& site, bool fetched_only);
    /// Asks again after a no, and when an engine died with the question, until there was a yes.
    void insist(Site& site, Ask ask, std::function<void()> then);
    void look_after(Site& site, const Ask& ask, const std::function<void()>& then,
                    const std::shared_ptr<bool>& is_over);
    /// A request whose reply tells nothing that is needed.
    template <class R>
    [[nodiscard]] Ask plain(R request) const;
    void take_state(Site& site, Wish& wish, const ShareView& view);
    [[nodiscard]] Ask selecting(Wish& wish, std::vector<std::string> rules);
    [[nodiscard]] Duration drawn_while() { return draw_.between(500ms, 40s); }

    void pause(Site& site, Wish& wish);
    void limit(Site& site, Wish& wish);
    void reselect(Site& site, Wish& wish);
    void recheck(Site& site, Wish& wish);
    void check_again(Site& site, Wish& wish);
    void remove(Site& site, Wish& wish);
    void removed(Site& site, Wish& wish, bool with_data, std::size_t kept);

    Cluster& cluster_;
    Draw draw_;
    Later later_;
};

}  // namespace shoal::sim
