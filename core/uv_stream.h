#pragma once
// One byte stream on a libuv loop: TCP or a Unix socket.

#include <optional>
#include <vector>

#include "core/uv_handle.h"
#include "core/world.h"

namespace shoal {

/// The handle of either kind of stream.
union UvSocket {
    uv_handle_t handle;
    uv_stream_t stream;
    uv_tcp_t tcp;
    uv_pipe_t pipe;
};

/// Lives on the loop.
class UvStream final : public Stream {
public:
    /// `socket` is connected. `read_buffer` belongs to the world, as only one stream at a time reads into it.
    UvStream(UvHandle<UvSocket> socket, BytesMut read_buffer, Endpoint remote, Endpoint local);
    UvStream(const UvStream&) = delete;
    UvStream& operator=(const UvStream&) = delete;

    void start(Events events) override;
    void write(Bytes bytes) override;
    [[nodiscard]] std::size_t queued() const override;
    void pause_reading() override;
    void resume_reading() override;
    [[nodiscard]] Endpoint remote() const override { return remote_; }
    [[nodiscard]] Endpoint local() const override { return local_; }

private:
    struct Batch;

    void read_on();
    void on_read(ssize_t size, const uv_buf_t& chunk);
    void send_waiting(std::size_t already_sent);
    void on_written(int error);
    void close(Error error);
    /// Calls an event that may destroy this stream: the last use of it by the caller.
    template <class Callback, class... Arguments>
    void call(Callback& callback, Arguments... arguments);

    UvHandle<UvSocket> socket_;  // empty once closed
    BytesMut read_buffer_;       // outlives the stream, with the world
    Endpoint remote_;
    Endpoint local_;
    Events events_;
    std::vector<Bytes> waiting_;  // not yet given to libuv
    std::size_t waiting_bytes_ = 0;
    bool is_sending_ = false;  // libuv has a batch
    bool is_started_ = false;
    bool is_paused_ = false;
    std::optional<Error> write_failure_;  // reading goes on to its end, then this is told
};

}  // namespace shoal
