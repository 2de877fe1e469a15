#include "core/parcel.h"

#include <sys/socket.h>

#include <array>
#include <cstring>

#include "core/os_error.h"

namespace shoal {

namespace {

constexpr std::size_t control_bytes = CMSG_SPACE(max_parcel_descriptors * sizeof(int));

std::unexpected<Error> fail_parcel(int number) {
    const bool is_closed = number == EPIPE || number == ECONNRESET || number == ENOTCONN;
    return fail(is_closed ? Errc::closed : Errc::io,
                std::string{"the connection to the broker: "}.append(describe_errno(number)));
}

std::vector<Descriptor> take_descriptors(msghdr& message) {
    std::vector<Descriptor> out;
    for (cmsghdr* head = CMSG_FIRSTHDR(&message); head != nullptr; head = CMSG_NXTHDR(&message, head)) {
        if (head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_RIGHTS) continue;
        const std::size_t count = (head->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t i = 0; i < count; ++i) {
            int number = -1;
            std::memcpy(&number, CMSG_DATA(head) + i * sizeof(int), sizeof(int));
            out.emplace_back(number);
        }
    }
    return out;
}

}  // namespace

Result<std::pair<Descriptor, Descriptor>> make_parcel_ends() {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        return fail(Errc::io, std::string{"cannot make a pair of sockets: "}.append(describe_errno(errno)));
    }
    return std::pair{Descriptor{ends[0]}, Descriptor{ends[1]}};
}

Result<> send_parcel(int end, BytesView bytes, std::span<const int> descriptors) {
    if (bytes.size() > max_parcel || descriptors.size() > max_parcel_descriptors) {
        return fail(Errc::limit, "a path is too long for the broker");
    }
    iovec part{const_cast<Byte*>(bytes.data()), bytes.size()};
    alignas(cmsghdr) std::array<unsigned char, control_bytes> control{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    if (!descriptors.empty()) {
        message.msg_control = control.data();
        message.msg_controllen = CMSG_SPACE(descriptors.size_bytes());
        cmsghdr* head = CMSG_FIRSTHDR(&message);
        head->cmsg_level = SOL_SOCKET;
        head->cmsg_type = SCM_RIGHTS;
        head->cmsg_len = CMSG_LEN(descriptors.size_bytes());
        std::memcpy(CMSG_DATA(head), descriptors.data(), descriptors.size_bytes());
    }
    const ssize_t sent = uninterrupted([&] { return ::sendmsg(end, &message, MSG_NOSIGNAL); });
    if (sent < 0) return fail_parcel(errno);
    return {};
}

Result<std::optional<Parcel>> receive_parcel(int end) {
    Parcel out;
    out.bytes.resize(max_parcel);
    iovec part{out.bytes.data(), out.bytes.size()};
    alignas(cmsghdr) std::array<unsigned char, control_bytes> control{};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    const ssize_t size = uninterrupted([&] { return ::recvmsg(end, &message, MSG_CMSG_CLOEXEC); });
    if (size < 0) {
        auto failed = fail_parcel(errno);
        if (failed.error().code == Errc::closed) return std::nullopt;
        return failed;
    }
    out.descriptors = take_descriptors(message);
    if (size == 0) return std::nullopt;  // we send no empty ones
    if ((message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0) {
        return fail(Errc::malformed, "a message that is too long came from the other process");
    }
    out.bytes.resize(static_cast<std::size_t>(size));
    return out;
}

}  // namespace shoal
