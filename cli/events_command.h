#pragma once
// shoal events: what happens in an engine, as it happens.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/console.h"
#include "cli/exit_code.h"
#include "core/events.h"

namespace shoal::cli {

[[nodiscard]] ExitCode run_events(const CommandLine& line, const Environment& environment, Console& console);

/// Turns events into sentences. Of a share that changes all the time it speaks when the state or the whole percent is
/// another one.
class EventWords {
public:
    /// A line for each thing to say; often none.
    [[nodiscard]] std::vector<std::string> describe(const Event& event);

private:
    std::map<std::string, std::string> last_said_;  // of a share, by its tag
};

/// One JSON object: {"v":1,"type":"event","event":"share_completed","time_ms":...,...}.
[[nodiscard]] std::string event_json(const Event& event, std::int64_t unix_ms);

/// The same event with what concerns this share; nothing if that is nothing.
[[nodiscard]] std::optional<Event> only_of(const Event& event, const std::string& tag);

}  // namespace shoal::cli
