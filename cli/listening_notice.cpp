#include "cli/listening_notice.h"

#include <fmt/format.h>

#include "cli/json_output.h"

namespace shoal::cli {

void tell_listening(EngineHost& host, Console& console) {
    if (host.is_remote()) return;
    const auto endpoints = host.listening();
    std::vector<std::string> http;
    for (const auto& endpoint : host.http_listening()) http.push_back("http://" + endpoint.str());
    if (console.json) {
        JsonLine line{"listening"};
        line.texts("endpoints", endpoints);
        if (!http.empty()) line.texts("http", http);
        console.out.line(line.str());
    }
    if (!endpoints.empty()) console.talk.say(fmt::format("listening on {}", fmt::join(endpoints, ", ")));
    if (!http.empty()) console.talk.say(fmt::format("metrics and files at {}", fmt::join(http, ", ")));
}

}  // namespace shoal::cli
