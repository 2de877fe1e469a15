#pragma once
// Everything an engine can be asked, each request with its reply.
//
// A struct lists its fields once, in `fields(archive, self)`; the codec of the control socket and the JSON of the
// command line both come from that list. Keys are stable: additions only. A new request is one struct, one entry in
// `Request`, one handler in transfer/local_engine.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/dht_view.h"
#include "core/result.h"

namespace shoal {

// --- views: what replies are made of -----------------------------------------------------------------------------

/// What a share is doing, in one word.
enum class ShareState : std::uint8_t {
    resolving,  ///< the link is known, the manifest is not yet here
    resolved,   ///< the manifest is here, nothing was chosen yet
    checking,   ///< files that were already there are being compared
    downloading,
    seeding,  ///< complete and verified
    trouble,  ///< stopped by `error`; goes on by itself when the cause is gone, where it can
};
[[nodiscard]] std::string_view to_string(ShareState state);
[[nodiscard]] std::optional<ShareState> share_state_from(std::string_view name);

struct FileView {
    std::string path;
    std::uint64_t bytes = 0;
    std::uint64_t bytes_have = 0;
    bool executable = false;

    static void fields(auto&& ar, auto&& self) {
        ar("bytes", self.bytes);
        ar("bytes_have", self.bytes_have);
        ar("executable", self.executable);
        ar("path", self.path);
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

    static void fields(auto&& ar, auto&& self) {
        ar("bytes", self.bytes);
        ar("bytes_durable", self.bytes_durable);
        ar("bytes_have", self.bytes_have);
        ar("error", self.error);
        ar("error_code", self.error_code);
        ar("files", self.files);
        ar("known", self.known);
        ar("name", self.name);
        ar("path", self.path);
        ar("peers", self.peers);
        ar("rate_down", self.rate_down);
        ar("rate_up", self.rate_up);
        ar("received", self.received);
        ar("seeds", self.seeds);
        ar("sent", self.sent);
        ar("state", self.state);
        ar("tag", self.tag);
        ar("wasted", self.wasted);
    }
};

// --- commands ----------------------------------------------------------------------------------------------------

struct ShareAdded {
    std::string tag;
    std::string name;
    std::string link;  ///< secret
    std::uint64_t files = 0;
    std::uint64_t bytes = 0;
    bool already_shared = false;       ///< the same unchanged path was shared before: same link
    std::vector<std::string> skipped;  ///< symlinks and special files that were left out

    static void fields(auto&& ar, auto&& self) {
        ar("already_shared", self.already_shared);
        ar("bytes", self.bytes);
        ar("files", self.files);
        ar("link", self.link);
        ar("name", self.name);
        ar("skipped", self.skipped);
        ar("tag", self.tag);
    }
};

/// Hashes a file or folder in place and serves it. Replies when it is ready; HashProgress events come before.
/// Errors: not_found, permission, io, malformed (a name that cannot be shared), limit, mismatch (changed meanwhile).
struct AddShare {
    using Reply = ShareAdded;
    static constexpr std::string_view name = "share";
    std::string path;           ///< absolute
    bool reproducible = false;  ///< leave out the salt: equal folders give equal links
    std::string comment;

    static void fields(auto&& ar, auto&& self) {
        ar("comment", self.comment);
        ar("path", self.path);
        ar("reproducible", self.reproducible);
    }
};

struct LinkResolved {
    std::string tag;
    std::string name;
    std::uint64_t bytes = 0;
    bool single = false;  ///< a lone file
    std::vector<FileView> files;

    static void fields(auto&& ar, auto&& self) {
        ar("bytes", self.bytes);
        ar("files", self.files);
        ar("name", self.name);
        ar("single", self.single);
        ar("tag", self.tag);
    }
};

/// First phase of adding: finds peers and fetches the manifest; replies when it is here. Asking again for a known
/// share replies at once. Errors: malformed (link or manifest), no_peers (nobody within `timeout_ms`).
struct ResolveLink {
    using Reply = LinkResolved;
    static constexpr std::string_view name = "resolve";
    std::string link;              ///< secret
    std::uint64_t timeout_ms = 0;  ///< 0: wait as long as it takes

    static void fields(auto&& ar, auto&& self) {
        ar("link", self.link);
        ar("timeout_ms", self.timeout_ms);
    }
};

/// Second phase: begins to fetch a resolved share into `directory` (its name is put below it). For a share that
/// already has a place this is a no-op if the place is the same. Errors: not_found, exists, permission, no_space, io.
struct StartDownload {
    using Reply = ShareView;
    static constexpr std::string_view name = "download";
    std::string tag;
    std::string directory;   ///< absolute; made if missing
    bool overwrite = false;  ///< files that are there with other content are replaced

    static void fields(auto&& ar, auto&& self) {
        ar("directory", self.directory);
        ar("overwrite", self.overwrite);
        ar("tag", self.tag);
    }
};

// --- queries -----------------------------------------------------------------------------------------------------

struct ShareList {
    std::vector<ShareView> shares;
    static void fields(auto&& ar, auto&& self) { ar("shares", self.shares); }
};

struct ListShares {
    using Reply = ShareList;
    static constexpr std::string_view name = "list";
    static void fields(auto&&, auto&&) {}
};

struct ShareDetails {
    ShareView share;
    std::vector<PeerView> peers;
    static void fields(auto&& ar, auto&& self) {
        ar("peers", self.peers);
        ar("share", self.share);
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

struct PeerList {
    std::vector<KnownPeerView> known;
    std::vector<PeerView> linked;
    static void fields(auto&& ar, auto&& self) {
        ar("known", self.known);
        ar("linked", self.linked);
    }
};

/// The peers of a share, and where others may be. Errors: not_found.
struct ListPeers {
    using Reply = PeerList;
    static constexpr std::string_view name = "peers";
    std::string tag;
    static void fields(auto&& ar, auto&& self) { ar("tag", self.tag); }
};

struct ShowShare {
    using Reply = ShareDetails;
    static constexpr std::string_view name = "show";
    std::string tag;
    static void fields(auto&& ar, auto&& self) { ar("tag", self.tag); }
};

/// Counters since start unless a gauge is meant. All names are part of the scripting surface.
struct StatusView {
    std::vector<std::string> listen;  ///< endpoints with the ports that were chosen
    std::uint64_t uptime_ms = 0;
    std::uint64_t shares = 0;
    std::uint64_t links = 0;      ///< gauge: established
    std::uint64_t half_open = 0;  ///< gauge: handshake not finished
    std::uint64_t handshakes_good = 0;
    std::uint64_t handshakes_bad = 0;
    std::uint64_t records_refused = 0;  ///< records or messages that ended a link
    std::uint64_t opens_refused = 0;    ///< unknown tag or wrong proof
    std::uint64_t chunks_good = 0;
    std::uint64_t chunks_bad = 0;
    std::uint64_t bytes_received = 0;  ///< verified content
    std::uint64_t bytes_sent = 0;      ///< content
    std::uint64_t bytes_wasted = 0;    ///< content received and of no use
    std::uint64_t bans = 0;
    std::uint64_t rate_down = 0;
    std::uint64_t rate_up = 0;
    std::uint64_t dht_nodes = 0;  ///< gauge
    std::uint64_t dht_in = 0;     ///< datagrams
    std::uint64_t dht_out = 0;
    std::uint64_t dht_dropped = 0;
    std::uint64_t dht_lookups = 0;
    std::uint64_t descriptors = 0;     ///< gauge: open file descriptors
    std::uint64_t resident_bytes = 0;  ///< gauge
    std::uint64_t log_suppressed = 0;  ///< lines
    std::string last_error;

    static void fields(auto&& ar, auto&& self) {
        ar("bans", self.bans);
        ar("bytes_received", self.bytes_received);
        ar("bytes_sent", self.bytes_sent);
        ar("bytes_wasted", self.bytes_wasted);
        ar("chunks_bad", self.chunks_bad);
        ar("chunks_good", self.chunks_good);
        ar("descriptors", self.descriptors);
        ar("dht_dropped", self.dht_dropped);
        ar("dht_in", self.dht_in);
        ar("dht_lookups", self.dht_lookups);
        ar("dht_nodes", self.dht_nodes);
        ar("dht_out", self.dht_out);
        ar("half_open", self.half_open);
        ar("handshakes_bad", self.handshakes_bad);
        ar("handshakes_good", self.handshakes_good);
        ar("last_error", self.last_error);
        ar("links", self.links);
        ar("listen", self.listen);
        ar("log_suppressed", self.log_suppressed);
        ar("opens_refused", self.opens_refused);
        ar("rate_down", self.rate_down);
        ar("rate_up", self.rate_up);
        ar("records_refused", self.records_refused);
        ar("resident_bytes", self.resident_bytes);
        ar("shares", self.shares);
        ar("uptime_ms", self.uptime_ms);
    }
};

struct GetStatus {
    using Reply = StatusView;
    static constexpr std::string_view name = "status";
    static void fields(auto&&, auto&&) {}
};

using Request = std::variant<AddShare, ResolveLink, StartDownload, ListShares, ShowShare, GetStatus, GetDht, ListPeers>;
using Reply = std::variant<ShareAdded, LinkResolved, ShareView, ShareList, ShareDetails, StatusView, DhtView, PeerList>;

}  // namespace shoal
