#pragma once
// The unconfined half of file access: opens and changes what lies outside of the sandbox, on behalf of a process that
// is in it (core/brokered_disk.h). A descriptor of a folder gives a confined process no right to what is beneath, so
// every path is resolved here; descriptors of files that are open already carry their rights along.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/parcel.h"
#include "core/system_directory.h"

namespace shoal {

/// Where nobody in the sandbox gets to, however the folder was named: the system's own trees, and what is hidden in the
/// home directory (keys, start-up files). Shoal's own hidden folders of downloads are none of that.
struct RootPolicy {
    std::string home{};               ///< absolute, or empty
    std::vector<std::string> open{};  ///< absolute: open all the same, with all beneath

    /// Error: permission, with what to do. `path` is absolute and without symlinks.
    [[nodiscard]] Result<> check(const std::string& path) const;
    /// As check; and a folder in which something closed may lie must not be moved or replaced: under another name it
    /// would be open.
    [[nodiscard]] Result<> check_move(const std::string& path) const;
};

enum class RootCall : std::uint8_t {
    open_root,         ///< path, flag: make it -> number, descriptor to list by
    open_file,         ///< path, flag: OpenMode -> descriptor
    open_directory,    ///< path -> number, descriptor
    list,              ///< path -> descriptor of a folder, opened anew
    make_directories,  ///< path
    rename,            ///< path, other, flag: replace
    remove,            ///< path
    remove_directory,  ///< path
    forget,            ///< the number is of no use any more
};

/// One call: encoded as an array of five.
struct RootRequest {
    RootCall call = RootCall::open_root;
    std::uint64_t root = 0;  ///< number of an opened root
    std::string path{};      ///< absolute for open_root, else beneath the root
    std::string other{};
    std::uint64_t flag = 0;

    [[nodiscard]] Bytes encode() const;
    [[nodiscard]] static Result<RootRequest> decode(BytesView bytes);
};

struct RootReply {
    Result<> result{};
    std::uint64_t root = 0;

    [[nodiscard]] Bytes encode() const;
    [[nodiscard]] static Result<RootReply> decode(BytesView bytes);
};

/// One thread, blocking.
class RootBroker {
public:
    explicit RootBroker(RootPolicy policy) : policy_{std::move(policy)} {}
    /// Does what a parcel asks and answers on the end that came with it. What makes no sense is left unanswered: the
    /// end closes.
    void serve(Parcel parcel);

private:
    struct Root {
        std::shared_ptr<SystemDirectory> directory;
        std::string path;  ///< absolute, without symlinks
    };
    struct Answer {
        std::uint64_t root = 0;
        Descriptor descriptor;
    };
    [[nodiscard]] Result<Answer> answer(const RootRequest& request);
    [[nodiscard]] Result<Answer> open_root(const std::string& path, bool create);
    [[nodiscard]] Result<Answer> answer_beneath(const Root& root, const RootRequest& request);
    [[nodiscard]] Result<Answer> keep(Descriptor held, std::string path);
    RootPolicy policy_;
    std::map<std::uint64_t, Root> roots_;
    std::uint64_t next_ = 1;
};

}  // namespace shoal
