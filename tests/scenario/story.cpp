#include "tests/scenario/story.h"

#include "tests/scenario/one_lie.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace shoal::scenario {
namespace {

constexpr Duration look_every = 7s;
constexpr Duration settle_for = 15s;  // probes, rechecks, answers under way
constexpr std::uint64_t most_turns = 2000;
constexpr std::uint64_t worlds_of_power_cuts = 4;  // what is lost, torn or kept is chance

/// FNV-1a: chance is the same in every run of a story, and another in each story.
std::uint64_t seed_of(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    return hash;
}

std::string tag_of(const Content& content) {
    return ContentKeys::derive(content.manifest->id()).tag.str();
}

Content named(const std::string& name) {
    return {.name = name, .files = {}, .link = {}, .manifest = {}};
}

}  // namespace

MachineOptions uplink(std::uint64_t bytes_per_second) {
    MachineOptions out;
    out.host.up = bytes_per_second;
    return out;
}

MachineOptions behind(Nat nat) {
    MachineOptions out;
    out.host.nat = nat;
    return out;
}

MachineOptions without_dht(std::vector<Endpoint> peers) {
    MachineOptions out;
    out.bootstrap = {{IpAddress::v4(98, 76, 54, 32), sim::engine_port}};  // nobody is there
    out.peers = std::move(peers);
    return out;
}

// --- the stage -------------------------------------------------------------------------------------------------------

Story::Story() {
    begin();
}

Story::~Story() = default;

void Story::begin() {
    stage_.reset();  // there is one world at a time
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    const auto turn = turn_.value_or(Turn{});
    const char* other_chance = std::getenv("SHOAL_STORY_CHANCE");
    const auto title = fmt::format("{}.{} {} {}{}", test->test_suite_name(), test->name(), turn.number, turn.world,
                                   other_chance != nullptr ? other_chance : "");
    stage_ = std::make_unique<Stage>(seed_of(title), std::getenv("SHOAL_STORY_TRACE") != nullptr);
    cluster().watch(this);
    has("lighthouse");
}

void Story::TearDown() {
    if (stage_) the_end();
}

void Story::the_end() {
    after(settle_for);
    stage_->referee.inspect_end();
    check_memory();
    cluster().ask_why();
    cluster().run_for(1s);
    for (const auto& violation : stage_->referee.violations()) ADD_FAILURE() << violation;
    for (auto& person : stage_->people) {
        if (person->site().is_hostile()) continue;
        for (auto& wish : person->site().wishes) {
            if (wish.was_complete || person->is_excused(*wish.content)) continue;
            ADD_FAILURE() << person->name() << " has not got " << wish.content->name << ": " << wish.last_word;
        }
    }
    EXPECT_GT(stage_->referee.comparisons(), 0U) << "nobody looked on";
    cluster().watch(nullptr);
    stage_.reset();
}

// What was said yes to is known and, if it was complete, still is.
void Story::check_memory() {
    for (auto& person : stage_->people) {
        if (!person->is_on() || person->site().is_hostile()) continue;
        for (auto& wish : person->site().wishes) {
            if (!wish.is_acknowledged || wish.spoilers > 0 || person->site().has_rot) continue;
            const auto shown = view(*person, *wish.content);
            EXPECT_EQ(shown.tag, tag_of(*wish.content)) << person->name() << " forgot " << wish.content->name;
            if (!wish.was_complete) continue;
            EXPECT_EQ(shown.state, ShareState::seeding) << person->name() << ": " << shown.error;
            EXPECT_EQ(shown.bytes_have, wish.content->bytes()) << person->name() << ": " << shown.error;
        }
    }
}

void Story::saw(sim::Site& site, const Event& event) {
    stage_->referee.saw(site, event);
    if (const auto* changed = std::get_if<FileChanged>(&event)) stage_->changed.emplace(&site, changed->path);
    const auto* ban = std::get_if<PeerBanned>(&event);
    if (ban == nullptr) return;
    if (const auto endpoint = Endpoint::parse(ban->endpoint)) stage_->bans.emplace_back(&site, endpoint->address);
}

void Story::started(sim::Site& site) {
    stage_->referee.started(site);
}

void Story::learnt(sim::Site& stranger, const std::string& what) {
    stage_->referee.learnt(stranger, what);
}

// --- who and what ----------------------------------------------------------------------------------------------------

Person& Story::add_person(const std::string& name, sim::Site& site) {
    stage_->people.push_back(std::make_unique<Person>(*this, site, name));
    return *stage_->people.back();
}

Person& Story::has_off(const std::string& name, MachineOptions options) {
    constexpr std::uint64_t usual_up = 2'000'000;
    if (options.host.up == sim::HostOptions{}.up) options.host.up = usual_up;
    auto& site = cluster().add(std::move(options));
    stage_->referee.plant_bystanders(site);
    return add_person(name, site);
}

Person& Story::has(const std::string& name, MachineOptions options) {
    auto& person = has_off(name, std::move(options));
    cluster().switch_on(person.site());
    return person;
}

std::vector<Person*> Story::crowd(std::size_t people, const MachineOptions& options) {
    std::vector<Person*> out;
    for (std::size_t i = 0; i < people; ++i) out.push_back(&has(fmt::format("guest {}", i + 1), options));
    return out;
}

Person& Story::liar(Fault kind, Content& content) {
    until_shared(content);
    return add_person(fmt::format("a liar ({})", sim::name_of(kind)), cluster().add_hostile(kind, content));
}

Person& Story::add_lie(bool is_withheld, Content& content, ChunkIndex chunk) {
    auto& site = cluster().add();
    sim::HostileOptions options{.listen = {IpAddress{}, sim::engine_port}};
    options.bootstrap = {lighthouse().machine().endpoint()};
    options.manifest = content.manifest;
    options.content = [&content](ChunkIndex which) {
        const auto bytes = content.chunk(which);
        return Bytes{bytes.begin(), bytes.end()};
    };
    options.id = content.manifest->id();
    site.actor =
        std::make_unique<OneLie>(is_withheld ? OneLie::Way::withheld : OneLie::Way::wrong, chunk, site->world(),
                                 site->log(), std::move(options), stage_->draw.split("one lie"), cluster().faults());
    return add_person("a liar about one chunk", site);
}

Person& Story::one_lie(Content& content, ChunkIndex chunk) {
    return add_lie(false, content, chunk);
}

Person& Story::withhold(Content& content, ChunkIndex chunk) {
    return add_lie(true, content, chunk);
}

Content& Story::folder(const std::string& name, std::uint64_t bytes) {
    const auto large = bytes * 3 / 4;
    const auto rest = bytes - large;
    return folder(name, {{"large.bin", large},
                         {"notes/of a day.txt", std::min<std::uint64_t>(rest / 8, 700)},
                         {"notes/empty", 0},
                         {"pictures/1.jpg", rest / 2},
                         {"pictures/further/2.jpg", rest / 4},
                         {"z", rest / 8 + 1}});
}

Content& Story::folder(const std::string& name, std::initializer_list<std::pair<const char*, std::uint64_t>> files) {
    Content made = named(name);
    for (const auto& [path, size] : files) made.files[path] = some_bytes(size);
    return cluster().content(std::move(made));
}

Content& Story::file(const std::string& name, std::uint64_t bytes) {
    return folder(name, {{"", bytes}});
}

// --- what happens ----------------------------------------------------------------------------------------------------

bool Story::until(Duration limit, const std::function<bool()>& done) {
    const auto end = now() + limit;
    const auto step = std::max<Duration>(look_every, limit / 100);  // long waits are looked at less often
    while (now() < end) {
        if (cluster().run_until(std::min(step, end - now()), done)) return true;
        stage_->referee.inspect();
    }
    return done();
}

void Story::after(Duration span) {
    until(span, [] { return false; });
}

void Story::until_shared(Content& content) {
    ASSERT_TRUE(until(5min, [&] { return content.is_shared(); })) << content.name << " is not shared";
}

void Story::until_accepted(Person& who, Content& content) {
    ASSERT_TRUE(until(10min, [&] { return who.wish(content).is_acknowledged; }))
        << who.name() << " cannot have " << content.name << ": " << who.wish(content).last_word;
}

void Story::until_has(Person& who, Content& content, std::uint64_t percent) {
    constexpr Duration step = 20ms;
    until_shared(content);
    const auto end = now() + 10min;
    while (now() < end) {
        const auto shown = view(who, content);
        if (shown.bytes_have * 100 >= percent * content.bytes()) {
            ASSERT_LT(shown.bytes_have, content.bytes()) << who.name() << " was too fast for this story";
            return;
        }
        cluster().run_for(step);
    }
    FAIL() << who.name() << " never had " << percent << " % of " << content.name;
}

void Story::until_all_have(Content& content, const std::vector<Person*>& people) {
    ASSERT_TRUE(until(20min, [&] {
        return std::ranges::all_of(people, [&](Person* person) { return person->has_finished(content); });
    }));
}

void Story::part(Person& one, Person& other) {
    part_one_way(one, other);
    part_one_way(other, one);
}

void Story::part_one_way(Person& from, Person& to) {
    happened(Fault::partition);
    cluster().universe().network.block(from.machine().host(), to.machine().host());
}

void Story::only_disk_of(Person& who) {
    for (auto& person : stage_->people) person->disk().spare(person.get() != &who);
}

// --- what must be true -----------------------------------------------------------------------------------------------

void Story::everybody_finishes_within(Duration limit) {
    const auto is_done = [&] {
        return std::ranges::all_of(stage_->people, [](const auto& person) {
            return person->site().is_hostile() || std::ranges::all_of(person->site().wishes, [&](const auto& wish) {
                       return wish.was_complete || person->is_excused(*wish.content);
                   });
        });
    };
    EXPECT_TRUE(until(limit, is_done)) << "not everybody finished within " << limit / 1s << " s";
}

void Story::nobody_was_banned() {
    EXPECT_TRUE(stage_->bans.empty()) << stage_->bans.size() << " bans";
}

void Story::was_banned(Person& liar) {
    const auto is_liar = [&](const auto& ban) { return liar.site().addresses.contains(ban.second); };
    EXPECT_TRUE(std::ranges::any_of(stage_->bans, is_liar)) << liar.name() << " was not banned";
}

void Story::only_liars_were_banned() {
    for (const auto& [by, whom] : stage_->bans) {
        auto* site = cluster().owner_of(whom);
        EXPECT_TRUE(site != nullptr && site->is_hostile()) << "somebody honest was banned";
    }
}

void Story::was_told_of_change(Person& who, const std::string& path) {
    EXPECT_TRUE(stage_->changed.contains({&who.site(), path})) << who.name() << " was not told of " << path;
}

void Story::sent_at_most(Person& who, Content& content, std::uint64_t percent) {
    const auto sent = view(who, content).sent;
    EXPECT_LE(sent * 100, percent * content.bytes()) << who.name() << " sent " << sent << " of " << content.bytes();
}

void Story::received_at_most(Person& who, Content& content, std::uint64_t percent) {
    const auto shown = view(who, content);
    const auto received = shown.received + shown.wasted;
    EXPECT_LE(received * 100, percent * content.bytes())
        << who.name() << " received " << received << " of " << content.bytes();
}

void Story::is_in_trouble(Person& who, Content& content, const std::string& code) {
    const auto shown = view(who, content);
    EXPECT_EQ(shown.state, ShareState::trouble);
    EXPECT_EQ(shown.error_code, code) << shown.error;
}

bool Story::has_every_byte(Person& who, Content& content) {
    return std::ranges::all_of(content.files, [&](const auto& file) {
        return who.disk().read_whole(who.place(content, file.first)) == file.second;
    });
}

bool Story::together_have_all(Content& content, const std::vector<Person*>& people) {
    if (!content.is_shared()) return false;
    for (std::uint32_t i = 0; i < content.manifest->chunk_count(); ++i) {
        const ChunkIndex chunk{i};
        if (std::ranges::none_of(people, [&](Person* person) { return person->has_chunk(content, chunk); }))
            return false;
    }
    return true;
}

ShareView Story::view(Person& who, Content& content) {
    if (!content.is_shared()) return {};
    auto details = ask(who, ShowShare{.tag = tag_of(content)});
    return details ? std::move(details->share) : ShareView{};
}

// --- one story, many times -------------------------------------------------------------------------------------------

bool Story::tell_once(const std::function<void()>& tale, Fault fault) {
    SCOPED_TRACE(fmt::format("in place {}, world {}", turn_->number, turn_->world));
    begin();
    turn_->was_armed = false;
    tale();
    if (testing::Test::HasFatalFailure()) return false;
    EXPECT_TRUE(turn_->was_armed);
    const bool it_struck = cluster().faults().count(fault) > 0;
    the_end();
    return it_struck && !testing::Test::HasFailure();
}

void Story::tell(Turn turn, std::uint64_t worlds, std::uint64_t least, const std::function<void()>& tale, Fault fault) {
    turn_ = turn;
    bool goes_on = true;
    while (goes_on) {
        ++turn_->number;
        ASSERT_LT(turn_->number, most_turns) << "this never ends";
        goes_on = false;
        for (turn_->world = 1; turn_->world <= worlds; ++turn_->world) {
            goes_on = tell_once(tale, fault) || goes_on;
            if (testing::Test::HasFailure()) return;
        }
    }
    RecordProperty("turns", static_cast<int>(turn_->number));
    EXPECT_GT(turn_->number, least);
}

void Story::at_every_write(Death how, std::uint64_t least, const std::function<void()>& tale) {
    const bool is_power = how == Death::power;
    tell({.how = how}, is_power ? worlds_of_power_cuts : 1, least, tale,
         is_power ? Fault::power_cut : Fault::process_killed);
}

void Story::dies(Person& who, Duration away) {
    turn_->was_armed = true;
    who.dies_at_write(turn_->number, turn_->how, away);
}

void Story::at_every_chance(Fault fault, std::uint64_t least, const std::function<void()>& tale) {
    tell({.fault = fault}, 1, least, tale, fault);
}

void Story::strikes() {
    turn_->was_armed = true;
    cluster().faults().strike_at(turn_->fault, turn_->number);
}

}  // namespace shoal::scenario
