
#include <algorithm>

#include "core/packing.h"
#include "tests/transfer/disk_room.h"
#include "transfer/share_file.h"

namespace shoal::test {
namespace {

Sample::Files small_files() {
    return {{"a.bin", pattern(700'000, 1)}, {"b/c", "tiny"}, {"b/empty", ""}};
}

TEST(Library, AShareIsStillKnownAfterARestart) {
    TemporaryDirectory room;
    write_file(room / "stuff/x", "content");
    ShareRecord before;
    {
        Host host{room / "data"};
        ASSERT_TRUE(host.is_open()) << host.error().what;
        const auto shared = host.share(room / "stuff", {.reproducible = false, .comment = "hello"});
        ASSERT_TRUE(shared) << shared.error().what;
        before = shared->record;
        EXPECT_EQ(before.directory, room.path());
        EXPECT_EQ(before.manifest->name(), "stuff");
        EXPECT_EQ(before.manifest->content().comment, "hello");
        EXPECT_TRUE(before.manifest->content().salt && before.manifest->content().created);
        EXPECT_TRUE(before.shared_here);
    }
    Host host{room / "data"};
    const auto records = host.library().load();
    ASSERT_TRUE(records);
    ASSERT_EQ(records->size(), 1U);
    const auto& after = records->front();
    EXPECT_EQ(after.manifest->id(), before.manifest->id());
    EXPECT_EQ(after.directory, before.directory);
    EXPECT_EQ(after.added, before.added);
    EXPECT_EQ(after.tag, before.tag);
    EXPECT_TRUE(after.shared_here);
}

TEST(Library, RemembersAndPlacesAcrossARestart) {
    Sample sample{small_files()};
    TemporaryDirectory room;
    {
        Host host{room / "data"};
        const auto first = host.remember(sample.manifest());
        ASSERT_TRUE(first);
        EXPECT_TRUE(first->directory.empty());
        const auto again = host.remember(sample.manifest());
        ASSERT_TRUE(again);
        EXPECT_EQ(again->added, first->added);
        const auto placed = host.place(first->tag, room / "made/here/", true);
        ASSERT_TRUE(placed) << placed.error().what;
        EXPECT_EQ(placed->directory, room / "made/here");
        EXPECT_TRUE(fs::is_empty(room / "made/here"));
        EXPECT_EQ(host.remember(sample.manifest())->directory, placed->directory);
    }
    Host host{room / "data"};
    const auto records = host.library().load();
    ASSERT_TRUE(records && records->size() == 1);
    EXPECT_EQ(records->front().directory, room / "made/here");
    EXPECT_TRUE(records->front().overwrite);
    EXPECT_FALSE(records->front().shared_here);
}

TEST(Library, AFailedPlaceChangesNothing) {
    Sample sample{small_files()};
    TemporaryDirectory room;
    auto faults = std::make_shared<Faults>();
    Host host{room / "data", faults};
    const auto record = *host.remember(sample.manifest());
    EXPECT_EQ(host.place(record.tag, "relative").error().code, Errc::usage);
    write_file(room / "file", "");
    EXPECT_FALSE(host.place(record.tag, room / "file"));
    faults->refuse_writes(Errc::permission);
    EXPECT_EQ(host.place(record.tag, room / "down").error().code, Errc::permission);
    faults->refuse_writes(std::nullopt);
    EXPECT_EQ(host.place(*Tag::from("zzzzzzzz"), room / "down").error().code, Errc::not_found);
    EXPECT_TRUE(host.library().load()->front().directory.empty());
    EXPECT_TRUE(host.place(record.tag, room / "down"));
}

TEST(Library, APlaceCanBeChosenWhileTheShareIsStillBeingWrittenDown) {
    Sample sample{small_files()};
    TemporaryDirectory room;
    {
        Host host{room / "data"};
        std::optional<Result<ShareRecord>> remembered;
        host.library().remember(sample.manifest(), [&](auto record) { remembered = std::move(record); });
        const auto tag = ContentKeys::derive(sample.manifest()->id()).tag;
        const auto placed = host.place(tag, room / "down");
        ASSERT_TRUE(placed) << placed.error().what;
        ASSERT_TRUE(remembered && *remembered);
    }
    EXPECT_EQ(Host{room / "data"}.library().load()->front().directory, room / "down") << "the later word counts";
}

TEST(Library, WhatCannotBeWrittenDownIsNotRemembered) {
    Sample sample{small_files()};
    TemporaryDirectory room;
    auto faults = std::make_shared<Faults>();
    Host host{room / "data", faults};
    faults->refuse_writes(Errc::no_space);
    EXPECT_EQ(host.remember(sample.manifest()).error().code, Errc::no_space);
    const auto tag = ContentKeys::derive(sample.manifest()->id()).tag;
    EXPECT_EQ(host.place(tag, room / "down").error().code, Errc::not_found);
    faults->refuse_writes(std::nullopt);
    EXPECT_TRUE(host.remember(sample.manifest()));
    EXPECT_TRUE(host.place(tag, room / "down"));
}

TEST(Library, WhatAPersonChangesOfAShareOutlivesAStart) {
    Sample sample{small_files()};
    TemporaryDirectory room;
    transfer::ShareRecord changed;
    {
        Host host{room / "data"};
        const auto tag = host.remember(sample.manifest())->tag;
        const FileSelection first{{true, false, false}};
        ASSERT_EQ(sample.manifest()->files().size(), 3U);
        const auto record = host.update(tag, {.labels = std::vector<std::string>{"a", "b"},
                                              .paused = true,
                                              .limit_up = 5,
                                              .limit_down = 6,
                                              .selection = first});
        ASSERT_TRUE(record) << record.error().what;
        EXPECT_TRUE(host.update(tag, {.labels = {}, .paused = {}, .limit_up = 7, .limit_down = {}, .selection = {}}));
        EXPECT_EQ(host.update(*Tag::from("zzzzzzzz"), {}).error().code, Errc::not_found);
    }
    const auto back = Host{room / "data"}.library().load()->front();
    EXPECT_EQ(back.labels, (std::vector<std::string>{"a", "b"}));
    EXPECT_TRUE(back.paused);
    EXPECT_EQ(back.limit_up, 7U);
    EXPECT_EQ(back.limit_down, 6U);
    EXPECT_EQ(back.selection.count(3), 1U);
}

TEST(Library, ChangesThatOverlapAllCount) {
    Sample sample{small_files()};
    TemporaryDirectory room;
    Host host{room / "data"};
    const auto tag = host.remember(sample.manifest())->tag;
    int answers = 0;
    const auto count = [&](const Result<ShareRecord>& record) { answers += record ? 1 : 0; };
    host.library().place(tag, {room / "down", false, false, {}}, count);
    transfer::ShareChange pause;
    pause.paused = true;
    host.library().update(tag, pause, count);
    transfer::ShareChange limit;
    limit.limit_up = 9;
    host.library().update(tag, limit, count);
    ASSERT_TRUE(host.run_until([&] { return answers == 3; }));
    const auto record = host.library().load()->front();
    EXPECT_EQ(record.directory, room / "down");
    EXPECT_TRUE(record.paused);
    EXPECT_EQ(record.limit_up, 9U);
}

TEST(Library, NumbersSharesInTheOrderTheyCameAndNeverTwice) {
    Sample one{small_files()};
    Sample two{{{"x", "other"}}};
    TemporaryDirectory room;
    write_file(room / "stuff", "of this machine");
    {
        Host host{room / "data"};
        EXPECT_EQ(host.remember(one.manifest())->number, 1U);
        EXPECT_EQ(host.remember(two.manifest())->number, 2U);
        EXPECT_EQ(host.remember(one.manifest())->number, 1U);
        EXPECT_EQ(host.place(ContentKeys::derive(one.manifest()->id()).tag, room / "down")->number, 1U);
        EXPECT_EQ(host.share(room / "stuff")->record.number, 3U);
    }
    Host host{room / "data"};
    std::set<std::uint32_t> numbers;
    const auto records = host.library().load();
    for (const auto& record : *records) numbers.insert(record.number);
    EXPECT_EQ(numbers, (std::set<std::uint32_t>{1, 2, 3}));
    EXPECT_EQ(host.remember(Sample{{{"z", "third"}}}.manifest())->number, 4U);
}

TEST(Library, SaysThatAPlaceIsClearOnlyIfNothingOfTheShareCanLieThere) {
    Sample sample{small_files()};
    const auto tag = ContentKeys::derive(sample.manifest()->id()).tag;
    const auto is_clear = [&](const std::function<void(Host&, const std::string&)>& prepare) {
        TemporaryDirectory room;
        Host host{room / "data"};
        EXPECT_TRUE(host.remember(sample.manifest()));
        prepare(host, room / "down");
        bool clear = false;
        EXPECT_TRUE(host.wait_for<Result<ShareRecord>>([&](auto done) {
            host.library().place(tag, {room / "down", false, false, {}}, std::move(done), [&] { clear = true; });
        }));
        return clear;
    };
    EXPECT_TRUE(is_clear([](Host&, const std::string&) {}));
    EXPECT_TRUE(is_clear([](Host&, const std::string& down) { fs::create_directories(down + "/something else"); }));
    EXPECT_FALSE(is_clear(
        [&](Host&, const std::string& down) { fs::create_directories(down + "/" + sample.manifest()->name()); }));
    EXPECT_FALSE(
        is_clear([&](Host&, const std::string& down) { fs::create_directories(down + "/.shoal-" + tag.str()); }));
    EXPECT_FALSE(is_clear([&](Host& host, const std::string& down) { EXPECT_TRUE(host.place(tag, down)); }))
        << "the catalog may know something";
}

TEST(Library, SaysWithBothFiguresThatAShareIsTooLargeForTheDisk) {
    ManifestContent content;
    content.name = "huge";
    content.files.push_back({.path = {"x"}, .size = 30ULL << 40, .root = {}, .executable = false});
    auto manifest = Manifest::make(std::move(content));
    ASSERT_TRUE(manifest) << manifest.error().what;
    TemporaryDirectory room;
    Host host{room / "data"};
    const auto record = *host.remember(std::make_shared<const Manifest>(std::move(*manifest)));
    const auto placed = host.place(record.tag, room.path());
    ASSERT_FALSE(placed);
    EXPECT_EQ(placed.error().code, Errc::no_space);
    EXPECT_NE(placed.error().what.find(std::to_string(30ULL << 40)), std::string::npos);
    fs::create_directories(room / ".shoal-" + record.tag.str());
    EXPECT_TRUE(host.place(record.tag, room.path()));  // partial data is there: nobody can tell
}

TEST(Library, ADamagedShareFileIsSetAsideAndTheOthersLoad) {
    TemporaryDirectory room;
    std::string broken;
    {
        Host host{room / "data"};
        for (const auto* name : {"one", "two", "three"}) {
            write_file(room / name, name);
            const auto shared = host.share(room / name);
            ASSERT_TRUE(shared);
            broken = shared->record.tag.str();
        }
    }
    const auto path = room / "data/shares/" + broken + ".share";
    auto bytes = read_file(path);
    bytes[bytes.size() / 2] ^= 1;
    write_file(path, bytes);
    write_file(room / "data/shares/half.share.tmp", "x");
    Host host{room / "data"};
    ASSERT_TRUE(host.is_open()) << host.error().what;
    EXPECT_EQ(host.library().load()->size(), 2U);
    EXPECT_FALSE(fs::exists(path));
    EXPECT_FALSE(fs::exists(room / "data/shares/half.share.tmp"));
    EXPECT_TRUE(std::ranges::any_of(host.lines(), [&](const auto& line) { return line.contains(broken); }));
    EXPECT_TRUE(std::ranges::any_of(fs::directory_iterator{room / "data/shares"}, [&](const auto& entry) {
        return entry.path().filename().string().starts_with(broken + ".share.damaged-");
    }));
}

TEST(Library, ACorruptCatalogIsSetAsideAndBuiltAgainFromTheFiles) {
    Sample sample{small_files()};
    TemporaryDirectory room;
    write_file(room / "mine/x", pattern(600'000, 5));
    Tag mine;
    {
        Host host{room / "data"};
        mine = host.share(room / "mine")->record.tag;
        const auto record = *host.place((*host.remember(sample.manifest())).tag, room / "down");
        OpenStore store{host, record};
        ASSERT_TRUE(store.open());
        ASSERT_TRUE(fetch_all(host, store, sample));
        host.close();
    }
    write_file(room / "data/catalog.db", std::string(20'000, '?'));
    Host host{room / "data"};
    ASSERT_TRUE(host.is_open()) << host.error().what;
    EXPECT_TRUE(std::ranges::any_of(fs::directory_iterator{room / "data"}, [](const auto& entry) {
        return entry.path().filename().string().starts_with("catalog.db.corrupt-");
    }));
    const auto records = *host.library().load();
    ASSERT_EQ(records.size(), 2U);
    for (const auto& record : records) {
        OpenStore store{host, record};
        const auto opened = store.open();
        ASSERT_TRUE(opened) << opened.error().what;
        EXPECT_TRUE(store->have().all()) << record.manifest->name();
        store.flush();
        EXPECT_EQ(store.completed, 1) << record.manifest->name();
        for (std::uint32_t i = 0; i < record.manifest->chunk_count(); ++i) EXPECT_TRUE(store.read(ChunkIndex{i}));
    }
}

TEST(Library, AShareIsThereOrNotAfterACrashAtAnyCall) {
    TemporaryDirectory room;
    write_file(room / "stuff/a", pattern(300'000, 1));
    write_file(room / "stuff/b", "b");
    for (long n = 1;; ++n) {
        SCOPED_TRACE(n);
        const auto data = room / "data" + std::to_string(n);
        auto faults = std::make_shared<Faults>();
        bool shared = false;
        {
            Host host{data, faults};
            ASSERT_TRUE(host.is_open());
            faults->crash_at(n);
            shared = host.share(room / "stuff").has_value();
        }
        faults->lose_unsynced();
        if (!faults->fired()) {
            EXPECT_TRUE(shared);
            EXPECT_GT(n, 10);
            break;
        }
        Host host{data};
        ASSERT_TRUE(host.is_open()) << host.error().what;
        const auto records = *host.library().load();
        if (shared) {
            ASSERT_EQ(records.size(), 1U);
        }
        for (const auto& record : records) {
            OpenStore store{host, record};
            ASSERT_TRUE(store.open());
            EXPECT_TRUE(store->have().all());
        }
        const auto again = host.share(room / "stuff");
        ASSERT_TRUE(again) << again.error().what;
        EXPECT_EQ(again->already_shared, !records.empty());
    }
}

TEST(ShareFile, KeepsEveryFieldAndRefusesEveryCut) {
    Sample sample{{{"x", "content"}, {"y", "more"}}};
    auto record = sample.record();
    record.directory = "/not \xff utf-8";
    record.overwrite = true;
    record.labels = {"holiday", "ß"};
    record.paused = true;
    record.limit_up = 1'000;
    record.limit_down = 2'000;
    record.temporary = true;
    record.removal = transfer::Removal::with_data;
    record.selection = FileSelection{{false, true}};
    record.priorities = FilePriorities{}.with(record.selection, FilePriority::high, 2);
    record.completed = {.unix_ms = 99};
    const auto packed = transfer::pack_share(record);
    const auto back = transfer::unpack_share(packed);
    ASSERT_TRUE(back) << back.error().what;
    EXPECT_EQ(back->directory, record.directory);
    EXPECT_EQ(back->added, record.added);
    EXPECT_EQ(back->tag, record.tag);
    EXPECT_TRUE(back->overwrite && back->shared_here);
    EXPECT_EQ(back->manifest->bytes(), record.manifest->bytes());
    EXPECT_EQ(back->number, record.number);
    EXPECT_GT(record.number, 0U);
    EXPECT_EQ(back->labels, record.labels);
    EXPECT_TRUE(back->paused && back->temporary);
    EXPECT_EQ(back->limit_up, 1'000U);
    EXPECT_EQ(back->limit_down, 2'000U);
    EXPECT_EQ(back->removal, transfer::Removal::with_data);
    EXPECT_EQ(back->selection, record.selection);
    EXPECT_EQ(back->priorities, record.priorities);
    EXPECT_EQ(back->priorities.of(FileIndex{1}), FilePriority::high);
    EXPECT_EQ(back->completed, record.completed);
    EXPECT_FALSE(back->selection.has(FileIndex{0}));
    EXPECT_TRUE(back->selection.has(FileIndex{1}));
    for (std::size_t size = 0; size < packed.size(); ++size)
        EXPECT_FALSE(transfer::unpack_share(BytesView{packed}.first(size))) << size;
}

TEST(ShareFile, OfAnEarlierShoalIsReadAndItsShareGetsANumber) {
    Sample sample{{{"x", "content"}}};
    const auto& record = sample.record();
    Packer out;
    out.map(6);
    out.text("added").sint(77);
    out.text("directory").bin(as_bytes("/somewhere"));
    out.text("manifest").bin(record.manifest->bytes());
    out.text("overwrite").boolean(false);
    out.text("shared_here").boolean(false);
    out.text("v").uint(1);
    const auto back = transfer::unpack_share(out.bytes());
    ASSERT_TRUE(back) << back.error().what;
    EXPECT_EQ(back->number, 0U);
    EXPECT_TRUE(back->labels.empty() && back->selection.is_all() && !back->paused && !back->temporary);
    EXPECT_EQ(back->removal, transfer::Removal::none);
    TemporaryDirectory room;
    write_file(room / "data/shares" / fs::path{record.tag.str() + ".share"}, std::string{as_text(out.bytes())});
    EXPECT_EQ(Host{room / "data"}.library().load()->front().number, 1U);
    const auto written = read_file(room / ("data/shares/" + record.tag.str() + ".share"));
    EXPECT_EQ(transfer::unpack_share(as_bytes(written))->number, 1U) << "it keeps the number";
}

TEST(ShareFile, RefusesASelectionOfOtherFilesAndLabelsOutOfOrder) {
    Sample sample{{{"x", "content"}, {"y", "more"}}};
    auto record = sample.record();
    record.selection = FileSelection{{true, false, true, true, true, true, true, true, true}};
    EXPECT_EQ(transfer::unpack_share(transfer::pack_share(record)).error().code, Errc::malformed);
    record.selection = {};
    record.labels = {"b", "a"};
    EXPECT_EQ(transfer::unpack_share(transfer::pack_share(record)).error().code, Errc::malformed);
    record.labels = {"a", "a"};
    EXPECT_EQ(transfer::unpack_share(transfer::pack_share(record)).error().code, Errc::malformed);
}

}  // namespace
}  // namespace shoal::test
