#include "transfer/local_engine.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/magnet.h"
#include "core/process_stats.h"
#include "core/subscribers.h"
#include "dht/lan.h"
#include "transfer/dht_memory.h"
#include "transfer/dht_report.h"
#include "transfer/limits.h"
#include "transfer/share.h"

namespace shoal::transfer {
namespace {

constexpr Duration news_every = 200ms;  ///< between two SharesChanged events
constexpr int port_tries = 16;          ///< to find one number that is free for TCP and UDP

class WorkingEngine final : public LocalEngine, private Share::Observer, private Exchange::Observer {
public:
    WorkingEngine(World& world, Log& log, EngineOptions options)
        : world_{world}, log_{log}, options_{std::move(options)}, began_{world.timers.now()},
          exchange_{world, log, *this}, dht_{world, log, dht::ServiceOptions{.bootstrap = options_.bootstrap}},
          dht_memory_{world, log, dht_, options_.data_dir}, up_limit_{options_.limit_up}, down_limit_{
                                                                                              options_.limit_down} {}

    ~WorkingEngine() override {
        importing_.clear();
        shares_.clear();
        for (auto& [number, done] : std::exchange(asks_, {})) {
            done(fail(Errc::closed, "the engine is stopping"));
        }
    }

    Result<> begin() {
        SHOAL_TRY(library_, Library::open(world_, log_, options_.data_dir));
        SHOAL_TRY(auto records, library_->load());
        dht_memory_.load();
        for (const auto& endpoint : options_.listen) SHOAL_CHECK(listen(endpoint));
        if (options_.lan) look_around();
        around_ = std::unique_ptr<Share::Surroundings>{new Share::Surroundings{
            .world = world_,
            .log = log_,
            .library = *library_,
            .exchange = exchange_,
            .dht = dht_,
            .lan = lan_.get(),
            .observer = *this,
            .up = up_limit_,
            .down = down_limit_,
            .totals = totals_,
            .reads = read_room_,
            .port = listening_.empty() ? std::uint16_t{0} : listening_.front().port,
            .own = listening_,
            .given = options_.peers,
            .loopback_peers = lives_on_loopback(),
        }};
        // Threads start with the first job: now, not while somebody waits for it.
        world_.workers.submit([]() -> Task { return [] {}; });
        dht_.start();
        dht_memory_.begin();
        for (auto& record : records) {
            if (options_.activate_all) {
                activate(std::move(record));
            } else {
                dormant_[record.tag] = std::move(record);
            }
        }
        return {};
    }

    std::vector<Endpoint> listening() const override { return listening_; }

    void close(Task done) override {
        importing_.clear();
        exchange_.close([this, done = std::move(done)]() mutable {
            dht_memory_.save([this, done = std::move(done)]() mutable { library_->close(std::move(done)); });
        });
    }

    std::unique_ptr<Subscription> subscribe(OnEvent on_event) override { return subscribers_.add(std::move(on_event)); }

    void dispatch(Request request, AnyDone done) override {
        const std::uint64_t number = next_number_++;
        asks_[number] = std::move(done);
        std::visit([&](auto& asked) { handle(number, std::move(asked)); }, request);
    }

private:
    // --- starting ----------------------------------------------------------------------------------------------------

    /// TCP and UDP on one number; with port 0 a number that is free for both is looked for.
    Result<> listen(const Endpoint& wanted) {
        const bool has_node = !nodes_.insert(wanted.address.family).second;
        for (int tries = 1;; ++tries) {
            auto bound = exchange_.links().listen(wanted);
            if (!bound) return std::unexpected{bound.error()};
            if (!has_node) {
                const auto node = dht_.add_node(*bound);
                if (!node && wanted.port == 0 && node.error().code == Errc::in_use && tries < port_tries) {
                    exchange_.links().unlisten();
                    continue;
                }
                if (!node) return std::unexpected{node.error()};
            }
            listening_.push_back(*bound);
            return {};
        }
    }

    void look_around() {
        for (const auto& endpoint : listening_) {
            if (endpoint.address.is_loopback()) continue;  // nobody else could dial it
            if (!lan_) lan_ = std::make_unique<dht::Lan>(world_, log_, endpoint.port);
            lan_->join(endpoint.address);
        }
    }

    [[nodiscard]] bool lives_on_loopback() const {
        const auto is_loopback = [](const Endpoint& e) { return e.address.is_loopback(); };
        return std::ranges::any_of(listening_, is_loopback) || std::ranges::any_of(options_.bootstrap, is_loopback);
    }

    Share& activate(ShareRecord record) {
        const bool placed = !record.directory.empty();
        auto& share = share_for(record.manifest->id(), record.manifest->name());
        share.remember(std::move(record));
        if (placed) share.keep_opening();  // what is wrong shows in the share's state
        return share;
    }

    Share& share_for(const ContentId& id, const std::string& name) {
        const Tag tag = ContentKeys::derive(id).tag;
        auto& share = shares_[tag];
        if (!share) share = std::make_unique<Share>(*around_, id, name);
        return *share;
    }

    // --- answering ---------------------------------------------------------------------------------------------------

    /// Answers are given on a later turn, never from inside the ask.
    void answer(std::uint64_t number, Result<Reply> reply) {
        answers_.emplace_back(number, std::move(reply));
        if (!answer_timer_) answer_timer_ = world_.timers.at(world_.timers.now(), [this] { give_answers(); });
    }

    void give_answers() {
        answer_timer_.reset();
        for (auto& [number, reply] : std::exchange(answers_, {})) {
            auto done = asks_.extract(number);
            if (done) done.mapped()(std::move(reply));
        }
    }

    void refuse(std::uint64_t number, const Error& error) { answer(number, std::unexpected{error}); }

    Share* find(const std::string& text) {
        const auto tag = Tag::from(text);
        if (!tag) return nullptr;
        if (const auto asleep = dormant_.extract(*tag)) activate(std::move(asleep.mapped()));
        const auto found = shares_.find(*tag);
        return found == shares_.end() ? nullptr : found->second.get();
    }

    static Error no_such_share(const std::string& tag) {
        return Error{Errc::not_found, "there is no share with the tag " + printable(tag)};
    }

    static std::string link_of(const Manifest& manifest) {
        Magnet link;
        link.id = manifest.id();
        link.name = manifest.name();
        link.bytes = manifest.total_bytes();
        return link.str();
    }

    void handle(std::uint64_t number, AddShare request) {
        const std::string path = request.path;
        const auto progress = [this, path](std::uint64_t done, std::uint64_t total) {
            emit(HashProgress{.path = path, .bytes_done = done, .bytes_total = total});
        };
        importing_[number] =
            library_->share(request.path, {.reproducible = request.reproducible, .comment = request.comment}, progress,
                            [this, number](Result<Shared> shared) {
                                spent_importing_ = std::move(importing_.extract(number).mapped());
                                if (!shared) return refuse(number, shared.error());
                                share_made(number, std::move(*shared));
                            });
    }

    void share_made(std::uint64_t number, Shared shared) {
        const auto manifest = shared.record.manifest;
        dormant_.erase(shared.record.tag);
        ShareAdded reply{.tag = shared.record.tag.str(),
                         .name = manifest->name(),
                         .link = link_of(*manifest),
                         .files = manifest->files().size(),
                         .bytes = manifest->total_bytes(),
                         .already_shared = shared.already_shared,
                         .skipped = std::move(shared.skipped)};
        if (const auto there = shares_.find(shared.record.tag); there != shares_.end() && there->second->is_open()) {
            return answer(number, Reply{std::move(reply)});
        }
        auto& share = share_for(manifest->id(), manifest->name());
        share.remember(std::move(shared.record));
        share.open([this, number, reply = std::move(reply)](const Result<>& opened) mutable {
            if (!opened) return refuse(number, opened.error());
            answer(number, Reply{std::move(reply)});
        });
    }

    void handle(std::uint64_t number, ResolveLink request) {
        auto link = Magnet::parse(request.link);
        if (!link) return refuse(number, link.error());
        const Tag tag = ContentKeys::derive(link->id).tag;
        if (const auto asleep = dormant_.extract(tag)) {
            share_for(link->id, link->name).remember(std::move(asleep.mapped()));
        }
        auto& share = share_for(link->id, link->name);
        if (share.id() != link->id) return refuse(number, Error{Errc::exists, "another share has the same tag"});
        share.add_peers(link->peers);
        share.when_resolved(1ms * static_cast<std::int64_t>(std::min<std::uint64_t>(request.timeout_ms, 1U << 31)),
                            [this, number, tag](const Result<>& resolved) {
                                if (!resolved) return refuse(number, resolved.error());
                                const auto& found = *shares_.at(tag);
                                const auto& manifest = *found.manifest();
                                answer(number, Reply{LinkResolved{.tag = tag.str(),
                                                                  .name = manifest.name(),
                                                                  .bytes = manifest.total_bytes(),
                                                                  .single = manifest.is_single(),
                                                                  .files = found.file_views()}});
                            });
    }

    void handle(std::uint64_t number, StartDownload request) {
        auto* share = find(request.tag);
        if (share == nullptr) return refuse(number, no_such_share(request.tag));
        if (!share->manifest()) return refuse(number, Error{Errc::usage, "the link is not resolved yet"});
        const auto record = share->record().value_or(ShareRecord{});
        const bool same = !record.directory.empty() && record.directory == request.directory;
        if (!record.directory.empty() && !same && !share->is_blocked()) {
            return refuse(number, Error{Errc::exists, "it is already at " + printable(record.directory)});
        }
        const Tag tag = share->tag();
        auto started = [this, number, tag](const Result<>& opened) {
            if (!opened) return refuse(number, opened.error());
            answer(number, Reply{shares_.at(tag)->view()});
        };
        if (share->is_open() || share->is_opening()) return answer(number, Reply{share->view()});
        if (same && record.overwrite == request.overwrite) return share->open(std::move(started));
        share->start(request.directory, request.overwrite, std::move(started));
    }

    void handle(std::uint64_t number, ListShares) {
        ShareList list;
        for (const auto& [tag, share] : shares_) list.shares.push_back(share->view());
        answer(number, Reply{std::move(list)});
    }

    void handle(std::uint64_t number, ShowShare request) {
        const auto* share = find(request.tag);
        if (share == nullptr) return refuse(number, no_such_share(request.tag));
        answer(number, Reply{ShareDetails{.share = share->view(), .peers = share->peer_views()}});
    }

    void handle(std::uint64_t number, ListPeers request) {
        const auto* share = find(request.tag);
        if (share == nullptr) return refuse(number, no_such_share(request.tag));
        answer(number, Reply{PeerList{.known = share->known_peer_views(), .linked = share->peer_views()}});
    }

    void handle(std::uint64_t number, GetStatus) {
        const Instant now = world_.timers.now();
        auto& links = exchange_.links();
        StatusView out;
        for (const auto& endpoint : listening_) out.listen.push_back(endpoint.str());
        out.uptime_ms = static_cast<std::uint64_t>((now - began_) / 1ms);
        out.shares = shares_.size();
        out.links = links.ready_count();
        out.half_open = links.half_open_count();
        out.handshakes_good = links.counters().handshakes_good;
        out.handshakes_bad = links.counters().handshakes_bad;
        out.records_refused = links.counters().records_refused;
        out.opens_refused = exchange_.opens_refused();
        out.bans = links.bans().total();
        for (const auto& [tag, share] : shares_) add_share(out, *share);
        const auto dht = dht_.stats();
        out.dht_nodes = dht.nodes;
        out.dht_in = dht.in;
        out.dht_out = dht.out;
        out.dht_dropped = dht.dropped;
        out.dht_lookups = dht.lookups;
        const auto process = read_process_stats();
        out.descriptors = process.descriptors;
        out.resident_bytes = process.resident_bytes;
        out.log_suppressed = log_.suppressed();
        out.last_error = last_error_;
        answer(number, Reply{std::move(out)});
    }

    void handle(std::uint64_t number, GetDht) {
        answer(number, Reply{report_of(dht_, lan_.get(), world_.timers.now())});
    }

    static void add_share(StatusView& out, const Share& share) {
        const auto view = share.view();
        const auto counters = share.counters();
        out.chunks_good += counters.chunks_good;
        out.chunks_bad += counters.chunks_bad;
        out.bytes_wasted += counters.wasted;
        out.bytes_received += view.received;
        out.bytes_sent += view.sent;
        out.rate_down += view.rate_down;
        out.rate_up += view.rate_up;
    }

    // --- telling -----------------------------------------------------------------------------------------------------

    void emit(const Event& event) { subscribers_.tell(event); }

    void share_changed(const Tag& tag) override {
        changed_.insert(tag);
        if (news_timer_) return;
        news_timer_ = world_.timers.at(world_.timers.now() + news_every, [this] {
            news_timer_.reset();
            SharesChanged news;
            for (const auto& one : std::exchange(changed_, {})) news.tags.push_back(one.str());
            emit(news);
        });
    }

    void share_content_arrives(const Tag& tag) override { emit(ContentArrives{.tag = tag.str()}); }

    void share_completed(const Tag& tag) override {
        log_.write(LogLevel::info, "share", "a share is complete", {{"share", tag.str()}});
        emit(ShareCompleted{.tag = tag.str()});
    }

    void share_troubled(const Tag& tag, const Error& error) override {
        last_error_ = error.what;
        log_.write(LogLevel::warn, "share", "a share is in trouble", {{"share", tag.str()}, {"why", error.what}});
        emit(ShareTroubled{.tag = tag.str(), .code = std::string{to_string(error.code)}, .message = error.what});
    }

    void share_file_changed(const Tag& tag, const std::string& path) override {
        last_error_ = "the file " + path + " no longer has the content it was shared with";
        log_.write(LogLevel::warn, "share", "a file changed under its share", {{"share", tag.str()}, {"file", path}});
        emit(FileChanged{.tag = tag.str(), .path = path});
    }

    void peer_banned(const Endpoint& endpoint, const Error& why) override {
        log_.write_limited(LogLevel::warn, "link", "a peer was banned", {{"peer", endpoint.str()}, {"why", why.what}});
        const auto seconds = static_cast<std::uint64_t>(limits::ban_for / 1s);
        emit(PeerBanned{.endpoint = endpoint.str(), .reason = why.what, .seconds = seconds});
    }

    World& world_;
    Log& log_;
    EngineOptions options_;
    Instant began_;
    std::uint64_t next_number_ = 0;
    std::map<std::uint64_t, AnyDone> asks_;
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
    std::map<std::uint64_t, std::unique_ptr<Importing>> importing_;
    std::unique_ptr<Importing> spent_importing_;  // ended; not destroyed from inside its own call
};

}  // namespace

Result<std::unique_ptr<LocalEngine>> LocalEngine::open(World& world, Log& log, EngineOptions options) {
    auto engine = std::make_unique<WorkingEngine>(world, log, std::move(options));
    SHOAL_CHECK(engine->begin());
    return std::unique_ptr<LocalEngine>{std::move(engine)};
}

}  // namespace shoal::transfer
