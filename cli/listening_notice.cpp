#include "cli/listening_notice.h"

#include <fmt/format.h>

#include "cli/json_output.h"

namespace shoal::cli {

void tell_listening(EngineHost& host, Console& console) {
    if (host.is_remote()) return;
    const auto endpoints = host.listening();
    if (console.json) console.out.line(JsonLine{"listening"}.texts("endpoints", endpoints).str());
    if (!endpoints.empty()) console.talk.say(fmt::format("listening on {}", fmt::join(endpoints, ", ")));
}

}  // namespace shoal::cli
