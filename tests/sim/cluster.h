#pragma once
// Many machines, and the people at them: they share, they fetch, and ask again after what went wrong.

#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/sim/content.h"
#include "tests/sim/hostile.h"
#include "tests/sim/machine.h"

namespace shoal::sim {

/// What a person at a machine wants, and how far it got.
struct Wish {
    Content* content = nullptr;
    bool is_share = false;         ///< has the content and gives it away; otherwise wants it
    std::string directory;         ///< absolute
    bool is_asked = false;         ///< the engine has not answered yet
    bool is_acknowledged = false;  ///< the engine said yes: from here on it needs no reminding
    bool was_complete = false;     ///< the engine said so
    std::string last_word{};       ///< what the engine said last of it, if it is not well
    unsigned spoilers = 0;         ///< people who changed its files just now: nothing can be compared
    bool was_spoilt = false;       ///< somebody changed its files at some time

    // What a person changes of it for a while (whims.h).
    bool is_changing = false;
    bool is_paused = false;                         ///< the engine said so
    bool is_reselecting = false;                    ///< the engine was asked for another selection
    std::optional<std::set<std::string>> chosen{};  ///< the files that are wanted, if not all
    bool is_leaving = false;                        ///< it is to be removed, or is
    bool may_overwrite = false;                     ///< what it left behind there, which somebody may have changed
    bool is_removed = false;                        ///< the engine said so
};

/// A machine with its people.
struct Site {
    std::unique_ptr<Machine> machine;
    std::deque<Wish> wishes;
    std::unique_ptr<Hostile> actor;  ///< instead of an engine
    std::set<IpAddress> addresses;   ///< that it ever had
    bool has_rot = false;            ///< its disk changed bytes behind everybody's back
    bool is_wanted_up = true;        ///< a supervisor starts it again

    [[nodiscard]] bool is_hostile() const { return actor != nullptr; }
    [[nodiscard]] Machine& operator*() const { return *machine; }
    [[nodiscard]] Machine* operator->() const { return machine.get(); }
};

class Cluster {
public:
    /// Who looks on.
    struct Watcher {
        virtual ~Watcher() = default;
        virtual void saw(Site& site, const Event& event) = 0;
        virtual void started(Site& site) = 0;
        /// The engine has removed it. `is_all_gone`: and with it, it says, everything on the disk.
        virtual void removed(Site& site, Wish& wish, bool is_all_gone) {
            static_cast<void>(site);
            static_cast<void>(wish);
            static_cast<void>(is_all_gone);
        }
        /// Something that nobody without a link may learn.
        virtual void learnt(Site& stranger, const std::string& what) {
            static_cast<void>(stranger);
            static_cast<void>(what);
        }
    };

    Cluster(std::uint64_t seed, bool is_shown);
    ~Cluster();

    [[nodiscard]] Universe& universe() { return universe_; }
    [[nodiscard]] Clock& clock() { return universe_.clock; }
    [[nodiscard]] Faults& faults() { return universe_.faults; }
    [[nodiscard]] std::deque<Site>& sites() { return sites_; }
    [[nodiscard]] Site& site(std::size_t number) { return sites_.at(number); }
    void watch(Watcher* watcher) { watcher_ = watcher; }

    /// A machine with a drawn address; the first one is everybody's DHT bootstrap. It is off until switched on.
    Site& add(MachineOptions options = {});
    void switch_on(Site& site);
    /// Adds a machine of somebody who lies about `content`, which must be shared.
    Site& add_hostile(Fault kind, Content& content);

    Content& content(Content folder);
    /// The person puts the files on the disk and shares them, again and again until the engine says yes.
    void share(Site& site, Content& content);
    /// The same with the bytes left to `directory`.
    void get(Site& site, Content& content, const std::string& below = "down");

    /// The person asks anew for what was removed.
    void want_again(Site& site, Wish& wish);
    void tell_removed(Site& site, Wish& wish, bool is_all_gone);

    /// A death now; up again after `away`.
    void crash(Site& site, Death how, Duration away);
    void crash_at_write(Site& site, std::uint64_t n, Death how, Duration away);
    void restart(Site& site, Duration away);
    void move(Site& site);

    void run_for(Duration span) { clock().run_until(clock().now() + span); }
    bool run_until(Duration limit, const std::function<bool()>& done) {
        return clock().run_until(clock().now() + limit, done);
    }
    /// Everybody who is not hostile has what they wished for.
    [[nodiscard]] bool all_done() const;
    [[nodiscard]] std::vector<std::string> unfinished() const;
    /// Asks the engines of those who have not why; the answers come a moment later.
    void ask_why();
    /// Who ever had the address; nullptr: nobody.
    [[nodiscard]] Site* owner_of(const IpAddress& address);
    [[nodiscard]] IpAddress drawn_address();

private:
    void pursue(Site& site);
    void pursue_later(Site& site);
    void pursue(Site& site, Wish& wish);
    void ask_share(Site& site, Wish& wish);
    void ask_get(Site& site, Wish& wish);
    void on_event(Site& site, const Event& event);
    void clear_the_way(Site& site, const std::string& tag);
    void learn(Site& site, Wish& wish, const ShareAdded& added);

    Universe universe_;
    Draw draw_;
    std::deque<Site> sites_;  // addresses stay
    std::list<Content> contents_;
    std::set<IpAddress> used_addresses_;
    Watcher* watcher_ = nullptr;
};

}  // namespace shoal::sim
