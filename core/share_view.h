#pragma once
// What a person or a program is shown of a share: replies and events are made of these.
//
// A struct lists its fields once, in `fields(archive, self)`; the codec of the control socket and the JSON of the
// command line both come from that list. Keys are stable: additions only, ascending.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shoal {

/// What a share is doing, in one word.
enum class ShareState : std::uint8_t {
    resolving,  ///< the link is known, the manifest is not yet here
    resolved,   ///< the manifest is here, nothing was chosen yet
    checking,   ///< files that were already there are being compared
    downloading,
    seeding,  ///< complete and verified
    trouble,  ///< held up by `error`; goes on by itself when the cause is gone, where it can
    paused,   ///< by a person: no peer is linked, nothing is fetched, announced or served
    stopped,  ///< remembered, but this engine does not run it
};
[[nodiscard]] std::string_view to_string(ShareState state);
[[nodiscard]] std::optional<ShareState> share_state_from(std::string_view name);

/// What is fetched of a share first; of equal priority, what is rarest.
enum class FilePriority : std::uint8_t { low, normal, high };
[[nodiscard]] std::string_view to_string(FilePriority priority);
[[nodiscard]] std::optional<FilePriority> file_priority_from(std::string_view name);

struct FileView {
    std::string path;
    std::uint64_t bytes = 0;
    std::uint64_t bytes_have = 0;
    bool executable = false;
    bool wanted = true;                            ///< it is of the selection: it is fetched and put into its place
    FilePriority priority = FilePriority::normal;  ///< of a file that is wanted, or once it is

    static void fields(auto&& ar, auto&& self) {
        ar("bytes", self.bytes);
        ar("bytes_have", self.bytes_have);
        ar("executable", self.executable);
        ar("path", self.path);
        ar("priority", self.priority);
        ar("wanted", self.wanted);
    }
};

struct PeerView {
    std::string endpoint;
    bool incoming = false;
    bool complete = false;         ///< has every chunk
    std::uint64_t bytes_have = 0;  ///< of the share, as it says
    std::uint64_t received = 0;    ///< verified content bytes from it
    std::uint64_t sent = 0;        ///< content bytes to it
    std::uint64_t rate_down = 0;   ///< bytes a second
    std::uint64_t rate_up = 0;

    static void fields(auto&& ar, auto&& self) {
        ar("bytes_have", self.bytes_have);
        ar("complete", self.complete);
        ar("endpoint", self.endpoint);
        ar("incoming", self.incoming);
        ar("rate_down", self.rate_down);
        ar("rate_up", self.rate_up);
        ar("received", self.received);
        ar("sent", self.sent);
    }
};

struct ShareView {
    std::string tag;
    std::string name;
    std::string path;  ///< where its files are or will be; empty until chosen
    ShareState state = ShareState::resolving;
    std::uint64_t files = 0;
    std::uint64_t bytes = 0;
    std::uint64_t bytes_have = 0;     ///< verified
    std::uint64_t bytes_durable = 0;  ///< verified and recorded: survives a power cut
    std::uint64_t rate_down = 0;      ///< content bytes a second, over the last seconds
    std::uint64_t rate_up = 0;
    std::uint64_t received = 0;  ///< verified content bytes since start
    std::uint64_t sent = 0;
    std::uint64_t wasted = 0;  ///< content bytes received that were of no use
    std::uint64_t peers = 0;   ///< linked peers of this share
    std::uint64_t seeds = 0;   ///< of them complete
    std::uint64_t known = 0;   ///< endpoints known, linked or not
    std::string error_code;    ///< of the trouble; empty if none
    std::string error;
    std::uint64_t number = 0;             ///< small, for people; kept over restarts; 0: not remembered yet
    std::vector<std::string> labels{};    ///< ascending
    bool paused = false;                  ///< by a person, also while `state` tells of trouble
    bool shared_here = false;             ///< made of files of this machine, in place
    bool temporary = false;               ///< goes away, with its data, when the engine starts anew
    std::uint64_t limit_up = 0;           ///< bytes a second of this share alone; 0: none
    std::uint64_t limit_down = 0;         ///< as limit_up
    std::uint64_t added_ms = 0;           ///< when it was added, in Unix milliseconds; 0: not remembered yet
    std::uint64_t files_wanted = 0;       ///< files of the selection
    std::uint64_t bytes_wanted = 0;       ///< of the selection
    std::uint64_t bytes_wanted_have = 0;  ///< of them verified
    std::uint64_t completed_ms = 0;       ///< when all that is wanted was here, in Unix milliseconds; 0: it is not
    std::uint64_t active_ms = 0;          ///< when content last came or went, in Unix milliseconds; 0: not since start

    static void fields(auto&& ar, auto&& self) {
        ar("active_ms", self.active_ms);
        ar("added_ms", self.added_ms);
        ar("bytes", self.bytes);
        ar("bytes_durable", self.bytes_durable);
        ar("bytes_have", self.bytes_have);
        ar("bytes_wanted", self.bytes_wanted);
        ar("bytes_wanted_have", self.bytes_wanted_have);
        ar("completed_ms", self.completed_ms);
        ar("error", self.error);
        ar("error_code", self.error_code);
        ar("files", self.files);
        ar("files_wanted", self.files_wanted);
        ar("known", self.known);
        ar("labels", self.labels);
        ar("limit_down", self.limit_down);
        ar("limit_up", self.limit_up);
        ar("name", self.name);
        ar("number", self.number);
        ar("path", self.path);
        ar("paused", self.paused);
        ar("peers", self.peers);
        ar("rate_down", self.rate_down);
        ar("rate_up", self.rate_up);
        ar("received", self.received);
        ar("seeds", self.seeds);
        ar("sent", self.sent);
        ar("shared_here", self.shared_here);
        ar("state", self.state);
        ar("tag", self.tag);
        ar("temporary", self.temporary);
        ar("wasted", self.wasted);
    }
};

/// An endpoint where a peer of a share may be.
struct KnownPeerView {
    std::string endpoint;
    std::string source;    ///< where it was heard of: "given", "link", "lan", "dht", "incoming" or "exchange"
    bool engaged = false;  ///< being dialled, or linked
    bool reached = false;  ///< was linked before
    std::uint64_t reached_ago_ms = 0;
    std::uint64_t failures = 0;     ///< since it was last reached
    std::uint64_t next_try_ms = 0;  ///< from now
    bool banned = false;            ///< too many liars came from its address

    static void fields(auto&& ar, auto&& self) {
        ar("banned", self.banned);
        ar("endpoint", self.endpoint);
        ar("engaged", self.engaged);
        ar("failures", self.failures);
        ar("next_try_ms", self.next_try_ms);
        ar("reached", self.reached);
        ar("reached_ago_ms", self.reached_ago_ms);
        ar("source", self.source);
    }
};

/// One of the ways in which peers of a share are found. An endpoint that several of them named counts in each; one
/// that came by itself, and that none of them named, counts in none.
struct SourceView {
    std::string source{};      ///< "dht", "lan", "exchange" (peers name others) or "given" (a person or a link did)
    bool enabled = false;      ///< this engine looks there
    std::uint64_t found = 0;   ///< endpoints that are known from it now
    std::uint64_t linked = 0;  ///< of them linked
    bool tried = false;        ///< a search ended, a beacon went out, a peer named others, or one was dialled
    std::uint64_t tried_ago_ms = 0;  ///< how long ago that was, the last time
    std::uint64_t next_in_ms = 0;    ///< when it is tried next; 0: it is being tried now, or nothing is planned
    std::string error{};             ///< why it is of no use now, a sentence; empty: nothing is wrong

    static void fields(auto&& ar, auto&& self) {
        ar("enabled", self.enabled);
        ar("error", self.error);
        ar("found", self.found);
        ar("linked", self.linked);
        ar("next_in_ms", self.next_in_ms);
        ar("source", self.source);
        ar("tried", self.tried);
        ar("tried_ago_ms", self.tried_ago_ms);
    }
};

struct ShareList {
    std::vector<ShareView> shares;
    static void fields(auto&& ar, auto&& self) { ar("shares", self.shares); }
};

}  // namespace shoal
