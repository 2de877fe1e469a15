#pragma once
// An engine at the other end of a control socket (docs/control.md).

#include <memory>
#include <string>

#include "core/engine.h"
#include "core/uv_world.h"

namespace shoal {

/// Connects to the daemon at `path`; exactly one call of `done` on the loop. Errors: unreachable (nobody answers), refused,
/// unsupported (another contract version). When the daemon goes away, every open ask ends with `unreachable`, and so does
/// every later one; `on_lost` (may be empty) is called once.
void connect_engine(UvWorld& world, const std::string& path,
                    std::move_only_function<void(Result<std::unique_ptr<Engine>>)> done,
                    std::move_only_function<void()> on_lost);

}  // namespace shoal
