#pragma once
// One attempt to connect on a libuv loop.

#include "core/uv_streams.h"

namespace shoal {

/// Lives on the loop. Once started it makes exactly one call, on a later turn, unless it is destroyed before.
class UvDial final : public Dial {
public:
    UvDial(UvStreams& streams, Streams::Dialled on_dialled);
    UvDial(const UvDial&) = delete;
    UvDial& operator=(const UvDial&) = delete;

    void start(const IpAddress& from, const Endpoint& to, Duration timeout);
    void start_local(const std::string& path);

private:
    [[nodiscard]] Result<> connect(const IpAddress& from, const Endpoint& to);
    void try_local(const std::string& path);
    void connected(int error);
    void finish(Result<std::unique_ptr<Stream>> result);
    void finish_next_turn(Result<std::unique_ptr<Stream>> result);

    UvStreams& streams_;
    Streams::Dialled on_dialled_;
    UvHandle<UvSocket> socket_;
    std::unique_ptr<Timer> timer_;  // the deadline, or a result that waits for its turn
    Endpoint to_;
};

}  // namespace shoal
