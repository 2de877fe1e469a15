#include "core/os_error.h"

#include <fmt/format.h>

#include <cstring>

namespace shoal {

Errc errc_of_file(int number) {
    switch (number) {
    case ENOSPC:
    case EDQUOT:
        return Errc::no_space;
    case EACCES:
    case EPERM:
    case EROFS:
    case ELOOP:   // openat2: a symlink stands in the path
    case EXDEV:   // openat2: the path leads out of its folder
    case EISDIR:  // a directory where a file was meant
    case ENXIO:   // a fifo or socket where a file was meant
        return Errc::permission;
    case ENOENT:
    case ENOTDIR:
        return Errc::not_found;
    case EEXIST:
    case ENOTEMPTY:
        return Errc::exists;
    default:
        return Errc::io;
    }
}

std::string_view describe_errno(int number) {
    const char* text = strerrordesc_np(number);
    return text ? text : "unknown error";
}

std::string printable_path(std::string_view path) {
    std::string out{path.empty() ? std::string_view{"the folder"} : path};
    for (char& c : out) {
        if ((c >= 0 && c < 0x20) || c == 0x7f) c = '?';
    }
    return out;
}

std::unexpected<Error> fail_file(int number, std::string_view action, std::string_view path) {
    std::string_view why = describe_errno(number);
    if (number == ENXIO) why = "not a regular file";
    return fail(errc_of_file(number), fmt::format("cannot {} {}: {}", action, printable_path(path), why));
}

}  // namespace shoal
