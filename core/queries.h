#pragma once
// What asks an engine without changing it, each query with its reply.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/dht_view.h"
#include "core/share_view.h"
#include "core/status_view.h"
#include "crypto/bytes.h"

namespace shoal {

/// Shares by a selector: a number, a tag, the beginning of a name, a path that belongs to it, `all`, `active` (it moves
/// bytes now), `paused`, `error`, `complete`, `downloading`, `label:X`; empty: all. Ordered by number. Errors, where
/// one share is meant: not_found, usage (several names begin like that).
struct ListShares {
    using Reply = ShareList;
    static constexpr std::string_view name = "list";
    std::string select{};
    static void fields(auto&& ar, auto&& self) { ar("select", self.select); }
};

struct ShareDetails {
    ShareView share;
    std::vector<PeerView> peers;
    static void fields(auto&& ar, auto&& self) {
        ar("peers", self.peers);
        ar("share", self.share);
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
    std::string tag{};
    static void fields(auto&& ar, auto&& self) { ar("tag", self.tag); }
};

struct ShowShare {
    using Reply = ShareDetails;
    static constexpr std::string_view name = "show";
    std::string tag{};
    static void fields(auto&& ar, auto&& self) { ar("tag", self.tag); }
};

struct GetStatus {
    using Reply = StatusView;
    static constexpr std::string_view name = "status";
    static void fields(auto&&, auto&&) {}
};

struct GetMetrics {
    using Reply = MetricsView;
    static constexpr std::string_view name = "metrics";
    static void fields(auto&&, auto&&) {}
};

/// Why others cannot reach this node, and what else is not as it should be.
struct Diagnose {
    using Reply = Diagnosis;
    static constexpr std::string_view name = "diagnose";
    static void fields(auto&&, auto&&) {}
};

struct FileList {
    std::vector<FileView> files{};  ///< in the order of the manifest, which is that of their numbers, from 0
    static void fields(auto&& ar, auto&& self) { ar("files", self.files); }
};

/// The files of a share. Errors: not_found, usage (the list is not here yet).
struct ListFiles {
    using Reply = FileList;
    static constexpr std::string_view name = "files";
    std::string tag{};
    static void fields(auto&& ar, auto&& self) { ar("tag", self.tag); }
};

struct SourceList {
    std::vector<SourceView> sources{};  ///< dht, lan, exchange, given
    static void fields(auto&& ar, auto&& self) { ar("sources", self.sources); }
};

/// Where peers of a share come from, and when they are looked for again. Errors: not_found.
struct ListSources {
    using Reply = SourceList;
    static constexpr std::string_view name = "sources";
    std::string tag{};
    static void fields(auto&& ar, auto&& self) { ar("tag", self.tag); }
};

inline constexpr std::uint64_t max_map_cells = 4096;

/// The chunks of a share in their order, cut into cells of about as many chunks each; if there are fewer chunks than
/// cells were asked for, one cell a chunk.
struct ChunkMap {
    std::uint64_t chunks = 0;
    std::uint64_t chunks_have = 0;   ///< verified
    Bytes have{};                    ///< a byte a cell: how much of it is verified; 0: nothing, 255: all
    Bytes peers{};                   ///< a byte a cell: how many linked peers have its rarest chunk; 255: or more
    std::uint64_t copies_milli = 0;  ///< copies that linked peers have together, in thousandths: as many whole ones as
                                     ///< have the rarest chunk, and the part of the chunks that more of them have
    static void fields(auto&& ar, auto&& self) {
        ar("chunks", self.chunks);
        ar("chunks_have", self.chunks_have);
        ar("copies_milli", self.copies_milli);
        ar("have", self.have);
        ar("peers", self.peers);
    }
};

/// Which parts of a share are here, and with its peers. Errors: not_found, usage (no such number of cells, or the list
/// is not here yet).
struct GetChunkMap {
    using Reply = ChunkMap;
    static constexpr std::string_view name = "chunk_map";
    std::string tag{};
    std::uint64_t cells = 0;  ///< 1 to max_map_cells
    static void fields(auto&& ar, auto&& self) {
        ar("cells", self.cells);
        ar("tag", self.tag);
    }
};

struct LinkView {
    std::string link{};        ///< secret; the magnet form
    std::string short_link{};  ///< secret; `shoal:b...`, without a selection
    static void fields(auto&& ar, auto&& self) {
        ar("link", self.link);
        ar("short_link", self.short_link);
    }
};

/// The one query that tells a share's secret. Errors: not_found, usage (a rule that is none, or that no file matches).
struct GetLink {
    using Reply = LinkView;
    static constexpr std::string_view name = "link";
    std::string tag{};
    std::vector<std::string> rules{};  ///< files that the link names (`so`); empty: all
    static void fields(auto&& ar, auto&& self) {
        ar("rules", self.rules);
        ar("tag", self.tag);
    }
};

inline constexpr std::uint64_t max_read_bytes = 1024 * 1024;  ///< of one ReadContent: four chunks

struct ContentPart {
    Bytes bytes;                   ///< verified; fewer than asked for at the end of the file, none beyond it
    std::uint64_t file_bytes = 0;  ///< size of the whole file
    static void fields(auto&& ar, auto&& self) {
        ar("bytes", self.bytes);
        ar("file_bytes", self.file_bytes);
    }
};

/// Reads a part of a file, verified, as soon as it is here; what is missing of it, and of the `ahead` bytes behind it,
/// is fetched before anything else. Errors: not_found (no such share or file), usage (too long), timed_out, closed, and
/// those of the disk.
struct ReadContent {
    using Reply = ContentPart;
    static constexpr std::string_view name = "read";
    std::string tag{};
    std::string path{};  ///< within the share; empty where the share is a lone file
    std::uint64_t offset = 0;
    std::uint64_t length = 0;      ///< at most max_read_bytes
    std::uint64_t ahead = 0;       ///< bytes that will be asked for next
    std::uint64_t timeout_ms = 0;  ///< 0: as long as it takes
    static void fields(auto&& ar, auto&& self) {
        ar("ahead", self.ahead);
        ar("length", self.length);
        ar("offset", self.offset);
        ar("path", self.path);
        ar("tag", self.tag);
        ar("timeout_ms", self.timeout_ms);
    }
};

struct StreamUrl {
    std::string url;  ///< secret: who has it may read the file
    static void fields(auto&& ar, auto&& self) { ar("url", self.url); }
};

/// Where a player on this machine reads a file over HTTP while it arrives (docs/http.md). Errors: unsupported (the
/// daemon's HTTP port is off), not_found, usage (a share of several files, or too long a life), timed_out.
struct GetStreamUrl {
    using Reply = StreamUrl;
    static constexpr std::string_view name = "stream_url";
    std::string tag;
    std::string path;              ///< within the share; empty where the share is a lone file
    std::uint64_t lifetime_s = 0;  ///< 0: 12 hours; at most 7 days
    static void fields(auto&& ar, auto&& self) {
        ar("lifetime_s", self.lifetime_s);
        ar("path", self.path);
        ar("tag", self.tag);
    }
};

struct BadFile {
    std::string path{};
    std::string why{};  ///< a sentence
    static void fields(auto&& ar, auto&& self) {
        ar("path", self.path);
        ar("why", self.why);
    }
};

struct VerifyReport {
    std::uint64_t files_good = 0;
    std::uint64_t bytes_good = 0;
    std::uint64_t files_bad = 0;
    std::vector<BadFile> bad{};  ///< the first 1,000 of them
    static void fields(auto&& ar, auto&& self) {
        ar("bad", self.bad);
        ar("bytes_good", self.bytes_good);
        ar("files_bad", self.files_bad);
        ar("files_good", self.files_good);
    }
};

/// Compares a file or folder with a share whose list is known; changes nothing. HashProgress events come before.
/// Errors: not_found, usage (the list is not here yet), io, permission.
struct VerifyFolder {
    using Reply = VerifyReport;
    static constexpr std::string_view name = "verify";
    std::string tag{};
    std::string path{};  ///< absolute
    static void fields(auto&& ar, auto&& self) {
        ar("path", self.path);
        ar("tag", self.tag);
    }
};

}  // namespace shoal
