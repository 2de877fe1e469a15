#include "transfer/local_engine.h"

#include <algorithm>

#include "core/names.h"
#include "transfer/limits.h"
#include "transfer/working_engine.h"

namespace shoal::transfer {
namespace {

constexpr Duration news_every = 200ms;  ///< between two SharesChanged events
constexpr int port_tries = 16;          ///< to find one number that is free for TCP and UDP

}  // namespace

WorkingEngine::WorkingEngine(World& world, Log& log, EngineOptions options)
    : world_{world}, log_{log}, options_{std::move(options)}, began_{world.timers.now()}, exchange_{world, log, *this},
      dht_{world, log, dht::ServiceOptions{.bootstrap = options_.bootstrap}},
      dht_memory_{world, log, dht_, options_.data_dir}, up_limit_{options_.limit_up}, down_limit_{options_.limit_down} {
}

WorkingEngine::~WorkingEngine() {
    importing_.clear();
    comparing_.clear();
    shares_.clear();
    for (auto& [number, done] : std::exchange(asks_, {})) done(fail(Errc::closed, "the engine is stopping"));
}

Result<> WorkingEngine::begin() {
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
    last_shown_ = shown_status();
    tick();
    for (auto& record : records) {
        if (options_.activate_all) {
            activate(std::move(record));
        } else {
            dormant_[record.tag] = std::move(record);
        }
    }
    return {};
}

void WorkingEngine::close(Task done) {
    importing_.clear();
    comparing_.clear();
    tick_timer_.reset();
    exchange_.close([this, done = std::move(done)]() mutable {
        dht_memory_.save([this, done = std::move(done)]() mutable { library_->close(std::move(done)); });
    });
}

std::unique_ptr<Subscription> WorkingEngine::subscribe(OnEvent on_event) {
    // Nothing was told to nobody: whose rates sink by themselves is told from now on.
    for (const auto& [tag, share] : shares_)
        if (share->is_moving()) share_changed(tag);
    return subscribers_.add(std::move(on_event));
}

Engine::AskId WorkingEngine::dispatch(Request request, AnyDone done) {
    const std::uint64_t number = next_number_++;
    asks_[number] = std::move(done);
    std::visit([&](auto& asked) { handle(number, std::move(asked)); }, request);
    return number;
}

void WorkingEngine::cancel(AskId ask) {
    if (!asks_.contains(ask)) return;
    if (auto ender = enders_.extract(ask)) ender.mapped()();
    refuse(ask, Error{Errc::interrupted, "nobody waits for it any more"});
}

// --- starting ----------------------------------------------------------------------------------------------------

/// TCP and UDP on one number; with port 0 a number that is free for both is looked for.
Result<> WorkingEngine::listen(const Endpoint& wanted) {
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

void WorkingEngine::look_around() {
    for (const auto& endpoint : listening_) {
        if (endpoint.address.is_loopback()) continue;  // nobody else could dial it
        if (!lan_) lan_ = std::make_unique<dht::Lan>(world_, log_, endpoint.port);
        lan_->join(endpoint.address);
    }
}

bool WorkingEngine::lives_on_loopback() const {
    const auto is_loopback = [](const Endpoint& e) { return e.address.is_loopback(); };
    return std::ranges::any_of(listening_, is_loopback) || std::ranges::any_of(options_.bootstrap, is_loopback);
}

Share& WorkingEngine::activate(ShareRecord record) {
    const bool placed = !record.directory.empty();
    auto& share = share_for(record.manifest->id(), record.manifest->name());
    share.remember(std::move(record));
    if (placed) share.keep_opening();  // what is wrong shows in the share's state
    return share;
}

Share& WorkingEngine::share_for(const ContentId& id, const std::string& name) {
    const Tag tag = ContentKeys::derive(id).tag;
    auto& share = shares_[tag];
    if (!share) share = std::make_unique<Share>(*around_, id, name);
    return *share;
}

// --- answering ---------------------------------------------------------------------------------------------------

/// Answers are given on a later turn, never from inside the ask.
void WorkingEngine::answer(Number number, Result<Reply> reply) {
    enders_.erase(number);
    answers_.emplace_back(number, std::move(reply));
    if (!answer_timer_) answer_timer_ = world_.timers.at(world_.timers.now(), [this] { give_answers(); });
}

void WorkingEngine::give_answers() {
    answer_timer_.reset();
    for (auto& [number, reply] : std::exchange(answers_, {})) {
        if (auto asked = asks_.extract(number)) asked.mapped()(std::move(reply));
    }
}

Share* WorkingEngine::find(const std::string& text) {
    const auto tag = Tag::from(text);
    if (!tag) return nullptr;
    if (const auto asleep = dormant_.extract(*tag)) activate(std::move(asleep.mapped()));
    const auto found = shares_.find(*tag);
    return found == shares_.end() ? nullptr : found->second.get();
}

Error WorkingEngine::no_such_share(const std::string& tag) {
    return Error{Errc::not_found, "there is no share with the tag " + printable(tag)};
}

// --- telling -----------------------------------------------------------------------------------------------------

void WorkingEngine::share_changed(const Tag& tag) {
    changed_.insert(tag);
    if (news_timer_) return;
    news_timer_ = world_.timers.at(world_.timers.now() + news_every, [this] {
        news_timer_.reset();
        tell_changed();
    });
}

void WorkingEngine::tell_changed() {
    const auto changed = std::exchange(changed_, {});
    if (subscribers_.empty()) return;
    SharesChanged news;
    for (const auto& tag : changed) {
        const auto share = shares_.find(tag);
        if (share == shares_.end()) continue;
        news.tags.push_back(tag.str());
        news.shares.push_back(share->second->view());
        if (share->second->is_moving()) share_changed(tag);  // until nobody is left with a rate that is over
    }
    if (!news.tags.empty()) emit(news);
}

void WorkingEngine::share_content_arrives(const Tag& tag) {
    emit(ContentArrives{.tag = tag.str()});
}

void WorkingEngine::share_completed(const Tag& tag) {
    log_.write(LogLevel::info, "share", "a share is complete", {{"share", tag.str()}});
    emit(ShareCompleted{.tag = tag.str()});
}

void WorkingEngine::share_troubled(const Tag& tag, const Error& error) {
    last_error_ = error.what;
    log_.write(LogLevel::warn, "share", "a share is in trouble", {{"share", tag.str()}, {"why", error.what}});
    emit(ShareTroubled{.tag = tag.str(), .code = std::string{to_string(error.code)}, .message = error.what});
}

void WorkingEngine::share_file_changed(const Tag& tag, const std::string& path) {
    ++totals_.changed_files;
    last_error_ = "the file " + path + " no longer has the content it was shared with";
    log_.write(LogLevel::warn, "share", "a file changed under its share", {{"share", tag.str()}, {"file", path}});
    emit(FileChanged{.tag = tag.str(), .path = path});
}

void WorkingEngine::peer_banned(const Endpoint& endpoint, const Error& why) {
    log_.write_limited(LogLevel::warn, "link", "a peer was banned", {{"peer", endpoint.str()}, {"why", why.what}});
    const auto seconds = static_cast<std::uint64_t>(limits::ban_for / 1s);
    emit(PeerBanned{.endpoint = endpoint.str(), .reason = why.what, .seconds = seconds});
}

Result<std::unique_ptr<LocalEngine>> LocalEngine::open(World& world, Log& log, EngineOptions options) {
    auto engine = std::make_unique<WorkingEngine>(world, log, std::move(options));
    SHOAL_CHECK(engine->begin());
    return std::unique_ptr<LocalEngine>{std::move(engine)};
}

}  // namespace shoal::transfer
