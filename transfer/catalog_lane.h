#pragma once
// The one thread of work that the catalog and the share files belong to.

#include <memory>
#include <optional>

#include "core/world.h"
#include "transfer/background.h"
#include "transfer/catalog.h"
#include "transfer/share_file.h"

namespace shoal::transfer {

/// What library jobs work on; owned by them together, used by one at a time.
struct CatalogFiles {
    std::optional<Catalog> catalog;  ///< empty after close
    ShareFiles shares;
};

/// Lives on the loop. Jobs run in the order given.
class CatalogLane {
public:
    CatalogLane(Workers& workers, std::shared_ptr<CatalogFiles> files) : lane_{workers}, files_{std::move(files)} {}

    /// `work(Catalog&)` gives a Result; it is `closed` if the catalog was closed before.
    template <class Work, class Then>
    void run(std::weak_ptr<const void> alive, Work work, Then then) {
        using Outcome = decltype(work(*files_->catalog));
        run_behind(
            lane_, std::move(alive),
            [files = files_, work = std::move(work)]() mutable -> Outcome {
                if (!files->catalog) return fail(Errc::closed, "the library is closed");
                return work(*files->catalog);
            },
            std::move(then));
    }

    /// As run, with the share files too: `work(Catalog&, ShareFiles&)`.
    template <class Work, class Then>
    void run_with_shares(std::weak_ptr<const void> alive, Work work, Then then) {
        using Outcome = decltype(work(*files_->catalog, files_->shares));
        run_behind(
            lane_, std::move(alive),
            [files = files_, work = std::move(work)]() mutable -> Outcome {
                if (!files->catalog) return fail(Errc::closed, "the library is closed");
                return work(*files->catalog, files->shares);
            },
            std::move(then));
    }

    /// Closes the catalog after everything given before.
    template <class Then>
    void close(std::weak_ptr<const void> alive, Then then) {
        run_behind(
            lane_, std::move(alive),
            [files = files_] {
                files->catalog.reset();
                return true;
            },
            [then = std::move(then)](bool) mutable { then(); });
    }

private:
    SerialLane lane_;
    std::shared_ptr<CatalogFiles> files_;
};

}  // namespace shoal::transfer
