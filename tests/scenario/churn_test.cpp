// Peers come and go.

#include "tests/scenario/story.h"

namespace shoal::scenario {
namespace {

class Churn : public Story {};

TEST_F(Churn, TheDownloadEndsThoughHalfOfThePeersLeaveAndComeBack) {
    auto& film = folder("film", 4 * MiB);
    has("anna", uplink(400'000)).shares(film);
    const auto guests = crowd(8, uplink(400'000));
    for (auto* guest : guests) guest->gets(film);
    until_has(*guests[0], film, 25);
    for (std::size_t i = 0; i < guests.size(); i += 2) guests[i]->restarts(20s);
    everybody_finishes_within(5min);
    nobody_was_banned();
}

}  // namespace
}  // namespace shoal::scenario
