// Manifests: what loads can be made again, byte for byte unless unknown keys were left out; its arithmetic of chunks
// agrees with itself.

#include "core/manifest.h"
#include "tests/fuzz/errors.h"

namespace {

using namespace shoal;

void check_chunks(const Manifest& manifest) {
    std::uint64_t bytes = 0;
    std::uint64_t chunks = 0;
    for (std::uint32_t f = 0; f < manifest.files().size(); ++f) {
        const FileIndex file{f};
        const auto& entry = manifest.files()[f];
        FUZZ_CHECK(raw(manifest.first_chunk(file)) == chunks);
        FUZZ_CHECK(manifest.chunks_of(file) == chunk_count_of(entry.size));
        bytes += entry.size;
        chunks += manifest.chunks_of(file);
        if (entry.size == 0) continue;
        const ChunkIndex first = manifest.first_chunk(file);
        const ChunkIndex last{static_cast<std::uint32_t>(chunks - 1)};
        FUZZ_CHECK(manifest.file_of(first) == file && manifest.file_of(last) == file);
        FUZZ_CHECK(manifest.offset_in_file(first) == 0);
        FUZZ_CHECK(manifest.offset_in_file(last) + manifest.size_of(last) == entry.size);
        FUZZ_CHECK(manifest.size_of(first) == std::min<std::uint64_t>(entry.size, crypto::chunk_size));
    }
    FUZZ_CHECK(chunks == manifest.chunk_count() && chunks <= max_share_chunks);
    FUZZ_CHECK(bytes == manifest.total_bytes());
}

void check_entries(const Manifest& manifest) {
    const auto& content = manifest.content();
    FUZZ_CHECK(check_component(content.name).has_value());
    FUZZ_CHECK(content.comment.size() <= max_comment_bytes);
    NameSet names;
    for (std::size_t i = 0; i < content.files.size(); ++i) {
        FUZZ_CHECK(i == 0 || content.files[i - 1].path < content.files[i].path);
        FUZZ_CHECK(names.add_file(content.files[i].path).has_value());
    }
    for (std::size_t i = 0; i < content.directories.size(); ++i) {
        FUZZ_CHECK(i == 0 || content.directories[i - 1] < content.directories[i]);
        FUZZ_CHECK(names.add_directory(content.directories[i]).has_value());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = fuzz::view(data, size);
    const auto manifest = Manifest::load(fuzz::copy(bytes));
    if (!manifest) {
        fuzz::check_error(manifest.error(), {Errc::malformed, Errc::limit});
        return 0;
    }
    FUZZ_CHECK(fuzz::same(manifest->bytes(), bytes));
    FUZZ_CHECK(manifest->tree() == crypto::tree_of(bytes));
    FUZZ_CHECK(manifest->id().bytes == crypto::content_id(size, manifest->tree()));
    check_chunks(*manifest);
    check_entries(*manifest);
    const auto made = Manifest::make(manifest->content());
    FUZZ_CHECK(made.has_value());
    FUZZ_CHECK(made->bytes().size() <= size);
    if (made->bytes().size() == size) FUZZ_CHECK(fuzz::same(made->bytes(), bytes));
    const auto again = Manifest::load(made->bytes());
    FUZZ_CHECK(again && again->id() == made->id());
    FUZZ_CHECK(again->chunk_count() == manifest->chunk_count());
    return 0;
}
