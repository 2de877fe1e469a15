#include "transfer/diagnosis.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "core/names.h"
#include "core/settings.h"

namespace shoal::transfer {
namespace {

constexpr Duration dht_answers_within = 30s;
constexpr Duration others_come_within = 10min;  ///< a share that somebody wants is found by then
constexpr std::uint64_t few_descriptors = 1024;
constexpr std::uint64_t low_on_room = 100 * 1024 * 1024;       ///< bytes that a catalog and a log may want
constexpr std::int64_t clock_is_set_from = 1'704'067'200'000;  ///< 2024, before this was written

constexpr std::array<std::string_view, 4> levels{"error", "warn", "note", "ok"};

class Findings {
public:
    void add(std::string_view level, std::string_view code, std::string sentence, std::string advice = {}) {
        all_.push_back({.level = std::string{level},
                        .code = std::string{code},
                        .sentence = std::move(sentence),
                        .advice = std::move(advice)});
    }
    std::vector<Finding> worst_first() {
        std::ranges::stable_sort(all_, {}, [](const Finding& one) { return std::ranges::find(levels, one.level); });
        return std::move(all_);
    }

private:
    std::vector<Finding> all_;
};

/// 1 day, 3 hours, 12 minutes
std::string in_words(Duration span) {
    const auto count = [](std::int64_t n, std::string_view word) {
        return fmt::format("{} {}{}", n, word, n == 1 ? "" : "s");
    };
    if (span >= std::chrono::days{1}) return count(span / std::chrono::days{1}, "day");
    if (span >= 1h) return count(span / 1h, "hour");
    if (span >= 1min) return count(span / 1min, "minute");
    return count(span / 1s, "second");
}

bool is_loopback_only(const DiagnosisFacts& facts) {
    return std::ranges::all_of(facts.listening, [](const Endpoint& at) { return at.address.is_loopback(); });
}

std::string ports_of(const DiagnosisFacts& facts) {
    std::set<std::uint16_t> ports;
    for (const auto& at : facts.listening) {
        if (!at.address.is_loopback()) ports.insert(at.port);
    }
    std::string out = ports.size() > 1 ? "ports " : "port ";
    for (const auto port : ports) out += fmt::format("{}{}", out.ends_with(' ') ? "" : " and ", port);
    return out;
}

/// The address that others see and that is none of this machine's, if most of those who say anything agree.
std::optional<IpAddress> translated(const DiagnosisFacts& facts) {
    for (const auto& node : facts.nodes) {
        if (!node.external || node.external_votes * 2 <= node.voters) continue;
        if (node.local.address == *node.external) continue;
        if (facts.own.empty() && node.local.address.is_unspecified()) continue;  // nothing to compare it with
        if (std::ranges::find(facts.own, *node.external) == facts.own.end()) return node.external;
    }
    return std::nullopt;
}

void look_at_listening(const DiagnosisFacts& facts, Findings& out) {
    if (facts.listening.empty()) {
        return out.add("error", "not_listening", "This node listens nowhere, so nobody can reach it.",
                       "Give it an address and port with the setting `listen`, for example 0.0.0.0:4747.");
    }
    if (is_loopback_only(facts)) {
        return out.add("warn", "loopback_only",
                       "This node listens on loopback only, so no other machine can reach it or is looked for.",
                       "Set `listen` to 0.0.0.0 and a port, unless that is what you want.");
    }
    if (facts.is_port_drawn) {
        out.add("note", "port_drawn",
                fmt::format("No port was chosen; this time it is {}, next time another.", ports_of(facts)),
                "Choose one with the setting `listen` before you forward it at a router or open it in a firewall.");
    }
}

/// Reached from outside, or why perhaps not.
void look_at_reach(const DiagnosisFacts& facts, Findings& out) {
    if (facts.listening.empty() || is_loopback_only(facts)) return;
    const auto forward = fmt::format("Forward TCP and UDP {} at the router to this machine, and let both through its "
                                     "firewall; until then it reaches others, and those who can be reached are enough.",
                                     ports_of(facts));
    const auto nat = translated(facts);
    if (facts.incoming_wan > 0) {
        return out.add("ok", "reachable",
                       fmt::format("Others reach this node: they began {} link{} since it was started{}.",
                                   facts.incoming_wan, facts.incoming_wan == 1 ? "" : "s",
                                   nat ? ", through a router that forwards its port" : ""));
    }
    const bool is_read_only = std::ranges::any_of(facts.nodes, &dht::NodeReport::read_only);
    if (nat) {
        return out.add("warn", "behind_nat",
                       fmt::format("A router stands between this machine and the internet: others see it at {}, which "
                                   "is not an address of its own, and nobody has begun a link from there.",
                                   nat->str()),
                       forward);
    }
    if (is_read_only) {
        return out.add("warn", "unasked",
                       "Questions of strangers do not reach this node's UDP port, so something on the way keeps them "
                       "out.",
                       forward);
    }
    if (facts.uptime < others_come_within || facts.seeding == 0) {
        return out.add("note", "reach_unknown",
                       "Nobody has had a reason to reach this node from outside yet, so whether that works is not "
                       "known.");
    }
    out.add("warn", "not_reached",
            fmt::format("Nobody has reached this node from outside its network in {}, though it shares.",
                        in_words(facts.uptime)),
            forward);
}

void look_at_dht(const DiagnosisFacts& facts, Findings& out) {
    std::uint64_t nodes = 0;
    for (const auto& node : facts.nodes) nodes += node.nodes;
    if (facts.is_dht_connected) {
        return out.add("ok", "dht", fmt::format("The DHT answers; {} of its nodes are known here.", nodes));
    }
    if (facts.bootstrap == 0) {
        return out.add("warn", "no_bootstrap",
                       "No DHT node is known and none was given to begin with, so peers are found only by links that "
                       "name them, on the local network, and by peers.",
                       "Set `bootstrap` to the address and port of a node, or name peers with `shoal peer add`.");
    }
    if (facts.uptime < dht_answers_within) {
        return out.add("note", "dht_begins", "The DHT is being asked for the first time; ask again in half a minute.");
    }
    const bool is_quiet = facts.dht_in == 0;
    out.add("error", "dht_silent",
            fmt::format("None of the {} DHT nodes that were given has answered{}.", facts.bootstrap,
                        is_quiet ? "; no datagram has come in at all" : ""),
            is_quiet ? "Look whether this machine is connected and whether a firewall lets UDP out and its answers in."
                     : "The nodes given with `bootstrap` may be gone: give others.");
}

void look_at_lan(const DiagnosisFacts& facts, Findings& out) {
    if (facts.listening.empty() || is_loopback_only(facts)) return;
    if (!facts.is_lan_on) {
        return out.add("note", "lan_off", "Peers on the local network are not looked for.",
                       "Set `lan` to on if you want them found.");
    }
    if (facts.lan_neighbours == 0) {
        return out.add("note", "lan_alone", "No other node was heard on the local network.");
    }
    out.add("ok", "lan",
            fmt::format("{} other node{} heard on the local network.", facts.lan_neighbours,
                        facts.lan_neighbours == 1 ? " was" : "s were"));
}

void look_at_shares(const DiagnosisFacts& facts, Findings& out) {
    for (std::size_t i = 0; i < std::min(facts.troubles.size(), diagnosed_troubles); ++i) {
        const auto& [tag, name, error] = facts.troubles[i];
        out.add("error", "share_trouble",
                fmt::format("Share {} ({}) is stopped: {}.", tag, printable(name), error.what),
                "It goes on by itself when the cause is gone.");
    }
    if (facts.troubles.size() > diagnosed_troubles) {
        out.add("error", "more_trouble",
                fmt::format("{} more shares are stopped.", facts.troubles.size() - diagnosed_troubles),
                "`shoal list error` names all of them.");
    }
    if (facts.downloads_without_peers > 0) {
        out.add("warn", "no_peers",
                fmt::format("{} of {} downloads ha{} nobody to fetch from.", facts.downloads_without_peers,
                            facts.downloads, facts.downloads_without_peers == 1 ? "s" : "ve"),
                "Ask whoever shared it to be online, or name a peer with `shoal peer add`.");
    }
}

void look_at_machine(const DiagnosisFacts& facts, Findings& out) {
    for (const auto& room : facts.rooms) {
        const auto where = printable(room.directory);
        if (room.free < room.missing) {
            out.add("error", "no_room",
                    fmt::format("{} has room for {}, and {} are still to come.", where, format_size(room.free),
                                format_size(room.missing)),
                    "Make room, or choose fewer files with `shoal select`.");
        } else if (room.free < low_on_room) {
            out.add("warn", "little_room", fmt::format("{} has room for {} only.", where, format_size(room.free)),
                    "Make room.");
        }
    }
    if (facts.descriptors_at_most > 0 && facts.descriptors * 10 >= facts.descriptors_at_most * 8) {
        out.add("error", "descriptors",
                fmt::format("{} of {} files and sockets that this process may open are open.", facts.descriptors,
                            facts.descriptors_at_most),
                "Raise the limit: LimitNOFILE= in a systemd unit, `ulimit -n` in a shell.");
    } else if (facts.descriptors_at_most > 0 && facts.descriptors_at_most < few_descriptors) {
        out.add("warn", "few_descriptors",
                fmt::format("This process may open {} files and sockets only.", facts.descriptors_at_most),
                "Raise the limit: LimitNOFILE= in a systemd unit, `ulimit -n` in a shell.");
    }
    if (facts.wall.unix_ms < clock_is_set_from) {
        out.add("warn", "clock", "The clock of this machine is years behind.",
                "Set it; times in logs and lists are wrong until then.");
    }
}

}  // namespace

Diagnosis diagnose(const DiagnosisFacts& facts) {
    Findings out;
    look_at_listening(facts, out);
    look_at_reach(facts, out);
    look_at_dht(facts, out);
    look_at_lan(facts, out);
    look_at_shares(facts, out);
    look_at_machine(facts, out);
    return Diagnosis{out.worst_first()};
}

}  // namespace shoal::transfer
