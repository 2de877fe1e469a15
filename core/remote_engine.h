#pragma once
// An engine at the other end of a control socket (docs/control.md).

#include <memory>
#include <string>

#include "core/engine.h"
#include "core/uv_world.h"

namespace shoal {

/// Connects to the daemon at `path`; exactly one call of `done` on the loop, within rpc_hello_timeout. Until then the
/// attempt belongs to itself and needs the world: the loop must run until `done` was called.
/// Errors: unreachable (nobody answers), refused (we are not let in), unsupported (another contract version), limit
/// (the daemon has too many clients).
///
/// When the daemon goes away, every open ask ends with `unreachable`, and so does every later one; then `on_lost` (may
/// be empty) is called once. Destroying the engine ends its open asks with `closed`, from inside the destructor, and
/// on_lost is not called. It may be destroyed from inside any of its callbacks; subscriptions may outlive it.
///
/// Asks that fail without the daemon: malformed (a text that is not UTF-8), limit (more than max_rpc_request bytes).
void connect_engine(UvWorld& world, const std::string& path,
                    std::move_only_function<void(Result<std::unique_ptr<Engine>>)> done,
                    std::move_only_function<void()> on_lost);

}  // namespace shoal
