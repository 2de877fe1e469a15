// Wall clocks that somebody sets. Nothing that waits, waits by them.

#include "tests/scenario/story.h"

namespace shoal::scenario {
namespace {

constexpr Duration year = std::chrono::hours{24 * 365};

class Clocks : public Story {
protected:
    /// Half a download, then every clock jumps, then the rest of it; over a start too.
    void jumps(Duration by) {
        auto& film = folder("film", 4 * MiB);
        auto& anna = has("anna", uplink(400'000)).shares(film);
        auto& ben = has("ben").gets(film);
        until_has(ben, film, 30);
        happened(Fault::clock_jumped);
        anna.sets_clock(by);
        ben.sets_clock(by);
        lighthouse().sets_clock(by);
        until_has(ben, film, 60);
        ben.restarts();
        everybody_finishes_within(1min);
        received_at_most(ben, film, 60);
        nobody_was_banned();
    }
};

TEST_F(Clocks, AYearForwardsInTheMiddleChangesNothing) {
    jumps(year);
}

TEST_F(Clocks, AYearBackwardsInTheMiddleChangesNothing) {
    jumps(-year);
}

TEST_F(Clocks, AClockThatDoesNotKnowTheTimeAndSays1970IsGoodEnough) {
    jumps(-54 * year);
}

TEST_F(Clocks, AClockThatIsSetToAndFroAllTheTimeChangesNothing) {
    auto& film = folder("film", 4 * MiB);
    auto& anna = has("anna", uplink(300'000)).shares(film);
    auto& ben = has("ben").gets(film);
    until_shared(film);
    for (int i = 0; i < 30; ++i) {
        ben.sets_clock(i % 2 == 0 ? year : -year);
        anna.sets_clock(i % 2 == 0 ? -10h : 10h);
        after(500ms);
    }
    everybody_finishes_within(1min);
    nobody_was_banned();
}

TEST_F(Clocks, TwoWhoseClocksAreAYearApartMeet) {
    auto& film = folder("film", 1 * MiB);
    auto& anna = has_off("anna");
    auto& ben = has_off("ben");
    anna.sets_clock(year);
    ben.sets_clock(-year);
    anna.switches_on();
    ben.switches_on();
    anna.shares(film);
    ben.gets(film);
    everybody_finishes_within(1min);
}

TEST_F(Clocks, AShareFromTheFutureIsStillShared) {
    auto& film = folder("film", 1 * MiB);
    auto& anna = has_off("anna");
    anna.sets_clock(10 * year);
    anna.switches_on();
    anna.shares(film);
    until_shared(film);
    anna.switches_off();
    anna.sets_clock(-10 * year);
    anna.switches_on();
    has("ben").gets(film);
    everybody_finishes_within(1min);
}

}  // namespace
}  // namespace shoal::scenario
