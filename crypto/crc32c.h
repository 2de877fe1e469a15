#pragma once
// CRC-32C (Castagnoli, reflected, RFC 3720 appendix B.4): what BEP 42 makes node ids of. No security.

#include "crypto/bytes.h"

namespace shoal::crypto {

/// The checksum of all of `data`; of "123456789" it is 0xe3069283. Any thread.
[[nodiscard]] std::uint32_t crc32c(BytesView data);

}  // namespace shoal::crypto
