#pragma once
// Entries of the systemd journal in its own protocol (https://systemd.io/JOURNAL_NATIVE_PROTOCOL/).

#include <string>
#include <string_view>
#include <vector>

#include "core/descriptor.h"
#include "core/log.h"

namespace shoal {

inline constexpr std::string_view usual_journal_socket = "/run/systemd/journal/socket";

/// As syslog(3) numbers them.
[[nodiscard]] int journal_priority(LogLevel level);

/// The bytes of one entry: MESSAGE (`text`), PRIORITY, SYSLOG_IDENTIFIER, SHOAL_PART, MESSAGE_ID for what has one
/// (docs/daemon.md lists them), and each field: "share" as SHOAL_SHARE_TAG, "peer" as SHOAL_PEER, any other as
/// SHOAL_<KEY>. No value can look like another field.
[[nodiscard]] std::string journal_entry(LogLevel level, std::string_view part, std::string_view text,
                                        std::string_view message, const std::vector<LogField>& fields);

/// A connected datagram socket of the journal. Used on the loop thread; never waits.
class JournalSocket {
public:
    /// Errors: unreachable (no journal there), usage (no path of a socket).
    [[nodiscard]] static Result<JournalSocket> open(const std::string& path);
    /// False if the journal did not take it; nothing is kept.
    [[nodiscard]] bool send(std::string_view entry);

private:
    explicit JournalSocket(Descriptor socket) : socket_{std::move(socket)} {}
    Descriptor socket_;
};

/// Whether `descriptor` is the stream that the journal reads, as $JOURNAL_STREAM ("device:inode") says.
[[nodiscard]] bool is_journal_stream(int descriptor, std::string_view journal_stream);

}  // namespace shoal
