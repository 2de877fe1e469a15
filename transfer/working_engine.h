#pragma once
// The one implementation of LocalEngine: what it holds, and a handler for every request. local_engine.cpp joins the
// parts, engine_commands.cpp, engine_changes.cpp, engine_queries.cpp, engine_content.cpp, engine_status.cpp and
// engine_reports.cpp answer.

#include <functional>
#include <map>
#include <set>

#include "core/magnet.h"
#include "core/subscribers.h"
#include "dht/lan.h"
#include "transfer/comparison.h"
#include "transfer/dht_memory.h"
#include "transfer/diagnosis.h"
#include "transfer/local_engine.h"
#include "transfer/share.h"

namespace shoal::transfer {

/// Lives on the loop of its world.
class WorkingEngine final : public LocalEngine, private Share::Observer, private Exchange::Observer {
public:
    WorkingEngine(World& world, Log& log, EngineOptions options);
    ~WorkingEngine() override;
    WorkingEngine(const WorkingEngine&) = delete;
    WorkingEngine& operator=(const WorkingEngine&) = delete;

    /// As LocalEngine::open.
    [[nodiscard]] Result<> begin();

    [[nodiscard]] std::vector<Endpoint> listening() const override { return listening_; }
    void close(Task done) override;
    [[nodiscard]] std::unique_ptr<Subscription> subscribe(OnEvent on_event) override;
    AskId dispatch(Request request, AnyDone done) override;
    void cancel(AskId ask) override;

private:
    using Number = std::uint64_t;  ///< of a request that is not answered yet

    [[nodiscard]] Result<> listen(const Endpoint& wanted);
    void look_around();
    [[nodiscard]] bool lives_on_loopback() const;

    Share& activate(ShareRecord record);
    Share& share_for(const ContentId& id, const std::string& name);
    [[nodiscard]] Share* find(const std::string& tag);

    void answer(Number number, Result<Reply> reply);
    void refuse(Number number, const Error& error) { answer(number, std::unexpected{error}); }
    void give_answers();

    [[nodiscard]] static Error no_such_share(const std::string& tag);
    [[nodiscard]] static Error not_placed() { return Error{Errc::usage, "no place was chosen for it yet"}; }
    [[nodiscard]] static Error not_resolved() { return Error{Errc::usage, "the link is not resolved yet"}; }

    // commands
    void handle(Number number, AddShare request);
    void label_made(Number number, Shared shared, std::vector<std::string> labels);
    void share_made(Number number, Shared shared);
    void handle(Number number, ResolveLink request);
    void handle(Number number, const StartDownload& request);
    void handle(Number number, const PauseShares& request);
    void handle(Number number, const ResumeShares& request);
    void handle(Number number, const RecheckShare& request);
    void handle(Number number, const RemoveShare& request);
    void handle(Number number, const SelectFiles& request);
    void handle(Number number, const PrioritiseFiles& request);
    void change_files(Number number, const Tag& tag, ShareChange change);
    void handle(Number number, const LimitRates& request);
    void handle(Number number, const LabelShares& request);
    void handle(Number number, const AddPeer& request);

    using ChangeOf = std::function<Result<ShareChange>(const ShareRecord&)>;
    struct Changing;
    [[nodiscard]] std::vector<FileView> files_of(const Share& share) const;
    void look_again(Number number, Share& share, bool overwrite);
    [[nodiscard]] Result<ShareChange> change_of(const StartDownload& request, const Share& share) const;
    [[nodiscard]] const ShareRecord* record_of(const Tag& tag) const;
    void change_one(const Tag& tag, ShareChange change, std::move_only_function<void(Result<>)> done);
    void change_each(Number number, const std::vector<std::string>& names, const ChangeOf& change_of);
    void remove(Number number, const Tag& tag, bool data);
    void pause_each(Number number, std::vector<std::string> names, bool paused);
    [[nodiscard]] std::vector<ShareView> views_of(const std::vector<Tag>& tags) const;

    // queries
    void handle(Number number, const ListShares& request);
    void handle(Number number, const ShowShare& request);
    void handle(Number number, const ListPeers& request);
    void handle(Number number, const ListFiles& request);
    void handle(Number number, const ListSources& request);
    void handle(Number number, const GetChunkMap& request);
    void map_chunks(Number number, const Tag& tag, ChunkTally tally);
    void handle(Number number, const GetStatus& request);
    void handle(Number number, const GetDht& request);
    void handle(Number number, const GetLink& request);
    void handle(Number number, const GetMetrics& request);
    void handle(Number number, const Diagnose& request);
    void handle(Number number, const ReadContent& request);
    void read(Number number, Share& share, const ReadWish& wish);
    void handle(Number number, const VerifyFolder& request);
    void handle(Number number, const GetStreamUrl& request);
    [[nodiscard]] ShareList all_shares() const;
    [[nodiscard]] DiagnosisFacts diagnosis_facts() const;
    [[nodiscard]] StatusView status() const;
    void tick();
    /// What of a status is shown while it changes; the rest only counts.
    struct ShownStatus {
        std::vector<Endpoint> listen;
        std::uint64_t rate_down = 0;
        std::uint64_t rate_up = 0;
        std::uint64_t dht_nodes = 0;
        std::uint64_t links = 0;
        std::uint64_t limit_up = 0;
        std::uint64_t limit_down = 0;
        std::uint64_t shares = 0;
        std::string last_error{};
        friend bool operator==(const ShownStatus&, const ShownStatus&) = default;
    };
    [[nodiscard]] ShownStatus shown_status() const;
    void tell_status();
    [[nodiscard]] Result<std::shared_ptr<const Manifest>> manifest_of(const std::string& tag) const;

    void emit(const Event& event) { subscribers_.tell(event); }
    void tell_changed();
    void share_changed(const Tag& tag) override;
    void share_content_arrives(const Tag& tag) override;
    void share_completed(const Tag& tag) override;
    void share_troubled(const Tag& tag, const Error& error) override;
    void share_file_changed(const Tag& tag, const std::string& path) override;
    void peer_banned(const Endpoint& endpoint, const Error& why) override;

    World& world_;
    Log& log_;
    EngineOptions options_;
    Instant began_;
    std::uint64_t next_number_ = 0;
    std::map<Number, AnyDone> asks_;
    std::unique_ptr<Timer> tick_timer_;
    ShownStatus last_shown_;  // in a StatusChanged, or at the start
    DurationHistogram loop_lag_;
    std::vector<std::pair<std::uint64_t, Result<Reply>>> answers_;
    std::unique_ptr<Timer> answer_timer_;
    Subscribers subscribers_;
    std::set<Tag> changed_;
    std::unique_ptr<Timer> news_timer_;
    std::string last_error_;
    std::vector<Endpoint> listening_;
    std::set<Family> nodes_;
    std::unique_ptr<Library> library_;
    Exchange exchange_;
    dht::Service dht_;
    DhtMemory dht_memory_;
    std::unique_ptr<dht::Lan> lan_;
    RateLimit up_limit_;
    RateLimit down_limit_;
    Totals totals_;
    ReadRoom read_room_;
    std::unique_ptr<Share::Surroundings> around_;
    std::map<Tag, ShareRecord> dormant_;  // remembered, not asked for in this run
    std::map<Tag, std::unique_ptr<Share>> shares_;
    std::map<Tag, std::vector<FileRange>> meant_;  // files that a link named, until one chooses
    std::map<Number, Tag> rechecking_;
    std::map<Number, std::unique_ptr<Timer>> removing_;  // begins on the next turn
    std::map<Number, Task> enders_;  // of work that only this request needs: ends it when it is cancelled
    std::map<std::uint64_t, std::unique_ptr<Reading>> reading_;
    std::map<std::uint64_t, std::unique_ptr<Comparison>> comparing_;
    std::unique_ptr<Comparison> spent_comparing_;  // as spent_importing_
    Liveness alive_;                               // of what works for a query
    std::map<std::uint64_t, std::unique_ptr<Importing>> importing_;
    std::unique_ptr<Importing> spent_importing_;  // ended; not destroyed from inside its own call
};

}  // namespace shoal::transfer
