#include "core/key_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/descriptor.h"
#include "core/os_error.h"

namespace shoal {

namespace {

constexpr mode_t key_mode = 0600;
constexpr mode_t rights_of_others = 0077;

Result<> check_alone(const struct stat& status, const std::string& path) {
    const auto shown = printable_path(path);
    if (!S_ISREG(status.st_mode))
        return fail(Errc::permission, fmt::format("the key file {} is no regular file", shown));
    if (status.st_uid != ::geteuid() && status.st_uid != 0) {
        return fail(Errc::permission, fmt::format("the key file {} belongs to user {}; make it yours: chown {} {}",
                                                  shown, status.st_uid, ::geteuid(), shown));
    }
    const mode_t rights = status.st_mode & mode_t{07777};
    if ((rights & rights_of_others) == 0) return {};
    return fail(Errc::permission, fmt::format("the key file {} is open to others (mode {:04o}); "
                                              "close it: chmod 600 {}, and make a new key if others were here",
                                              shown, rights, shown));
}

Result<std::string> read_all(int file, const std::string& path) {
    std::string out(max_key_file + 1, '\0');
    std::size_t done = 0;
    while (done < out.size()) {
        const ssize_t got = uninterrupted([&] { return ::read(file, out.data() + done, out.size() - done); });
        if (got < 0) return fail_file(errno, "read the key file", path);
        if (got == 0) break;
        done += static_cast<std::size_t>(got);
    }
    if (done > max_key_file) {
        return fail(Errc::permission,
                    fmt::format("the key file {} has more than {} bytes", printable_path(path), max_key_file));
    }
    out.resize(done);
    return out;
}

}  // namespace

Result<std::string> read_key_file(const std::string& path) {
    constexpr int flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;
    const Descriptor file{uninterrupted([&] { return ::open(path.c_str(), flags); })};
    if (!file && errno == ELOOP) {
        return fail(Errc::permission,
                    fmt::format("the key file {} is a symlink; name the file itself", printable_path(path)));
    }
    if (!file) return fail_file(errno, "open the key file", path);
    struct stat status {};
    if (::fstat(file.get(), &status) != 0) return fail_file(errno, "look at the key file", path);
    SHOAL_CHECK(check_alone(status, path));
    return read_all(file.get(), path);
}

Result<> make_key_file(const std::string& path, const std::string& content) {
    constexpr int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW;
    const Descriptor file{uninterrupted([&] { return ::open(path.c_str(), flags, key_mode); })};
    if (!file) return fail_file(errno, "make the key file", path);
    const auto give_up = [&](int number) {
        ::unlink(path.c_str());  // half a key is none, and would be in the way
        return fail_file(number, "write the key file", path);
    };
    if (::fchmod(file.get(), key_mode) != 0) return give_up(errno);  // the umask may have taken our own rights
    for (std::size_t done = 0; done < content.size();) {
        const ssize_t put = uninterrupted([&] { return ::write(file.get(), &content[done], content.size() - done); });
        if (put <= 0) return give_up(put == 0 ? EIO : errno);
        done += static_cast<std::size_t>(put);
    }
    if (::fsync(file.get()) != 0) return give_up(errno);
    const Descriptor folder{::open(path.substr(0, path.rfind('/') + 1).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (folder && ::fsync(folder.get()) != 0 && errno != EINVAL) return give_up(errno);
    return {};
}

}  // namespace shoal
