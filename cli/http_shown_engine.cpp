#include "cli/http_shown_engine.h"

#include <utility>

namespace shoal::cli {
namespace {

constexpr std::uint64_t usual_life_s = 12 * 3600;

Error closing() {
    return {Errc::closed, "the daemon is stopping"};
}

}  // namespace

Engine::AskId ShownEngine::dispatch(Request request, AnyDone done) {
    auto* wanted = std::get_if<GetStreamUrl>(&request);
    if (wanted == nullptr) return engine_.dispatch(std::move(request), std::move(done));
    if (wanted->path.empty()) return name_lone_file(std::move(*wanted), std::move(done));
    return make_url(std::move(*wanted), std::move(done));
}

/// Who names no file means the one there is.
Engine::AskId ShownEngine::name_lone_file(GetStreamUrl request, AnyDone done) {
    ListFiles files{request.tag};
    return engine_.ask(std::move(files), [this, alive = std::weak_ptr{alive_}, request = std::move(request),
                                          done = std::move(done)](Result<FileList> list) mutable {
        if (!list) return done(std::unexpected{std::move(list).error()});
        if (alive.expired()) return done(std::unexpected{closing()});
        if (list->files.size() != 1) {
            return done(fail(Errc::usage, "this share has several files; say which one"));
        }
        request.path = list->files.front().path;
        make_url(std::move(request), std::move(done));
    });
}

/// The engine is asked for no bytes of the file, and so tells whether it is there.
Engine::AskId ShownEngine::make_url(GetStreamUrl request, AnyDone done) {
    ReadContent nothing;
    nothing.tag = request.tag;
    nothing.path = request.path;
    nothing.timeout_ms = 5'000;
    return engine_.ask(std::move(nothing), [this, alive = std::weak_ptr{alive_}, request = std::move(request),
                                            done = std::move(done)](Result<ContentPart> part) mutable {
        if (!part) return done(std::unexpected{std::move(part).error()});
        if (alive.expired()) return done(std::unexpected{closing()});
        const auto tag = Tag::from(request.tag);
        if (!tag) return done(fail(Errc::not_found, "there is no share " + request.tag));
        const std::uint64_t life = request.lifetime_s == 0 ? usual_life_s : request.lifetime_s;
        const auto most = static_cast<std::uint64_t>(max_http_ticket_life.count());
        if (life > most) return done(fail(Errc::usage, "an address for a player lives at most 7 days (604800 s)"));
        done(Reply{StreamUrl{server_.ticket_url(*tag, request.path, std::chrono::seconds{life})}});
    });
}

}  // namespace shoal::cli
