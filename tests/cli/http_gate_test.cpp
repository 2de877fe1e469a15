#include "cli/http_gate.h"

#include <gtest/gtest.h>

namespace shoal::cli {
namespace {

HttpRequest request_with(HttpFields fields, std::string method = "GET") {
    return {std::move(method), "/metrics", std::move(fields)};
}

unsigned refused(const HttpRequest& request) {
    const auto answer = refuse_at_gate(request, 4780);
    return answer ? answer->status : 0;
}

TEST(HttpGate, LoopbackAndLocalhostWithOurPortAreOurHost) {
    for (const auto* host : {"127.0.0.1:4780", "127.8.9.1:4780", "localhost:4780", "LocalHost:4780", "[::1]:4780",
                             "[::ffff:127.0.0.1]:4780"}) {
        EXPECT_TRUE(is_own_host(host, 4780)) << host;
    }
    EXPECT_TRUE(is_own_host("localhost", 80));
    EXPECT_TRUE(is_own_host("localhost:80", 80));
    EXPECT_TRUE(is_own_host("[::1]", 80));
}

TEST(HttpGate, EveryOtherNameIsNot) {
    for (const auto* host : {"",
                             ":",
                             ":4780",
                             "127.0.0.1",
                             "localhost",
                             "localhost:",
                             "localhost:80",
                             "localhost:04780",
                             "localhost:+4780",
                             "localhost:4780 ",
                             " localhost:4780",
                             "localhost.:4780",
                             "localhost.evil.example:4780",
                             "evil.example:4780",
                             "evil.example",
                             "127.0.0.1.evil.example:4780",
                             "10.0.0.1:4780",
                             "0.0.0.0:4780",
                             "[::]:4780",
                             "::1:4780",
                             "::1",
                             "[127.0.0.1]:4780",
                             "127.1:4780",
                             "2130706433:4780",
                             "0x7f.0.0.1:4780",
                             "0177.0.0.1:4780",
                             "[::1%lo]:4780",
                             "[::1]4780",
                             "[::1:4780",
                             "user@localhost:4780",
                             "localhost:4780/x",
                             "localhost:4780,localhost:4780",
                             "l\xc3\xb6"
                             "calhost:4780"}) {
        EXPECT_FALSE(is_own_host(host, 4780)) << host;
    }
}

TEST(HttpGate, OnlyOurOwnPagesMayAsk) {
    EXPECT_TRUE(is_own_origin("http://localhost:4780", 4780));
    EXPECT_TRUE(is_own_origin("http://[::1]:4780", 4780));
    for (const auto* origin : {"", "null", "localhost:4780", "https://localhost:4780", "http://localhost:4781",
                               "http://evil.example", "file://", "http://localhost:4780/", "HTTP://evil.example"}) {
        EXPECT_FALSE(is_own_origin(origin, 4780)) << origin;
    }
}

TEST(HttpGate, TheHostComesFirstAndTheOriginAfterIt) {
    EXPECT_EQ(refused(request_with({{"Host", "127.0.0.1:4780"}})), 0U);
    EXPECT_EQ(refused(request_with({{"hOST", "localhost:4780"}, {"Origin", "http://127.0.0.1:4780"}})), 0U);
    EXPECT_EQ(refused(request_with({})), 421U);
    EXPECT_EQ(refused(request_with({{"Host", "evil.example:4780"}})), 421U);
    EXPECT_EQ(refused(request_with({{"Host", "localhost:4780"}, {"Origin", "http://evil.example"}})), 403U);
    EXPECT_EQ(refused(request_with({{"Host", "localhost:4780"}, {"Origin", "null"}})), 403U);
}

TEST(HttpGate, OnlyGetAndHeadAreAnswered) {
    EXPECT_EQ(refused(request_with({{"Host", "localhost:4780"}}, "HEAD")), 0U);
    for (const auto* method : {"POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "TRACE", "PATCH", "get", "", "GETX"}) {
        const auto answer = refuse_at_gate(request_with({{"Host", "localhost:4780"}}, method), 4780);
        ASSERT_TRUE(answer) << method;
        EXPECT_EQ(answer->status, 405U);
        EXPECT_EQ(answer->fields.back(), (std::pair<std::string, std::string>{"Allow", "GET, HEAD"}));
    }
}

TEST(HttpGate, AFieldThatDecidesStandsThereOnce) {
    EXPECT_EQ(refused(request_with({{"Host", "localhost:4780"}, {"host", "evil.example"}})), 400U);
    EXPECT_EQ(refused(request_with({{"Host", "localhost:4780"}, {"Origin", "x"}, {"origin", "y"}})), 400U);
    EXPECT_EQ(
        refused(request_with({{"Host", "localhost:4780"}, {"Authorization", "Bearer a"}, {"Authorization", "x"}})),
        400U);
}

TEST(HttpGate, ARequestWithABodyIsRefused) {
    EXPECT_EQ(refused(request_with({{"Host", "localhost:4780"}, {"Content-Length", "0"}})), 0U);
    EXPECT_EQ(refused(request_with({{"Host", "localhost:4780"}, {"Content-Length", "5"}})), 400U);
    EXPECT_EQ(refused(request_with({{"Host", "localhost:4780"}, {"Content-Length", "00"}})), 400U);
    EXPECT_EQ(refused(request_with({{"Host", "localhost:4780"}, {"Transfer-Encoding", "chunked"}})), 400U);
}

TEST(HttpGate, NoAnswerOpensADoorToOtherOrigins) {
    for (const auto& request : {request_with({}), request_with({}, "OPTIONS"),
                                request_with({{"Host", "localhost:4780"}, {"Origin", "http://evil.example"}})}) {
        const auto answer = refuse_at_gate(request, 4780);
        ASSERT_TRUE(answer);
        EXPECT_FALSE(answer->proven);
        for (const auto& [name, value] : answer->fields) EXPECT_FALSE(name.starts_with("Access-Control")) << name;
    }
}

}  // namespace
}  // namespace shoal::cli
