"""Pictures of the window as people meet it, for eyes and for README: SHOAL_PICTURES=FOLDER tests/desktop/pictures.py

A swarm of five moves a folder while the pictures are made: a seeder, three who fetch beside the window, and the window.
"""

import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "lab"))

from lab import Getter, Node, pause, run, wait_for, write_tree  # noqa: E402
from screen import Desktop, Screen  # noqa: E402

MIB = 1 << 20
SIZE = (1180, 760)
TABS = ("overview", "files", "peers", "sources", "speed", "log")


def holiday(lab):
    files = {f"Lake/{n:03}.jpg": 2 * MIB + n * 1000 for n in range(24)}
    files |= {f"Forest/{n:03}.jpg": 3 * MIB + n * 777 for n in range(12)}
    files |= {"Videos/the climb.mp4": 60 * MIB, "Videos/the way down.mp4": 38 * MIB, "read me.txt": b"Taken in June.\n"}
    return write_tree(lab.path("Holiday in the mountains"), files)


def own_shares(lab, desktop):
    """What else is in the window: shares of this computer, one of them paused, one whose folder is gone."""
    for name, size, label in (("Choir recordings", 9 * MIB, "music"), ("Field data 2026", 30 * MIB, "work"),
                              ("Site backup", 4 * MIB, "work"), ("Slides", MIB, "work")):  # fmt: skip
        folder = write_tree(lab.path(name), {f"{name} {n}.bin": size // 4 for n in range(4)})
        desktop.shoal("share", folder, "--label", label)
    shares = {share["name"]: share["tag"] for share in desktop.shares()}
    desktop.shoal("pause", shares["Site backup"])
    shutil.rmtree(lab.path("Slides"))
    # It is told, and shown from then on, that the folder is not there.
    lab.shoal("recheck", shares["Slides"], "--no-config", "--control", desktop.control).expect(3)


def swarm(lab):
    """The link, and where its peers are."""
    seeder = Node(lab, "seeder", "--bootstrap", "none", "--limit-up", "6M", log="warn")
    link = seeder.share(holiday(lab))
    getters = []
    for number in range(3):
        into = lab.path(f"got{number}")
        getter = Getter(lab, f"getter{number}", link, into, "--peer", seeder.endpoint, "--bootstrap",
                        "none", "--limit-up", "2M")  # fmt: skip
        getter.await_view(lambda view: view["bytes_have"] > 0, 20, "it begins")
        getters.append(getter)
    peers = [seeder.endpoint, *(getter.status()["listen"][0] for getter in getters)]
    return link, peers


def dialogs(screen, desktop, link, prefix):
    window = desktop.window
    screen.clipboard(link)
    screen.focus(window)
    screen.key("ctrl+v")
    dialog = desktop.dialog("^Get$")
    wait_for(lambda: any(share["state"] == "resolved" for share in desktop.shares()), 30, "the list of files is here")
    pause(1)
    screen.picture(f"{prefix}get", dialog)
    screen.focus(dialog)
    screen.key("Return")
    pause(1)
    for key, title, name in (("ctrl+comma", "^Settings$", "settings"), ("F1", "reach", "reachability"),
                             ("ctrl+n", "^Share$", "share-empty")):  # fmt: skip
        screen.focus(window)
        screen.key(key)
        dialog = desktop.dialog(title)
        pause(1)
        screen.picture(f"{prefix}{name}", dialog)
        screen.focus(dialog)
        screen.key("Escape")


def tour(lab, screen, link, peers, appearance):
    prefix = f"{appearance}-"
    remembered = ("window/first-run-done=true", f"window/appearance={appearance}")
    desktop = Desktop(screen, f"window-{appearance}", "--peer", ",".join(peers), remembered=remembered)
    window = desktop.window
    screen.place(window, 60, 40, *SIZE)
    screen.picture(f"{prefix}empty", window)
    own_shares(lab, desktop)
    dialogs(screen, desktop, link, prefix)
    wait_for(lambda: [s for s in desktop.shares() if s["state"] == "downloading" and s["bytes_have"] > 20 * MIB], 40,
             "it moves")  # fmt: skip
    screen.focus(window)
    screen.key("ctrl+2")
    for number, tab in enumerate(TABS):
        screen.key(f"alt+{number + 1}")
        pause(1.2)
        screen.picture(f"{prefix}rows-{tab}", window)
    screen.key("alt+1", "ctrl+1")
    screen.picture(f"{prefix}table", window)
    screen.key("ctrl+k")
    dialog = desktop.dialog("^Link")
    pause(0.7)
    screen.picture(f"{prefix}link", dialog)
    screen.focus(dialog)
    screen.key("Escape")
    screen.focus(window)
    screen.key("ctrl+f")
    screen.type("nothing like it")
    screen.picture(f"{prefix}no-match", window)
    screen.key("ctrl+a", "BackSpace")
    screen.key("ctrl+q")
    desktop.process.expect(0, 15)
    for name in ("Choir recordings", "Field data 2026", "Site backup"):
        lab.path(name).rename(lab.path(f"{name} {appearance}"))


def first_run(lab, screen):
    desktop = Desktop(screen, "first", remembered=())
    dialog = desktop.dialog("Welcome")
    pause(0.7)
    screen.picture("first-run", dialog)
    screen.focus(dialog)
    screen.key("Escape")
    window = desktop.window
    screen.focus(window)
    screen.clipboard("shoal:bdamaged")
    screen.key("ctrl+u")
    dialog = desktop.dialog("^Get$")
    screen.focus(dialog)
    screen.type("shoal:bdamagedlink")
    screen.key("Return")
    pause(0.5)
    screen.picture("bad-link", dialog)
    desktop.stop()


def pictures(lab):
    screen = Screen(lab)
    first_run(lab, screen)
    link, peers = swarm(lab)
    for appearance in ("light", "dark"):
        tour(lab, screen, link, peers, appearance)


if __name__ == "__main__":
    run(pictures, 240)
