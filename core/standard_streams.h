#pragma once
// stdin, stdout and stderr of a program that was started without them.

namespace shoal {

/// Opens /dev/null in place of each that is closed: else the next file or socket takes its number, and is written to as
/// if it were a terminal. The first thing in a main. Ends the program (1) where there is no /dev/null.
void open_standard_streams();

}  // namespace shoal
