#pragma once
// What was typed, as data. CLI11 stays behind the .cpp.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cli/progress_display.h"
#include "core/result.h"

namespace shoal::cli {

/// Options of everything that runs or finds an engine. Texts as typed; cli/configuration.h reads them.
struct EngineArguments {
    std::optional<std::string> data_dir;
    std::vector<std::string> listen;
    std::vector<std::string> bootstrap;
    std::vector<std::string> peers;
    std::optional<std::string> lan;
    std::optional<std::string> control;
    std::optional<std::string> log_level;
    std::optional<std::string> log_format;
    std::optional<std::string> limit_up;
    std::optional<std::string> limit_down;
    bool standalone = false;  ///< never use a daemon
    bool no_config = false;   ///< read no configuration file
};

struct ShareArguments {
    EngineArguments engine;
    std::vector<std::string> paths;
    bool reproducible = false;
    std::string comment;
    std::optional<ProgressMode> progress;
};

struct GetArguments {
    EngineArguments engine;
    std::optional<std::string> link;  ///< "-": from stdin; nothing: from SHOAL_LINK
    std::optional<std::string> directory;
    bool overwrite = false;
    std::uint64_t timeout_seconds = 0;  ///< 0: wait as long as it takes
    bool seed = false;
    std::optional<ProgressMode> progress;
};

struct StatusArguments {
    EngineArguments engine;
};

struct DhtArguments {
    EngineArguments engine;
};

struct PeerArguments {
    EngineArguments engine;
    std::string tag;
};

struct ListArguments {
    EngineArguments engine;
};

struct DemoArguments {
    std::optional<std::string> path;
    std::uint32_t peers = 7;
    std::uint32_t time_limit_seconds = 600;
};

struct DaemonArguments {
    EngineArguments engine;
    bool check_config = false;  ///< read the configuration and end
};

using Command = std::variant<ShareArguments, GetArguments, StatusArguments, ListArguments, DhtArguments, PeerArguments,
                             DemoArguments, DaemonArguments>;

struct Arguments {
    Command command;
    bool json = false;
};

/// Help or a version: to be printed on stdout, and that is all.
struct Answer {
    std::string text;
};

/// `words` without the program's name. Error: usage.
[[nodiscard]] Result<std::variant<Arguments, Answer>> parse_shoal(std::vector<std::string> words);
[[nodiscard]] Result<std::variant<Arguments, Answer>> parse_shoald(std::vector<std::string> words);

/// True if --json stands among the words: also a command line that cannot be parsed is answered in JSON then.
[[nodiscard]] bool wants_json(const std::vector<std::string>& words);

}  // namespace shoal::cli
