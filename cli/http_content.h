#pragma once
// Answers GET and HEAD for a file of a share: status, fields, and the bytes as they arrive.

#include <memory>

#include "cli/http_port.h"
#include "cli/http_target.h"
#include "core/engine.h"

namespace shoal::cli {

inline constexpr unsigned max_http_first_tries = 6;  ///< of http_read_timeout_ms each, until 504 instead of a byte

/// The strong validator of a file: a share's tag stands for one content for ever.
[[nodiscard]] std::string entity_tag(const Tag& tag, std::string_view path);

/// The status that tells this kind of failure: 404 not_found, 504 timed_out and no_peers, 503 what may pass, 500.
[[nodiscard]] unsigned http_status_of(Errc code);

/// Answers through `reply`, later and once. The engine must outlive the port that `reply` leads to.
void answer_content(Engine& engine, const HttpTarget& target, HttpRequest request, std::shared_ptr<HttpReply> reply);

}  // namespace shoal::cli
