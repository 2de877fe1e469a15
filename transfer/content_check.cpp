#include "transfer/content_check.h"

namespace shoal::transfer {

namespace {

constexpr std::uint32_t passed_over_at_once = 65536;  // chunks without anything to read, in one turn of the loop

}  // namespace

ContentCheck::ContentCheck(World& world, std::shared_ptr<const Manifest> manifest, Events events)
    : world_{world}, manifest_{std::move(manifest)}, events_{std::make_shared<Events>(std::move(events))} {}

void ContentCheck::start() {
    run_behind(
        world_.workers, alive_.watch(), [] { return true; }, [this](bool) { next(); });
}

void ContentCheck::next() {
    const auto events = events_;
    std::uint32_t passed_over = 0;
    while (under_way_ < world_.workers.parallelism() && at_ < manifest_->chunk_count()) {
        if (passed_over == passed_over_at_once) {
            if (under_way_ == 0) start();
            return;
        }
        const ChunkIndex chunk{at_++};
        auto job = events->job_of(chunk);
        if (!job) {
            done_bytes_ += manifest_->size_of(chunk);
            ++passed_over;
            continue;
        }
        job->verified = false;
        ++under_way_;
        const auto place = job->place;
        run_behind(
            world_.workers, alive_.watch(), [job = std::move(*job)]() mutable { return read_chunk(std::move(job)); },
            [this, chunk, place](ReadOutcome outcome) {
                --under_way_;
                done_bytes_ += manifest_->size_of(chunk);
                const auto kept = events_;
                const auto alive = alive_.watch();
                kept->on_read(chunk, place, std::move(outcome));
                if (alive.expired()) return;
                kept->on_progress();
                if (!alive.expired()) next();
            });
    }
    if (under_way_ == 0 && at_ == manifest_->chunk_count()) events->on_end();
}

}  // namespace shoal::transfer
