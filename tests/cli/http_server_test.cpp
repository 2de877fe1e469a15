// Who is answered on the HTTP port, and what.

#include <sys/socket.h>

#include <array>

#include "cli/http_socket.h"
#include "tests/cli/http_fixture.h"

namespace shoal::cli {
namespace {

using testing::Each;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class HttpServerTest : public HttpServerFixture {};

TEST_F(HttpServerTest, TheTokenOpensMetricsAndFiles) {
    engine.metrics.families = {{"shoal_links", "gauge", "Links.", 1, {{"", "", 3}}}};
    const auto metrics = ask(head("/metrics", bearer()));
    EXPECT_EQ(metrics.status, 200U);
    EXPECT_EQ(metrics.field("Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
    EXPECT_THAT(metrics.body, HasSubstr("\nshoal_links 3\n"));
    EXPECT_THAT(metrics.body, HasSubstr("\nprocess_start_time_seconds "));
    const auto file = ask(head("/abcdefgh/a%20b/%C3%A4.txt", bearer()));
    EXPECT_EQ(file.status, 200U);
    EXPECT_EQ(file.body, "hello\n");
    EXPECT_EQ(file.field("Content-Type"), "text/plain; charset=utf-8");
    EXPECT_EQ(file.field("Accept-Ranges"), "bytes");
}

TEST_F(HttpServerTest, WithoutItNothingIsAnswered) {
    for (const auto* target : {"/metrics", "/abcdefgh/movie.mkv", "/abcdefgh/nothing", "/", "/nowhere", "/%00",
                               "/abcdefgh/../../etc/passwd"}) {
        for (const auto& fields :
             {std::string{}, std::string{"Authorization: Bearer \r\n"},
              "Authorization: Bearer " + std::string(52, 'a') + "\r\n", "Authorization: Basic " + token() + "\r\n"}) {
            const auto answer = ask(head(target, fields));
            EXPECT_EQ(answer.status, 401U) << target;
            EXPECT_EQ(answer.field("WWW-Authenticate"), "Bearer realm=\"shoal\"");
            EXPECT_EQ(answer.field("Connection"), "close");
            EXPECT_EQ(answer.body, ask(head("/metrics")).body) << "what is there is not told";
        }
    }
    EXPECT_THAT(engine.reads, IsEmpty());
}

TEST_F(HttpServerTest, ATicketOpensItsFileAndNothingElse) {
    const auto tag = *Tag::from("abcdefgh");
    const auto url = server->ticket_url(tag, "a b/ä.txt", 60s);
    const auto prefix = "http://" + here().str();
    ASSERT_TRUE(url.starts_with(prefix + "/t/")) << url;
    const auto target = url.substr(prefix.size());
    EXPECT_EQ(ask(head(target)).body, "hello\n");
    const auto ticket = target.substr(0, target.find('/', 3));  // "/t/<expiry>-<mac>"
    auto wrong = ticket;
    wrong.back() = wrong.back() == 'a' ? 'b' : 'a';
    for (const auto& other :
         {ticket + "/abcdefgh/movie.mkv", ticket + "/abcdefga/a%20b/%C3%A4.txt", ticket + "/metrics", ticket,
          ticket + "/", wrong + "/abcdefgh/a%20b/%C3%A4.txt", "/t/9" + target.substr(3),
          std::string{"/t/1-aaaaaaaaaaaaaaaaaaaaaaaaaa/abcdefgh/a%20b/%C3%A4.txt"}, std::string{"/t/"},
          std::string{"/t/x/abcdefgh/a"}}) {
        const auto answer = ask(head(other));
        EXPECT_EQ(answer.status, 403U) << other;
        EXPECT_THAT(answer.body, HasSubstr("not valid")) << other;
    }
}

TEST_F(HttpServerTest, ForeignHostsAndOriginsAreRefusedEvenWithTheToken) {
    const auto with = [&](const std::string& host, const std::string& fields) {
        return ask("GET /metrics HTTP/1.1\r\nHost: " + host + "\r\n" + bearer() + fields + "\r\n").status;
    };
    const auto port = ":" + std::to_string(here().port);
    EXPECT_EQ(with("localhost" + port, ""), 200U);
    EXPECT_EQ(with("evil.example" + port, ""), 421U);
    EXPECT_EQ(with("localhost", ""), 421U);
    EXPECT_EQ(with("localhost" + port, "Origin: http://evil.example\r\n"), 403U);
    EXPECT_EQ(with("localhost" + port, "Origin: null\r\n"), 403U);
    EXPECT_EQ(with("localhost" + port, "Origin: http://localhost" + port + "\r\n"), 200U);
    EXPECT_EQ(ask("GET /metrics HTTP/1.0\r\n" + bearer() + "\r\n").status, 421U) << "no Host at all";
}

TEST_F(HttpServerTest, AWholeAddressIsAnsweredAndItsHostStandsForTheField) {
    const auto with = [&](const std::string& target, const std::string& host) {
        return ask("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n" + bearer() + "\r\n");
    };
    const auto own = here().str();
    EXPECT_EQ(with("http://" + own + "/abcdefgh/a%20b/%C3%A4.txt", own).body, "hello\n");
    EXPECT_EQ(with("HTTP://localhost:" + std::to_string(here().port) + "/metrics?x=/", own).status, 200U);
    EXPECT_EQ(with("http://" + own + "/metrics", "evil.example").status, 200U) << "the field is ignored";
    EXPECT_EQ(with("http://evil.example/metrics", own).status, 421U);
    EXPECT_EQ(with("http://" + own + "@evil.example/metrics", own).status, 421U);
    EXPECT_EQ(with("http://", own).status, 421U);
    EXPECT_EQ(with("http://" + own, own).status, 404U) << "as /";
    EXPECT_EQ(with("http://" + own + "/abcdefgh/../x", own).status, 400U);
    EXPECT_EQ(with("https://" + own + "/metrics", own).status, 400U);
    EXPECT_EQ(ask("GET http://" + own + "/t/1-a/abcdefgh/x HTTP/1.1\r\nHost: " + own + "\r\n\r\n").status, 403U);
}

TEST_F(HttpServerTest, OtherMethodsAreRefused) {
    for (const auto* method : {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"}) {
        EXPECT_EQ(ask(head("/metrics", bearer(), method)).status, 405U) << method;
    }
}

TEST_F(HttpServerTest, NoAnswerLetsABrowserEmbedRunOrKeepIt) {
    for (const auto& bytes : {head("/metrics", bearer()), head("/abcdefgh/a%20b/%C3%A4.txt", bearer()),
                              head("/metrics"), head("/metrics", "", "OPTIONS"), head("/t/1-a/abcdefgh/x")}) {
        const auto answer = ask(bytes);
        EXPECT_EQ(answer.field("X-Content-Type-Options"), "nosniff");
        EXPECT_EQ(answer.field("Cache-Control"), "no-store");
        EXPECT_EQ(answer.field("Content-Security-Policy"), "default-src 'none'; sandbox");
        EXPECT_EQ(answer.field("Cross-Origin-Resource-Policy"), "same-origin");
        EXPECT_THAT(answer.head, Not(HasSubstr("Access-Control")));
    }
}

TEST_F(HttpServerTest, WhatIsNotThereIsToldToWhoMayKnow) {
    EXPECT_EQ(ask(head("/abcdefgh/nothing", bearer())).status, 404U);
    EXPECT_EQ(ask(head("/abcdefga/movie.mkv", bearer())).status, 404U);
    EXPECT_EQ(ask(head("/favicon.ico", bearer())).status, 404U);
    EXPECT_EQ(ask(head("/abcdefgh/..", bearer())).status, 400U);
    EXPECT_EQ(ask(head("/abcdefgh/a%00", bearer())).status, 400U);
    engine.files["bad"] = {"", 0, Error{Errc::io, "the disk failed"}};
    const auto answer = ask(head("/abcdefgh/bad", bearer()));
    EXPECT_EQ(answer.status, 500U);
    EXPECT_EQ(answer.body, "the disk failed\n");
}

TEST_F(HttpServerTest, NoSecretIsEverLogged) {
    const auto url = server->ticket_url(*Tag::from("abcdefgh"), "a b/ä.txt", 60s);
    const auto target = url.substr(url.find("/t/"));
    ask(head(target));
    ask(head("/metrics", bearer()));
    ask(head(target + "x"));
    ask(head("/x", bearer(), "POST"));
    const auto metrics = ask(head("/metrics", bearer()));
    EXPECT_THAT(logged, Not(IsEmpty()));
    const auto mac = target.substr(target.find('-') + 1, 26);
    EXPECT_THAT(logged, Each(Not(HasSubstr(token()))));
    EXPECT_THAT(logged, Each(Not(HasSubstr(mac))));
    EXPECT_THAT(metrics.body, Not(HasSubstr(token())));
    EXPECT_THAT(metrics.body, Not(HasSubstr(mac)));
}

TEST_F(HttpServerTest, AnswersAreCounted) {
    ask(head("/metrics"));
    ask(head("/metrics"));
    ask(head("/abcdefgh/nothing", bearer()));
    const auto metrics = ask(head("/metrics", bearer()));
    EXPECT_THAT(metrics.body, HasSubstr("shoal_http_requests_total{code=\"401\"} 2\n"));
    EXPECT_THAT(metrics.body, HasSubstr("shoal_http_requests_total{code=\"404\"} 1\n"));
}

TEST_F(HttpServerTest, FamiliesOfOthersAreShownToo) {
    server->also_show([] { return std::vector<MetricFamily>{{"shoal_x", "gauge", "X.", 1, {{"", "", 9}}}}; });
    EXPECT_THAT(ask(head("/metrics", bearer())).body, HasSubstr("\nshoal_x 9\n"));
}

TEST_F(HttpServerTest, ASecondPortAtTheSamePlaceSaysSo) {
    HttpOptions options;
    options.data_dir = folder.path();
    options.listen = {here()};
    const auto second = HttpServer::start(world, engine, log, std::move(options));
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, Errc::in_use);
}

TEST_F(HttpServerTest, APlaceThatOthersReachIsRefusedWithTheReason) {
    for (const auto& endpoint : {Endpoint{IpAddress::v4(0, 0, 0, 0), 0}, Endpoint{IpAddress::v4(10, 0, 0, 1), 0}}) {
        HttpOptions options;
        options.data_dir = folder.path();
        options.listen = {endpoint};
        const auto other = HttpServer::start(world, engine, log, std::move(options));
        ASSERT_FALSE(other);
        EXPECT_EQ(other.error().code, Errc::usage);
        EXPECT_THAT(other.error().what, HasSubstr("only this machine may reach it"));
    }
}

TEST_F(HttpServerTest, ASocketThatWasHandedOverIsServed) {
    auto listening = listen_on_loopback(Endpoint{IpAddress::v4(127, 0, 0, 1), 0});
    ASSERT_TRUE(listening) << listening.error().what;
    const auto where = check_listens_on_loopback(listening->get());
    ASSERT_TRUE(where) << where.error().what;
    HttpOptions options;
    options.data_dir = folder.path();
    options.listen = {here()};
    options.passed = std::move(*listening);
    auto other = HttpServer::start(world, engine, log, std::move(options));
    ASSERT_TRUE(other) << other.error().what;
    EXPECT_THAT((*other)->listening(), testing::ElementsAre(*where)) << "and http.listen is not used";
    server = std::move(*other);
    EXPECT_EQ(ask(head("/metrics", bearer())).status, 200U);
}

TEST_F(HttpServerTest, ASocketThatDoesNotListenOnLoopbackIsRefused) {
    std::array<int, 2> pair{};
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()), 0);
    const Descriptor rest{pair[1]};
    HttpOptions options;
    options.data_dir = folder.path();
    options.passed = Descriptor{pair[0]};
    const auto refused = HttpServer::start(world, engine, log, std::move(options));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::configuration);
    const Descriptor everywhere{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    ASSERT_EQ(::listen(everywhere.get(), 1), 0);  // unbound: any port of every address
    const auto place = check_listens_on_loopback(everywhere.get());
    ASSERT_FALSE(place);
    EXPECT_THAT(place.error().what, HasSubstr("only this machine may reach it"));
}

TEST_F(HttpServerTest, AnEndWhileSomebodyWaitsIsQuiet) {
    HttpClient client{world, here()};
    client.send(head("/abcdefgh/movie.mkv", bearer()));
    ASSERT_TRUE(drive([&] { return engine.reads.size() > 1; }));
    server.reset();
    EXPECT_TRUE(drive([&] { return client.closed; }));
    EXPECT_THAT(client.received, IsEmpty());
    engine.arrive("movie.mkv", 1'000'000);
    EXPECT_TRUE(drive([&] { return engine.waiting() == 0; }));
}

}  // namespace
}  // namespace shoal::cli
