#pragma once
// When and where progress is shown: a live line, a line now and then, JSON, or nothing.

#include <optional>
#include <string>
#include <string_view>

#include "cli/command_line.h"
#include "cli/console.h"
#include "cli/progress_line.h"
#include "core/time.h"

namespace shoal::cli {

enum class ProgressMode : std::uint8_t { bar, line, json, none };

inline constexpr Duration progress_line_interval = 10s;
inline constexpr Duration progress_json_interval = 1s;

/// What --progress says; nothing said: json with --json, bar where stderr can redraw, else line.
[[nodiscard]] ProgressMode progress_mode(const CommandLine& line, const Console& console);

class ProgressDisplay {
public:
    ProgressDisplay(Console& console, ProgressMode mode) : console_{&console}, mode_{mode} {}

    /// May be called as often as wanted; keeps the pace of its mode. `tag` may be empty.
    void show(const Progress& progress, std::string_view tag, Instant now);
    /// As show, for a state without numbers ("looking for peers: 0 found yet").
    void wait_for(std::string_view sentence, std::string_view tag, Instant now);
    /// As show, for what only a person reads; skipped by json. Between live lines it is said only when it changed.
    void tell(std::string_view sentence, Instant now);
    /// Takes the live line away.
    void clear();

private:
    [[nodiscard]] bool is_due(Instant now);

    Console* console_;
    ProgressMode mode_;
    std::optional<Instant> last_;
    std::string last_told_;
};

}  // namespace shoal::cli
