#include "core/standard_streams.h"

#include <cstdlib>
#include <initializer_list>

#include <fcntl.h>
#include <unistd.h>

namespace shoal {

void open_standard_streams() {
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(stream, F_GETFD) >= 0) continue;
        // The lowest number that is free, which is this one.
        if (::open("/dev/null", O_RDWR) != stream) std::_Exit(EXIT_FAILURE);
    }
}

}  // namespace shoal
