#include "cli/version_command.h"

#include <fmt/format.h>

#include "cli/http_port.h"
#include "cli/json_output.h"
#include "cli/qr_code.h"
#include "core/rpc_message.h"

namespace shoal::cli {
namespace {

std::string joined(const std::vector<std::string>& words) {
    return fmt::format("{}", fmt::join(words, ", "));
}

}  // namespace

ExitCode run_version(const CommandLine&, const Environment&, Console& console) {
    std::vector<std::string> features;
    if (has_http_port()) features.emplace_back("http");
    if (has_qr_codes()) features.emplace_back("qr");
    if (console.json) {
        JsonLine out{"version"};
        out.text("version", SHOAL_VERSION).number("control_protocol", rpc_version).texts("features", features);
        console.out.line(out.str());
    } else {
        console.out.line(std::string{"shoal "} + SHOAL_VERSION);
        console.out.line(fmt::format("control protocol {}", rpc_version));
        console.out.line(fmt::format("features {}", features.empty() ? "none" : joined(features)));
    }
    return console.out.is_lost() ? ExitCode::other : ExitCode::done;
}

}  // namespace shoal::cli
