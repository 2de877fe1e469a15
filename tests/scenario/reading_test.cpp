// Those who read before everything is there.

#include "tests/scenario/story.h"

namespace shoal::scenario {
namespace {

class Reading : public Story {
protected:
    struct Read {
        Bytes bytes;
        Duration took{};
    };
    Read reads(Person& who, Content& content, const std::string& path, std::uint64_t offset, std::uint64_t length,
               std::uint64_t ahead = 0) {
        const Instant began = now();
        auto part = ask(who, ReadContent{.tag = view(who, content).tag,
                                         .path = path,
                                         .offset = offset,
                                         .length = length,
                                         .ahead = ahead,
                                         .timeout_ms = 100'000});
        EXPECT_TRUE(part) << (part ? "" : part.error().what);
        if (!part) return {};
        EXPECT_EQ(part->file_bytes, content.files.at(path).size());
        return {.bytes = std::move(part->bytes), .took = now() - began};
    }
    static Bytes part_of(Content& content, const std::string& path, std::uint64_t offset, std::uint64_t length) {
        const auto& all = content.files.at(path);
        const auto begin = all.begin() + static_cast<std::ptrdiff_t>(offset);
        return {begin, begin + static_cast<std::ptrdiff_t>(length)};
    }
    void record(const std::string& what, Duration span) { RecordProperty(what, static_cast<int>(span / 1ms)); }
};

TEST_F(Reading, WhoReadsTheEndOfAFilmHasItLongBeforeTheRestAndASeekMovesWhatComesFirst) {
    auto& film = folder("film", {{"film.mkv", 24 * MiB}, {"notes.txt", 1000}});
    has("anna", uplink(1'000'000)).shares(film);
    auto& ben = has("ben").gets(film);
    until_has(ben, film, 10);  // the download is well under way; the rest takes 22 s
    const auto end = reads(ben, film, "film.mkv", 24 * MiB - 200'000, 200'000, 1 * MiB);
    EXPECT_EQ(end.bytes, part_of(film, "film.mkv", 24 * MiB - 200'000, 200'000));
    record("end_ms", end.took);
    EXPECT_LT(end.took, 2s);
    const auto middle = reads(ben, film, "film.mkv", 12 * MiB, 100'000, 8 * MiB);
    EXPECT_EQ(middle.bytes, part_of(film, "film.mkv", 12 * MiB, 100'000));
    record("middle_ms", middle.took);
    EXPECT_LT(middle.took, 2s);
    const auto early = reads(ben, film, "film.mkv", 6 * MiB, 100'000);
    EXPECT_EQ(early.bytes, part_of(film, "film.mkv", 6 * MiB, 100'000));
    record("early_ms", early.took);
    EXPECT_LT(early.took, 2s) << "8 MiB that were to be read next take 8 s";
    EXPECT_LT(view(ben, film).bytes_have, film.bytes() / 2);
    everybody_finishes_within(1min);
    received_at_most(ben, film, 105);
}

TEST_F(Reading, WhoWatchesAFilmOfACrowdIsNotHeldUpByTheOthers) {
    auto& film = file("film", 12 * MiB);
    auto& anna = has("anna", uplink(1'500'000)).shares(film);
    until_shared(film);
    for (auto* guest : crowd(4)) guest->gets(film);
    auto& ben = has("ben").gets(film);
    until_has(ben, film, 5);
    Duration longest{};
    for (std::uint64_t at = 0; at < 12 * MiB; at += 512 * KiB) {
        const auto part = reads(ben, film, "", at, 512 * KiB, 2 * MiB);
        EXPECT_EQ(part.bytes, part_of(film, "", at, 512 * KiB));
        longest = std::max(longest, part.took);
    }
    record("longest_ms", longest);
    EXPECT_LT(longest, 8s);
    everybody_finishes_within(1min);
    sent_at_most(anna, film, 180);
}

TEST_F(Reading, AFilmThatIsCompleteIsReadFromTheDisk) {
    auto& film = file("film", 3 * MiB);
    auto& anna = has("anna").shares(film);
    until_shared(film);
    const auto part = reads(anna, film, "", 1'000'000, 300'000);
    EXPECT_EQ(part.bytes, part_of(film, "", 1'000'000, 300'000));
    EXPECT_TRUE(reads(anna, film, "", 3 * MiB, 10).bytes.empty());
}

TEST_F(Reading, ReadsThatCannotBeSayWhy) {
    auto& film = file("film", 2 * MiB);
    auto& anna = has("anna").shares(film);
    until_shared(film);
    const auto tag = view(anna, film).tag;
    const auto code = [&](ReadContent request) {
        const auto part = ask(anna, std::move(request));
        return part ? Errc::other : part.error().code;
    };
    EXPECT_EQ(code({.tag = "abcdefgh", .path = "film", .length = 1}), Errc::not_found);
    EXPECT_EQ(code({.tag = tag, .path = "filn", .length = 1}), Errc::not_found);
    EXPECT_EQ(code({.tag = tag, .path = "film", .length = max_read_bytes + 1}), Errc::usage);
    anna.edits(film, "");
    EXPECT_EQ(code({.tag = tag, .path = "", .length = 1}), Errc::mismatch);
}

}  // namespace
}  // namespace shoal::scenario
