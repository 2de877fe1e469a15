"""What ten thousand shares of a daemon cost the window, a hundred of them moving: how long until the list is there, how
busy the thread of the window is in both modes. By hand: it measures, and takes minutes."""

import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "lab"))

from lab import cpu_seconds, pause, run, wait_for  # noqa: E402
from many_shares import LOOK_SECONDS, move_many, share_many  # noqa: E402
from screen import Desktop, Screen  # noqa: E402

STARTS = 5
SIZE = (1200, 760)


def thread_seconds(pid):
    fields = Path(f"/proc/{pid}/task/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100


def start(screen, node, rows):
    """Seconds from the start of the program until rows of the list are drawn, and the window."""
    remembered = ("window/first-run-done=true", "window/details=false", f"list/rows={'true' if rows else 'false'}")
    hand = screen.hand("await", 400, 200, 500, 200)
    wait_for(lambda: "ready" in hand.out, 10, "the hand looks")
    begin = time.monotonic()
    desktop = Desktop(screen, "window", "--control", node.control, standalone=False, remembered=remembered)
    hand.expect(0, 30)
    return int(hand.out.split()[1]) / 1000 - begin, desktop


def starts(screen, node):
    times = []
    for _ in range(STARTS):
        took, desktop = start(screen, node, rows=True)
        times.append(took)
        desktop.stop()
        pause(0.5)
    print(f"start until the list is drawn: median {statistics.median(times) * 1000:.0f} ms of "
          f"{[round(t * 1000) for t in times]}")  # fmt: skip


def busy(screen, node, rows):
    _, desktop = start(screen, node, rows)
    mode, window = "rows" if rows else "table", desktop.window
    screen.place(window, 60, 40, *SIZE)
    pause(2)
    for word in ("the newest first", "scrolled to the end"):
        pid, begin = desktop.process.pid, time.monotonic()
        before, everything = thread_seconds(pid), cpu_seconds(pid)
        pause(LOOK_SECONDS)
        took = time.monotonic() - begin
        share, whole = (thread_seconds(pid) - before) / took, (cpu_seconds(pid) - everything) / took
        print(f"{mode}, {word}: the window's thread is busy {share:.1%}, the program {whole:.1%}; "
              f"{node.status()['rate_down'] / 2**20:.1f} MiB/s come")  # fmt: skip
        screen.focus(window)
        screen.key("Tab", "End")
    screen.picture(f"many-{mode}", window)
    desktop.stop()


def busy_window(lab):
    screen = Screen(lab)
    disk = Path(lab.tiny_disk("disk", "size=4g"))
    node = share_many(lab, disk)
    starts(screen, node)
    node.shoal("limit", "--down", "8M")
    move_many(lab, disk, node)
    for rows in (True, False):
        busy(screen, node, rows)


if __name__ == "__main__":
    run(busy_window, 900)
