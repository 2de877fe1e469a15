"""The packages of cpack: as Debian wants them (lintian), and the same bytes each time (SOURCE_DATE_EPOCH).

They stay in the folder packages of the build, for the test that installs them.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BUILD = Path(sys.argv[1]).resolve()
SKIPPED = 77
WITH_GUI = (BUILD / "bin/shoal-gui").exists()


def run(*words, **more):
    words = [str(word) for word in words]
    done = subprocess.run(words, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, **more)
    assert done.returncode == 0, f"{' '.join(words)} ended with {done.returncode}:\n{done.stdout}"
    return done.stdout


def pack(room, **environment):
    for old in room.glob("*.deb"):
        old.unlink()
    run("cpack", "-G", "DEB", "--config", BUILD / "CPackConfig.cmake", "-B", room,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000", **environment}, umask=0o022)  # fmt: skip
    return sorted(room.glob("*.deb"))


def digests(packages):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in packages}


def main():
    for tool in ("lintian", "dpkg-shlibdeps"):
        if not shutil.which(tool):
            print(f"no {tool} here")
            return SKIPPED
    with tempfile.TemporaryDirectory() as name:
        packages = pack(BUILD / "packages")
        wanted = ["libshoal-dev", "shoal", "shoald"] + (["shoal-gui"] if WITH_GUI else [])
        assert sorted(path.name.split("_")[0] for path in packages) == sorted(wanted), packages
        begin = time.time()
        while int(time.time()) == int(begin):  # a file's time has whole seconds in an archive
            time.sleep(0.05)
        again = pack(Path(name), TZ="Asia/Tokyo", LC_ALL="C", USER="somebody")
        assert digests(packages) == digests(again), "two runs of cpack differ"
        said = run("lintian", "--allow-root", "--fail-on", "error", *packages)
        print(said, end="")
        for path in packages:
            print(f"{path.name}: {path.stat().st_size} bytes")
    return 0


sys.exit(main())
