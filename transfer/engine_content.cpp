#include "core/names.h"
#include "transfer/limits.h"
#include "transfer/working_engine.h"

namespace shoal::transfer {
namespace {

constexpr Duration askers_every = 1s;  ///< how often it is looked whether they are gone

}  // namespace

void WorkingEngine::handle(Number number, const ReadContent& request) {
    auto* share = find(request.tag);
    if (share == nullptr) return refuse(number, no_such_share(request.tag));
    const auto& manifest = share->manifest();
    if (!manifest) return refuse(number, not_resolved());
    if (request.length > max_read_bytes) {
        return refuse(number, Error{Errc::usage, "a read may ask for 1 MiB at once, no more"});
    }
    const auto file = manifest->find(request.path);
    if (!file) {
        return refuse(number, Error{Errc::not_found, "the share has no file " + printable(request.path)});
    }
    const ReadWish wish{.file = *file,
                        .offset = request.offset,
                        .length = request.length,
                        .ahead = request.ahead,
                        .timeout = 1ms * static_cast<std::int64_t>(std::min<std::uint64_t>(request.timeout_ms, 1U << 31))};
    const auto file_bytes = manifest->files()[raw(*file)].size;
    reading_[number] = share->read(wish, [this, number, file_bytes](Result<Bytes> bytes) {
        reading_.erase(number);
        if (!bytes) return refuse(number, bytes.error());
        answer(number, Reply{ContentPart{.bytes = std::move(*bytes), .file_bytes = file_bytes}});
    });
    watch_askers();
}

void WorkingEngine::handle(Number number, const VerifyFolder& request) {
    const auto* share = find(request.tag);
    if (share == nullptr) return refuse(number, no_such_share(request.tag));
    if (!share->manifest()) return refuse(number, not_resolved());
    if (comparing_.size() >= limits::comparisons) {
        return refuse(number, Error{Errc::limit, "folders are being verified already; try again when one has ended"});
    }
    const auto progress = [this, path = request.path](std::uint64_t done, std::uint64_t total) {
        emit(HashProgress{.path = path, .bytes_done = done, .bytes_total = total});
    };
    auto done = [this, number](Result<VerifyReport> report) {
        spent_comparing_ = std::move(comparing_.extract(number).mapped());
        totals_.hashed_compared += spent_comparing_->hashed_bytes();
        if (!report) return refuse(number, report.error());
        answer(number, Reply{std::move(*report)});
    };
    comparing_[number] = std::make_unique<Comparison>(
        world_, share->manifest(), request.path,
        Comparison::Events{.on_progress = progress, .on_done = std::move(done)});
    watch_askers();
}

/// Nobody is told when an asker goes, so it is looked, while something works for one.
void WorkingEngine::watch_askers() {
    if (asker_timer_ || (reading_.empty() && comparing_.empty())) return;
    asker_timer_ = world_.timers.at(world_.timers.now() + askers_every, [this] {
        asker_timer_.reset();
        for (const auto& [number, asked] : asks_) {
            if (!asked.asker || !asked.asker->expired()) continue;
            if (reading_.erase(number) + comparing_.erase(number) == 0) continue;
            refuse(number, Error{Errc::closed, "whoever asked is gone"});
        }
        watch_askers();
    });
}

}  // namespace shoal::transfer
