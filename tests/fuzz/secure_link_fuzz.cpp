// An encrypted link with somebody between its two ends. What arrives is passed on in any cut; from the first byte that
// was changed, left out, doubled or put in, the receiver must take nothing more: what it gives out is always the
// beginning of what was sent, and a forged record breaks the link.

#include <deque>
#include <optional>

#include "crypto/secure_link.h"
#include "tests/crypto/test_random.h"
#include "tests/fuzz/input.h"

namespace {

using namespace shoal;
using namespace shoal::crypto;

/// One end, and the wire that leads to it.
struct End {
    explicit End(Role role, std::uint64_t seed)
        : random{seed}, key{DhPair::generate(random)}, link{role, key, random} {}

    SeededRandom random;
    DhPair key;
    SecureLink link;
    Bytes coming;              // on the wire, not yet delivered
    std::deque<Bytes> owed{};  // records that were sent to it and not given out yet
    std::size_t largest = 0;   // bytes delivered in one call, at most
    bool forged = false;       // a byte that it was given is not genuine
};

constexpr std::size_t max_on_wire = 512 * 1024;  // bytes; more shows nothing new and takes time

class Wire {
public:
    explicit Wire(BytesView script) : in_{script} {}

    void run() {
        carry();
        while (!in_.is_empty()) step();
        FUZZ_CHECK(a_.forged || b_.forged || (!a_.link.is_broken() && !b_.link.is_broken()));
    }

private:
    void step() {
        End& to = in_.flag() ? a_ : b_;
        switch (in_.below(8)) {
        case 0:
        case 1:
            deliver(to, in_.u16());
            break;
        case 2:
            send(to, in_.run());
            break;
        case 3:
            send(to, in_.u16());
            break;
        case 4:
            flip(to);
            break;
        case 5:
            put_in(to);
            break;
        case 6:
            leave_out(to);
            break;
        default:
            deliver(to, to.coming.size());
            break;
        }
        carry();
    }

    [[nodiscard]] End& other(const End& end) { return &end == &a_ ? b_ : a_; }

    /// What the links want to send is now on the wire.
    void carry() {
        for (End* from : {&a_, &b_}) {
            const Bytes out = from->link.take_output();
            auto& coming = other(*from).coming;
            coming.insert(coming.end(), out.begin(), out.end());
        }
    }

    void send(End& to, BytesView plain) {
        End& from = other(to);
        if (!from.link.is_established() || to.coming.size() > max_on_wire) return;
        // In two parts: they must come out as one.
        from.link.send({plain.first(plain.size() / 3), plain.subspan(plain.size() / 3)});
        to.owed.push_back(fuzz::copy(plain));
    }
    void send(End& to, std::size_t size) { send(to, Bytes(std::min(size, max_record_plain), Byte{0x5a})); }

    void flip(End& to) {
        const std::size_t at = in_.u16();
        const Byte mask{in_.u8()};
        if (at >= to.coming.size() || mask == Byte{0}) return;
        to.coming[at] ^= mask;
        to.forged = true;
    }
    void put_in(End& to) {
        const std::size_t at = std::min<std::size_t>(in_.u16(), to.coming.size());
        const auto more = in_.run();
        to.coming.insert(to.coming.begin() + static_cast<std::ptrdiff_t>(at), more.begin(), more.end());
        to.forged = to.forged || !more.empty();
    }
    void leave_out(End& to) {
        const std::size_t at = std::min<std::size_t>(in_.u16(), to.coming.size());
        const std::size_t count = std::min<std::size_t>(in_.u8(), to.coming.size() - at);
        const auto begin = to.coming.begin() + static_cast<std::ptrdiff_t>(at);
        to.coming.erase(begin, begin + static_cast<std::ptrdiff_t>(count));
        to.forged = to.forged || count != 0;
    }

    void deliver(End& to, std::size_t count) {
        count = std::min(count, to.coming.size());
        const bool was_broken = to.link.is_broken();
        const bool taken = to.link.received(BytesView{to.coming}.first(count));
        to.coming.erase(to.coming.begin(), to.coming.begin() + static_cast<std::ptrdiff_t>(count));
        FUZZ_CHECK(taken != to.link.is_broken());
        FUZZ_CHECK(!was_broken || to.link.is_broken());
        while (const auto record = to.link.next_record()) {
            FUZZ_CHECK(!to.owed.empty() && fuzz::same(*record, to.owed.front()));
            to.owed.pop_front();
        }
        // As promised: the bytes of one call and one record; and an answer of the handshake.
        to.largest = std::max(to.largest, count);
        FUZZ_CHECK(to.link.memory_held() <= to.largest + max_record + 2 + 256);
        if (to.link.is_broken()) {
            FUZZ_CHECK(to.forged || other(to).forged);
            FUZZ_CHECK(to.link.output_size() == 0);
        }
    }

    fuzz::Input in_;
    End a_{Role::initiator, 1};
    End b_{Role::responder, 2};
};

/// Bytes from nowhere never establish a link.
void check_alone(Role role, BytesView bytes) {
    End end{role, 3};
    (void)end.link.received(bytes);
    FUZZ_CHECK(!end.link.is_established());
    FUZZ_CHECK(!end.link.next_record());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto script = fuzz::view(data, size);
    check_alone(Role::initiator, script);
    check_alone(Role::responder, script);
    Wire{script}.run();
    return 0;
}
