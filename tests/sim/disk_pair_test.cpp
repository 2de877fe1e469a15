// The real disk and the simulated one are asked the same drawn things.

#include "tests/sim/disk_rooms.h"

namespace shoal::sim {
namespace {

/// Does the same drawn thing on both disks and holds the answers against each other, sentences included.
class Pair {
public:
    explicit Pair(std::uint64_t seed) : draw_{seed} {
        real_.push_back(*real_room_.disk().open_root(real_room_.path() + "/root", true));
        simulated_.push_back(*sim_room_.disk().open_root(sim_room_.path() + "/root", true));
        for (const auto& [path, kind] : {std::pair{"s", EntryKind::symlink}, std::pair{"p", EntryKind::other}}) {
            real_room_.plant(std::string{"root/"} + path, kind);
            sim_room_.plant(std::string{"root/"} + path, kind);
        }
    }

    void step() {
        const std::size_t held = draw_.below(real_.size());
        switch (draw_.below(4)) {
        case 0:
            return look(*real_[held], *simulated_[held]);
        case 1:
            return change(*real_[held], *simulated_[held]);
        case 2:
            return open(*real_[held], *simulated_[held]);
        default:
            return use_file();
        }
    }

private:
    /// Few names, so that they meet; deep enough for folders in folders.
    std::string path() {
        static const std::vector<std::string> names{"a", "b", "c", "a", "b", "c", "s", "p", "d", "..", ""};
        std::string out = names[draw_.below(names.size())];
        while (draw_.below(2) == 0) out += "/" + names[draw_.below(names.size())];
        return out;
    }

    template <class T>
    bool agree(const char* what, const std::string& path, const Result<T>& real, const Result<T>& simulated) {
        EXPECT_EQ(real.has_value(), simulated.has_value())
            << what << " " << path << ": " << (real ? simulated.error().what : real.error().what);
        if (!real && !simulated) {
            EXPECT_EQ(real.error().code, simulated.error().code) << what << " " << path;
            EXPECT_EQ(real.error().what, simulated.error().what) << what << " " << path;
        }
        return real && simulated;
    }

    void look(Directory& real, Directory& simulated) {
        const auto at = path();
        const auto real_list = real.list(at);
        const auto simulated_list = simulated.list(at);
        if (agree("list", at, real_list, simulated_list)) {
            EXPECT_EQ(*real_list, *simulated_list) << at;
        }
        const auto real_stat = real.stat(at);
        const auto simulated_stat = simulated.stat(at);
        if (agree("stat", at, real_stat, simulated_stat)) {
            EXPECT_EQ(real_stat->executable, simulated_stat->executable) << at;
        }
        static_cast<void>(agree("sync", at, real.sync(at), simulated.sync(at)));
    }

    void change(Directory& real, Directory& simulated) {
        const auto at = path();
        const auto to = path();
        const bool replace = draw_.below(2) == 0;
        switch (draw_.below(5)) {
        case 0:
            static_cast<void>(agree("mkdir", at, real.make_directories(at), simulated.make_directories(at)));
            break;
        case 1:
            static_cast<void>(agree("remove", at, real.remove(at), simulated.remove(at)));
            break;
        case 2:
            static_cast<void>(agree("rmdir", at, real.remove_directory(at), simulated.remove_directory(at)));
            break;
        default:
            static_cast<void>(
                agree("rename", at + " " + to, real.rename(at, to, replace), simulated.rename(at, to, replace)));
        }
    }

    void open(Directory& real, Directory& simulated) {
        const auto at = path();
        if (draw_.below(6) == 0) {
            auto real_open = real.open_directory(at);
            auto simulated_open = simulated.open_directory(at);
            if (!agree("opendir", at, real_open, simulated_open)) return;
            if (real_.size() > 4) forget_directory();
            real_.push_back(std::move(*real_open));
            simulated_.push_back(std::move(*simulated_open));
            return;
        }
        const auto mode = static_cast<OpenMode>(draw_.below(4));
        auto real_open = real.open(at, mode);
        auto simulated_open = simulated.open(at, mode);
        if (!agree("open", at, real_open, simulated_open)) return;
        real_file_ = std::move(*real_open);
        simulated_file_ = std::move(*simulated_open);
    }

    void forget_directory() {
        const auto at = static_cast<std::ptrdiff_t>(1 + draw_.below(real_.size() - 1));
        real_.erase(real_.begin() + at);
        simulated_.erase(simulated_.begin() + at);
    }

    void use_file() {
        if (!real_file_) return;
        const std::uint64_t offset = draw_.below(4) == 0 ? draw_.below(20'000) : draw_.below(40);
        const std::uint64_t size = draw_.below(4) == 0 ? draw_.below(20'000) : draw_.below(40);
        Bytes data(size, Byte{static_cast<unsigned char>(draw_.below(256))});
        switch (draw_.below(4)) {
        case 0:
            static_cast<void>(
                agree("write", "", real_file_->write(offset, data), simulated_file_->write(offset, data)));
            break;
        case 1:
            static_cast<void>(agree("resize", "", real_file_->resize(offset), simulated_file_->resize(offset)));
            break;
        case 2: {
            const bool runs = draw_.below(2) == 0;
            static_cast<void>(
                agree("chmod", "", real_file_->set_executable(runs), simulated_file_->set_executable(runs)));
            break;
        }
        default:
            compare_files(offset, size);
        }
    }

    void compare_files(std::uint64_t offset, std::uint64_t size) {
        Bytes real(size);
        Bytes simulated(size);
        const auto real_got = real_file_->read(offset, real);
        const auto simulated_got = simulated_file_->read(offset, simulated);
        if (agree("read", "", real_got, simulated_got)) {
            EXPECT_EQ(*real_got, *simulated_got);
        }
        EXPECT_EQ(real, simulated);
        EXPECT_EQ(real_file_->stat()->size, simulated_file_->stat()->size);
        EXPECT_EQ(real_file_->stat()->executable, simulated_file_->stat()->executable);
    }

    Draw draw_;
    SystemRoom real_room_;
    SimRoom sim_room_;
    std::vector<std::shared_ptr<Directory>> real_;
    std::vector<std::shared_ptr<Directory>> simulated_;
    std::unique_ptr<File> real_file_;
    std::unique_ptr<File> simulated_file_;
};

TEST(Disk, ARealAndASimulatedOneAnswerAlikeWhateverIsAsked) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        Pair pair{seed};
        for (int i = 0; i < 500; ++i) {
            pair.step();
            ASSERT_FALSE(testing::Test::HasFailure()) << "seed " << seed << " step " << i;
        }
    }
}

}  // namespace
}  // namespace shoal::sim
