"""The daemon is killed under the window: the window says so, keeps what it knew in view, and goes on by itself when the
daemon is back; it never ends, never runs an engine that nobody asked for."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "lab"))

from lab import Node, cpu_seconds, pause, run, wait_for, write_tree  # noqa: E402
from screen import Desktop, Screen  # noqa: E402


def colours_of(screen, window, part):
    """How many colours a part (x, y, width, height) of the window has: a banner is not plain ground."""
    x, y, _, _ = screen.geometry(window)
    path = screen.pictures / "part.ppm"
    screen.hand("shot", path, x + part[0], y + part[1], part[2], part[3]).expect(0, 20)
    data = path.read_bytes().split(b"\n", 3)[3]
    return {data[at : at + 3] for at in range(0, len(data) - 2, 3)}


def has_banner(screen, window):
    """The line above the list has the ground of a warning all along."""
    warnings = [c for c in colours_of(screen, window, (300, 70, 200, 3)) if c[0] > c[2] + 10]
    return bool(warnings)


def daemon_gone(lab):
    screen = Screen(lab)
    node = Node(lab, "node", "--bootstrap", "none", log="warn")
    for number in range(3):
        node.share(write_tree(lab.path(f"folder {number}"), {"a.bin": 300_000}))
    watcher = Desktop(screen, "watcher", "--control", node.control, standalone=False)
    window = watcher.window
    screen.place(window, 40, 40, 1200, 760)
    wait_for(lambda: len(node.shares()) == 3, 10, "the daemon has its shares")
    pause(1)
    screen.picture("20-daemon", window)
    assert not has_banner(screen, window), "a banner while everything is well"
    for again in range(3):
        node.process.kill()
        wait_for(lambda: has_banner(screen, window), 10, "the window says that the daemon is gone")
        screen.picture("21-daemon-gone", window)
        assert watcher.process.is_running(), watcher.process.err[-2000:]
        before = cpu_seconds(watcher.process.pid)
        pause(2)
        used = cpu_seconds(watcher.process.pid) - before
        assert used < 0.5, f"looking for the daemon takes {used / 2:.0%} of a core"
        node.start()
        wait_for(lambda: not has_banner(screen, window), 20, "the window goes on with the daemon")
    screen.picture("22-daemon-back", window)
    screen.focus(window)
    screen.key("ctrl+q")
    watcher.process.expect(0, 15)
    assert node.process.is_running(), "the daemon goes on without the window"
    node.stop()


if __name__ == "__main__":
    run(daemon_gone, 120)
