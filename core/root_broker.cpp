#include "core/root_broker.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <climits>

#include "core/beneath.h"
#include "core/engine.h"
#include "core/os_error.h"
#include "core/packing.h"
#include "core/system_disk.h"

namespace shoal {

namespace {

constexpr std::array<std::string_view, 5> system_trees{"/proc", "/sys", "/dev", "/etc", "/boot"};
constexpr std::string_view own_hidden = ".shoal-";  // folders of unfinished downloads
constexpr std::size_t max_roots = 16'384;           // held at once; each has a descriptor on both sides

bool is_at_or_beneath(std::string_view path, std::string_view folder) {
    if (folder == "/") return true;
    return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

/// Where a descriptor of ours stands, without symlinks.
Result<std::string> path_of(int directory) {
    std::array<char, PATH_MAX> path{};
    const auto link = fmt::format("/proc/self/fd/{}", directory);
    const ssize_t size = ::readlink(link.c_str(), path.data(), path.size());
    if (size <= 0 || static_cast<std::size_t>(size) >= path.size()) return fail_file(errno, "find", link);
    return std::string{path.data(), static_cast<std::size_t>(size)};
}

std::string beneath(const std::string& root, const std::string& path) {
    if (path.empty()) return root;
    return root == "/" ? "/" + path : root + "/" + path;
}

std::unexpected<Error> kept_out(const std::string& path) {
    return fail(Errc::permission, fmt::format("the sandbox keeps Shoal out of {}; to let it in, name the folder in "
                                              "sandbox_roots and restart shoald",
                                              printable_path(path)));
}

std::string text_of(BytesView bytes) {
    return std::string{as_text(bytes)};
}

}  // namespace

Result<> RootPolicy::check(const std::string& path) const {
    const auto covers = [&](std::string_view folder) { return is_at_or_beneath(path, folder); };
    if (std::ranges::any_of(open, covers)) return {};
    bool is_closed = std::ranges::any_of(system_trees, covers);
    if (!home.empty() && path.size() > home.size() && is_at_or_beneath(path, home)) {
        const auto name = std::string_view{path}.substr(home == "/" ? 1 : home.size() + 1);
        is_closed = is_closed || (name.starts_with('.') && !name.starts_with(own_hidden));
    }
    if (is_closed) return kept_out(path);
    return {};
}

Result<> RootPolicy::check_move(const std::string& path) const {
    const auto is_above = [&](std::string_view closed) { return is_at_or_beneath(closed, path); };
    if ((!home.empty() && is_above(home)) || std::ranges::any_of(system_trees, is_above)) return kept_out(path);
    return check(path);
}

Bytes RootRequest::encode() const {
    Packer out;
    out.array(5).uint(static_cast<std::uint64_t>(call)).uint(root).bin(as_bytes(path)).bin(as_bytes(other)).uint(flag);
    return out.take();
}

Result<RootRequest> RootRequest::decode(BytesView bytes) {
    Unpacker in{bytes};
    SHOAL_TRY(const auto count, in.array());
    if (count != 5) return fail(Errc::malformed, "a call of the broker has five parts");
    RootRequest out;
    SHOAL_TRY(const auto call, in.uint_at_most(static_cast<std::uint64_t>(RootCall::forget)));
    out.call = static_cast<RootCall>(call);
    SHOAL_TRY(out.root, in.uint());
    SHOAL_TRY(const auto path, in.bin());
    SHOAL_TRY(const auto other, in.bin());
    out.path = text_of(path);
    out.other = text_of(other);
    SHOAL_TRY(out.flag, in.uint_at_most(static_cast<std::uint64_t>(OpenMode::create_new)));
    SHOAL_CHECK(in.finish());
    return out;
}

Bytes RootReply::encode() const {
    Packer out;
    out.array(3).uint(result ? 0 : 1 + static_cast<std::uint64_t>(result.error().code));
    out.bin(as_bytes(result ? std::string{} : result.error().what)).uint(root);
    return out.take();
}

Result<RootReply> RootReply::decode(BytesView bytes) {
    Unpacker in{bytes};
    SHOAL_TRY(const auto count, in.array());
    if (count != 3) return fail(Errc::malformed, "an answer of the broker has three parts");
    SHOAL_TRY(const auto code, in.uint_at_most(1 + static_cast<std::uint64_t>(Errc::unsupported)));
    SHOAL_TRY(const auto what, in.bin());
    RootReply out;
    if (code != 0) out.result = fail(static_cast<Errc>(code - 1), text_of(what));
    SHOAL_TRY(out.root, in.uint());
    SHOAL_CHECK(in.finish());
    return out;
}

void RootBroker::serve(Parcel parcel) {
    const auto request = RootRequest::decode(parcel.bytes);
    if (!request) return;
    if (request->call == RootCall::forget) {
        roots_.erase(request->root);
        return;
    }
    if (parcel.descriptors.size() != 1) return;
    auto answered = answer(*request);
    RootReply reply;
    std::vector<int> descriptors;
    if (!answered) {
        reply.result = std::unexpected{answered.error()};
    } else {
        reply.root = answered->root;
        if (answered->descriptor) descriptors.push_back(answered->descriptor.get());
    }
    const auto sent = send_parcel(parcel.descriptors.front().get(), reply.encode(), descriptors);
    if (!sent && reply.root != 0) roots_.erase(reply.root);  // who asked has gone
}

Result<RootBroker::Answer> RootBroker::answer(const RootRequest& request) {
    if (request.call == RootCall::open_root) return open_root(request.path, request.flag != 0);
    const auto root = roots_.find(request.root);
    if (root == roots_.end()) return fail(Errc::permission, "the broker holds no such folder");
    return answer_beneath(root->second, request);
}

Result<RootBroker::Answer> RootBroker::open_root(const std::string& path, bool create) {
    SHOAL_CHECK(policy_.check(path));  // before anything is made, and again where it truly leads
    SystemDisk disk;
    SHOAL_TRY(auto held, disk.open_root_descriptor(path, create));
    SHOAL_TRY(auto real, path_of(held.get()));
    SHOAL_CHECK(policy_.check(real));
    return keep(std::move(held), std::move(real));
}

/// One descriptor stays here and one goes to who asked.
Result<RootBroker::Answer> RootBroker::keep(Descriptor held, std::string path) {
    if (roots_.size() == max_roots) return fail(Errc::limit, "too many folders are open outside of the sandbox");
    Descriptor copy{::fcntl(held.get(), F_DUPFD_CLOEXEC, 0)};
    if (!copy) return fail_file(errno, "open the folder", path);
    const std::uint64_t number = next_++;
    auto directory = std::make_shared<SystemDirectory>(std::move(held), path);
    roots_.emplace(number, Root{std::move(directory), std::move(path)});
    return Answer{number, std::move(copy)};
}

Result<RootBroker::Answer> RootBroker::answer_beneath(const Root& root, const RootRequest& request) {
    const std::string path = beneath(root.path, request.path);
    SHOAL_CHECK(policy_.check(path));
    auto& directory = *root.directory;
    const auto nothing = [](Result<> done) -> Result<Answer> {
        if (!done) return std::unexpected{std::move(done).error()};
        return Answer{};
    };
    switch (request.call) {
    case RootCall::open_file: {
        SHOAL_TRY(auto file, directory.open_descriptor(request.path, static_cast<OpenMode>(request.flag)));
        return Answer{0, std::move(file)};
    }
    case RootCall::open_directory: {
        SHOAL_TRY(auto held, directory.open_directory_descriptor(request.path));
        return keep(std::move(held), path);
    }
    case RootCall::list: {
        SHOAL_TRY(auto held, directory.open_directory_descriptor(request.path));
        return Answer{0, std::move(held)};
    }
    case RootCall::make_directories:
        return nothing(directory.make_directories(request.path));
    case RootCall::rename:
        SHOAL_CHECK(policy_.check_move(path));
        SHOAL_CHECK(policy_.check_move(beneath(root.path, request.other)));
        return nothing(directory.rename(request.path, request.other, request.flag != 0));
    case RootCall::remove:
        return nothing(directory.remove(request.path));
    case RootCall::remove_directory:
        SHOAL_CHECK(policy_.check_move(path));
        return nothing(directory.remove_directory(request.path));
    case RootCall::open_root:
    case RootCall::forget:
        break;
    }
    return fail(Errc::unsupported, "the broker does not know this call");
}

}  // namespace shoal
