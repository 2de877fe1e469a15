// What no browser and no player would send. After each of it an honest client is answered as before.

#include "tests/cli/http_fixture.h"

namespace shoal::cli {
namespace {

class HttpHostileTest : public HttpServerFixture {
protected:
    void expect_honest_is_answered(const std::string& after) {
        EXPECT_EQ(ask(head("/abcdefgh/a%20b/%C3%A4.txt", bearer())).body, "hello\n") << after;
    }

    /// Sends bytes and hangs up as soon as they went out and something came back, or at once. What came.
    std::string provoke(const std::string& bytes, bool wait) {
        HttpClient client{world, here()};
        client.send(bytes);
        if (wait)
            EXPECT_TRUE(drive([&] { return client.closed || !client.received.empty(); })) << bytes.substr(0, 200);
        else
            EXPECT_TRUE(drive([&] { return client.is_through(); }));
        return client.received;
    }

    std::string honest() const { return head("/abcdefgh/a%20b/%C3%A4.txt", bearer() + "Range: bytes=0-\r\n"); }
};

TEST_F(HttpHostileTest, ARequestMayEndAtEveryByte) {
    const auto whole = honest();
    for (std::size_t size = 0; size < whole.size(); ++size) provoke(whole.substr(0, size), false);
    expect_honest_is_answered("cuts");
}

TEST_F(HttpHostileTest, ARequestMayComeByteByByte) {
    const auto whole = honest();
    HttpClient client{world, here()};
    for (const char c : whole) {
        client.send(std::string{c});
        ASSERT_TRUE(drive([&] { return client.is_through(); }));
    }
    EXPECT_EQ(answer(client).body, "hello\n");
}

TEST_F(HttpHostileTest, EveryByteMayBeAnother) {
    const auto whole = honest();
    const auto wall = "\r\n\r\n";  // so that what lost its end has one
    for (std::size_t at = 0; at < whole.size(); ++at) {
        for (const char other : {'\0', '\xff', '\n', '\r', ' ', ':', '%', '/'}) {
            auto bytes = whole;
            bytes[at] = other;
            const auto answer = provoke(bytes + wall, true);
            EXPECT_TRUE(answer.empty() || answer.starts_with("HTTP/1.")) << at << " " << int{other};
        }
    }
    expect_honest_is_answered("changes");
}

TEST_F(HttpHostileTest, AHeadOfAMegabyteIsRefusedUnread) {
    const std::string megabyte(1024 * 1024, 'a');
    const auto host = "Host: " + here().str() + "\r\n";
    for (const auto& bytes : {"GET /" + megabyte + " HTTP/1.1\r\n" + host + "\r\n",
                              "GET /metrics HTTP/1.1\r\n" + host + bearer() + "X: " + megabyte + "\r\n\r\n",
                              "GET /metrics HTTP/1.1\r\n" + host + bearer() + megabyte + ": x\r\n\r\n", megabyte,
                              "GET /metrics HTTP/1.1\r\n" + host + "Authorization: Bearer " + megabyte + "\r\n\r\n"}) {
        const auto answer = provoke(bytes, true);
        EXPECT_TRUE(answer.empty() || answer.starts_with("HTTP/1.1 4")) << answer.substr(0, 100);
    }
    std::string many = "GET /metrics HTTP/1.1\r\n" + host + bearer();
    for (int i = 0; i < 100'000; ++i) many += "X: y\r\n";
    EXPECT_TRUE(provoke(many + "\r\n", true).starts_with("HTTP/1.1 4"));
    expect_honest_is_answered("megabytes");
}

TEST_F(HttpHostileTest, OtherProtocolsAreNoHttp) {
    const auto host = "Host: " + here().str() + "\r\n";
    for (const auto& bytes :
         {std::string{"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
          std::string{"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03\r\n\r\n", 15},
          std::string{"SSH-2.0-OpenSSH_9.2\r\n\r\n"}, std::string{"GET /metrics\r\n\r\n"},
          "GET /metrics HTTP/9.9\r\n" + host + bearer() + "\r\n", "GET\t/metrics\tHTTP/1.1\r\n" + host + "\r\n",
          "GET /metrics HTTP/1.1\r\n " + host + bearer() + "\r\n",
          "GET ftp://" + here().str() + "/metrics HTTP/1.1\r\n" + host + bearer() + "\r\n",
          "GET //evil.example/metrics HTTP/1.1\r\n" + host + bearer() + "\r\n",
          "GET * HTTP/1.1\r\n" + host + bearer() + "\r\n"}) {
        const auto answer = provoke(bytes, true);
        EXPECT_EQ(answer.find(" 200 "), std::string::npos) << bytes << answer;
    }
    expect_honest_is_answered("other protocols");
}

// Whatever stands in a body must not be taken for a request of its own.
TEST_F(HttpHostileTest, ABodyIsNeverASecondRequest) {
    const auto inner = head("/metrics", bearer());
    for (const auto& fields :
         {"Content-Length: " + std::to_string(inner.size()) + "\r\n", std::string{"Transfer-Encoding: chunked\r\n"},
          std::string{"Content-Length: -1\r\n"}, std::string{"Content-Length: 99999999999999999999\r\n"},
          std::string{"Content-Length: 5\r\nContent-Length: 500\r\n"}, std::string{"Transfer-Encoding: x, chunked\r\n"},
          std::string{"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"}}) {
        HttpClient client{world, here()};
        client.send(head("/metrics", bearer() + fields) + inner);
        ASSERT_TRUE(drive([&] { return client.closed; })) << fields;
        EXPECT_EQ(client.received.find(" 200 "), std::string::npos) << fields << client.received;
    }
    expect_honest_is_answered("bodies");
}

TEST_F(HttpHostileTest, PathsThatClimbFindNothing) {
    for (const auto* path :
         {"/abcdefgh/../../../../etc/passwd", "/abcdefgh/..%2f..%2fetc/passwd", "/abcdefgh/%2e%2e/%2e%2e/etc/passwd",
          "/abcdefgh/..%5c..%5cetc", "/abcdefgh/%c0%ae%c0%ae/x", "/abcdefgh/a%00.txt", "/abcdefgh//etc/passwd",
          "/../metrics/../etc", "/abcdefgh/%25%32%65", "/abcdefgh/\xff\xfe", "/abcdefgh/a b"}) {
        const auto answer = provoke(head(path, bearer()), true);
        EXPECT_EQ(answer.find(" 200 "), std::string::npos) << path;
    }
    EXPECT_EQ(engine.reads.size(), 1U) << "only '%2e' twice escaped is a name that a file could have";
    expect_honest_is_answered("climbing");
}

TEST_F(HttpHostileTest, ManyRequestsInOnePieceAreAllAnswered) {
    constexpr int count = 2'000;
    HttpClient client{world, here()};
    std::string bytes;
    for (int i = 0; i < count; ++i) bytes += honest();
    client.send(bytes);
    for (int i = 0; i < count; ++i) ASSERT_EQ(answer(client).body, "hello\n") << i;
}

TEST_F(HttpHostileTest, WhoNeverFinishesMakesRoomForWhoDoes) {
    std::vector<std::unique_ptr<HttpClient>> idle;
    for (std::size_t i = 0; i < 3 * max_http_connections; ++i) {
        idle.push_back(std::make_unique<HttpClient>(world, here()));
        idle.back()->send(i % 2 == 0 ? "G" : "GET /metrics HTTP/1.1\r\nHost: x");
    }
    expect_honest_is_answered("idle connections");
    const auto closed = [&] { return std::ranges::count_if(idle, [](const auto& client) { return client->closed; }); };
    EXPECT_TRUE(drive([&] { return closed() >= static_cast<std::ptrdiff_t>(2 * max_http_connections); }));
    EXPECT_FALSE(idle.back()->closed) << "the oldest go first";
    const auto metrics = ask(head("/metrics", bearer()));
    EXPECT_NE(metrics.body.find("shoal_http_evicted_total "), std::string::npos);
}

TEST_F(HttpHostileTest, AnAnswerUnderWayIsNotEvicted) {
    HttpClient player{world, here()};
    player.send(head("/abcdefgh/movie.mkv", bearer()));
    ASSERT_TRUE(drive([&] { return engine.reads.size() > 1; }));
    std::vector<std::unique_ptr<HttpClient>> idle;
    for (std::size_t i = 0; i < 2 * max_http_connections; ++i) {
        idle.push_back(std::make_unique<HttpClient>(world, here()));
        idle.back()->send("G");
    }
    expect_honest_is_answered("idle connections");
    engine.arrive("movie.mkv", 1'000'000);
    EXPECT_TRUE(answer(player).body == engine.files.at("movie.mkv").bytes);
}

}  // namespace
}  // namespace shoal::cli
