// shoal-manual: used by the build only. Reads a text of the manual from stdin and writes it with its tables to stdout.

#include <iostream>
#include <iterator>

#include "cli/manual.h"

int main() {
    const std::string text{std::istreambuf_iterator<char>{std::cin}, {}};
    const auto filled = shoal::cli::fill_manual(text);
    if (!filled) {
        std::cerr << "shoal-manual: " << filled.error().what << '\n';
        return 1;
    }
    std::cout << *filled << std::flush;
    return std::cout ? 0 : 1;
}
