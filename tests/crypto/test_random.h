#pragma once
// Randomness that is the same in every run.

#include <algorithm>
#include <stdexcept>

#include "crypto/random.h"

namespace shoal::crypto {

/// SplitMix64 from a seed.
class SeededRandom final : public Random {
public:
    explicit SeededRandom(std::uint64_t seed) : state_{seed} {}
    void fill(BytesMut out) override {
        for (Byte& byte : out) byte = static_cast<Byte>(next() & 0xffU);
    }

private:
    std::uint64_t next() {
        state_ += 0x9e3779b97f4a7c15U;
        std::uint64_t z = state_;
        z = (z ^ z >> 30U) * 0xbf58476d1ce4e5b9U;
        z = (z ^ z >> 27U) * 0x94d049bb133111ebU;
        return z ^ z >> 31U;
    }
    std::uint64_t state_;
};

/// Gives out exactly these bytes, and no more.
class ScriptedRandom final : public Random {
public:
    explicit ScriptedRandom(Bytes script) : script_{std::move(script)} {}
    void fill(BytesMut out) override {
        if (script_.size() - used_ < out.size()) throw std::out_of_range{"the script has no more random bytes"};
        std::copy_n(script_.begin() + static_cast<std::ptrdiff_t>(used_), out.size(), out.begin());
        used_ += out.size();
    }
    [[nodiscard]] std::size_t left() const { return script_.size() - used_; }

private:
    Bytes script_;
    std::size_t used_ = 0;
};

}  // namespace shoal::crypto
