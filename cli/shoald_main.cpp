#include "cli/program.h"

int main(int argc, char** argv) {
    return shoal::cli::shoald_main(argc, argv);
}
