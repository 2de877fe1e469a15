"""A project that is not Shoal finds it with find_package, runs an engine and asks it, whatever Shoal was built with."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parents[1]
BUILD = Path(sys.argv[1]).resolve()


def run(*words, **more):
    words = [str(word) for word in words]
    done = subprocess.run(words, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, **more)
    assert done.returncode == 0, f"{' '.join(words)} ended with {done.returncode}:\n{done.stdout}"
    return done.stdout


def install(room):
    """An install tree that was moved after it was made: nothing in it may know where it was."""
    made, moved = room / "made", room / "moved"
    run("cmake", "--install", BUILD, "--prefix", made, "--component", "libshoal-dev")
    made.rename(moved)
    for path in moved.rglob("*.cmake"):
        for place in (SOURCE, made):
            assert str(place) not in path.read_text(), f"{path.relative_to(moved)} names {place}"
    return moved


def built_with(build):
    """The words of all compilations."""
    commands = json.loads((build / "compile_commands.json").read_text())
    assert len(commands) == 5, commands
    return [word for command in commands for word in command["command"].split()]


def main():
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        prefix, build = install(room), room / "build"
        run("cmake", "-S", HERE / "consumer", "-B", build, "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={prefix}",
            "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON")  # fmt: skip
        run("cmake", "--build", build)
        leaked = [word for word in built_with(build) if word.startswith(("-W", "-f")) or str(SOURCE / "core") in word]
        assert not leaked, f"Shoal's own flags reached its consumer: {leaked}"
        said = run(build / "consumer", room / "data")
        assert said == "an engine of 0 shares and 0 endpoints\n", said


main()
