// How the bytes of a file reach a player while they arrive.

#include "tests/cli/http_fixture.h"

#include "cli/http_content.h"
#include "cli/http_content_body.h"
#include "crypto/merkle.h"

namespace shoal::cli {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr std::uint64_t chunk = crypto::chunk_size;

class HttpContentTest : public HttpServerFixture {
protected:
    std::string movie() const { return engine.files.at("movie.mkv").bytes; }
    std::string get(const std::string& fields = "") const { return head("/abcdefgh/movie.mkv", bearer() + fields); }
};

TEST_F(HttpContentTest, AWholeFileComesAsItIs) {
    engine.arrive("movie.mkv", 1'000'000);
    const auto answer = ask(get());
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.field("Content-Length"), "1000000");
    EXPECT_EQ(answer.field("Content-Type"), "video/x-matroska");
    EXPECT_TRUE(answer.body == movie());
}

TEST_F(HttpContentTest, ARangeIsAnsweredWithItsBytesAlone) {
    engine.arrive("movie.mkv", 1'000'000);
    const auto answer = ask(get("Range: bytes=262000-530000\r\n"));
    EXPECT_EQ(answer.status, 206U);
    EXPECT_EQ(answer.field("Content-Range"), "bytes 262000-530000/1000000");
    EXPECT_EQ(answer.field("Content-Length"), "268001");
    EXPECT_TRUE(answer.body == movie().substr(262'000, 268'001));
    const auto beyond = ask(get("Range: bytes=1000000-\r\n"));
    EXPECT_EQ(beyond.status, 416U);
    EXPECT_EQ(beyond.field("Content-Range"), "bytes */1000000");
}

TEST_F(HttpContentTest, HeadTellsTheSameWithoutBytesAndWithoutWaiting) {
    const auto answer = ask(head("/abcdefgh/movie.mkv", bearer() + "Range: bytes=5-9\r\n", "HEAD"));
    EXPECT_EQ(answer.status, 200U) << "a Range means something with GET only";
    EXPECT_EQ(answer.field("Content-Length"), "1000000");
    EXPECT_EQ(answer.field("Accept-Ranges"), "bytes");
    ASSERT_EQ(engine.reads.size(), 1U);
    EXPECT_EQ(engine.reads[0].length, 0U);
}

TEST_F(HttpContentTest, AnEmptyFileIsAnsweredAtOnce) {
    const auto answer = ask(head("/abcdefgh/empty", bearer()));
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.field("Content-Length"), "0");
}

TEST_F(HttpContentTest, TheEntityTagIsOfTheFileAndDecidesOnTheRange) {
    engine.arrive("movie.mkv", 1'000'000);
    const auto etag = ask(get()).field("ETag");
    EXPECT_EQ(etag, entity_tag(*Tag::from("abcdefgh"), "movie.mkv"));
    EXPECT_NE(etag, entity_tag(*Tag::from("abcdefgh"), "movie.mk"));
    EXPECT_NE(etag, entity_tag(*Tag::from("abcdefga"), "movie.mkv"));
    EXPECT_EQ(ask(get("Range: bytes=0-9\r\nIf-Range: " + etag + "\r\n")).status, 206U);
    EXPECT_EQ(ask(get("Range: bytes=0-9\r\nIf-Range: \"other\"\r\n")).status, 200U);
    EXPECT_EQ(ask(get("If-None-Match: " + etag + "\r\n")).status, 304U);
}

TEST_F(HttpContentTest, BytesGoOutAsTheyArrive) {
    HttpClient client{world, here()};
    client.send(get());
    ASSERT_TRUE(drive([&] { return engine.reads.size() > 1; }));
    EXPECT_THAT(client.received, IsEmpty()) << "the head waits for the first bytes";
    engine.arrive("movie.mkv", chunk);
    ASSERT_TRUE(drive([&] { return client.received.find("\r\n\r\n") != std::string::npos; }));
    const auto body = client.received.find("\r\n\r\n") + 4;
    ASSERT_TRUE(drive([&] { return client.received.size() >= body + chunk; }));
    EXPECT_EQ(client.received.size(), body + chunk);
    engine.arrive("movie.mkv", 3 * chunk);
    ASSERT_TRUE(drive([&] { return client.received.size() >= body + 3 * chunk; }));
    engine.arrive("movie.mkv", 1'000'000);
    EXPECT_TRUE(answer(client).body == movie());
}

TEST_F(HttpContentTest, ReadsEndWhereChunksDoAndSayWhatComesNext) {
    engine.arrive("movie.mkv", 1'000'000);
    ask(get("Range: bytes=100-700000\r\n"));
    ASSERT_EQ(engine.reads.size(), 4U);
    EXPECT_EQ(engine.reads[1].offset, 100U);
    EXPECT_EQ(engine.reads[1].length, chunk - 100);
    EXPECT_EQ(engine.reads[1].ahead, 700'001 - chunk);
    EXPECT_EQ(engine.reads[2].offset, chunk);
    EXPECT_EQ(engine.reads[3].offset, 2 * chunk);
    EXPECT_EQ(engine.reads[3].length, 700'001 - 2 * chunk);
    EXPECT_EQ(engine.reads[3].ahead, 0U);
}

TEST_F(HttpContentTest, WhoDoesNotReadIsNotReadFor) {
    constexpr std::size_t size = 64'000'000;  // far beyond what sockets hold
    engine.files["long"] = {pattern(size), size};
    HttpClient client{world, here()};
    client.stop_reading_at(1);
    client.send(head("/abcdefgh/long", bearer()));
    std::size_t before = 0;
    auto& timers = world.world().timers;
    // Until a moment passes in which nothing is asked for.
    do {
        before = engine.reads.size();
        bool over = false;
        const auto moment = timers.at(timers.now() + 200ms, [&] { over = true; });
        ASSERT_TRUE(drive([&] { return over; }));
    } while (engine.reads.size() != before || before == 0);
    EXPECT_LT(engine.reads.size(), size / chunk);
    EXPECT_LE(engine.reads.size() * chunk, client.received.size() + 16'000'000);
}

TEST_F(HttpContentTest, AClientThatGoesTakesItsReadsAlong) {
    engine.arrive("movie.mkv", chunk);
    HttpClient client{world, here()};
    client.send(get());
    ASSERT_TRUE(drive([&] { return client.received.size() > chunk; }));
    EXPECT_EQ(engine.waiting(), 3U);
    client.leave();
    ASSERT_TRUE(drive([&] { return engine.waiting() == 0; }));
    EXPECT_EQ(engine.cancelled, 3U);
    const auto asked = engine.reads.size();
    EXPECT_THAT(ask(head("/metrics", bearer())).body, HasSubstr("shoal_http_connections 1\n"));
    EXPECT_EQ(engine.reads.size(), asked);
}

TEST_F(HttpContentTest, AClientThatGoesBeforeTheFirstByteIsNotWaitedFor) {
    engine.timeout = 400ms;  // of one read; the port looks at who waits each second
    HttpClient client{world, here()};
    client.send(get());
    ASSERT_TRUE(drive([&] { return engine.reads.size() > 1; }));
    client.leave();
    ASSERT_TRUE(drive([&] { return engine.waiting() == 0; }));
    const auto metrics = ask(head("/metrics", bearer()));
    EXPECT_THAT(metrics.body, Not(HasSubstr("code=\"504\""))) << "not because the time was over";
    EXPECT_THAT(metrics.body, HasSubstr("shoal_http_connections 1\n"));
}

TEST_F(HttpContentTest, WhatNobodySendsIsAStatusAndNotAHang) {
    engine.timeout = 1ms;
    const auto answer = ask(get());
    EXPECT_EQ(answer.status, 504U);
    EXPECT_THAT(answer.body, HasSubstr("nobody has sent these bytes yet"));
}

TEST_F(HttpContentTest, AFileThatBreaksInTheMiddleEndsTheConnection) {
    HttpClient client{world, here()};
    client.send(get());
    ASSERT_TRUE(drive([&] { return engine.reads.size() > 1; }));
    engine.arrive("movie.mkv", chunk);
    ASSERT_TRUE(drive([&] { return client.received.size() > chunk; }));
    engine.files.at("movie.mkv").trouble = Error{Errc::io, "the disk failed"};
    engine.arrive("movie.mkv", 2 * chunk);
    ASSERT_TRUE(drive([&] { return client.closed; }));
    const auto body = client.received.substr(client.received.find("\r\n\r\n") + 4);
    EXPECT_LT(body.size(), 1'000'000U);
    EXPECT_TRUE(movie().starts_with(body));
}

TEST_F(HttpContentTest, OneConnectionServesManyRequests) {
    engine.arrive("movie.mkv", 1'000'000);
    HttpClient client{world, here()};
    client.send(get("Range: bytes=0-9\r\n") + get("Range: bytes=-10\r\n") + head("/metrics", bearer()) +
                get("Range: bytes=500000-500009\r\n"));
    EXPECT_TRUE(answer(client).body == movie().substr(0, 10));
    EXPECT_TRUE(answer(client).body == movie().substr(999'990));
    EXPECT_THAT(answer(client).body, HasSubstr("process_start_time_seconds"));
    EXPECT_TRUE(answer(client).body == movie().substr(500'000, 10));
    EXPECT_FALSE(client.closed);
}

}  // namespace
}  // namespace shoal::cli
