#include "cli/completion_command.h"

#include "cli/completion_scripts.h"
#include "cli/engine_host.h"
#include "cli/suggestions.h"

namespace shoal::cli {
namespace {

constexpr Duration max_answer_time = 1s;  // somebody waits for the next key to do something

/// Nothing where no engine answers in time: Tab is no place for errors.
std::vector<ShareView> remembered(const CommandLine& line, const Environment& environment, Console& console) {
    std::optional<Result<ShareList>> reply;
    const auto host = EngineHost::find(line, environment, console);
    if (!host) return {};
    bool late = false;
    const auto limit = (*host)->world().timers.at((*host)->now() + max_answer_time, [&late] { late = true; });
    (*host)->engine().ask(ListShares{}, [&reply](Result<ShareList> list) { reply = std::move(list); });
    (*host)->wait([&] { return reply.has_value() || late; });
    return reply && *reply ? std::move((*reply)->shares) : std::vector<ShareView>{};
}

std::string_view to_string(SuggestedPaths paths) {
    switch (paths) {
    case SuggestedPaths::files:
        return ":files";
    case SuggestedPaths::directories:
        return ":directories";
    case SuggestedPaths::none:
        break;
    }
    return ":none";
}

}  // namespace

ExitCode run_completion(const CommandLine& line, const Environment&, Console& console) {
    console.out.line(completion_script(*line.operand("SHELL")));
    return console.out.is_lost() ? ExitCode::other : ExitCode::done;
}

ExitCode answer_completion(const std::vector<std::string>& words, const Environment& environment, Console& console) {
    const auto suggestions =
        suggest(words, [&](const CommandLine& line) { return remembered(line, environment, console); });
    for (const auto& one : suggestions.words) console.out.line(one.word + "\t" + one.meaning);
    console.out.line(to_string(suggestions.paths));
    return ExitCode::done;
}

}  // namespace shoal::cli
