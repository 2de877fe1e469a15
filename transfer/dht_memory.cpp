#include "transfer/dht_memory.h"

namespace shoal::transfer {
namespace {

constexpr Duration save_every = 10min;
constexpr std::size_t longest = 64 * 1024;  // bytes; two full tables take 26 KiB
const std::string name = "dht.tables";
const std::string temporary = "dht.tables.tmp";

Result<dht::SavedTables> read(Disk& disk, const std::string& data_dir) {
    SHOAL_TRY(const auto folder, disk.open_root(data_dir, true));
    SHOAL_TRY(const auto file, folder->open(name, OpenMode::read));
    Bytes text(longest + 1);
    SHOAL_TRY(const auto size, file->read(0, text));
    if (size > longest) return fail(Errc::limit, "it is too long");
    return dht::parse_saved(BytesView{text}.first(size));
}

/// Not synced: after a power cut the old one, the new one and none are all the same to us.
Result<> write(Disk& disk, const std::string& data_dir, BytesView text) {
    SHOAL_TRY(const auto folder, disk.open_root(data_dir, true));
    SHOAL_TRY(const auto file, folder->open(temporary, OpenMode::create));
    SHOAL_CHECK(file->resize(0));
    SHOAL_CHECK(file->write(0, text));
    return folder->rename(temporary, name, true);
}

}  // namespace

DhtMemory::DhtMemory(World& world, Log& log, dht::Service& dht, std::string data_dir)
    : world_{world}, log_{log}, dht_{dht}, data_dir_{std::move(data_dir)}, lane_{world.workers} {}

void DhtMemory::load() {
    auto saved = read(world_.disk, data_dir_);
    if (saved) return dht_.remember(std::move(*saved));
    if (saved.error().code == Errc::not_found) return;
    log_.write(LogLevel::warn, "dht", "The saved nodes cannot be read; beginning without them",
               {{.key = "why", .value = saved.error().what}});
}

void DhtMemory::begin() {
    timer_ = world_.timers.at(world_.timers.now() + save_every, [this] { save([] {}); });
}

void DhtMemory::save(Task done) {
    begin();
    run_behind(
        lane_, alive_.watch(),
        [&disk = world_.disk, data_dir = data_dir_, text = dht::encode(dht_.save())] {
            return write(disk, data_dir, text);
        },
        [this, done = std::move(done)](const Result<>& written) mutable {
            if (!written) {
                log_.write_limited(LogLevel::warn, "dht", "The nodes cannot be saved",
                                   {{.key = "why", .value = written.error().what}});
            }
            done();
        });
}

}  // namespace shoal::transfer
