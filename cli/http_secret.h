#pragma once
// The secret of the HTTP port: the token that a header carries, and tickets for players that can send no header
// (docs/http.md "Tokens").

#include <string>
#include <string_view>

#include "cli/http_target.h"
#include "core/result.h"
#include "crypto/random.h"
#include "crypto/secret.h"

namespace shoal::cli {

inline constexpr std::string_view http_token_file = "http.token";  ///< in the data directory

class HttpSecret {
public:
    /// Reads `<data_dir>/http.token`, or makes it (0600) if there is none. Blocking; before the loop.
    /// Errors: permission (others may read it), configuration or malformed (it holds no token), io, no_space.
    [[nodiscard]] static Result<HttpSecret> open(const std::string& data_dir, crypto::Random& random);

    /// "Bearer <token>", as an Authorization field has it; takes the same time for every wrong token of a length.
    [[nodiscard]] bool is_authorization(std::string_view field) const;

    /// "<expiry>-<mac>": the right to read `path` of the share `tag` until then.
    [[nodiscard]] std::string ticket(std::uint64_t expiry_s, const Tag& tag, std::string_view path) const;
    /// Ours, for this file, and not expired at `now_s` (Unix seconds).
    [[nodiscard]] bool admits(const HttpTicket& ticket, const Tag& tag, std::string_view path,
                              std::uint64_t now_s) const;

private:
    static constexpr std::size_t secret_bytes = 32;

    HttpSecret() = default;
    [[nodiscard]] std::string mac(std::uint64_t expiry_s, const Tag& tag, std::string_view path) const;

    crypto::Secret<secret_bytes> bytes_;
};

}  // namespace shoal::cli
