#pragma once
// What the operating system answers, in our words.

#include <cerrno>
#include <string_view>

#include "core/result.h"

namespace shoal {

/// The kind of an errno that a file operation left.
[[nodiscard]] Errc errc_of_file(int number);

/// "cannot <action> <path>: <what the system says>". Control bytes of the path are shown as '?', as a name may come
/// from a stranger and the sentence goes to a terminal.
[[nodiscard]] std::unexpected<Error> fail_file(int number, std::string_view action, std::string_view path);

/// What the system says about an errno, in English. Any thread.
[[nodiscard]] std::string_view describe_errno(int number);

/// A path fit for one line of text.
[[nodiscard]] std::string printable_path(std::string_view path);

/// Calls until a signal no longer interrupts.
template <class Call>
[[nodiscard]] auto uninterrupted(Call call) {
    for (;;) {
        auto answer = call();
        if (answer >= 0 || errno != EINTR) return answer;
    }
}

}  // namespace shoal
