#pragma once
// From a main's arguments to its exit code.

namespace shoal::cli {

[[nodiscard]] int shoal_main(int argc, char** argv);
[[nodiscard]] int shoald_main(int argc, char** argv);

}  // namespace shoal::cli
