// Has a fault of its own: an oracle that one input contradicts. Whoever runs targets and does not find it, or replays
// its corpus and does not fail, would not notice a real fault either.

#include <string_view>

#include "tests/fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = shoal::as_text(shoal::fuzz::view(data, size));
    FUZZ_CHECK(!text.starts_with("ill"));
    return 0;
}
