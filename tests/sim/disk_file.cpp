#include "tests/sim/disk_file.h"

#include <cerrno>
#include <limits>

#include "core/os_error.h"

namespace shoal::sim {
namespace {

constexpr std::uint64_t max_file = std::uint64_t{16} << 40;  // bytes: ext4 with pages of 4 KiB
constexpr std::uint64_t evicted_one_in = 8;  // reads of a file with pages that a failed sync gave up: memory was needed

bool is_reachable(std::uint64_t offset, std::uint64_t size) {
    constexpr auto last = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    return offset <= last && size <= last - offset;
}

}  // namespace

Result<std::size_t> SimFile::read(std::uint64_t offset, BytesMut out) {
    if (!is_reachable(offset, out.size())) return fail_file(EOVERFLOW, "read", name_);
    if (out.empty()) return 0;
    if (const int number = handle_.begin(DiskCall::read, offset, false)) return fail_file(number, "read", name_);
    if (machine().strikes(Fault::disk_read_failed)) return fail_file(EIO, "read", name_);
    const auto& inode = handle_.inode();
    if (inode->content.has_given_up() && machine().draw().below(evicted_one_in) == 0) {
        machine().tree().evict_given_up(inode, machine().faults());
    }
    const std::size_t got = inode->content.read(offset, out);
    machine().spend_on(got);
    return got;
}

Result<> SimFile::write(std::uint64_t offset, BytesView data) {
    if (!is_reachable(offset, data.size())) return fail_file(EFBIG, "write", name_);
    if (data.empty()) return {};
    if (const int number = handle_.begin(DiskCall::write, offset, true)) return fail_file(number, "write", name_);
    if (!is_writable_) return fail_file(EBADF, "write", name_);
    if (offset + data.size() > max_file) return fail_file(EFBIG, "write", name_);
    std::uint64_t lands = data.size();
    int number = 0;
    if (machine().strikes(Fault::disk_write_failed)) {
        lands = machine().draw().below(data.size() + 1);
        number = EIO;
    } else if (machine().strikes(Fault::disk_short_write)) {
        lands = machine().draw().below(data.size());
        number = ENOSPC;
    }
    auto& tree = machine().tree();
    const std::uint64_t fits = handle_.inode()->content.fitting(offset, lands, tree.free_pages());
    if (fits < lands) {
        machine().ran_full();
        lands = fits;
        number = ENOSPC;
    }
    if (lands > 0) tree.write(handle_.inode(), offset, data.first(lands), machine().stamp());
    machine().spend_on(lands);
    if (number != 0) return fail_file(number, "write", name_);
    return {};
}

Result<> SimFile::sync() {
    if (const int number = handle_.begin(DiskCall::sync, 0, true)) return fail_file(number, "sync", name_);
    machine().spend_on_sync();
    if (machine().strikes(Fault::disk_sync_failed)) {
        machine().tree().fail_sync_file(handle_.inode(), machine().draw());
        return fail_file(EIO, "sync", name_);
    }
    machine().tree().sync_file(handle_.inode());
    return {};
}

Result<> SimFile::resize(std::uint64_t size) {
    if (!is_reachable(size, 0)) return fail_file(EFBIG, "resize", name_);
    if (const int number = handle_.begin(DiskCall::resize, size, true)) return fail_file(number, "resize", name_);
    if (!is_writable_) return fail_file(EINVAL, "resize", name_);
    if (size > max_file) return fail_file(EFBIG, "resize", name_);
    if (machine().strikes(Fault::disk_write_failed)) return fail_file(EIO, "resize", name_);
    machine().tree().resize(handle_.inode(), size, machine().stamp());
    return {};
}

Result<> SimFile::set_executable(bool executable) {
    if (const int number = handle_.begin(DiskCall::set_executable, executable ? 1 : 0, true)) {
        return fail_file(number, "set the rights of", name_);
    }
    if (machine().strikes(Fault::disk_write_failed)) return fail_file(EIO, "set the rights of", name_);
    if (handle_.inode()->executable == executable) return {};
    machine().tree().set_executable(handle_.inode(), executable, machine().stamp());
    return {};
}

Result<FileWitness> SimFile::stat() {
    if (const int number = handle_.begin(DiskCall::stat_file, 0, false)) return fail_file(number, "look at", name_);
    return witness_of(machine(), *handle_.inode());
}

}  // namespace shoal::sim
