"""Without a display shoal-gui says so and ends, with a code of its own."""

import os
import subprocess
import sys

NO_DISPLAY = 69
PROGRAM = sys.argv[1]
NAMES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def main():
    bare = {name: value for name, value in os.environ.items() if name not in NAMES}
    done = subprocess.run([PROGRAM], env=bare, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == NO_DISPLAY, (done.returncode, done.stderr)
    assert done.stderr.startswith("shoal-gui: no display: "), done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    answered = subprocess.run([PROGRAM, "--version"], env=bare, capture_output=True, text=True, timeout=60, check=False)
    assert answered.returncode == 0, (answered.returncode, answered.stderr)
    return 0


sys.exit(main())
