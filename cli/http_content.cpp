#include "cli/http_content.h"

#include "cli/http_content_body.h"
#include "cli/http_media_type.h"
#include "cli/http_range.h"
#include "core/base32.h"
#include "crypto/hash.h"

namespace shoal::cli {
namespace {

/// One request for a file between its two questions: how long is it, and are its first bytes here.
struct Opening {
    Engine& engine;
    ContentSpan span;
    HttpRequest request;
    std::shared_ptr<HttpReply> reply;
    HttpAnswer answer;
    std::unique_ptr<ContentBody> body;
};

void send_failure(HttpReply& reply, const Error& error) {
    auto answer = HttpAnswer::sentence(http_status_of(error.code), error.what);
    answer.proven = true;
    reply.send(std::move(answer));
}

HttpSelection select(const HttpRequest& request, std::string_view etag, std::uint64_t file_bytes) {
    HttpConditions conditions;
    // A Range means something with GET only (RFC 9110, section 14.2).
    if (request.method == "GET") conditions.range = request.field("range");
    conditions.if_range = request.field("if-range");
    conditions.if_match = request.field("if-match");
    conditions.if_none_match = request.field("if-none-match");
    return select_bytes(conditions, etag, file_bytes);
}

/// The head of the answer; which bytes are to follow goes into `span`.
HttpAnswer make_head(const HttpRequest& request, ContentSpan& span, std::uint64_t file_bytes) {
    const auto tag = Tag::from(span.tag);
    SHOAL_REQUIRE(tag.has_value());
    const auto etag = entity_tag(*tag, span.path);
    const auto selection = select(request, etag, file_bytes);
    span.offset = selection.offset;
    span.length = selection.length;
    HttpAnswer answer;
    answer.status = selection.status;
    answer.proven = true;
    answer.fields = {{"Accept-Ranges", "bytes"}, {"ETag", etag}};
    if (selection.status == 200 || selection.status == 206) {
        answer.fields.emplace_back("Content-Type", media_type_of(span.path));
    }
    if (selection.status == 206 || selection.status == 416) {
        answer.fields.emplace_back("Content-Range", content_range(selection, file_bytes));
    }
    return answer;
}

/// A body of which nothing is read: HEAD tells its length.
class NoBytes final : public HttpBody {
public:
    std::size_t pull(BytesMut) override { return 0; }
    [[nodiscard]] State state() const override { return State::broken; }
    void on_bytes(std::move_only_function<void()>) override {}
};

/// Sends the head when the first bytes are here, so that what cannot be read is told in a status.
void wait_for_first_bytes(const std::shared_ptr<Opening>& opening) {
    opening->body->on_bytes([opening] {
        const auto state = opening->body->state();
        const bool is_late = state == HttpBody::State::waiting && opening->body->tries() >= max_http_first_tries;
        const bool is_gone = opening->reply->is_gone();
        if (state == HttpBody::State::waiting && !is_late && !is_gone) return;
        const auto keep = opening;  // taking the body lets go of this call
        auto body = std::move(keep->body);
        if (is_gone) return;
        if (state == HttpBody::State::flowing) {
            keep->answer.body = std::move(body);
            keep->reply->send(std::move(keep->answer));
        } else if (is_late) {
            send_failure(*keep->reply, {Errc::timed_out, "nobody has sent these bytes yet; ask again later"});
        } else {
            send_failure(*keep->reply, body->why_broken().value_or(Error{}));
        }
    });
}

void length_known(const std::shared_ptr<Opening>& opening, std::uint64_t file_bytes) {
    opening->answer = make_head(opening->request, opening->span, file_bytes);
    auto& answer = opening->answer;
    answer.body_bytes = opening->span.length;
    if (answer.body_bytes > 0 && opening->request.method == "GET") {
        opening->body = std::make_unique<ContentBody>(opening->engine, opening->span);
        return wait_for_first_bytes(opening);
    }
    if (answer.body_bytes > 0) answer.body = std::make_unique<NoBytes>();
    opening->reply->send(std::move(answer));
}

}  // namespace

std::string entity_tag(const Tag& tag, std::string_view path) {
    const auto mac = crypto::mac128(as_bytes(tag.str()), {as_bytes(path)});
    return '"' + to_base32(mac) + '"';
}

unsigned http_status_of(Errc code) {
    switch (code) {
    case Errc::not_found:
        return 404;
    case Errc::timed_out:
    case Errc::no_peers:
        return 504;
    case Errc::usage:  // the list of files is not here yet
    case Errc::closed:
    case Errc::limit:
    case Errc::network:
        return 503;
    default:
        return 500;
    }
}

void answer_content(Engine& engine, const HttpTarget& target, HttpRequest request, std::shared_ptr<HttpReply> reply) {
    SHOAL_REQUIRE(target.tag.has_value());
    ContentSpan span{target.tag->str(), target.path, 0, 0};
    ReadContent length;
    length.tag = span.tag;
    length.path = span.path;
    length.timeout_ms = http_read_timeout_ms;
    auto opening =
        std::make_shared<Opening>(Opening{engine, std::move(span), std::move(request), std::move(reply), {}, nullptr});
    engine.ask(std::move(length), [opening = std::move(opening)](Result<ContentPart> part) {
        if (opening->reply->is_gone()) return;
        if (!part) return send_failure(*opening->reply, part.error());
        length_known(opening, part->file_bytes);
    });
}

}  // namespace shoal::cli
