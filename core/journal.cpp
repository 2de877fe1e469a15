#include "core/journal.h"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/os_error.h"
#include "core/uv_local_address.h"

namespace shoal {

namespace {

// Never changed and never used for another message: people filter by them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> message_ids{{
    {"a share is complete", "52eb62e267e340adbfa2bac9a8b52dfa"},
    {"a share is in trouble", "1413b13269cb439c95d0c6931bad19d5"},
    {"a file changed under its share", "c169b86df19c481785c14d51633554e3"},
    {"a peer was banned", "16591028c1b64988a99d6e96dcb79685"},
    {"a hook ended", "9ea235dd3b6042d8b911c7739250be13"},
}};

constexpr std::size_t longest_name = 64;  // the journal drops fields with longer names

std::string name_of_field(std::string_view key) {
    if (key == "share") return "SHOAL_SHARE_TAG";
    std::string name = "SHOAL_";
    for (const char c : key.substr(0, longest_name - name.size())) {
        const bool is_lower = c >= 'a' && c <= 'z';
        const bool is_plain = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        name += is_lower ? static_cast<char>(c - 'a' + 'A') : is_plain ? c : '_';
    }
    return name;
}

/// "NAME=value", or with the length in front where the value has a line end in it.
void append(std::string& entry, std::string_view name, std::string_view value) {
    entry += name;
    if (value.find('\n') == value.npos) {
        entry += '=';
    } else {
        entry += '\n';
        for (unsigned shift = 0; shift < 64; shift += 8) entry += static_cast<char>(value.size() >> shift & 0xff);
    }
    entry += value;
    entry += '\n';
}

}  // namespace

int journal_priority(LogLevel level) {
    constexpr std::array<int, 5> priorities{3, 4, 6, 7, 7};  // the journal knows nothing below debug
    return priorities[static_cast<std::size_t>(level)];
}

std::string journal_entry(LogLevel level, std::string_view part, std::string_view text, std::string_view message,
                          const std::vector<LogField>& fields) {
    std::string entry;
    append(entry, "MESSAGE", text);
    append(entry, "PRIORITY", std::to_string(journal_priority(level)));
    append(entry, "SYSLOG_IDENTIFIER", "shoald");
    append(entry, "SHOAL_PART", part);
    const auto* id = std::ranges::find(message_ids, message, &std::pair<std::string_view, std::string_view>::first);
    if (id != message_ids.end()) append(entry, "MESSAGE_ID", id->second);
    for (const auto& field : fields) append(entry, name_of_field(field.key), field.value);
    return entry;
}

Result<JournalSocket> JournalSocket::open(const std::string& path) {
    SHOAL_TRY(const auto address, LocalAddress::from(path));
    Descriptor socket{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    if (!socket || ::connect(socket.get(), address.get(), address.size()) != 0) {
        return fail(Errc::unreachable, fmt::format("no journal answers at {} ({}); choose another log.format",
                                                   printable_path(path), describe_errno(errno)));
    }
    return JournalSocket{std::move(socket)};
}

bool JournalSocket::send(std::string_view entry) {
    return ::send(socket_.get(), entry.data(), entry.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(entry.size());
}

bool is_journal_stream(int descriptor, std::string_view journal_stream) {
    struct stat status {};
    if (journal_stream.empty() || ::fstat(descriptor, &status) != 0) return false;
    return journal_stream == fmt::format("{}:{}", status.st_dev, status.st_ino);
}

}  // namespace shoal
