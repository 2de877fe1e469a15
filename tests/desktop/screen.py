"""A real X server without a screen, a window manager, keys, a mouse, and windows of shoal-gui on it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "lab"))

from lab import BIN, Skip, pause, wait_for  # noqa: E402

WIDTH, HEIGHT = 1440, 900
PICTURES = os.environ.get("SHOAL_PICTURES")  # a folder that keeps them


class Screen:
    def __init__(self, lab):
        for program in ("Xvfb", "xdotool", "xclip", "openbox"):
            if shutil.which(program) is None:
                raise Skip(f"needs {program}")
        self.lab = lab
        self.pictures = Path(PICTURES) if PICTURES else lab.path("pictures")
        self.pictures.mkdir(parents=True, exist_ok=True)
        self.hands = 0
        reading, writing = os.pipe()
        server = lab.start("xvfb", ["Xvfb", "-displayfd", writing, "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten",
                                    "tcp", "-noreset", "-dpi", "96"], pass_fds=(writing,))  # fmt: skip
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        assert number, f"no X server: {server.err[-500:]}"
        lab.environment |= {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "QT_SCALE_FACTOR": "1",
                            "QT_ACCESSIBILITY": "0", "DBUS_SESSION_BUS_ADDRESS": f"unix:path={lab.path('no-bus')}",
                            "XDG_CONFIG_HOME": str(lab.path("config")), "TZ": "UTC"}  # fmt: skip
        frameless = lab.path("openbox.xml")
        frameless.write_text('<openbox_config xmlns="http://openbox.org/3.4/rc"><applications><application class="*">'
                             "<decor>no</decor></application></applications></openbox_config>")  # fmt: skip
        lab.start("openbox", ["openbox", "--sm-disable", "--config-file", frameless])
        wait_for(lambda: self.do("get_desktop", check=False) == "0", 20, "the window manager is there")

    def do(self, *words, check=True):
        done = subprocess.run(["xdotool", *map(str, words)], capture_output=True, text=True, timeout=30,
                              env=self.lab.environment)  # fmt: skip
        assert done.returncode == 0 or not check, f"xdotool {words}: {done.stderr}"
        return done.stdout.strip()

    def key(self, *keys):
        for key in keys:
            self.do("key", "--clearmodifiers", key)
            pause(0.05)

    def type(self, text):
        self.do("type", "--delay", "5", text)

    def windows_of(self, process, title=".*"):
        found = self.do("search", "--all", "--onlyvisible", "--pid", process.pid, "--name", title, check=False)
        return found.split()

    def await_window(self, process, title, seconds=20):
        def probe():
            assert process.is_running(), f"{process.name} ended: {process.err[-2000:]}"
            return self.windows_of(process, title)

        return wait_for(probe, seconds, lambda: f"a window {title!r} of {process.name}")[-1]

    def focus(self, window):
        self.do("windowactivate", "--sync", window)
        pause(0.1)

    def place(self, window, x, y, width, height):
        self.do("windowmove", window, x, y)
        self.do("windowsize", "--sync", window, width, height, check=False)
        pause(0.3)

    def geometry(self, window):
        """x, y, width, height of what is inside its frame."""
        lines = dict(line.split("=") for line in self.do("getwindowgeometry", "--shell", window).splitlines())
        return tuple(int(lines[key]) for key in ("X", "Y", "WIDTH", "HEIGHT"))

    def hand(self, *words):
        self.hands += 1
        return self.lab.start(f"hand-{self.hands}", [BIN / "desktop_hand", *words])

    def picture(self, name, window=None):
        """Of the window, or of the whole screen."""
        pause(0.4)
        place = self.geometry(window) if window else ()
        path = self.pictures / f"{name}.png"
        self.hand("shot", path, *place).expect(0, 20)
        return path

    def clipboard(self, text=None):
        words = ["xclip", "-selection", "clipboard"]
        if text is None:
            done = subprocess.run([*words, "-o"], capture_output=True, text=True, timeout=10, env=self.lab.environment)
            return done.stdout
        subprocess.run([*words, "-i"], input=text, text=True, timeout=10, env=self.lab.environment, check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        return text

    def drag(self, paths, window, during=None):
        """From a little window at the corner into the middle of `window`, as a file manager would."""
        source = self.hand("drag", 2, 2, *paths)
        wait_for(lambda: "ready" in source.out, 10, "something to drag")
        x, y, width, height = self.geometry(window)
        pause(0.3)
        self.do("mousemove", "--sync", 14, 14)
        self.do("mousedown", 1)
        for step in range(1, 21):
            at = (14 + (x + width // 2 - 14) * step // 20, 14 + (y + height // 2 - 14) * step // 20)
            self.do("mousemove", *at)
            pause(0.03)
        pause(0.3)
        if during:
            during()
        self.do("mouseup", 1)
        source.expect(0, 15)


class Desktop:
    """A running shoal-gui with its own data directory and settings."""

    def __init__(self, screen, name, *options, standalone=True, remembered=("window/first-run-done=true",), home=None):
        self.screen, self.lab, self.name = screen, screen.lab, name
        self.home = home or self.lab.path(f"{name}.home")
        self.data, self.control = self.home / "data", self.home / "data/control.sock"
        self.config = self.home / "config"
        self.remember(remembered)
        self.options = [*(["--standalone"] if standalone else []), *options]
        self.starts = 0
        self.start()

    def remember(self, entries):
        """Writes what the window would remember of an earlier run."""
        groups = {}
        for entry in entries:
            group, _, rest = entry.partition("/")
            groups.setdefault(group, []).append(rest)
        place = self.config / "shoal"
        place.mkdir(parents=True, exist_ok=True)
        text = "".join(f"[{group}]\n" + "".join(f"{line}\n" for line in lines) for group, lines in groups.items())
        (place / "window.ini").write_text(text)

    def start(self, *more):
        self.starts += 1
        downloads = self.home / "Downloads"
        downloads.mkdir(parents=True, exist_ok=True)
        runtime = self.home / "run"
        runtime.mkdir(mode=0o700, exist_ok=True)
        words = [BIN / "shoal-gui", "--data-dir", self.data, "--listen", "127.0.0.1:0", "--lan", "off", "--bootstrap",
                 "none", *self.options, *more]  # fmt: skip
        environment = {"HOME": str(self.home), "XDG_CONFIG_HOME": str(self.config), "XDG_RUNTIME_DIR": str(runtime),
                       "XDG_DOWNLOAD_DIR": str(downloads)}  # fmt: skip
        self.process = self.lab.start(f"{self.name}-{self.starts}", words, env=environment)
        return self

    @property
    def window(self):
        return self.screen.await_window(self.process, "^Shoal$")

    def dialog(self, title, seconds=20):
        return self.screen.await_window(self.process, title, seconds)

    def shoal(self, *words):
        process = self.lab.shoal(*words, "--json", "--no-config", "--control", self.control)
        process.expect(0)
        return process.records[-1]

    def shares(self):
        return self.shoal("status")["shares_list"] if self.control.exists() else []

    def endpoint(self):
        return self.shoal("status")["listen"][0]

    def stop(self):
        self.process.stop()
