#pragma once
// The Library on this machine's disk: share files, catalog, imports and stores.

#include <map>
#include <memory>
#include <set>

#include "transfer/catalog_lane.h"
#include "transfer/importer.h"
#include "transfer/local_store.h"
#include "transfer/removal.h"
#include "transfer/share_records.h"

namespace shoal::transfer {

/// Where the data of temporary shares lies, beneath the data directory.
inline constexpr std::string_view streams_name = "streams";

/// Sets a corrupt catalog aside. Blocking; before the loop runs.
[[nodiscard]] Result<Catalog> open_catalog(World& world, Log& log, const std::string& data_dir, Directory& data);

class LocalLibrary final : public Library {
public:
    LocalLibrary(World& world, Log& log, std::string data_dir, std::shared_ptr<CatalogFiles> files,
                 std::vector<ShareRecord> records);
    ~LocalLibrary() override;

    [[nodiscard]] Result<std::vector<ShareRecord>> load() override;
    [[nodiscard]] std::unique_ptr<Importing> share(std::string path, ShareOptions options,
                                                   std::function<void(std::uint64_t, std::uint64_t)> on_progress,
                                                   std::move_only_function<void(Result<Shared>)> done) override;
    void remember(std::shared_ptr<const Manifest> manifest,
                  std::move_only_function<void(Result<ShareRecord>)> done) override;
    void place(const Tag& tag, Placing wish, std::move_only_function<void(Result<ShareRecord>)> done,
               Task on_clear) override;
    void update(const Tag& tag, ShareChange change, std::move_only_function<void(Result<ShareRecord>)> done) override;
    void remove(const Tag& tag, bool with_data, std::move_only_function<void(Result<Removed>)> done) override;
    [[nodiscard]] std::unique_ptr<Store> open_store(const ShareRecord& record, Store::Events events) override;
    void close(Task done) override;

private:
    class Sharing;
    using RemovedDone = std::move_only_function<void(Result<Removed>)>;
    using RecordDone = std::move_only_function<void(Result<ShareRecord>)>;
    using Known = std::move_only_function<void(Result<std::optional<ShareRecord>>)>;

    void stop_sharings();
    void refuse_sharings();
    [[nodiscard]] std::vector<ShareRecord> candidates(const ShareSource& source, const ShareOptions& options) const;
    void look_up(std::vector<ShareRecord> candidates, std::shared_ptr<const Walked> walked, Known answer);
    void imported(Sharing& sharing, Result<Imported> result);
    void keep_import(const std::shared_ptr<Imported>& imported, ShareRecord record, bool already,
                     std::move_only_function<void(Result<Shared>)> done);
    void remembered(const ShareRecord& record, Result<ShareRecord> written, RecordDone done);
    void write_place(const ShareRecord& base, const std::shared_ptr<const Placing>& wish, bool forget, bool begin,
                     RecordDone done);
    void refuse(Error error, RecordDone done);
    void mark_removed(const Tag& tag, bool with_data, bool again, RemovedDone done);
    void remove_when_idle(const Tag& tag, const std::shared_ptr<const RemovalJob>& job, RemovedDone done);
    void forget_removed(const Tag& tag, std::vector<std::string> kept, RemovedDone done);
    [[nodiscard]] SerialLane& lane_of(const Tag& tag);
    void store_gone(LocalStore* store);
    void store_flushed(LocalStore* store);

    World& world_;
    Log& log_;
    std::string data_dir_;
    CatalogLane catalog_;
    ShareRecords records_;
    std::map<Tag, std::shared_ptr<const std::vector<PlacedFile>>> fresh_;  // until a store takes them
    std::map<Tag, std::unique_ptr<SerialLane>> lanes_;                     // of stores, kept between them
    std::map<Tag, std::weak_ptr<const ShareLayout>> layouts_;  // of stores; jobs that outlive them hold it too
    std::set<LocalStore*> stores_;                             // alive
    std::map<Tag, std::unique_ptr<Timer>> removals_;           // that wait for such jobs
    std::set<LocalStore*> flushing_;                           // those that close() waits for
    std::set<Sharing*> sharings_;
    bool closing_ = false;
    Task closed_;
    Liveness alive_;
};

}  // namespace shoal::transfer
