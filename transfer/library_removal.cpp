// Removing shares: first the word that it goes, which every start obeys; then the data; then what is known of it.

#include "transfer/local_library.h"

namespace shoal::transfer {

namespace {

constexpr Duration forgotten_again_after = 5s;  // what failed once
constexpr Duration jobs_end_within = 20ms;      // before it is looked again whether those of a store that is gone did

}  // namespace

void LocalLibrary::remove(const Tag& tag, bool with_data, RemovedDone done) {
    if (!records_.find(tag))
        return run_behind(
            world_.workers, alive_.watch(), [] { return true; },
            [tag, done = std::move(done)](bool) mutable {
                done(fail(Errc::not_found, "no share " + tag.str() + " is remembered"));
            });
    mark_removed(tag, with_data, false, std::move(done));
}

void LocalLibrary::mark_removed(const Tag& tag, bool with_data, bool again, RemovedDone done) {
    using Marked = Result<std::shared_ptr<const RemovalJob>>;
    catalog_.run_with_shares(
        alive_.watch(),
        [disk = &world_.disk, tag, with_data, again](Catalog& catalog, ShareFiles& files) -> Marked {
            const auto* known = files.find(tag);
            if (!known) return fail(Errc::not_found, "no share " + tag.str() + " is remembered");
            auto record = *known;
            RemovalJob job{.layout = {}, .placed = {}, .with_data = with_data, .is_temporary = record.temporary};
            if (!record.directory.empty())
                job.layout = std::make_shared<const ShareLayout>(*disk, record.manifest, record.directory,
                                                                 record.shared_here, record.overwrite, tag);
            SHOAL_TRY(job.placed, catalog.witnesses(tag));
            if (!again) {
                if (job.layout && with_data) SHOAL_CHECK(job.layout->open_root());
                record.removal = with_data ? Removal::with_data : Removal::keep_data;
                SHOAL_CHECK(files.put(std::move(record)));  // last: from here on it goes
            }
            return std::make_shared<const RemovalJob>(std::move(job));
        },
        [this, tag, done = std::move(done)](Marked marked) mutable {
            if (!marked) return done(std::unexpected{std::move(marked).error()});
            records_.erase(tag);
            fresh_.erase(tag);
            if (!(*marked)->layout) return forget_removed(tag, {}, std::move(done));
            remove_when_idle(tag, *marked, std::move(done));
        });
}

// A job of the store that was there may still write.
void LocalLibrary::remove_when_idle(const Tag& tag, const std::shared_ptr<const RemovalJob>& job, RemovedDone done) {
    removals_.erase(tag);
    if (!layouts_[tag].expired()) {
        removals_[tag] =
            world_.timers.at(world_.timers.now() + jobs_end_within, [this, tag, job, done = std::move(done)]() mutable {
                auto timer = std::move(removals_[tag]);  // it runs just now
                remove_when_idle(tag, job, std::move(done));
            });
        return;
    }
    layouts_.erase(tag);
    run_behind(
        lane_of(tag), alive_.watch(), [disk = &world_.disk, job] { return remove_share_data(*disk, *job); },
        [this, tag, done = std::move(done)](std::vector<std::string> kept) mutable {
            forget_removed(tag, std::move(kept), std::move(done));
        });
}

// It is gone, and does not come back: the word of that stands until it is forgotten, here or by the next start.
void LocalLibrary::forget_removed(const Tag& tag, std::vector<std::string> kept, RemovedDone done) {
    catalog_.run_with_shares(
        alive_.watch(),
        [tag](Catalog& catalog, ShareFiles& files) -> Result<bool> {
            const auto* known = files.find(tag);
            if (known && known->removal == Removal::none) return false;  // somebody added it anew
            SHOAL_CHECK(files.remove(tag));
            SHOAL_CHECK(catalog.forget(tag));
            return true;
        },
        [this, tag, kept = std::move(kept), done = std::move(done)](Result<bool> forgotten) mutable {
            if (forgotten && *forgotten) lanes_.erase(tag);
            if (!forgotten) {
                log_.write_limited(LogLevel::warn, "library", "A share that was removed cannot be forgotten yet.",
                                   {{"share", tag.str()}, {"why", forgotten.error().what}});
                removals_[tag] = world_.timers.at(world_.timers.now() + forgotten_again_after, [this, tag] {
                    auto timer = std::move(removals_[tag]);  // it runs just now
                    forget_removed(tag, {}, [](const Result<Removed>&) {});
                });
            }
            done(Removed{std::move(kept)});
        });
}

}  // namespace shoal::transfer
