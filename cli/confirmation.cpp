#include "cli/confirmation.h"

#include <cerrno>

#include <unistd.h>

namespace shoal::cli {
namespace {

constexpr std::size_t longest_answer = 64;

std::string read_answer(int input) {
    std::string line;
    for (;;) {
        char c = 0;
        const ssize_t got = ::read(input, &c, 1);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0 || c == '\n' || line.size() == longest_answer) return line;
        line += c;
    }
}

}  // namespace

Result<> confirm(std::string_view question, std::string_view unasked, int input, Console& console) {
    if (::isatty(input) != 1) return fail(Errc::usage, std::string{unasked});
    console.talk.say(std::string{question} + " [y/N]");
    const auto answer = read_answer(input);
    if (answer == "y" || answer == "Y" || answer == "yes") return {};
    return fail(Errc::interrupted, "nothing was done");
}

}  // namespace shoal::cli
