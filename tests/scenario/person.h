#pragma once
// Somebody with a machine, and what they do.

#include <set>
#include <string>

#include "tests/sim/cluster.h"

namespace shoal::scenario {

using sim::Content;
using sim::Death;
using sim::Fault;
using sim::Nat;

class Story;

/// What happens now unless a time is given. Verbs without an answer do not let time pass; those that wait say so.
class Person {
public:
    Person(Story& story, sim::Site& site, std::string name) : story_{story}, site_{site}, name_{std::move(name)} {}
    Person(const Person&) = delete;
    Person& operator=(const Person&) = delete;

    // --- wishes; a person goes on asking until the engine has said yes
    Person& shares(Content& content);
    Person& gets(Content& content, const std::string& below = "down");
    /// The story may end without it.
    void may_miss(Content& content) { excused_.insert(&content); }
    [[nodiscard]] bool is_excused(const Content& content) const { return excused_.contains(&content); }

    // --- the machine
    void is_killed(Duration away = 1s);
    void loses_power(Duration away = 1s);
    /// The n-th writing disk call from now never happens.
    void dies_at_write(std::uint64_t n, Death how, Duration away = 1s);
    void restarts(Duration away = 1s);
    /// An orderly end; waits for it. Stays off.
    void switches_off();
    void switches_on();
    void sleeps_for(Duration span);  ///< suspended: nothing runs
    void moves();                    ///< another address
    void sets_clock(Duration by) { site_->jump_wall_clock(by); }

    // --- the disk
    /// Flips a bit in each leaf of a file and saves it: nothing of it is the shared content any more.
    void edits(Content& content, const std::string& path);
    void removes(Content& content, const std::string& path);
    /// The true bytes are there again.
    void puts_back(Content& content, const std::string& path);
    /// Writes what the person likes to have in the place of a file of the content.
    void puts_in_the_way(Content& content, const std::string& path, BytesView bytes);
    void takes_away(Content& content, const std::string& path);
    void has_room_for(std::uint64_t bytes);
    void has_room_again();
    void unplugs(const std::string& folder);  ///< such as "down"
    void plugs_in(const std::string& folder);
    /// A bit in the middle of a file (absolute path) flips behind everybody's back.
    void suffers_rot(const std::string& path);

    // --- questions
    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] sim::Site& site() { return site_; }
    [[nodiscard]] sim::Machine& machine() { return *site_; }
    [[nodiscard]] sim::SimDisk& disk() { return site_->disk(); }
    [[nodiscard]] bool is_on() const { return site_->is_running(); }
    [[nodiscard]] sim::Wish& wish(Content& content);
    [[nodiscard]] bool has_finished(Content& content) { return wish(content).was_complete; }
    /// Where a file of the content lies, or will.
    [[nodiscard]] std::string place(Content& content, const std::string& path);
    /// The true bytes of the chunk are on the disk, under the file's name or in the hidden folder.
    [[nodiscard]] bool has_chunk(Content& content, ChunkIndex which);

private:
    Story& story_;
    sim::Site& site_;
    std::string name_;
    std::set<const Content*> excused_;
};

}  // namespace shoal::scenario
