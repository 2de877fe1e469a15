"""`shoal demo` as a newcomer runs it, on a folder of this machine: every copy identical, the seeder sends little more
than one copy, and nothing is left behind."""

import shutil
from pathlib import Path

from lab import BIN, run

MIB = 1024 * 1024


def sample_of_this_machine(lab):
    """About 30 MiB of the machine's own libraries, folders and all."""
    folder, size = lab.path("sample"), 0
    for library in sorted(Path("/usr/lib").rglob("*.so*")):
        if library.is_symlink() or not library.is_file() or library.stat().st_size > 8 * MIB:
            continue
        place = folder / library.relative_to("/usr/lib")
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(library, place)
        size += library.stat().st_size
        if size > 30 * MIB:
            break
    assert size > MIB, "no libraries on this machine"
    return folder


def command_of(process):
    try:
        return (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def demo(lab):
    folder = sample_of_this_machine(lab)
    room = lab.path("room")
    room.mkdir()
    words = [BIN / "shoal", "demo", folder, "--peers", "3", "--json", "--time-limit", "60"]
    process = lab.start("demo", words, env={"TMPDIR": str(room)}).expect(0, 70)
    record = process.records[-1]
    print(record)
    assert record["type"] == "demo" and record["identical"] is True, record
    assert record["seeder_ratio"] <= 1.5, f"the seeder sent {record['seeder_ratio']} copies"
    assert not list(room.iterdir()), f"left behind: {list(room.iterdir())}"
    running = [line for place in Path("/proc").glob("[0-9]*") if str(room) in (line := command_of(place))]
    assert not running, f"still running: {running}"


if __name__ == "__main__":
    run(demo)
