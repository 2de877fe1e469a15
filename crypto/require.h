#pragma once
// The assertion of this folder: it ends the process, in release builds too. Only for our own mistakes, never for what
// came from a wire, a disk or a person.

namespace shoal::crypto {

/// Says which condition did not hold, and aborts.
[[noreturn]] void broken_contract(const char* condition, const char* file, int line) noexcept;

}  // namespace shoal::crypto

#define SHOAL_CRYPTO_REQUIRE(condition)                                                                                \
    ((condition) ? void(0) : ::shoal::crypto::broken_contract(#condition, __FILE__, __LINE__))
