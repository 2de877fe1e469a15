#include "cli/program.h"

int main(int argc, char** argv) {
    return shoal::cli::shoal_main(argc, argv);
}
