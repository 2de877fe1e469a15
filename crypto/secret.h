#pragma once
// A key buffer that is locked in memory where the limits allow, guarded, not copyable, and zeroed at its end.

#include <memory>

#include "crypto/bytes.h"

namespace shoal::crypto {

/// Allocates with sodium_malloc (guard pages, mlock if RLIMIT_MEMLOCK lets it), zero-filled.
/// Ends the process if there is no memory at all.
[[nodiscard]] Byte* allocate_secret(std::size_t size);
void free_secret(Byte* memory) noexcept;  ///< zeroes, unlocks, frees; accepts nullptr

/// N secret bytes. Movable; a moved-from secret may only be destroyed or assigned to.
template <std::size_t N>
class Secret {
public:
    Secret() : memory_{allocate_secret(N)} {}
    [[nodiscard]] BytesMut bytes() { return BytesMut{memory_.get(), N}; }
    [[nodiscard]] BytesView view() const { return BytesView{memory_.get(), N}; }

private:
    struct Free {
        void operator()(Byte* memory) const noexcept { free_secret(memory); }
    };
    std::unique_ptr<Byte, Free> memory_;
};

}  // namespace shoal::crypto
