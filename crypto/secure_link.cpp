#include "crypto/secure_link.h"

#include <algorithm>

#include "crypto/frame_buffer.h"
#include "crypto/handshake.h"
#include "crypto/require.h"

namespace shoal::crypto {

namespace {

constexpr std::string_view prologue = "shoal/1";
constexpr std::uint64_t records_per_key = std::uint64_t{1} << 16U;  ///< fixed by the protocol

constexpr std::size_t header_size = FrameBuffer::header_size;
constexpr std::size_t tag_size = CipherState::tag_size;
static_assert(max_record_plain + tag_size == max_record);

/// Before record 65,536, 131,072, ...: the nonce is the number of the record.
void rekey_if_due(CipherState& cipher) {
    if (cipher.nonce() != 0 && cipher.nonce() % records_per_key == 0) cipher.rekey();
}

void append(Bytes& out, BytesView bytes) {
    out.insert(out.end(), bytes.begin(), bytes.end());
}

void append_header(Bytes& out, std::size_t length) {
    out.push_back(static_cast<Byte>(length >> 8U));
    out.push_back(static_cast<Byte>(length & 0xffU));
}

/// How much a link may ask for at once because its last output was as large.
constexpr std::size_t max_output_guess = std::size_t{256} * 1024;  // bytes; eight records of data

}  // namespace

struct SecureLink::State {
    State(Role my_role, const DhPair& link_key, Random& random) : role{my_role} {
        handshake.emplace(role, link_key, random, as_bytes(prologue));
    }

    Role role;
    bool broken = false;
    bool was_established = false;
    std::optional<HandshakeState> handshake;  ///< until established or broken
    Transport transport;
    FrameBuffer input;
    Bytes output;
    std::size_t output_guess = 0;  ///< size of the last output: a busy link's next one will be as large

    /// Forgets keys and data: after this nothing is accepted, sent or decrypted.
    void break_off() {
        broken = true;
        handshake.reset();
        transport.send = {};
        transport.receive = {};
        input.clear();
        output = Bytes{};  // = {} would keep the memory
    }

    /// Room for `more` bytes of output. Grows in proportion, so that many small records cost no more than one large.
    void make_room(std::size_t more) {
        const std::size_t needed = output.size() + more;
        if (needed <= output.capacity()) return;
        output.reserve(std::max({needed, 2 * output.capacity(), output_guess}));
    }

    /// Writes my next message of the handshake, if it is my turn, and leaves the handshake after its last message.
    [[nodiscard]] bool go_on() {
        if (handshake->is_my_turn()) {
            append_header(output, handshake->empty_message_size());
            if (!handshake->write_message({}, output)) return false;
        }
        if (handshake->is_finished()) {
            transport = std::move(*handshake).finish();
            handshake.reset();
            was_established = true;
        }
        return true;
    }

    /// Takes one message of the handshake; false if none is complete or the link broke.
    [[nodiscard]] bool advance() {
        const auto length = input.next_length();
        if (!length) return false;
        // A wrong length is refused before its bytes are waited for: a half-open link holds 98 bytes at most.
        const bool wrong = *length != handshake->empty_message_size();
        const auto message = wrong ? std::nullopt : input.next();
        if (!wrong && !message) return false;
        Bytes payload;
        if (wrong || !handshake->read_message(*message, payload) || !go_on()) {
            break_off();
            return false;
        }
        input.release_if_empty();
        return true;
    }
};

SecureLink::SecureLink(Role role, const DhPair& link_key, Random& random)
    : state_{std::make_unique<State>(role, link_key, random)} {
    const bool begun = state_->go_on();
    SHOAL_CRYPTO_REQUIRE(begun);  // the first message depends on nobody else
}

SecureLink::~SecureLink() = default;

bool SecureLink::received(BytesView bytes) {
    if (state_->broken) return false;
    state_->input.append(bytes);
    while (state_->handshake && state_->advance()) {
    }
    return !state_->broken;
}

std::optional<BytesMut> SecureLink::next_record() {
    State& state = *state_;
    if (!is_established()) return std::nullopt;
    const auto length = state.input.next_length();
    const bool too_short = length && *length < tag_size;
    const auto record = too_short ? std::nullopt : state.input.next();
    if (!too_short && !record) return std::nullopt;
    if (!too_short) {
        rekey_if_due(state.transport.receive);
        const BytesMut plain = record->first(record->size() - tag_size);
        if (state.transport.receive.decrypt_with_ad({}, *record, plain)) return plain;
    }
    state.break_off();
    return std::nullopt;
}

void SecureLink::send(std::initializer_list<BytesView> parts) {
    State& state = *state_;
    if (state.broken) return;  // it can break at any time by what the other side does; that is no mistake of the caller
    SHOAL_CRYPTO_REQUIRE(state.was_established);
    std::size_t size = 0;
    for (const BytesView part : parts) size += part.size();
    SHOAL_CRYPTO_REQUIRE(size <= max_record_plain);

    Bytes& out = state.output;
    state.make_room(header_size + size + tag_size);
    append_header(out, size + tag_size);
    const std::size_t begin = out.size();
    for (const BytesView part : parts) append(out, part);
    out.resize(out.size() + tag_size);
    const BytesMut sealed = BytesMut{out}.subspan(begin);
    rekey_if_due(state.transport.send);
    if (!state.transport.send.encrypt_with_ad({}, sealed.first(size), sealed)) state.break_off();
}

Bytes SecureLink::take_output() {
    if (state_->output.empty()) return {};
    state_->output_guess = std::min(state_->output.size(), max_output_guess);
    return std::exchange(state_->output, {});
}

std::size_t SecureLink::output_size() const {
    return state_->output.size();
}

std::size_t SecureLink::memory_held() const {
    return state_->input.capacity() + state_->output.capacity();
}

bool SecureLink::is_established() const {
    return state_->was_established && !state_->broken;
}

bool SecureLink::is_broken() const {
    return state_->broken;
}

Role SecureLink::role() const {
    return state_->role;
}

const HandshakeHash& SecureLink::handshake_hash() const {
    SHOAL_CRYPTO_REQUIRE(state_->was_established);
    return state_->transport.handshake_hash;
}

const PublicKey& SecureLink::remote_key() const {
    SHOAL_CRYPTO_REQUIRE(state_->was_established);
    return state_->transport.remote_key;
}

}  // namespace shoal::crypto
