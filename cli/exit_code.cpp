#include "cli/exit_code.h"

#include <csignal>

namespace shoal::cli {

ExitCode exit_code_of(Errc code) {
    switch (code) {
    case Errc::other:
    case Errc::limit:
    case Errc::unsupported:
        return ExitCode::other;
    case Errc::usage:
        return ExitCode::usage;
    case Errc::not_found:
        return ExitCode::not_found;
    case Errc::malformed:
    case Errc::truncated:
    case Errc::unverified:
        return ExitCode::malformed;
    case Errc::no_peers:
        return ExitCode::no_peers;
    case Errc::network:
    case Errc::closed:
        return ExitCode::network;
    case Errc::timed_out:
    case Errc::interrupted:
        return ExitCode::unfinished;
    case Errc::mismatch:
        return ExitCode::mismatch;
    case Errc::no_space:
        return ExitCode::no_space;
    case Errc::io:
    case Errc::permission:
        return ExitCode::file_system;
    case Errc::unreachable:
        return ExitCode::no_daemon;
    case Errc::refused:
        return ExitCode::refused;
    case Errc::exists:
        return ExitCode::exists;
    case Errc::in_use:
        return ExitCode::in_use;
    case Errc::configuration:
        return ExitCode::configuration;
    }
    return ExitCode::other;
}

ExitCode exit_code_of_signal(int number) {
    return number == SIGINT ? ExitCode::interrupted : ExitCode::terminated;
}

}  // namespace shoal::cli
