// The Noise handshake between two honest sides, with somebody between them who changes, cuts and forges messages.
// Whatever is not the genuine next message is refused and changes nothing: the genuine one is taken after it. (The
// first message is not authenticated; a changed one makes every later message fail.)

#include "crypto/handshake.h"
#include "tests/crypto/test_random.h"
#include "tests/fuzz/input.h"

namespace {

using namespace shoal;
using namespace shoal::crypto;

/// What the fuzzer puts in the place of a genuine message.
Bytes forged(fuzz::Input& in, const Bytes& genuine) {
    Bytes out = genuine;
    switch (in.below(5)) {
    case 0:
        return fuzz::copy(in.run());
    case 1:
        out.resize(std::min<std::size_t>(out.size(), in.u8()));
        return out;
    case 2: {
        const auto more = in.run();
        out.insert(out.end(), more.begin(), more.end());
        return out;
    }
    case 3: {
        const std::size_t at = in.u8() % out.size();
        const auto over = in.run();
        for (std::size_t i = 0; i < over.size() && at + i < out.size(); ++i) out[at + i] ^= over[i];
        return out;
    }
    default:
        out[in.u8() % out.size()] ^= static_cast<Byte>(1U << in.below(8));
        return out;
    }
}

struct Sides {
    SeededRandom random_a{1};
    SeededRandom random_b{2};
    DhPair key_a = DhPair::generate(random_a);
    DhPair key_b = DhPair::generate(random_b);
    HandshakeState a{Role::initiator, key_a, random_a, as_bytes("prologue")};
    HandshakeState b{Role::responder, key_b, random_b, as_bytes("prologue")};
};

/// Gives `to` the message, after forged ones. False: a forged first message was taken in place of the genuine one.
bool deliver(fuzz::Input& in, HandshakeState& to, const Bytes& genuine, BytesView payload, bool is_first) {
    for (std::size_t tries = in.below(4); tries > 0; --tries) {
        const Bytes false_one = forged(in, genuine);
        if (false_one == genuine) continue;
        Bytes opened;
        const bool taken = to.read_message(false_one, opened);
        FUZZ_CHECK(is_first || !taken);
        if (taken) return false;
        FUZZ_CHECK(opened.empty());
    }
    Bytes opened;
    FUZZ_CHECK(to.read_message(genuine, opened));
    FUZZ_CHECK(fuzz::same(opened, payload));
    return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input in{fuzz::view(data, size)};
    Sides sides;
    HandshakeState* from = &sides.a;
    HandshakeState* to = &sides.b;
    for (int step = 0; step < 3; ++step) {
        const auto payload = in.run();
        Bytes message;
        FUZZ_CHECK(from->is_my_turn() && !to->is_my_turn());
        FUZZ_CHECK(from->write_message(payload, message));
        if (!deliver(in, *to, message, payload, step == 0)) {
            Bytes answer;
            Bytes opened;
            // The responder may find the key worthless; else the initiator finds the answer is not for it.
            if (to->write_message({}, answer)) FUZZ_CHECK(!from->read_message(answer, opened));
            return 0;
        }
        std::swap(from, to);
    }
    FUZZ_CHECK(sides.a.is_finished() && sides.b.is_finished());
    const auto a = std::move(sides.a).finish();
    const auto b = std::move(sides.b).finish();
    FUZZ_CHECK(a.handshake_hash == b.handshake_hash);
    FUZZ_CHECK(a.remote_key == sides.key_b.public_key() && b.remote_key == sides.key_a.public_key());
    return 0;
}
