"""kill -9 at random instants of one download: it always goes on, what was recorded stays, and what is sent again is at
most one second of traffic for each kill.

    kill_nine.py [KILLS [SEED]]
"""

import random
import signal
import sys

from lab import Getter, Node, digest, pause, run, wait_for, write_tree

SIZE = 256 * 1024 * 1024
RATE = 20 * 1000 * 1000  # bytes a second that the seeder may send
KILLS = int(sys.argv[1]) if len(sys.argv) > 1 else 20
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else 20260101


def kill_nine(lab):
    instants = random.Random(SEED)
    print(f"seed {SEED}, {KILLS} kills")
    file = write_tree(lab.path("source"), {"large.bin": SIZE}, seed=SEED) / "large.bin"
    seeder = Node(lab, "seeder", "--bootstrap", "none", "--limit-up", str(RATE))
    link = seeder.share(file)
    sent = lambda: seeder.status()["bytes_sent"]  # noqa: E731

    getter = Getter(lab, "getter", link, lab.path("got"), "--bootstrap", "none", "--peer", seeder.endpoint)
    durable = hits = 0
    for kill in range(KILLS):
        if kill:
            getter.start()
        before = sent()
        wait_for(lambda: sent() > before or not getter.process.is_running(), 20, "the download goes on")
        resumed = getter.view()
        if resumed:
            assert resumed["bytes_durable"] >= durable, f"forgot what was recorded: {durable} -> {resumed}"
        pause(instants.uniform(0.2, 0.9))
        view = getter.view() or {"bytes_durable": durable, "bytes_have": 0}
        getter.process.process.send_signal(signal.SIGKILL)
        code = getter.process.wait(10)
        if code == 0:
            print(f"  kill {kill + 1:2}: was complete already")
            break
        assert code == -signal.SIGKILL, f"ended with {code} by itself: {getter.process.err[-2000:]}"
        durable = max(durable, view["bytes_durable"])
        hits += 1
        print(f"  kill {kill + 1:2}: sent {(sent() - before) / 1e6:6.1f} MB, verified {view['bytes_have'] / 1e6:6.1f},"
              f" recorded {durable / 1e6:6.1f}")  # fmt: skip
    else:
        getter.start()
    getter.expect(0, 60)
    assert digest(getter.into / file.name) == digest(file), "not identical"
    again = sent() - SIZE
    print(f"{hits} kills in mid-transfer; sent again {again / 1e6:.1f} MB, {again / 1e6 / max(hits, 1):.2f} MB a kill")
    assert hits >= KILLS * 3 // 4, f"only {hits} of {KILLS} kills hit a running transfer"
    assert again >= 0, "the file arrived without having been sent"
    assert again <= hits * RATE, f"more than a second of traffic for each kill: {again / hits / 1e6:.1f} MB"
    seeder.stop()


if __name__ == "__main__":
    run(kill_nine)
