#pragma once
// A small generator with a seed (SplitMix64), so that a test's run can be repeated.

#include "crypto/random.h"

namespace shoal::test {

class SeededRandom final : public crypto::Random {
public:
    explicit SeededRandom(std::uint64_t seed) : state_{seed} {}
    void fill(BytesMut out) override {
        for (auto& byte : out) byte = static_cast<Byte>(next() >> 56);
    }

private:
    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9e3779b97f4a7c15);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
    std::uint64_t state_;
};

}  // namespace shoal::test
