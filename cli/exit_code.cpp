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

std::string_view meaning_of(ExitCode code) {
    switch (code) {
    case ExitCode::done:
        return "Done; everything asked for is complete and verified.";
    case ExitCode::other:
        return "Another error; also when nobody reads stdout any more.";
    case ExitCode::usage:
        return "Wrong usage.";
    case ExitCode::not_found:
        return "No such share, path or file.";
    case ExitCode::malformed:
        return "The link or the manifest is invalid.";
    case ExitCode::no_peers:
        return "No peer with the data within --timeout; trying again makes sense.";
    case ExitCode::network:
        return "Network error; trying again makes sense.";
    case ExitCode::unfinished:
        return "Interrupted or time over; what is there is kept, the same command goes on.";
    case ExitCode::mismatch:
        return "Data does not match.";
    case ExitCode::no_space:
        return "Disk full or quota reached.";
    case ExitCode::file_system:
        return "File system error or permission.";
    case ExitCode::no_daemon:
        return "The daemon cannot be reached.";
    case ExitCode::refused:
        return "Not allowed to ask this.";
    case ExitCode::exists:
        return "Something is there already; --overwrite is needed.";
    case ExitCode::in_use:
        return "The data directory belongs to another process, which is named.";
    case ExitCode::configuration:
        return "The configuration is invalid.";
    case ExitCode::interrupted:
        return "SIGINT, after a clean stop with nothing pending.";
    case ExitCode::terminated:
        return "SIGTERM, likewise.";
    }
    return {};
}

ExitCode exit_code_of_signal(int number) {
    return number == SIGINT ? ExitCode::interrupted : ExitCode::terminated;
}

}  // namespace shoal::cli
