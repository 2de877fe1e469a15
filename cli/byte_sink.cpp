#include "cli/byte_sink.h"

#include <cerrno>
#include <string>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/os_error.h"

namespace shoal::cli {
namespace {

bool is_pipe(int descriptor) {
    struct stat status {};
    return ::fstat(descriptor, &status) == 0 && S_ISFIFO(status.st_mode);
}

/// The same pipe, with a description of its own that may be made non-blocking.
Descriptor opened_again(int descriptor) {
    const auto path = "/proc/self/fd/" + std::to_string(descriptor);
    return Descriptor{::open(path.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC)};
}

}  // namespace

ByteSink::ByteSink(UvWorld& loop, int descriptor, std::function<void()> on_change)
    : descriptor_{descriptor}, on_change_{std::move(on_change)} {
    if (is_pipe(descriptor)) own_ = opened_again(descriptor);
    if (!own_) return;
    descriptor_ = own_.get();
    // A writing end is never ready to read: while idle this only tells that nobody reads any more.
    auto watch = loop.watch(descriptor_, {.to_read = true, .to_write = false}, [this](Readiness ready) {
        if (is_idle() && ready.to_read) error_ = Error{Errc::closed, "nobody reads any more"};
        write_some();
        on_change_();
    });
    if (watch) watch_ = std::move(*watch);
}

void ByteSink::put(Bytes bytes) {
    bytes_ = std::move(bytes);
    written_ = 0;
    write_some();
}

void ByteSink::write_some() {
    while (!error_ && !is_idle()) {
        const ssize_t wrote = ::write(descriptor_, bytes_.data() + written_, bytes_.size() - written_);
        if (wrote >= 0) {
            written_ += static_cast<std::size_t>(wrote);
            total_ += static_cast<std::uint64_t>(wrote);
        } else if (errno == EAGAIN && watch_) {
            break;
        } else if (errno == EPIPE) {
            error_ = Error{Errc::closed, "nobody reads any more"};
        } else if (errno != EINTR && errno != EAGAIN) {
            error_ = fail_file(errno, "write to", "stdout").error();
        }
    }
    if (watch_) watch_->want({.to_read = is_idle() && !error_, .to_write = !is_idle() && !error_});
}

}  // namespace shoal::cli
