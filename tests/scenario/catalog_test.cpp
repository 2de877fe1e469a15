// What is remembered, and what becomes of it when somebody destroys it between two starts.

#include "tests/scenario/story.h"

namespace shoal::scenario {
namespace {

class Catalog : public Story {
protected:
    /// The first file below the data directory whose path holds `part`.
    static std::string data_file(Person& who, const std::string& part) {
        for (const auto& path : who.disk().files_below(who.machine().path("data"))) {
            if (path.find(part) != std::string::npos) return path;
        }
        ADD_FAILURE() << "there is no " << part;
        return {};
    }

    void destroys(Person& who, const std::string& part) {
        const auto path = data_file(who, part);
        auto bytes = who.disk().read_whole(path).value_or(Bytes{});
        ASSERT_FALSE(bytes.empty());
        bytes = some_bytes(bytes.size());
        EXPECT_TRUE(who.disk().put(path, bytes));
    }

    void truncates(Person& who, const std::string& part, std::size_t divisor) {
        const auto path = data_file(who, part);
        auto bytes = who.disk().read_whole(path).value_or(Bytes{});
        bytes.resize(bytes.size() / divisor);
        EXPECT_TRUE(who.disk().put(path, bytes));
    }
};

TEST_F(Catalog, AHalfDownloadIsFinishedThoughTheCatalogWasDestroyed) {
    auto& film = folder("film", 4 * MiB);
    has("anna", uplink(400'000)).shares(film);
    auto& ben = has("ben").gets(film);
    until_has(ben, film, 50);
    ben.switches_off();
    destroys(ben, "/catalog.db");
    ben.switches_on();
    everybody_finishes_within(2min);
}

TEST_F(Catalog, AHalfDownloadIsFinishedThoughTheCatalogWasCutInHalf) {
    auto& film = folder("film", 4 * MiB);
    has("anna", uplink(400'000)).shares(film);
    auto& ben = has("ben").gets(film);
    until_has(ben, film, 50);
    ben.switches_off();
    truncates(ben, "/catalog.db", 2);
    ben.switches_on();
    everybody_finishes_within(2min);
}

TEST_F(Catalog, AWholeDownloadIsStillWholeThoughTheCatalogIsEmpty) {
    auto& film = folder("film", 2 * MiB);
    auto& anna = has("anna").shares(film);
    auto& ben = has("ben").gets(film);
    everybody_finishes_within(1min);
    anna.switches_off();
    ben.switches_off();
    truncates(ben, "/catalog.db", 1'000'000'000);
    ben.switches_on();
    after(10s);
    EXPECT_EQ(view(ben, film).bytes_have, film.bytes());
    has("carol").gets(film);
    everybody_finishes_within(2min);
    received_at_most(ben, film, 0);
}

TEST_F(Catalog, ASharerServesOnThoughTheCatalogWasDestroyed) {
    auto& film = folder("film", 2 * MiB);
    auto& anna = has("anna").shares(film);
    until_shared(film);
    anna.switches_off();
    destroys(anna, "/catalog.db");
    anna.switches_on();
    has("ben").gets(film);
    everybody_finishes_within(2min);
}

TEST_F(Catalog, TheCatalogMayBeRemovedWholly) {
    auto& film = folder("film", 2 * MiB);
    auto& anna = has("anna").shares(film);
    auto& ben = has("ben").gets(film);
    everybody_finishes_within(1min);
    for (auto* who : {&anna, &ben}) {
        who->switches_off();
        EXPECT_TRUE(who->disk().remove(data_file(*who, "/catalog.db")));
        who->switches_on();
    }
    after(10s);
    has("carol").gets(film);
    everybody_finishes_within(2min);
}

TEST_F(Catalog, ADestroyedShareFileTakesItsShareAndNothingElse) {
    auto& film = folder("film", 2 * MiB);
    auto& anna = has("anna").shares(film);
    auto& ben = has("ben").gets(film);
    until_all_have(film, {&ben});
    auto& song = file("song.ogg", 500'000);
    ben.shares(song);
    until_shared(song);
    ben.switches_off();
    destroys(ben, "/shares/" + ContentKeys::derive(film.manifest->id()).tag.str());
    ben.wish(film).is_acknowledged = false;  // he will have to ask again
    ben.wish(film).was_complete = false;
    ben.switches_on();
    has("carol").gets(song);
    everybody_finishes_within(2min);
    EXPECT_LT(view(ben, film).received, film.bytes() / 10) << "the files were all there";
    EXPECT_LE(view(anna, film).sent, film.bytes() * 11 / 10);
}

TEST_F(Catalog, ASharerWhoseShareFileWasDestroyedSharesAgain) {
    auto& film = folder("film", 1 * MiB);
    auto& anna = has("anna").shares(film);
    until_shared(film);
    anna.switches_off();
    destroys(anna, "/shares/");
    anna.site().wishes.clear();
    film.manifest = nullptr;
    anna.switches_on();
    anna.shares(film);
    has("ben").gets(film);
    everybody_finishes_within(2min);
}

TEST_F(Catalog, AHundredSharesAreAllRemembered) {
    auto& anna = has("anna");
    auto& ben = has("ben");
    for (int i = 0; i < 100; ++i) {
        auto& song = file("song " + std::to_string(i), 5'000);
        anna.shares(song);
        ben.gets(song);
    }
    everybody_finishes_within(10min);
    anna.loses_power();
    ben.loses_power();
    after(1min);
}

}  // namespace
}  // namespace shoal::scenario
