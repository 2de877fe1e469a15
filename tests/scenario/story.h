#pragma once
// The language of the scenarios. A story is a test: people with machines, what happens to them, and what must be true
// in the end. Each runs whole engines in a simulated world of its own, whose chance is the story's name: a story that
// fails, fails again. SHOAL_STORY_TRACE=1 in the environment shows everything that happens in it.
//
// Whatever a story is about, the referee (tests/sim/referee.h) looks on every few seconds and at the end: no honest
// peer is banned, what is claimed is true, nobody else's files change. Unless the story excuses somebody, everybody has
// what they wished for in the end, and what engines said yes to they remember.

#include <gtest/gtest.h>

#include <deque>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/scenario/person.h"
#include "tests/sim/referee.h"

namespace shoal::scenario {

using sim::MachineOptions;

inline constexpr std::uint64_t KiB = 1024;
inline constexpr std::uint64_t MiB = 1024 * KiB;

/// Machines that differ from the usual one: 2 MB/s up, 12 MB/s down, 20 ms from the middle of the network.
[[nodiscard]] MachineOptions uplink(std::uint64_t bytes_per_second);
[[nodiscard]] MachineOptions behind(Nat nat);
/// Its DHT node knows nobody; it learns of peers from links, exchange and `peers` alone.
[[nodiscard]] MachineOptions without_dht(std::vector<Endpoint> peers = {});

class Story : public testing::Test, protected sim::Cluster::Watcher {
public:
    [[nodiscard]] sim::Cluster& cluster() { return stage_->cluster; }
    [[nodiscard]] Instant now() { return cluster().clock().now(); }
    void happened(Fault fault) { cluster().faults().happened(fault); }
    /// Time passes until `done`, at most `limit`; whether it came true.
    bool until(Duration limit, const std::function<bool()>& done);

protected:
    Story();
    ~Story() override;
    void TearDown() override;

    // --- who and what
    /// A machine, switched on. The first one of every story is a lighthouse: a DHT node that wants nothing.
    Person& has(const std::string& name, MachineOptions options = {});
    /// The same, not yet switched on.
    Person& has_off(const std::string& name, MachineOptions options = {});
    std::vector<Person*> crowd(std::size_t people, const MachineOptions& options = {});
    /// Somebody who lies about content that is shared.
    Person& liar(Fault kind, Content& content);
    /// Somebody who is truthful but for one chunk, which is wrong; or who never gives that one away.
    Person& one_lie(Content& content, ChunkIndex chunk);
    Person& withhold(Content& content, ChunkIndex chunk);
    [[nodiscard]] Person& lighthouse() { return *stage_->people.front(); }
    /// One large file, some small ones, an empty one, an empty place in between; about so many bytes.
    Content& folder(const std::string& name, std::uint64_t bytes);
    Content& folder(const std::string& name, std::initializer_list<std::pair<const char*, std::uint64_t>> files);
    Content& file(const std::string& name, std::uint64_t bytes);
    [[nodiscard]] Bytes some_bytes(std::uint64_t size) { return sim::drawn_bytes(stage_->draw, size); }

    // --- what happens
    /// Time passes.
    void after(Duration span);
    void until_shared(Content& content);
    /// Until somebody has so many percent of the bytes, and not all.
    void until_has(Person& who, Content& content, std::uint64_t percent);
    void until_all_have(Content& content, const std::vector<Person*>& people);
    void part(Person& one, Person& other);
    void part_one_way(Person& from, Person& to);
    void heal() { cluster().universe().network.unblock_all(); }
    /// From now on, for all machines, in this share of all cases.
    void set_rate(Fault fault, std::uint32_t per_million) { cluster().faults().set_rate(fault, per_million); }
    /// Only this one's disk has the faults of disks.
    void only_disk_of(Person& who);
    void calm() { cluster().faults().calm(); }
    /// Until the engine said yes to the wish.
    void until_accepted(Person& who, Content& content);

    // --- what must be true
    void everybody_finishes_within(Duration limit);
    void nobody_was_banned();
    void was_banned(Person& liar);
    void only_liars_were_banned();
    /// The engine said that the file has not its content any more.
    void was_told_of_change(Person& who, const std::string& path);
    void it_happened(Fault fault) { EXPECT_GT(cluster().faults().count(fault), 0U) << sim::name_of(fault); }
    /// Content bytes since the engine started, as parts of the content in percent: 100 is one copy.
    void sent_at_most(Person& who, Content& content, std::uint64_t percent);
    void received_at_most(Person& who, Content& content, std::uint64_t percent);
    void is_in_trouble(Person& who, Content& content, const std::string& code);
    /// Every byte is on the disk, under its name.
    [[nodiscard]] bool has_every_byte(Person& who, Content& content);
    /// Of each chunk the true bytes are on some of their disks, whole files or not.
    [[nodiscard]] bool together_have_all(Content& content, const std::vector<Person*>& people);

    // --- questions to engines; time passes until the answer
    template <EngineRequest R>
    Result<typename R::Reply> ask(Person& who, R request, Duration patience = 2min) {
        const auto answer = std::make_shared<std::optional<Result<typename R::Reply>>>();
        if (!who.is_on()) return fail(Errc::closed, who.name() + "'s engine is off");
        who.machine().engine().ask(std::move(request), [answer](auto reply) { answer->emplace(std::move(reply)); });
        until(patience, [answer] { return answer->has_value(); });
        if (!answer->has_value()) return fail(Errc::timed_out, who.name() + "'s engine does not answer");
        return std::move(**answer);
    }
    /// Empty if the engine is off or does not know it.
    [[nodiscard]] ShareView view(Person& who, Content& content);

    // --- one story, many times
    /// Tells the tale with a death in the 1st, 2nd, ... writing disk call of whoever `dies()` in it, until one is told
    /// to its end without a death. At least `least` calls, so that a tale that never writes is noticed.
    void at_every_write(Death how, std::uint64_t least, const std::function<void()>& tale);
    /// In a tale: this one's disk is it, from now on.
    void dies(Person& who, Duration away = 1s);
    /// The death is called off if it has not come.
    void lives_on(Person& who) { who.disk().no_crash(); }
    /// Tells the tale with this fault in the 1st, 2nd, ... place where it can strike after `strikes()`.
    void at_every_chance(Fault fault, std::uint64_t least, const std::function<void()>& tale);
    void strikes();

private:
    struct Stage {
        Stage(std::uint64_t seed, bool is_shown) : cluster{seed, is_shown}, referee{cluster}, draw{seed} {}
        sim::Cluster cluster;
        sim::Referee referee;
        sim::Draw draw;
        std::deque<std::unique_ptr<Person>> people;
        std::vector<std::pair<const sim::Site*, IpAddress>> bans;    // who by, and of whom
        std::set<std::pair<const sim::Site*, std::string>> changed;  // FileChanged: who was told, and of which file
    };
    struct Turn {
        std::uint64_t number = 0;  // of the place
        std::uint64_t world = 0;   // of several with the same place
        Death how = Death::process;
        Fault fault = Fault::count_;
        bool was_armed = false;
    };

    // sim::Cluster::Watcher
    void saw(sim::Site& site, const Event& event) override;
    void started(sim::Site& site) override;
    void learnt(sim::Site& stranger, const std::string& what) override;

    void begin();
    void the_end();
    void check_memory();
    bool tell_once(const std::function<void()>& tale, Fault fault);
    void tell(Turn turn, std::uint64_t worlds, std::uint64_t least, const std::function<void()>& tale, Fault fault);
    Person& add_lie(bool is_withheld, Content& content, ChunkIndex chunk);
    Person& add_person(const std::string& name, sim::Site& site);

    std::unique_ptr<Stage> stage_;
    std::optional<Turn> turn_;
};

}  // namespace shoal::scenario
