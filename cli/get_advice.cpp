#include "cli/get_advice.h"

namespace shoal::cli {
namespace {

/// Another folder is advised only where it can still be chosen, and is what lacks room.
std::string_view advice_for_room(const GetSituation& now) {
    if (now.is_placed && now.has_daemon) return "make room, and the daemon goes on by itself; what is verified is kept";
    if (now.is_home_full) return "make room in the data directory and give the same command again";
    if (!now.is_placed) return "make room and give the same command again, or another folder with -o";
    return "make room and give the same command again: what is verified is kept; another folder needs shoal remove "
           "first";
}

}  // namespace

std::string_view advice_for(Errc code, const GetSituation& now) {
    switch (code) {
    case Errc::no_peers:
        return "what is there is kept, and the same command goes on; see that its sharer is online, or name it with "
               "--peer A:P";
    case Errc::no_space:
        return advice_for_room(now);
    case Errc::unreachable:
        return "the same command goes on where it was";
    default:
        return {};
    }
}

}  // namespace shoal::cli
