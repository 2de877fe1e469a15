#include "tests/scenario/person.h"

#include <algorithm>

#include "tests/scenario/story.h"
#include "transfer/share_layout.h"

namespace shoal::scenario {

// --- wishes ----------------------------------------------------------------------------------------------------------

Person& Person::shares(Content& content) {
    story_.cluster().share(site_, content);
    return *this;
}

Person& Person::gets(Content& content, const std::string& below) {
    story_.cluster().get(site_, content, below);
    return *this;
}

sim::Wish& Person::wish(Content& content) {
    const auto found = std::ranges::find(site_.wishes, &content, &sim::Wish::content);
    SHOAL_REQUIRE(found != site_.wishes.end());
    return *found;
}

std::string Person::place(Content& content, const std::string& path) {
    return content.place(wish(content).directory, path);
}

bool Person::has_chunk(Content& content, ChunkIndex which) {
    const auto& manifest = *content.manifest;
    const transfer::ShareLayout layout{disk(),
                                       content.manifest,
                                       wish(content).directory,
                                       wish(content).is_share,
                                       false,
                                       ContentKeys::derive(manifest.id()).tag};
    const auto file = manifest.file_of(which);
    const auto truth = content.chunk(which);
    for (const auto& path : {layout.final_path(file), layout.partial_path(file)}) {
        const auto bytes = disk().read_whole(layout.root_path() + "/" + path);
        const auto offset = manifest.offset_in_file(which);
        if (!bytes || bytes->size() < offset + truth.size()) continue;
        if (std::ranges::equal(BytesView{*bytes}.subspan(offset, truth.size()), truth)) return true;
    }
    return false;
}

// --- the machine -----------------------------------------------------------------------------------------------------

void Person::is_killed(Duration away) {
    SHOAL_REQUIRE(is_on());
    story_.cluster().crash(site_, Death::process, away);
}

void Person::loses_power(Duration away) {
    SHOAL_REQUIRE(is_on());
    story_.cluster().crash(site_, Death::power, away);
}

void Person::dies_at_write(std::uint64_t n, Death how, Duration away) {
    story_.cluster().crash_at_write(site_, n, how, away);
}

void Person::restarts(Duration away) {
    SHOAL_REQUIRE(is_on());
    story_.cluster().restart(site_, away);
}

void Person::switches_off() {
    SHOAL_REQUIRE(is_on());
    site_.is_wanted_up = false;
    bool is_off = false;
    site_->stop([&is_off] { is_off = true; });
    ASSERT_TRUE(story_.until(1min, [&is_off] { return is_off; })) << name_ << "'s engine does not end";
}

void Person::switches_on() {
    site_.is_wanted_up = true;
    story_.cluster().switch_on(site_);
}

void Person::sleeps_for(Duration span) {
    story_.happened(Fault::machine_paused);
    site_->pause_until(story_.now() + span);
}

void Person::moves() {
    story_.cluster().move(site_);
}

// --- the disk --------------------------------------------------------------------------------------------------------

void Person::edits(Content& content, const std::string& path) {
    Bytes changed = content.files.at(path);
    SHOAL_REQUIRE(!changed.empty());
    for (std::size_t i = 0; i < changed.size(); i += crypto::leaf_size) changed[i] ^= Byte{1};
    story_.happened(Fault::file_edited);
    puts_in_the_way(content, path, changed);
}

void Person::removes(Content& content, const std::string& path) {
    story_.happened(Fault::file_removed);
    ++wish(content).spoilers;
    EXPECT_TRUE(disk().remove(place(content, path))) << path << " is not there";
}

void Person::puts_back(Content& content, const std::string& path) {
    EXPECT_TRUE(disk().put(place(content, path), content.files.at(path)));
    --wish(content).spoilers;
}

void Person::puts_in_the_way(Content& content, const std::string& path, BytesView bytes) {
    ++wish(content).spoilers;
    EXPECT_TRUE(disk().put(place(content, path), bytes));
}

void Person::takes_away(Content& content, const std::string& path) {
    EXPECT_TRUE(disk().remove(place(content, path))) << path << " is not there";
    --wish(content).spoilers;
}

void Person::has_room_for(std::uint64_t bytes) {
    disk().set_capacity(disk().used() + bytes);
}

void Person::has_room_again() {
    disk().set_capacity(site_->options().capacity);
}

void Person::unplugs(const std::string& folder) {
    story_.happened(Fault::folder_away);
    for (auto& wish : site_.wishes) {
        if (wish.directory == site_->path(folder)) ++wish.spoilers;
    }
    EXPECT_TRUE(disk().unmount(site_->path(folder))) << folder << " is not there";
}

void Person::plugs_in(const std::string& folder) {
    disk().mount_again(site_->path(folder));
    for (auto& wish : site_.wishes) {
        if (wish.directory == site_->path(folder)) --wish.spoilers;
    }
}

void Person::suffers_rot(const std::string& path) {
    const auto bytes = disk().read_whole(path);
    ASSERT_TRUE(bytes && !bytes->empty()) << path << " is not there";
    site_.has_rot = true;
    EXPECT_TRUE(disk().rot(path, bytes->size() / 2 * 8));
}

}  // namespace shoal::scenario
