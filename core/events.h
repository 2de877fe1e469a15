#pragma once
// Everything an engine says unasked, in the past tense. Progress is state: SharesChanged tells it, a few times a second
// at most.

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/share_view.h"
#include "core/status_view.h"

namespace shoal {

/// Files of an AddShare are being hashed. At most 5 a second.
struct HashProgress {
    static constexpr std::string_view name = "hash_progress";
    std::string path{};  ///< as in the request
    std::uint64_t bytes_done = 0;
    std::uint64_t bytes_total = 0;
    static void fields(auto&& ar, auto&& self) {
        ar("bytes_done", self.bytes_done);
        ar("bytes_total", self.bytes_total);
        ar("path", self.path);
    }
};

/// These shares have new state or progress. At most 5 a second.
struct SharesChanged {
    static constexpr std::string_view name = "shares_changed";
    std::vector<ShareView> shares{};  ///< as they are now: nobody needs to ask
    std::vector<std::string> tags{};
    static void fields(auto&& ar, auto&& self) {
        ar("shares", self.shares);
        ar("tags", self.tags);
    }
};

/// A share was forgotten.
struct ShareRemoved {
    static constexpr std::string_view name = "share_removed";
    std::string tag{};
    static void fields(auto&& ar, auto&& self) { ar("tag", self.tag); }
};

/// The first chunk since the share was opened came from a peer and is verified. At most once for each opening.
struct ContentArrives {
    static constexpr std::string_view name = "content_arrives";
    std::string tag{};
    static void fields(auto&& ar, auto&& self) { ar("tag", self.tag); }
};

/// Every byte of the share is verified, in its place and durable.
struct ShareCompleted {
    static constexpr std::string_view name = "share_completed";
    std::string tag{};
    static void fields(auto&& ar, auto&& self) { ar("tag", self.tag); }
};

/// A share stopped for a reason a person can read.
struct ShareTroubled {
    static constexpr std::string_view name = "share_troubled";
    std::string tag{};
    std::string code;  ///< as ShareView::error_code
    std::string message;
    static void fields(auto&& ar, auto&& self) {
        ar("code", self.code);
        ar("message", self.message);
        ar("tag", self.tag);
    }
};

/// A file under a share no longer has the content it was shared with; its bad chunks are not offered any more.
struct FileChanged {
    static constexpr std::string_view name = "file_changed";
    std::string tag{};
    std::string path{};
    static void fields(auto&& ar, auto&& self) {
        ar("path", self.path);
        ar("tag", self.tag);
    }
};

/// A peer sent a wrong byte and will not be talked to until the ban ends.
struct PeerBanned {
    static constexpr std::string_view name = "peer_banned";
    std::string endpoint{};
    std::string reason;
    std::uint64_t seconds = 0;
    static void fields(auto&& ar, auto&& self) {
        ar("endpoint", self.endpoint);
        ar("reason", self.reason);
        ar("seconds", self.seconds);
    }
};

/// The engine as a whole changed: its rates, DHT nodes, links, limits, number of shares, endpoints or last error. At
/// most once a second; what only counts is no change, so that an idle engine says nothing.
struct StatusChanged {
    static constexpr std::string_view name = "status_changed";
    StatusView status{};  ///< as it is now: nobody needs to ask
    static void fields(auto&& ar, auto&& self) { ar("status", self.status); }
};

using Event = std::variant<HashProgress, SharesChanged, ContentArrives, ShareCompleted, ShareTroubled, FileChanged,
                           PeerBanned, ShareRemoved, StatusChanged>;

}  // namespace shoal
