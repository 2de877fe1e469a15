#include "core/uv_stream.h"

#include <fmt/format.h>
#include <sys/socket.h>

#include "core/os_error.h"

namespace shoal {

namespace {

uv_buf_t as_uv_buffer(BytesView bytes) {
    // libuv does not write to what it sends.
    auto* start = const_cast<char*>(static_cast<const char*>(static_cast<const void*>(bytes.data())));
    uv_buf_t out{};
    out.base = start;
    out.len = bytes.size();
    return out;
}

Error broken(int error) {
    const auto why = describe_errno(-error);
    return Error{error == UV_ETIMEDOUT ? Errc::timed_out : Errc::network, fmt::format("the connection broke: {}", why)};
}

}  // namespace

/// What libuv is writing; owns the bytes until the callback, which may come after the stream is gone.
struct UvStream::Batch {
    uv_write_t request{};
    std::vector<Bytes> parts;
};

UvStream::UvStream(UvHandle<UvSocket> socket, BytesMut read_buffer, Endpoint remote, Endpoint local)
    : socket_{std::move(socket)}, read_buffer_{read_buffer}, remote_{remote}, local_{local} {
    socket_.set_owner(this);
}

template <class Callback, class... Arguments>
void UvStream::call(Callback& callback, Arguments... arguments) {
    if (!callback) return;
    UvSocket* socket = socket_.get();
    Callback running = std::move(callback);
    running(arguments...);
    if (UvHandle<UvSocket>::is_owned(socket)) callback = std::move(running);
}

void UvStream::start(Events events) {
    SHOAL_REQUIRE(!is_started_);
    is_started_ = true;
    events_ = std::move(events);
    if (!is_paused_) read_on();
}

void UvStream::read_on() {
    const auto allocate = [](uv_handle_t* handle, std::size_t, uv_buf_t* out) {
        auto* stream = UvHandle<UvSocket>::owner_of<UvStream>(handle);
        if (stream) *out = as_uv_buffer(stream->read_buffer_);
    };
    const auto on_chunk = [](uv_stream_t* handle, ssize_t size, const uv_buf_t* chunk) {
        auto* stream = UvHandle<UvSocket>::owner_of<UvStream>(handle);
        if (stream) stream->on_read(size, *chunk);
    };
    SHOAL_REQUIRE(uv_read_start(&socket_->stream, allocate, on_chunk) == 0);
}

void UvStream::on_read(ssize_t size, const uv_buf_t& chunk) {
    if (size > 0) {
        return call(events_.on_data, std::as_bytes(std::span{chunk.base, static_cast<std::size_t>(size)}));
    }
    if (size == 0) return;  // nothing was there after all
    if (write_failure_) return close(*std::move(write_failure_));
    if (size == UV_EOF) return close(Error{Errc::closed, "the other side closed the connection"});
    close(broken(static_cast<int>(size)));
}

void UvStream::pause_reading() {
    if (is_paused_) return;
    is_paused_ = true;
    if (socket_ && is_started_) uv_read_stop(&socket_->stream);
}

void UvStream::resume_reading() {
    if (!is_paused_) return;
    is_paused_ = false;
    if (socket_ && is_started_) read_on();
}

std::size_t UvStream::queued() const {
    if (!socket_ || write_failure_) return 0;
    return waiting_bytes_ + uv_stream_get_write_queue_size(&socket_->stream);
}

void UvStream::write(Bytes bytes) {
    if (!socket_ || write_failure_ || bytes.empty()) return;
    std::size_t sent = 0;
    if (!is_sending_) {
        const uv_buf_t buffer = as_uv_buffer(bytes);
        const int answer = uv_try_write(&socket_->stream, &buffer, 1);
        if (answer > 0) sent = static_cast<std::size_t>(answer);  // an error comes again from uv_write, on the loop
        if (sent == bytes.size()) return;
    }
    waiting_bytes_ += bytes.size();
    waiting_.push_back(std::move(bytes));
    if (!is_sending_) send_waiting(sent);
}

/// Gives all that waits to libuv as one batch, without the first `already_sent` bytes.
void UvStream::send_waiting(std::size_t already_sent) {
    auto batch = std::make_unique<Batch>();
    batch->parts = std::exchange(waiting_, {});
    waiting_bytes_ = 0;
    std::vector<uv_buf_t> buffers;  // libuv keeps a copy
    buffers.reserve(batch->parts.size());
    for (const Bytes& part : batch->parts) {
        buffers.push_back(as_uv_buffer(BytesView{part}.subspan(std::exchange(already_sent, 0))));
    }
    batch->request.data = batch.get();
    const auto on_done = [](uv_write_t* request, int error) {
        const std::unique_ptr<Batch> done{static_cast<Batch*>(request->data)};
        auto* stream = UvHandle<UvSocket>::owner_of<UvStream>(request->handle);
        if (stream) stream->on_written(error);
    };
    const auto count = static_cast<unsigned>(buffers.size());
    SHOAL_REQUIRE(uv_write(&batch->request, &socket_->stream, buffers.data(), count, on_done) == 0);
    is_sending_ = true;
    static_cast<void>(batch.release());  // now the callback's
}

void UvStream::on_written(int error) {
    is_sending_ = false;
    if (error == 0) {
        if (!waiting_.empty()) return send_waiting(0);
        return call(events_.on_drained);
    }
    waiting_.clear();
    waiting_bytes_ = 0;
    // Who pauses until all is written would never hear of the end otherwise.
    if (is_paused_ && is_started_) return close(broken(error));
    // What the other side said before it went may still be unread: shut down, read to the end, then tell.
    write_failure_ = broken(error);
    ::shutdown(socket_.descriptor(), SHUT_RDWR);
}

void UvStream::close(Error error) {
    socket_.reset();
    waiting_.clear();
    waiting_bytes_ = 0;
    auto on_closed = std::move(events_.on_closed);
    if (on_closed) on_closed(std::move(error));
}

}  // namespace shoal
