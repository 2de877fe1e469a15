#include "cli/link_source.h"

#include <cerrno>

#include <unistd.h>

#include "core/magnet.h"

namespace shoal::cli {
namespace {

/// Byte by byte, so that nothing behind the line is taken from whoever reads next.
Result<std::string> read_line(int input) {
    std::string line;
    for (;;) {
        char c = 0;
        const ssize_t got = ::read(input, &c, 1);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return fail(Errc::io, "cannot read the link from stdin");
        if (got == 0 || c == '\n') return line;
        line += c;
        if (line.size() > max_link_bytes) return fail(Errc::malformed, "what stands on stdin is too long for a link");
    }
}

std::string trimmed(const std::string& text) {
    constexpr auto* blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

}  // namespace

Result<std::string> find_link(const std::optional<std::string>& argument, const Environment& environment, int input) {
    std::string link;
    if (argument && *argument != "-") {
        link = trimmed(*argument);
    } else if (argument) {
        SHOAL_TRY(link, read_line(input));
        link = trimmed(link);
    } else {
        link = trimmed(environment("SHOAL_LINK").value_or(""));
    }
    if (link.empty()) return fail(Errc::usage, "no link: give it as argument, as - on stdin, or in SHOAL_LINK");
    return link;
}

}  // namespace shoal::cli
