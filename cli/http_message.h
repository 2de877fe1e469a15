#pragma once
// A request and an answer of HTTP as plain data. Nothing here knows how they travel (cli/http_port.h does).

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "crypto/bytes.h"

namespace shoal::cli {

using HttpFields = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
    std::string method;
    std::string target;  ///< as sent, nothing decoded
    HttpFields fields;   ///< in the order sent; names in any case, values as sent

    /// The value of the first field of this name (lower case); nothing if there is none.
    [[nodiscard]] std::optional<std::string_view> field(std::string_view name) const;
    [[nodiscard]] std::size_t count(std::string_view name) const;
};

/// The body of an answer whose bytes come bit by bit. Lives on the loop.
class HttpBody {
public:
    enum class State : std::uint8_t { waiting, flowing, broken };

    virtual ~HttpBody() = default;
    /// Copies the next bytes into `out`: how many. 0: see state(); `waiting` means that `on_bytes` will be called,
    /// later and from the loop, when there is more or when it broke.
    [[nodiscard]] virtual std::size_t pull(BytesMut out) = 0;
    [[nodiscard]] virtual State state() const = 0;
    virtual void on_bytes(std::move_only_function<void()> call) = 0;
};

struct HttpAnswer {
    unsigned status = 200;
    HttpFields fields;               ///< without Content-Length and Date
    std::string text;                ///< the body, unless there is a stream
    std::unique_ptr<HttpBody> body;  ///< streams `body_bytes` bytes
    std::uint64_t body_bytes = 0;    ///< exactly so many
    bool proven = false;             ///< the asker has shown that it may ask: its connection is kept and not evicted

    /// One sentence as the whole body.
    [[nodiscard]] static HttpAnswer sentence(unsigned status, std::string_view words);
};

}  // namespace shoal::cli
