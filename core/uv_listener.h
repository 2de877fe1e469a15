#pragma once
// A listening socket on a libuv loop. Accepts by itself: uv_listen would answer a lack of descriptors by closing every
// waiting connection, or by spinning.

#include <sys/stat.h>

#include <string>

#include "core/uv_streams.h"

namespace shoal {

/// Lives on the loop.
class UvListener final : public Listener {
public:
    [[nodiscard]] static Result<std::unique_ptr<Listener>> listen(UvStreams& streams, const Endpoint& local,
                                                                  Streams::Accepted on_accepted);
    [[nodiscard]] static Result<std::unique_ptr<Listener>> listen_local(UvStreams& streams, const std::string& path,
                                                                        Streams::Accepted on_accepted);
    [[nodiscard]] static Result<std::unique_ptr<Listener>> listen_local(UvStreams& streams, Descriptor listening,
                                                                        Streams::Accepted on_accepted);
    UvListener(UvStreams& streams, UvTransport transport, Streams::Accepted on_accepted);
    ~UvListener() override;
    UvListener(const UvListener&) = delete;
    UvListener& operator=(const UvListener&) = delete;
    [[nodiscard]] Endpoint local() const override { return local_; }

private:
    [[nodiscard]] Result<> bind(const Endpoint& local);
    [[nodiscard]] Result<> bind_local(const std::string& path);
    [[nodiscard]] Result<> take(Descriptor listening);
    [[nodiscard]] Result<> begin(const std::string& where);
    void watch();
    void accept_some();
    void back_off();

    UvStreams& streams_;
    UvTransport transport_;
    Streams::Accepted on_accepted_;
    Descriptor socket_;
    UvHandle<uv_poll_t> poll_;  // declared after socket_: it must end first
    Endpoint local_;
    std::unique_ptr<Timer> pause_;
    std::string path_;  // of a Unix socket that is ours to remove
    dev_t device_ = 0;
    ino_t inode_ = 0;
};

}  // namespace shoal
