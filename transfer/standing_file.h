#pragma once
// A file that stands where one of a download belongs: is it the same?

#include "transfer/catalog.h"
#include "transfer/share_layout.h"

namespace shoal::transfer {

/// Hashes the whole file at `path` beneath `root`. The witness if it has the content of `file` and did not change
/// while it was read; mismatch if it has not; else what the disk says. Blocking; on workers only.
[[nodiscard]] Result<FileWitness> check_standing_file(Directory& root, const std::string& path,
                                                      const Manifest& manifest, FileIndex file);

/// Whether two witnesses of one file may differ by a rename or a changed mode alone.
[[nodiscard]] bool has_same_content(const FileWitness& a, const FileWitness& b);

}  // namespace shoal::transfer
