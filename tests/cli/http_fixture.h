#pragma once
// A real HTTP port on loopback before an engine whose files arrive when the test says so, and a client of plain bytes.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/http_server.h"
#include "core/subscribers.h"
#include "tests/cli/temporary_folder.h"

namespace shoal::cli {

inline constexpr Duration too_long = 30s;  // of real time; only a failing test comes near

/// Has files; how much of each is here is up to the test. Answers on later turns, as an engine must.
class FilesEngine final : public Engine {
public:
    struct Content {
        std::string bytes;
        std::uint64_t here = 0;  // so many from the start
        std::optional<Error> trouble{};
    };

    explicit FilesEngine(UvWorld& world) : world_{world} {}
    ~FilesEngine() override {
        for (auto& [number, waiting] : waiting_) waiting.done(fail(Errc::closed, "the engine ended"));
    }
    FilesEngine(const FilesEngine&) = delete;
    FilesEngine& operator=(const FilesEngine&) = delete;

    std::unique_ptr<Subscription> subscribe(OnEvent on_event) override { return listeners_.add(std::move(on_event)); }

    AskId dispatch(Request request, AnyDone done) override {
        const auto number = next_++;
        if (const auto* read = std::get_if<ReadContent>(&request)) reads.push_back(*read);
        auto& waiting = waiting_[number];
        waiting.request = std::move(request);
        waiting.done = std::move(done);
        if (const auto* read = std::get_if<ReadContent>(&waiting.request); read != nullptr && read->timeout_ms > 0) {
            const auto life = timeout.value_or(std::chrono::milliseconds{read->timeout_ms});
            auto& timers = world_.world().timers;
            waiting.timer = timers.at(timers.now() + life, [this, number] {
                auto late = std::move(waiting_.at(number).done);
                waiting_.erase(number);
                late(fail(Errc::timed_out, "not in time"));
            });
        }
        serve_soon();
        return number;
    }

    void cancel(AskId ask) override {
        world_.post([this, alive = std::weak_ptr<void>{alive_}, ask] {
            if (alive.expired() || !waiting_.contains(ask)) return;
            ++cancelled;
            waiting_.extract(ask).mapped().done(fail(Errc::interrupted, "nobody waits for it"));
        });
    }

    /// More of the file is here.
    void arrive(const std::string& path, std::uint64_t here) {
        files.at(path).here = here;
        serve_soon();
    }

    [[nodiscard]] std::size_t waiting() const { return waiting_.size(); }

    std::map<std::string, Content> files;  // of the share "abcdefgh"
    std::vector<ReadContent> reads;        // all that were asked
    MetricsView metrics;
    std::optional<Duration> timeout;  // instead of what a read asks for
    std::size_t cancelled = 0;

private:
    struct Waiting {
        Request request;
        AnyDone done;
        std::unique_ptr<Timer> timer;
    };

    void serve_soon() {
        world_.post([this, alive = std::weak_ptr<void>{alive_}] {
            if (!alive.expired()) serve();
        });
    }

    void serve() {
        std::vector<std::pair<AnyDone, Result<Reply>>> answers;
        for (auto it = waiting_.begin(); it != waiting_.end();) {
            auto reply = answer(it->second.request);
            if (!reply) {
                ++it;
                continue;
            }
            answers.emplace_back(std::move(it->second.done), std::move(*reply));
            it = waiting_.erase(it);
        }
        for (auto& [done, reply] : answers) done(std::move(reply));
    }

    std::optional<Result<Reply>> answer(const Request& request) {
        if (std::holds_alternative<GetMetrics>(request)) return Result<Reply>{Reply{metrics}};
        if (std::holds_alternative<ListFiles>(request)) {
            FileList list;
            for (const auto& [path, content] : files) list.files.emplace_back().path = path;
            return Result<Reply>{Reply{std::move(list)}};
        }
        const auto* read = std::get_if<ReadContent>(&request);
        if (read == nullptr) return Result<Reply>{fail(Errc::unsupported, "no such request here")};
        const auto file = files.find(read->path);
        if (read->tag != "abcdefgh" || file == files.end()) {
            return Result<Reply>{fail(Errc::not_found, "there is no such file")};
        }
        const auto& content = file->second;
        if (content.trouble) return Result<Reply>{std::unexpected{*content.trouble}};
        const std::uint64_t size = content.bytes.size();
        const auto begin = std::min(read->offset, size);
        const auto end = std::min(begin + read->length, size);
        if (end > content.here && end > begin) return std::nullopt;
        ContentPart part;
        const auto view = as_bytes(content.bytes).subspan(begin, end - begin);
        part.bytes.assign(view.begin(), view.end());
        part.file_bytes = size;
        return Result<Reply>{Reply{std::move(part)}};
    }

    UvWorld& world_;
    std::uint64_t next_ = 0;
    std::map<std::uint64_t, Waiting> waiting_;
    Subscribers listeners_;
    std::shared_ptr<void> alive_ = std::make_shared<char>();
};

/// What came back for one request.
struct HttpReceived {
    unsigned status = 0;
    std::string head;
    std::string body;

    /// The value of a field; empty if it is not there.
    [[nodiscard]] std::string field(const std::string& name) const {
        const auto at = head.find("\r\n" + name + ": ");
        if (at == std::string::npos) return {};
        const auto begin = at + name.size() + 4;
        return head.substr(begin, head.find("\r\n", begin) - begin);
    }
};

/// One connection.
class HttpClient {
public:
    HttpClient(UvWorld& world, const Endpoint& to) {
        auto& streams = world.world().streams;
        dial_ = streams.dial(IpAddress{}, to, 10s, [this](Result<std::unique_ptr<Stream>> stream) {
            ASSERT_TRUE(stream) << stream.error().what;
            stream_ = std::move(*stream);
            stream_->start({.on_data =
                                [this](BytesView bytes) {
                                    received += as_text(bytes);
                                    if (stop_reading_at_ && received.size() >= *stop_reading_at_)
                                        stream_->pause_reading();
                                },
                            .on_drained = [] {},
                            .on_closed = [this](const Error&) { closed = true; }});
            if (!unsent_.empty()) send(std::exchange(unsent_, {}));
        });
    }

    void send(const std::string& text) {
        const auto view = as_bytes(text);
        stream_ ? stream_->write({view.begin(), view.end()}) : static_cast<void>(unsent_ += text);
    }
    /// All that was sent is with the system.
    [[nodiscard]] bool is_through() const { return closed || (stream_ && stream_->queued() == 0); }
    void stop_reading_at(std::size_t bytes) { stop_reading_at_ = bytes; }
    void leave() {
        dial_.reset();
        stream_.reset();
    }

    /// The first answer in what was received, taken out of it; nothing if it is not whole yet.
    std::optional<HttpReceived> take(bool has_body = true) {
        const auto end = received.find("\r\n\r\n");
        if (end == std::string::npos) return std::nullopt;
        HttpReceived out;
        out.head = received.substr(0, end + 2);
        out.status = static_cast<unsigned>(std::stoul(received.substr(received.find(' '), 4)));
        const auto length = out.field("Content-Length");
        const std::size_t size = has_body && !length.empty() ? std::stoull(length) : 0;
        if (received.size() < end + 4 + size) return std::nullopt;
        out.body = received.substr(end + 4, size);
        received.erase(0, end + 4 + size);
        return out;
    }

    std::string received;
    bool closed = false;

private:
    std::optional<std::size_t> stop_reading_at_;
    std::unique_ptr<Dial> dial_;
    std::unique_ptr<Stream> stream_;
    std::string unsent_;
};

class HttpServerFixture : public testing::Test {
protected:
    HttpServerFixture() {
        HttpOptions options;
        options.data_dir = folder.path();
        options.listen = {Endpoint{IpAddress::v4(127, 0, 0, 1), 0}};
        auto started = HttpServer::start(world, engine, log, std::move(options));
        EXPECT_TRUE(started) << started.error().what;
        if (started) server = std::move(*started);
        engine.files["movie.mkv"] = {pattern(1'000'000), 0};
        engine.files["a b/ä.txt"] = {"hello\n", 6};
        engine.files["empty"] = {"", 0};
    }

    static std::string pattern(std::size_t size) {
        std::string out(size, '\0');
        for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<char>((i * 31 + i / 251) & 0xff);
        return out;
    }

    [[nodiscard]] Endpoint here() const { return server->listening().front(); }
    [[nodiscard]] std::string token() const {
        auto text = folder.read(std::string{http_token_file});
        while (text.ends_with('\n')) text.pop_back();
        return text;
    }
    [[nodiscard]] std::string bearer() const { return "Authorization: Bearer " + token() + "\r\n"; }
    [[nodiscard]] std::string head(const std::string& target, const std::string& fields = "",
                                   const std::string& method = "GET") const {
        return method + " " + target + " HTTP/1.1\r\nHost: " + here().str() + "\r\n" + fields + "\r\n";
    }

    bool drive(std::move_only_function<bool() const> done) {
        auto& timers = world.world().timers;
        bool late = false;
        const auto deadline = timers.at(timers.now() + too_long, [&] { late = true; });
        world.run_until([&] { return late || done(); });
        return !late;
    }

    /// The answer to these bytes on a connection of their own.
    HttpReceived ask(const std::string& bytes) {
        HttpClient client{world, here()};
        client.send(bytes);
        return answer(client, !bytes.starts_with("HEAD"));
    }
    HttpReceived answer(HttpClient& client, bool has_body = true) {
        std::optional<HttpReceived> out;
        EXPECT_TRUE(drive([&] { return (out = client.take(has_body)).has_value() || client.closed; }));
        if (!out) out = client.take(has_body);
        return out.value_or(HttpReceived{});
    }

    TemporaryFolder folder;
    UvWorld world;
    std::vector<std::string> logged;
    Log log{LogLevel::trace, LogFormat::json, [this] { return world.world().timers.wall(); },
            [this](std::string_view line) { logged.emplace_back(line); }};
    FilesEngine engine{world};
    std::unique_ptr<HttpServer> server;
};

}  // namespace shoal::cli
