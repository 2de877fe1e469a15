#include "core/brokered_disk.h"

#include <unistd.h>

#include "core/os_error.h"
#include "core/root_broker.h"
#include "core/system_directory.h"
#include "core/system_file.h"

namespace shoal {

namespace {

struct Answer {
    std::uint64_t root = 0;
    Descriptor descriptor{};  ///< where the call gives one
};

std::unexpected<Error> broker_gone() {
    return fail(Errc::closed, "the broker of the sandbox has ended; restart shoald");
}

/// One call, with an end of its own for the answer: several threads may wait at once.
Result<Answer> call(int broker, const RootRequest& request) {
    SHOAL_TRY(auto ends, make_parcel_ends());
    auto& [here, there] = ends;
    const int passed = there.get();
    if (!send_parcel(broker, request.encode(), std::span{&passed, 1})) return broker_gone();
    there.reset();
    SHOAL_TRY(auto parcel, receive_parcel(here.get()));
    if (!parcel) return broker_gone();
    SHOAL_TRY(auto reply, RootReply::decode(parcel->bytes));
    if (!reply.result) return std::unexpected{std::move(reply.result).error()};
    Answer out{.root = reply.root};
    if (!parcel->descriptors.empty()) out.descriptor = std::move(parcel->descriptors.front());
    return out;
}

/// What needs a path resolved goes through the broker; what an open descriptor does, is done here.
class BrokeredDirectory final : public Directory {
public:
    BrokeredDirectory(int broker, Answer opened, std::string name)
        : broker_{broker}, root_{opened.root}, held_{std::move(opened.descriptor), std::move(name)} {}
    ~BrokeredDirectory() override {
        (void)send_parcel(broker_, RootRequest{.call = RootCall::forget, .root = root_}.encode(), {});
    }
    BrokeredDirectory(const BrokeredDirectory&) = delete;
    BrokeredDirectory& operator=(const BrokeredDirectory&) = delete;

    Result<std::unique_ptr<File>> open(const std::string& path, OpenMode mode) override {
        SHOAL_TRY(auto answer, ask(RootCall::open_file, path, "", static_cast<std::uint64_t>(mode)));
        return std::make_unique<SystemFile>(std::move(answer.descriptor), path);
    }
    Result<std::shared_ptr<Directory>> open_directory(const std::string& path) override {
        SHOAL_TRY(auto answer, ask(RootCall::open_directory, path));
        return std::make_shared<BrokeredDirectory>(broker_, std::move(answer), path);
    }
    Result<> make_directories(const std::string& path) override { return done(ask(RootCall::make_directories, path)); }
    Result<std::vector<DirectoryEntry>> list(const std::string& path) override {
        SHOAL_TRY(auto answer, ask(RootCall::list, path));
        return list_entries(std::move(answer.descriptor), path);
    }
    Result<FileWitness> stat(const std::string& path) override { return held_.stat(path); }
    Result<> rename(const std::string& from, const std::string& to, bool replace) override {
        return done(ask(RootCall::rename, from, to, replace ? 1 : 0));
    }
    Result<> remove(const std::string& path) override { return done(ask(RootCall::remove, path)); }
    Result<> remove_directory(const std::string& path) override { return done(ask(RootCall::remove_directory, path)); }
    Result<> sync(const std::string& path) override {
        SHOAL_TRY(const auto answer, ask(RootCall::list, path));
        return sync_directory(answer.descriptor.get(), path);
    }
    Result<> sync_all() override { return held_.sync_all(); }
    Result<std::uint64_t> free_bytes() override { return held_.free_bytes(); }

private:
    [[nodiscard]] Result<Answer> ask(RootCall wanted, const std::string& path, const std::string& other = "",
                                     std::uint64_t flag = 0) const {
        return call(broker_, {.call = wanted, .root = root_, .path = path, .other = other, .flag = flag});
    }
    static Result<> done(Result<Answer> answer) {
        if (!answer) return std::unexpected{std::move(answer).error()};
        return {};
    }

    int broker_;
    std::uint64_t root_;
    SystemDirectory held_;
};

}  // namespace

Result<std::shared_ptr<Directory>> open_brokered_root(int broker, const std::string& path, bool create) {
    SHOAL_TRY(auto answer, call(broker, {.call = RootCall::open_root, .path = path, .flag = create ? 1U : 0U}));
    return std::make_shared<BrokeredDirectory>(broker, std::move(answer), path);
}

Result<std::shared_ptr<Directory>> BrokeredDisk::open_root(const std::string& path, bool create) {
    auto direct = system_.open_root(path, create);
    if (direct || direct.error().code != Errc::permission) return direct;
    return open_brokered_root(broker_, path, create);
}

}  // namespace shoal
