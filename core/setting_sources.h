#pragma once
// Where settings come from, the later over the earlier: defaults, the files, the environment, what a program was given.

#include <span>
#include <string>
#include <vector>

#include "core/settings.h"

namespace shoal {

/// One of the table, with a text as apply_value reads it.
struct GivenSetting {
    std::string key;
    std::string value;
};

/// The settings of a program that was started with `given`, in this order; `default_log` is the level where nobody says
/// another. Where the data directory is not the usual one and nobody names a control socket, it is
/// <data dir>/control.sock.
/// Blocking. Errors: configuration (files, environment), usage (given).
[[nodiscard]] Result<Settings> load_settings(const Environment& environment, std::span<const GivenSetting> given,
                                             bool with_files, std::string_view default_log);

/// Where a data directory other than the usual one was chosen and no control socket, the socket follows it there.
/// Whether it did. `usual`: as default_settings has them.
bool let_control_follow(Settings& settings, const Settings& usual);

/// What getenv tells of this process.
[[nodiscard]] Environment process_environment();

}  // namespace shoal
