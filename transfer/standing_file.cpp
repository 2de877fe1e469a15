#include "transfer/standing_file.h"

#include <algorithm>

#include "transfer/hash_run.h"

namespace shoal::transfer {

Result<FileWitness> check_standing_file(Directory& root, const std::string& path, const Manifest& manifest,
                                        FileIndex file) {
    const auto& wanted = manifest.files()[raw(file)];
    const auto differs = fail(Errc::mismatch, printable(path) + " has other content");
    SHOAL_TRY(const auto open, root.open(path, OpenMode::read));
    HashedFile hashed;
    SHOAL_TRY(hashed.witness, open->stat());
    if (hashed.witness.size != wanted.size) return differs;
    Bytes buffer(static_cast<std::size_t>(std::min<std::uint64_t>(wanted.size, crypto::chunk_size)));
    for (std::uint64_t offset = 0; offset < wanted.size; offset += crypto::chunk_size) {
        const auto size = std::min<std::uint64_t>(wanted.size - offset, crypto::chunk_size);
        const auto part = BytesMut{buffer}.first(static_cast<std::size_t>(size));
        SHOAL_TRY(const auto got, open->read(offset, part));
        if (got != part.size()) return differs;
        hashed.roots.push_back(crypto::chunk_root(part));
    }
    SHOAL_TRY(const auto after, open->stat());
    if (after != hashed.witness || root_of(hashed) != wanted.root) return differs;
    SHOAL_CHECK(open->sync());
    return after;
}

bool has_same_content(const FileWitness& a, const FileWitness& b) {
    return a.device == b.device && a.inode == b.inode && a.size == b.size && a.mtime_ns == b.mtime_ns;
}

}  // namespace shoal::transfer
