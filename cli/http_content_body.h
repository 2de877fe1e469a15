#pragma once
// The bytes of a part of a file as an HTTP body: read from the engine in order, a few chunks ahead of who takes them.

#include <deque>
#include <string>

#include "cli/http_message.h"
#include "core/engine.h"

namespace shoal::cli {

inline constexpr std::size_t http_reads_ahead = 4;                  ///< chunks asked for or kept, of one body
inline constexpr std::uint64_t http_fetch_ahead = 4 * 1024 * 1024;  ///< bytes behind them that are wanted soon
inline constexpr std::uint64_t http_read_timeout_ms = 5'000;        ///< of one question to the engine; then again
inline constexpr unsigned max_http_read_tries = 120;                ///< without a byte: ten minutes

/// Which bytes of which file.
struct ContentSpan {
    std::string tag;
    std::string path;
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
};

/// Begins to read at once; ends its questions with itself. Lives on the loop; the engine must outlive it.
class ContentBody final : public HttpBody {
public:
    ContentBody(Engine& engine, ContentSpan span);
    ~ContentBody() override;
    ContentBody(const ContentBody&) = delete;
    ContentBody& operator=(const ContentBody&) = delete;

    [[nodiscard]] std::size_t pull(BytesMut out) override;
    [[nodiscard]] State state() const override;
    void on_bytes(std::move_only_function<void()> call) override { on_bytes_ = std::move(call); }

    /// What broke it; nothing while it is not broken.
    [[nodiscard]] const std::optional<Error>& why_broken() const { return broken_; }
    /// How often the engine has let the time of the next read run out.
    [[nodiscard]] unsigned tries() const { return tries_; }

private:
    struct Read {
        std::uint64_t offset = 0;
        std::uint64_t length = 0;
        std::uint64_t number = 0;
        Engine::AskId ask = 0;
        Bytes bytes;
        bool is_here = false;
    };

    void read_on();
    void ask(Read& read);
    void arrived(std::uint64_t number, Result<ContentPart> part);
    void tell();

    Engine& engine_;
    ContentSpan span_;
    std::uint64_t next_offset_;  // of what is not asked for yet
    std::uint64_t next_number_ = 0;
    std::deque<Read> reads_;  // in order; the first is the next to go out
    std::size_t taken_ = 0;   // bytes of the first one that went out
    unsigned tries_ = 0;
    std::optional<Error> broken_;
    std::move_only_function<void()> on_bytes_;
    std::shared_ptr<void> alive_ = std::make_shared<char>();
};

}  // namespace shoal::cli
