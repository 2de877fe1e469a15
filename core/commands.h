#pragma once
// What changes an engine's shares, each command with its reply.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/share_view.h"

namespace shoal {

/// It is done; there is nothing to tell.
struct Done {
    static void fields(auto&&, auto&&) {}
};

struct ShareAdded {
    std::string tag{};
    std::string name;
    std::string link{};  ///< secret
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
    std::string path{};         ///< absolute
    bool reproducible = false;  ///< leave out the salt: equal folders give equal links
    std::string comment;
    std::vector<std::string> labels{};

    static void fields(auto&& ar, auto&& self) {
        ar("comment", self.comment);
        ar("labels", self.labels);
        ar("path", self.path);
        ar("reproducible", self.reproducible);
    }
};

struct LinkResolved {
    std::string tag{};
    std::string name;
    std::uint64_t bytes = 0;
    bool single = false;  ///< a lone file
    std::vector<FileView> files{};

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
    std::string link{};            ///< secret
    std::uint64_t timeout_ms = 0;  ///< 0: wait as long as it takes

    static void fields(auto&& ar, auto&& self) {
        ar("link", self.link);
        ar("timeout_ms", self.timeout_ms);
    }
};

/// Second phase: begins to fetch a resolved share into `directory` (its name is put below it). A share that has this
/// place already goes on there, with what `select` adds; of one that is complete files that are gone are fetched again.
/// Errors: not_found, exists (another place, or a file with other content, unless `overwrite`), permission, no_space,
/// io, usage (rules).
struct StartDownload {
    using Reply = ShareView;
    static constexpr std::string_view name = "download";
    std::string tag{};
    std::string directory;              ///< absolute; made if missing
    bool overwrite = false;             ///< files that are there with other content are replaced
    std::vector<std::string> select{};  ///< rules (core/file_selection.h); empty: what the link says, else everything
    std::vector<std::string> labels{};
    bool paused = false;     ///< chosen and remembered, but not begun
    bool temporary = false;  ///< `directory` is empty; it lies in the data directory and goes away with its data

    static void fields(auto&& ar, auto&& self) {
        ar("directory", self.directory);
        ar("labels", self.labels);
        ar("overwrite", self.overwrite);
        ar("paused", self.paused);
        ar("select", self.select);
        ar("tag", self.tag);
        ar("temporary", self.temporary);
    }
};

/// Parts from all peers and stops fetching, announcing and serving, until they are resumed; remembered over a restart.
/// Replies with the shares as they are now. Errors: not_found (nothing was changed then), io, no_space.
struct PauseShares {
    using Reply = ShareList;
    static constexpr std::string_view name = "pause";
    std::vector<std::string> tags{};
    static void fields(auto&& ar, auto&& self) { ar("tags", self.tags); }
};

/// The end of a pause. Errors: as PauseShares.
struct ResumeShares {
    using Reply = ShareList;
    static constexpr std::string_view name = "resume";
    std::vector<std::string> tags{};
    static void fields(auto&& ar, auto&& self) { ar("tags", self.tags); }
};

/// Reads and hashes again everything that is claimed to be here; replies when that is over. What does not verify is
/// fetched again, a file of another size only once it is out of the way, or, of a share made here, offered no more.
/// Errors: not_found (no such share, or its folder is away), usage (nothing was chosen yet), io.
struct RecheckShare {
    using Reply = ShareView;
    static constexpr std::string_view name = "recheck";
    std::string tag{};
    static void fields(auto&& ar, auto&& self) { ar("tag", self.tag); }
};

struct ShareForgotten {
    std::vector<std::string> kept{};  ///< files that were asked to go and stay: they are not as Shoal left them
    static void fields(auto&& ar, auto&& self) { ar("kept", self.kept); }
};

/// Forgets a share. What was not finished of it goes; whole files stay, unless `data`: then every file of it goes that
/// is still as Shoal left or shared it, and every folder of it that is empty then. Errors: not_found, io, permission.
struct RemoveShare {
    using Reply = ShareForgotten;
    static constexpr std::string_view name = "remove";
    std::string tag{};
    bool data = false;
    static void fields(auto&& ar, auto&& self) {
        ar("data", self.data);
        ar("tag", self.tag);
    }
};

/// Changes which files are fetched: rules as core/file_selection.h has them, applied to the present selection. What is
/// in its place stays there. Errors: not_found, usage (a rule that cannot be, or that no file matches), io, no_space.
struct SelectFiles {
    using Reply = ShareView;
    static constexpr std::string_view name = "select";
    std::string tag{};
    std::vector<std::string> rules{};
    static void fields(auto&& ar, auto&& self) {
        ar("rules", self.rules);
        ar("tag", self.tag);
    }
};

/// Changes which files are fetched first, of those that are wanted or will be: `rules` name files as SelectFiles has
/// them, beginning with none if the first rule adds, else with all; no rules: all. Remembered. Errors: as SelectFiles.
struct PrioritiseFiles {
    using Reply = ShareView;
    static constexpr std::string_view name = "prioritise";
    std::string tag{};
    std::vector<std::string> rules{};
    FilePriority priority = FilePriority::normal;
    static void fields(auto&& ar, auto&& self) {
        ar("priority", self.priority);
        ar("rules", self.rules);
        ar("tag", self.tag);
    }
};

struct Limits {
    std::uint64_t up = 0;  ///< content bytes a second; 0: no limit
    std::uint64_t down = 0;
    static void fields(auto&& ar, auto&& self) {
        ar("down", self.down);
        ar("up", self.up);
    }
};

/// Limits the rate of a share, which is remembered, or of all traffic together, until the engine ends. Replies with
/// what holds now. Errors: not_found, io, no_space.
struct LimitRates {
    using Reply = Limits;
    static constexpr std::string_view name = "limit";
    std::string tag{};  ///< empty: of all shares together
    bool set_up = false;
    std::uint64_t up = 0;
    bool set_down = false;
    std::uint64_t down = 0;
    static void fields(auto&& ar, auto&& self) {
        ar("down", self.down);
        ar("set_down", self.set_down);
        ar("set_up", self.set_up);
        ar("tag", self.tag);
        ar("up", self.up);
    }
};

/// Gives labels to shares and takes others off. Replies with the shares as they are now. Errors: not_found (nothing was
/// changed then), usage (a label that is empty, too long, has control characters or a comma), limit, io, no_space.
struct LabelShares {
    using Reply = ShareList;
    static constexpr std::string_view name = "label";
    std::vector<std::string> tags{};
    std::vector<std::string> add{};
    std::vector<std::string> remove{};
    static void fields(auto&& ar, auto&& self) {
        ar("add", self.add);
        ar("remove", self.remove);
        ar("tags", self.tags);
    }
};

/// A peer to dial, at once. Errors: not_found, usage (no address with a port, or one that cannot be dialled).
struct AddPeer {
    using Reply = Done;
    static constexpr std::string_view name = "add_peer";
    std::string tag{};  ///< empty: for every share, until the engine ends
    std::string endpoint{};
    static void fields(auto&& ar, auto&& self) {
        ar("endpoint", self.endpoint);
        ar("tag", self.tag);
    }
};

}  // namespace shoal
