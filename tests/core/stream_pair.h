#pragma once
// Two ends of a connection, and an ear for each.

#include <netinet/in.h>
#include <sys/socket.h>

#include <vector>

#include "core/descriptor.h"
#include "tests/core/world_fixture.h"

namespace shoal {

/// What a stream told.
struct Heard {
    Bytes bytes;
    std::vector<Error> closed;

    [[nodiscard]] std::string text() const { return std::string{as_text(bytes)}; }
    [[nodiscard]] std::size_t closed_count() const { return closed.size(); }
};

inline Bytes bytes_of(std::string_view text) {
    const BytesView view = as_bytes(text);
    return Bytes{view.begin(), view.end()};
}

class StreamPairTest : public WorldTest {
protected:
    void listen(const Endpoint& local) {
        auto result = uv.world().streams.listen(local, [this](std::unique_ptr<Stream> s) { server = std::move(s); });
        ASSERT_TRUE(result) << result.error().what;
        listener = std::move(*result);
    }

    void connect(const Endpoint& local) {
        listen(local);
        const auto dial = uv.world().streams.dial(IpAddress{}, listener->local(), 5s, [this](auto result) {
            ASSERT_TRUE(result) << result.error().what;
            client = std::move(*result);
        });
        EXPECT_FALSE(client);
        run_until([&] { return client && server; });
    }

    /// A plain blocking socket that has connected to `to` (IPv4).
    static Descriptor raw_socket_to(const Endpoint& to) {
        Descriptor raw{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(to.port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        EXPECT_EQ(::connect(raw.get(), static_cast<sockaddr*>(static_cast<void*>(&address)), sizeof(address)), 0);
        return raw;
    }

    /// `server` at one end, a plain socket at the other.
    Descriptor raw_connect() {
        listen(loopback());
        Descriptor raw = raw_socket_to(listener->local());
        run_until([&] { return server != nullptr; });
        return raw;
    }

    static void listen_for(Stream& stream, Heard& heard) {
        stream.start({.on_data = [&](BytesView b) { heard.bytes.insert(heard.bytes.end(), b.begin(), b.end()); },
                      .on_drained = {},
                      .on_closed = [&](Error error) { heard.closed.push_back(std::move(error)); }});
    }

    /// Dials, expects a failure that does not come from inside the call, and returns it.
    Error dial_error(const IpAddress& from, const Endpoint& to, Duration timeout) {
        std::vector<Error> errors;
        const auto dial = uv.world().streams.dial(from, to, timeout, [&](auto result) {
            EXPECT_FALSE(result);
            errors.push_back(result ? Error{} : result.error());
        });
        EXPECT_TRUE(errors.empty());
        run_until([&] { return !errors.empty(); });
        settle();
        EXPECT_EQ(errors.size(), 1U);
        return errors.empty() ? Error{} : errors[0];
    }

    void reset() {
        client.reset();
        server.reset();
        listener.reset();
        client_heard = {};
        server_heard = {};
    }

    std::unique_ptr<Listener> listener;
    std::unique_ptr<Stream> client;
    std::unique_ptr<Stream> server;
    Heard client_heard;
    Heard server_heard;
};

}  // namespace shoal
