// Share files as they are found on disk: what is read can be written and reads the same; what we would not have
// written is not taken for ours.

#include "tests/fuzz/errors.h"
#include "transfer/share_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace shoal;
    const auto bytes = fuzz::view(data, size);
    const auto record = transfer::unpack_share(bytes);
    if (!record) {
        fuzz::check_error(record.error(), {Errc::malformed, Errc::truncated, Errc::limit, Errc::unsupported});
        return 0;
    }
    FUZZ_CHECK(record->manifest != nullptr);
    FUZZ_CHECK(record->tag == ContentKeys::derive(record->manifest->id()).tag);
    FUZZ_CHECK(record->directory.empty() || record->directory.front() == '/');
    FUZZ_CHECK(!record->shared_here || !record->directory.empty());
    const Bytes written = transfer::pack_share(*record);
    const auto again = transfer::unpack_share(written);
    FUZZ_CHECK(again && again->tag == record->tag && again->directory == record->directory);
    FUZZ_CHECK(again->added.unix_ms == record->added.unix_ms && again->overwrite == record->overwrite);
    FUZZ_CHECK(again->shared_here == record->shared_here);
    FUZZ_CHECK(again->number == record->number && again->labels == record->labels);
    FUZZ_CHECK(again->selection == record->selection && again->removal == record->removal);
    FUZZ_CHECK(fuzz::same(again->manifest->bytes(), record->manifest->bytes()));
    FUZZ_CHECK(transfer::pack_share(*again) == written);
    return 0;
}
