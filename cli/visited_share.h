#pragma once
// A share that a command looks into and leaves as it was.

#include <optional>
#include <string>
#include <vector>

#include "cli/console.h"
#include "cli/engine_host.h"
#include "core/requests.h"

namespace shoal::cli {

/// A link, or what names a share of the engine.
struct ShareWords {
    std::string text;
    bool is_link = false;  ///< secret then
};

/// What was typed: a link, "-" (the first line of stdin), nothing (SHOAL_LINK), or a selector (shoal list).
/// Errors: usage (nothing anywhere), malformed (a damaged link).
[[nodiscard]] Result<ShareWords> find_share_words(const std::optional<std::string>& argument,
                                                  const Environment& environment, int input);

class VisitedShare {
public:
    /// Finds it. For a link, peers are asked for its list of files, if that is not here yet; a sentence about that
    /// stands on the terminal meanwhile. `timeout_ms` 0: as long as it takes. Errors: not_found, usage (more shares
    /// than one), malformed, no_peers, and those of EngineHost::ask. The host outlives it.
    [[nodiscard]] static Result<VisitedShare> find(EngineHost& host, Console& console, const ShareWords& words,
                                                   std::uint64_t timeout_ms);
    VisitedShare(VisitedShare&&) noexcept;
    VisitedShare& operator=(VisitedShare&&) = delete;
    ~VisitedShare();  ///< forgets the share, and what came of it, if it was not there before

    [[nodiscard]] const std::string& tag() const { return tag_; }
    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] bool is_single() const { return single_; }  ///< a lone file
    [[nodiscard]] const std::vector<FileView>& files() const { return files_; }

    /// Lets its content be read: a share that has no place yet gets one in the data directory, with nothing selected.
    /// Errors: those of StartDownload.
    [[nodiscard]] Result<> open();

private:
    VisitedShare(EngineHost& host, std::string tag) : host_{&host}, tag_{std::move(tag)} {}
    [[nodiscard]] Result<> resolve(Console& console, const std::string& link, std::uint64_t timeout_ms);

    EngineHost* host_;  // null: moved from
    std::string tag_;
    std::string name_;
    bool single_ = false;
    bool was_there_ = true;
    bool has_place_ = true;
    bool is_ours_ = false;  ///< open() made its place
    std::vector<FileView> files_;
};

}  // namespace shoal::cli
