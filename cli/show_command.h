#pragma once
// shoal show: everything about one share.

#include "cli/command_line.h"
#include "cli/console.h"
#include "cli/engine_host.h"
#include "core/share_view.h"

namespace shoal::cli {

[[nodiscard]] ExitCode run_show(const CommandLine& line, const Environment& environment, Console& console);

/// What is told of a share beyond its state.
struct ShowExtras {
    bool files = false;
    bool peers = false;    ///< linked
    bool sources = false;  ///< where others may be
};
[[nodiscard]] ExitCode show_share(EngineHost& host, const std::string& selector, const ShowExtras& extras,
                                  Console& console);

/// Lines for a person.
[[nodiscard]] std::vector<std::string> describe_share(const ShareView& share);
/// A table of files with their numbers, as rules of shoal select take them.
[[nodiscard]] std::vector<std::string> describe_files(const std::vector<FileView>& files);

}  // namespace shoal::cli
