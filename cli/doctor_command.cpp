#include "cli/doctor_command.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/config_command.h"
#include "cli/engine_host.h"
#include "cli/json_output.h"
#include "cli/list_command.h"
#include "cli/running_daemon.h"
#include "core/names.h"

namespace shoal::cli {
namespace {

constexpr std::array<std::string_view, 4> levels{"error", "warn", "note", "ok"};  // the worst first
constexpr std::size_t widest = 100;  // columns of prose that an eye follows

std::size_t rank_of(const Finding& finding) {
    return static_cast<std::size_t>(std::ranges::find(levels, finding.level) - levels.begin());
}

/// Breaks at spaces; a word that is too long stands alone.
void wrap(std::vector<std::string>& out, std::string first, std::string_view text, std::size_t columns) {
    const std::string indent(display_width(first), ' ');
    std::string line = std::move(first);
    bool is_begun = false;
    while (!text.empty()) {
        const auto word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(word.size() + 1, text.size()));
        if (is_begun && display_width(line) + 1 + display_width(word) > columns) {
            out.push_back(std::exchange(line, indent));
            is_begun = false;
        }
        line += fmt::format("{}{}", is_begun ? " " : "", word);
        is_begun = true;
    }
    out.push_back(std::move(line));
}

void look_at_data_dir(const std::string& path, std::vector<Finding>& out) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) {
        if (errno == ENOENT) return;  // made when it is needed
        out.push_back({"error", "data_dir", fmt::format("The data directory {} cannot be looked at.", path),
                       "Look at the rights of the folders above it."});
        return;
    }
    if (status.st_uid != ::geteuid())
        out.push_back({"error", "data_dir_owner", fmt::format("The data directory {} belongs to another user.", path),
                       "Run as that user, or choose another with data_dir."});
    else if (::access(path.c_str(), W_OK | X_OK) != 0)
        out.push_back({"error", "data_dir_rights", fmt::format("The data directory {} cannot be written to.", path),
                       fmt::format("chmod u+rwx {}", path)});
    else if ((status.st_mode & 077) != 0)
        out.push_back({"warn", "data_dir_open", fmt::format("Others may look into the data directory {}.", path),
                       fmt::format("chmod 700 {}; the next start does that too.", path)});
}

/// No engine answered.
Finding no_daemon(const Settings& settings, const Error& error) {
    const auto holder = holder_of(settings.data_dir);
    if (error.code != Errc::unreachable) return {"error", "daemon", error.what + ".", "Look at its log."};
    if (!holder)
        return {"error", "no_daemon", "No daemon runs: others get nothing from this node.",
                "Start one with: shoal daemon start"};
    return {"error", "no_answer",
            fmt::format("Process {} ({}) holds the data directory and does not answer at {}.", *holder,
                        program_of(*holder), settings.control),
            "Look at its log, or at the control setting: command and daemon must agree on it."};
}

Result<std::vector<Finding>> ask_engine(const Configuration& configuration, Console& console) {
    HostOptions options;
    options.may_run_here = false;
    SHOAL_TRY(const auto host, EngineHost::open(configuration, options, console));
    SHOAL_TRY(auto diagnosis, host->ask(Diagnose{}));
    return std::move(diagnosis.findings);
}

std::vector<Finding> examine(const CommandLine& line, const Environment& environment, Console& console) {
    const auto configuration = load_configuration(line, environment, "warn");
    if (!configuration)
        return {{"error", "configuration", configuration.error().what + ".",
                 "Correct it; shoal config check says whether it can be read then."}};
    auto out = look_at_places(configuration->settings);
    auto engine = ask_engine(*configuration, console);
    if (!engine) {
        out.push_back(no_daemon(configuration->settings, engine.error()));
    } else {
        std::ranges::move(*engine, std::back_inserter(out));
    }
    std::ranges::stable_sort(out, {}, rank_of);
    return out;
}

}  // namespace

std::vector<Finding> look_at_places(const Settings& settings) {
    std::vector<Finding> out;
    look_at_data_dir(settings.data_dir, out);
    struct stat status {};
    if (::stat(settings.control.c_str(), &status) == 0 && !S_ISSOCK(status.st_mode))
        out.push_back({"error", "control_in_the_way", fmt::format("{} is no socket.", settings.control),
                       "Move it away; the daemon answers there."});
    else if (::stat(settings.control.c_str(), &status) == 0 && status.st_uid != ::geteuid() && ::geteuid() != 0)
        out.push_back({"error", "control_owner",
                       fmt::format("The socket {} belongs to another user.", settings.control),
                       "Ask the daemon as that user; it lets in nobody else."});
    return out;
}

std::vector<std::string> describe_findings(const std::vector<Finding>& findings, std::size_t columns) {
    columns = std::min(columns, widest);
    std::vector<std::string> out;
    for (const auto& finding : findings) {
        wrap(out, fmt::format("{:<6} ", printable(finding.level)), printable(finding.sentence), columns);
        if (!finding.advice.empty()) wrap(out, "       -> ", printable(finding.advice), columns);
    }
    return out;
}

ExitCode run_doctor(const CommandLine& line, const Environment& environment, Console& console) {
    const auto findings = examine(line, environment, console);
    if (console.json) {
        console.out.line(JsonLine{"doctor"}.fields(Diagnosis{findings}).str());
    } else {
        for (const auto& text : describe_findings(findings, columns_of_stdout(environment))) console.out.line(text);
    }
    const bool is_ill = std::ranges::any_of(findings, [](const Finding& one) { return one.level == "error"; });
    return is_ill || console.out.is_lost() ? ExitCode::other : ExitCode::done;
}

}  // namespace shoal::cli
