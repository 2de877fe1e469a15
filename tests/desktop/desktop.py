"""Two people with a window each: one shares a folder by dropping it, the other gets it by pasting the link. What
arrives is compared; what the windows show is kept as pictures (SHOAL_PICTURES=FOLDER)."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "lab"))

from lab import pause, read_tree, run, wait_for, write_tree  # noqa: E402
from screen import Desktop, Screen  # noqa: E402

MIB = 1 << 20
FILES = {"Lake/sunrise.jpg": 3 * MIB, "Lake/boat.jpg": 2 * MIB + 7, "Lake/video of the boat.mp4": 24 * MIB,
         "Forest/deer.jpg": 4 * MIB, "Forest/readme.txt": b"Taken in June.\n", "empty/": 0}  # fmt: skip


def share_by_drop(lab, screen, iris, folder):
    window = iris.window
    screen.place(window, 40, 40, 1240, 780)
    screen.picture("01-empty", window)
    screen.drag([folder], window, during=lambda: screen.picture("02-drop", window))
    dialog = iris.dialog("Share")
    screen.focus(dialog)
    screen.picture("03-share-chosen", dialog)
    screen.key("Return")
    wait_for(lambda: [s for s in iris.shares() if s["state"] == "seeding"], 30, "the folder is shared")
    pause(0.5)
    screen.picture("04-share-link", dialog)
    screen.key("Return")  # Copy is what has the focus
    link = wait_for(lambda: screen.clipboard(), 5, "the link is on the clipboard")
    assert link.startswith("magnet:?xt=urn:shoal:"), "what was copied is no link"
    screen.key("Escape")
    return link


def get_by_paste(lab, screen, iris, omar):
    window = omar.window
    screen.place(window, 120, 60, 1240, 780)
    screen.focus(window)
    screen.key("ctrl+v")
    dialog = omar.dialog("Get")
    pause(1.0)
    screen.picture("05-get-files", dialog)
    screen.focus(dialog)
    screen.key("Return")
    wait_for(lambda: [s for s in omar.shares() if s["state"] == "seeding"], 60, "everything is here")


def desktop(lab):
    screen = Screen(lab)
    folder = write_tree(lab.path("Holiday in the mountains"), FILES)
    iris = Desktop(screen, "iris")
    wait_for(iris.control.exists, 20, "the window serves its control socket")
    link = share_by_drop(lab, screen, iris, folder)
    omar = Desktop(screen, "omar", "--peer", iris.endpoint())
    get_by_paste(lab, screen, iris, omar)
    arrived = omar.home / "Downloads" / folder.name
    assert read_tree(arrived) == read_tree(folder), "other files arrived"
    for person, name in ((omar, "06-got"), (iris, "07-shared")):
        screen.focus(person.window)
        pause(0.5)
        screen.picture(name, person.window)
    for person in (omar, iris):
        assert person.process.is_running(), person.process.err[-2000:]
        screen.focus(person.window)
        screen.key("ctrl+q")
        person.process.expect(0, 15)
        said = person.process.err.strip()
        assert not said, f"{person.name} said {said[:2000]}"


if __name__ == "__main__":
    run(desktop, 120)
