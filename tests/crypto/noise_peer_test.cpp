#include <cstdlib>
#include <stdexcept>

#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "crypto/secure_link.h"
#include "tests/crypto/hex_bytes.h"
#include "tests/crypto/test_random.h"

// Live links with an independent implementation of Noise (Debian: python3-dissononce) in another process.

namespace shoal::crypto {
namespace {

constexpr const char* python = "/usr/bin/python3";  // Debian's, which sees Debian's packages
constexpr std::size_t batch = 256;                  // records that are under way at a time

bool has_dissononce() {
    return std::system((std::string{python} + " -c 'import dissononce' 2>/dev/null").c_str()) == 0;
}

/// tests/crypto/noise_peer.py at the other end of a socket pair.
class PythonPeer {
public:
    explicit PythonPeer(const std::string& role) {
        std::array<int, 2> ends{};
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
            throw std::runtime_error{"no socket pair"};
        mine_ = ends[0];
        const timeval patience{60, 0};  // only so that a peer that hangs fails the test
        setsockopt(mine_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
        std::array<std::string, 4> words{python, std::string{SHOAL_SOURCE_DIR} + "/tests/crypto/noise_peer.py", role,
                                         std::to_string(batch)};
        std::array<char*, 5> arguments{words[0].data(), words[1].data(), words[2].data(), words[3].data(), nullptr};
        if (posix_spawn(&child_, python, &actions, nullptr, arguments.data(), environ) != 0) {
            throw std::runtime_error{"no child process"};
        }
        posix_spawn_file_actions_destroy(&actions);
        close(ends[1]);
    }
    PythonPeer(const PythonPeer&) = delete;
    PythonPeer& operator=(const PythonPeer&) = delete;
    ~PythonPeer() { static_cast<void>(exit_status()); }

    /// Closes the stream; 0 if the peer took that for a decent end.
    [[nodiscard]] int exit_status() {
        if (mine_ < 0) return status_;
        close(mine_);
        mine_ = -1;
        waitpid(child_, &status_, 0);
        return status_;
    }

    void write(const Bytes& bytes) const {
        for (BytesView rest{bytes}; !rest.empty();) {
            const ssize_t n = ::send(mine_, rest.data(), rest.size(), MSG_NOSIGNAL);
            ASSERT_GT(n, 0);
            rest = rest.subspan(static_cast<std::size_t>(n));
        }
    }

    /// What has come, at least one byte; empty if the peer is gone.
    [[nodiscard]] BytesView read() {
        const ssize_t n = recv(mine_, buffer_.data(), buffer_.size(), 0);
        return n > 0 ? BytesView{buffer_}.first(static_cast<std::size_t>(n)) : BytesView{};
    }

private:
    int mine_ = -1;
    pid_t child_ = 0;
    int status_ = -1;
    Bytes buffer_ = Bytes(65'536);
};

/// Reads until `wanted` records have come; fewer if the link ends.
std::vector<Bytes> records(SecureLink& link, PythonPeer& peer, std::size_t wanted) {
    std::vector<Bytes> got;
    for (;;) {
        while (const auto record = link.next_record()) got.push_back(copy_of(*record));
        if (got.size() >= wanted) return got;
        const BytesView bytes = peer.read();
        if (bytes.empty() || !link.received(bytes)) return got;
        if (link.output_size() > 0) peer.write(link.take_output());
    }
}

Bytes numbered(std::size_t number) {
    return copy_of(as_bytes(std::to_string(number) + " is the number"));
}

void exchange_batch(SecureLink& link, PythonPeer& peer, std::size_t first) {
    for (std::size_t i = 0; i < batch; ++i) link.send({numbered(first + i)});
    peer.write(link.take_output());
    const auto answers = records(link, peer, batch);
    ASSERT_EQ(answers.size(), batch);
    for (std::size_t i = 0; i < batch; ++i) {
        const Bytes sent = numbered(first + i);
        ASSERT_EQ(answers[i], Bytes(sent.rbegin(), sent.rend()));
    }
}

/// Handshake, `count` small records each way (a multiple of batch), the largest record, the empty record.
void talk(Role role, std::size_t count) {
    SystemRandom random;
    const DhPair key = DhPair::generate(random);
    PythonPeer peer{role == Role::initiator ? "responder" : "initiator"};
    SecureLink link{role, key, random};
    peer.write(link.take_output());
    const auto greeting = records(link, peer, 1);
    ASSERT_EQ(greeting.size(), 1U);
    ASSERT_TRUE(link.is_established());
    EXPECT_EQ(to_hex(greeting[0]), to_hex(link.handshake_hash()) + to_hex(link.remote_key()));

    for (std::size_t first = 0; first < count; first += batch) {
        ASSERT_NO_FATAL_FAILURE(exchange_batch(link, peer, first)) << first;
    }
    const Bytes largest = counting_bytes(max_record_plain);
    link.send({largest});
    link.send({});
    peer.write(link.take_output());
    const auto answers = records(link, peer, 2);
    ASSERT_EQ(answers.size(), 2U);
    EXPECT_EQ(answers[0], Bytes(largest.rbegin(), largest.rend()));
    EXPECT_TRUE(answers[1].empty());
    EXPECT_EQ(peer.exit_status(), 0);
}

TEST(NoisePeer, AnIndependentResponderUnderstandsUsBeyondARekey) {
    if (!has_dissononce()) GTEST_SKIP() << "there is no dissononce for /usr/bin/python3 (Debian: python3-dissononce)";
    talk(Role::initiator, 65'536 + 2 * batch);
}

TEST(NoisePeer, AnIndependentInitiatorUnderstandsUs) {
    if (!has_dissononce()) GTEST_SKIP() << "there is no dissononce for /usr/bin/python3 (Debian: python3-dissononce)";
    talk(Role::responder, 4 * batch);
}

}  // namespace
}  // namespace shoal::crypto
