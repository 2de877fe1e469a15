#pragma once
// Where entropy comes from: an interface, so that a simulated world can replay a run.

#include <array>

#include "crypto/bytes.h"

namespace shoal::crypto {

/// A source of random bytes. One thread at a time.
class Random {
public:
    virtual ~Random() = default;

    /// Fills all of `out`; never fails.
    virtual void fill(BytesMut out) = 0;

    /// Uniform over all 64-bit values.
    [[nodiscard]] std::uint64_t u64();

    /// Uniform over [0, bound), without modulo bias. Precondition: bound > 0.
    [[nodiscard]] std::uint64_t below(std::uint64_t bound);

    /// An array of N random bytes.
    template <std::size_t N>
    [[nodiscard]] std::array<Byte, N> bytes() {
        std::array<Byte, N> out{};
        fill(out);
        return out;
    }
};

/// The operating system's generator through libsodium (randombytes_buf). Fit for keys. Any thread.
class SystemRandom final : public Random {
public:
    void fill(BytesMut out) override;
};

}  // namespace shoal::crypto
