#include "cli/http_content_body.h"

#include <algorithm>

#include "crypto/merkle.h"

namespace shoal::cli {

ContentBody::ContentBody(Engine& engine, ContentSpan span)
    : engine_{engine}, span_{std::move(span)}, next_offset_{span_.offset} {
    read_on();
}

ContentBody::~ContentBody() {
    const bool engine_ends = broken_ && broken_->code == Errc::closed;
    for (const auto& read : reads_) {
        if (!read.is_here && !engine_ends) engine_.cancel(read.ask);
    }
}

std::size_t ContentBody::pull(BytesMut out) {
    std::size_t done = 0;
    while (done < out.size() && !reads_.empty() && reads_.front().is_here) {
        const auto rest = BytesView{reads_.front().bytes}.subspan(taken_);
        const auto size = std::min(rest.size(), out.size() - done);
        std::ranges::copy(rest.first(size), out.begin() + static_cast<std::ptrdiff_t>(done));
        done += size;
        taken_ += size;
        if (size < rest.size()) break;
        reads_.pop_front();
        taken_ = 0;
    }
    read_on();
    return done;
}

HttpBody::State ContentBody::state() const {
    if (!reads_.empty() && reads_.front().is_here) return State::flowing;
    return broken_ || reads_.empty() ? State::broken : State::waiting;
}

/// Reads end where chunks do: what a read waits for is whole chunks anyway.
void ContentBody::read_on() {
    const auto end = span_.offset + span_.length;
    while (!broken_ && reads_.size() < http_reads_ahead && next_offset_ < end) {
        const auto chunk_end = (next_offset_ / crypto::chunk_size + 1) * crypto::chunk_size;
        const auto length = std::min<std::uint64_t>(chunk_end, end) - next_offset_;
        reads_.push_back({next_offset_, length, next_number_++, 0, {}, false});
        next_offset_ += length;
        ask(reads_.back());
    }
}

void ContentBody::ask(Read& read) {
    ReadContent request;
    request.tag = span_.tag;
    request.path = span_.path;
    request.offset = read.offset;
    request.length = read.length;
    request.ahead = std::min(http_fetch_ahead, span_.offset + span_.length - read.offset - read.length);
    request.timeout_ms = http_read_timeout_ms;
    read.ask = engine_.ask(std::move(request),
                           [this, alive = std::weak_ptr{alive_}, number = read.number](Result<ContentPart> part) {
                               if (!alive.expired()) arrived(number, std::move(part));
                           });
}

void ContentBody::arrived(std::uint64_t number, Result<ContentPart> part) {
    const auto read = std::ranges::find(reads_, number, &Read::number);
    if (broken_ || read == reads_.end()) return;
    const bool is_next = read == reads_.begin();
    if (part && part->bytes.size() == read->length) {
        read->bytes = std::move(part->bytes);
        read->is_here = true;
        if (is_next) tries_ = 0;
    } else if (!part && part.error().code == Errc::timed_out && tries_ + 1 < max_http_read_tries) {
        if (is_next) ++tries_;
        ask(*read);
    } else {
        broken_ = part ? Error{Errc::other, "the file is shorter than it was"} : std::move(part).error();
    }
    // Who waits hears of the bytes, of the end, and of each try that was in vain: it may have waited long enough.
    if (is_next || broken_) tell();
}

void ContentBody::tell() {
    if (!on_bytes_) return;
    const std::weak_ptr alive{alive_};
    auto running = std::move(on_bytes_);  // it may destroy this object, or set another call
    on_bytes_ = nullptr;
    running();
    if (!alive.expired() && !on_bytes_) on_bytes_ = std::move(running);
}

}  // namespace shoal::cli
