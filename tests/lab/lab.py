"""What every lab test stands on: a network and mounts of its own, the real programs, deadlines, and a broom.

A test is a function that takes a Lab; `run(test)` calls it in a new network namespace that has nothing but `lo` and in
a new mount namespace, so that nothing it does can reach another machine, and everything it made is gone when it ends,
however it ends. Exit status: 0 passed, 1 failed, 77 not possible here (with the reason).
"""

import contextlib
import ctypes
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

BIN = Path(os.environ.get("SHOAL_BIN_DIR") or Path(__file__).resolve().parents[2] / "build/release/bin")
PATIENCE = float(os.environ.get("SHOAL_LAB_PATIENCE", 1))  # how much longer everything may take, as under sanitizers
TEST_SECONDS = 85  # times PATIENCE; a test that takes longer has failed
SKIPPED = 77
CLONE_NEWNS, CLONE_NEWNET = 0x00020000, 0x40000000
MS_RDONLY, MS_REMOUNT, MS_REC, MS_PRIVATE = 1, 32, 16384, 1 << 18
PR_SET_PDEATHSIG = 1
libc = ctypes.CDLL(None, use_errno=True)


class Skip(Exception):
    """This machine cannot run the test; the text says why."""


def _system(name, *arguments):
    if getattr(libc, name)(*arguments) != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{name}: {os.strerror(error)}")


def mount(source, target, kind, flags=0, options=""):
    _system("mount", source.encode(), os.fsencode(target), kind.encode(), flags, options.encode())


def wait_for(probe, seconds, what):
    """Polls until `probe` answers something true, and returns that; the only place that sleeps."""
    until = time.monotonic() + seconds * PATIENCE
    while True:
        answer = probe()
        if answer:
            return answer
        if time.monotonic() > until:
            raise AssertionError(f"not within {seconds} s: {what() if callable(what) else what}")
        time.sleep(0.02)


def pause(seconds):
    """Lets the programs run for so long; for tests that are about instants."""
    time.sleep(seconds)


# --- files -------------------------------------------------------------------------------------------------------


def write_tree(root, files, seed=1):
    """Makes {path: size or bytes}; a path that ends in / is a directory, one that ends in * is executable."""
    source = random.Random(seed)
    for path, what in files.items():
        place = Path(root, path.rstrip("*"))
        if path.endswith("/"):
            place.mkdir(parents=True, exist_ok=True)
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        with open(place, "wb") as file:
            if isinstance(what, bytes):
                file.write(what)
            else:
                for at in range(0, what, 1 << 20):  # randbytes takes no more than 256 MiB at once
                    file.write(source.randbytes(min(1 << 20, what - at)))
        place.chmod(0o755 if path.endswith("*") else 0o644)
    return Path(root)


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()


def read_tree(root):
    """{path: (kind, executable, digest)} of everything below."""
    out = {}
    for place in sorted(Path(root).rglob("*")):
        name = str(place.relative_to(root))
        if place.is_symlink() or not (place.is_file() or place.is_dir()):
            out[name] = ("other", False, "")
        elif place.is_dir():
            out[name] = ("directory", False, "")
        else:
            out[name] = ("file", bool(place.stat().st_mode & 0o100), digest(place))
    return out


def flip(path, offset):
    """Changes one byte under whoever has the file open; calling it again puts it back."""
    with open(path, "r+b") as file:
        file.seek(offset)
        byte = file.read(1)[0]
        file.seek(offset)
        file.write(bytes([byte ^ 0x01]))


# --- processes ---------------------------------------------------------------------------------------------------


def cpu_seconds(pid):
    """User and system seconds that a running process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Process:
    """A running program; what it says goes to files, so that it never waits for a reader."""

    def __init__(self, lab, name, words, stdin="", env=None, pass_fds=()):
        self.name, self.words = name, [str(word) for word in words]
        self.out_path, self.err_path = lab.path(f"{name}.out"), lab.path(f"{name}.err")
        given = lab.path(f"{name}.in")
        given.write_text(stdin)
        with open(given) as into, open(self.out_path, "wb") as out, open(self.err_path, "wb") as err:
            self.process = subprocess.Popen(
                self.words, stdin=into, stdout=out, stderr=err, env={**lab.environment, **(env or {})},
                preexec_fn=lambda: libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL), pass_fds=pass_fds,
            )  # fmt: skip
        lab.processes.append(self)

    @property
    def pid(self):
        return self.process.pid

    @property
    def out(self):
        return self.out_path.read_text(errors="replace")

    @property
    def err(self):
        return self.err_path.read_text(errors="replace")

    @property
    def records(self):
        """The JSON objects on stdout, whole lines only."""
        return [json.loads(line) for line in self.out.split("\n")[:-1] if line.startswith("{")]

    def record(self, kind):
        return next((record for record in self.records if record["type"] == kind), None)

    def is_running(self):
        return self.process.poll() is None

    def await_record(self, kind, seconds=20):
        def probe():
            found = self.record(kind)
            assert found or self.is_running(), f"{self.name} ended with {self.process.returncode}: {self.err[-2000:]}"
            return found

        return wait_for(probe, seconds, lambda: f"{self.name} says {kind!r}; it said {self.out[-500:]!r}")

    def wait(self, seconds):
        """Its exit code."""
        wait_for(lambda: not self.is_running(), seconds, lambda: f"{self.name} ends; last words: {self.err[-800:]!r}")
        return self.process.returncode

    def expect(self, code, seconds=60):
        got = self.wait(seconds)
        assert got == code, f"{self.name} ended with {got}, not {code}:\n{self.err[-3000:]}\n{self.out[-1000:]}"
        return self

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self, seconds=20):
        self.process.terminate()
        return self.wait(seconds)

    def errors(self):
        """What it said on stderr in its own name: the lines that name what went wrong."""
        return [line for line in self.err.splitlines() if line.startswith(("shoal: ", "shoald: "))]


class Node:
    """A daemon with its own data directory."""

    def __init__(self, lab, name, *options, address="127.0.0.1", space=None, log="debug", lan="off", data=None):
        self.lab, self.name, self.space, self.level, self.lan = lab, name, space, log, lan
        self.options, self.address = options, address
        self.data, self.control = data or lab.path(f"{name}.data"), lab.path(f"{name}.ctl") / "sock"
        self.starts = 0
        self.start()

    def start(self):
        self.starts += 1
        words = [BIN / "shoald", "--data-dir", self.data, "--control", self.control, "--listen", f"{self.address}:0",
                 "--lan", self.lan, "--log", self.level, "--json", "--no-config", *self.options]  # fmt: skip
        self.process = self.lab.start(f"{self.name}-{self.starts}", words, space=self.space)
        self.endpoint = self.process.await_record("listening")["endpoints"][0]
        wait_for(self.control.exists, 10, f"{self.name} serves its control socket")

    def shoal(self, *words, seconds=60):
        """Runs `shoal` against this daemon and returns its last JSON object."""
        process = self.lab.shoal(*words, "--json", "--no-config", "--control", self.control, space=self.space)
        process.expect(0, seconds)
        return process.records[-1]

    def share(self, path, *options):
        return self.shoal("share", path, "--with-secrets", *options)["link"]

    def status(self):
        return self.shoal("status")

    def shares(self):
        return self.status()["shares_list"]

    def stop(self):
        code = self.process.stop()
        assert code in (0, 143), f"{self.name} ended with {code}: {self.process.err[-2000:]}"

    @property
    def log(self):
        return self.process.err


class Getter:
    """`shoal get` as its own engine, with a control socket to look at it. Run again, it goes on."""

    def __init__(self, lab, name, link, into, *options, address="127.0.0.1", space=None, wrapper=(), lan="off"):
        self.lab, self.name, self.space, self.into = lab, name, space, Path(into)
        self.data, self.control = lab.path(f"{name}.data"), lab.path(f"{name}.ctl") / "sock"
        self.words = [*wrapper, BIN / "shoal", "get", link, "-o", into, "--standalone", "--data-dir", self.data,
                      "--control", self.control, "--listen", f"{address}:0", "--lan", lan, "--json", "--no-config",
                      "--progress", "none", *options]  # fmt: skip
        self.starts = 0
        self.start()

    def start(self):
        self.starts += 1
        self.process = self.lab.start(f"{self.name}-{self.starts}", self.words, space=self.space)
        return self

    def view(self):
        """The share as the getter sees it, or None while nothing answers."""
        process = self.lab.shoal("status", "--json", "--no-config", "--control", self.control, space=self.space)
        if process.wait(20) != 0:
            return None
        shares = process.records[-1].get("shares_list", [])
        return shares[0] if shares else None

    def status(self):
        process = self.lab.shoal("status", "--json", "--no-config", "--control", self.control, space=self.space)
        return process.expect(0).records[-1]

    def await_view(self, probe, seconds, what):
        last = {}

        def look():
            assert self.process.is_running(), f"{self.name} ended: {self.process.err[-2000:]} {self.process.out[-500:]}"
            view = self.view()
            if view:
                last.update(view)
            return view if view and probe(view) else None

        return wait_for(look, seconds, lambda: f"{what}; last seen: {last}")

    def expect(self, code, seconds=60):
        return self.process.expect(code, seconds)


class Space:
    """A second machine: a named network namespace joined to ours by a cable."""

    def __init__(self, lab, name, ours, theirs):
        self.name = f"shoal-{os.getpid()}-{name}"
        self.cable = f"lab-{name}"
        self.address = theirs
        lab.command("ip", "netns", "add", self.name)
        lab.cleanups.append(lambda: lab.command("ip", "netns", "del", self.name))
        lab.command("ip", "link", "add", self.cable, "type", "veth", "peer", "name", "cable", "netns", self.name)
        lab.command("ip", "address", "add", f"{ours}/24", "dev", self.cable)
        lab.command("ip", "link", "set", self.cable, "up")
        for words in (["address", "add", f"{theirs}/24", "dev", "cable"], ["link", "set", "cable", "up"],
                      ["link", "set", "lo", "up"]):  # fmt: skip
            lab.command("ip", "-n", self.name, *words)


# --- the lab -----------------------------------------------------------------------------------------------------


class Lab:
    def __init__(self, name):
        self.root = Path(tempfile.mkdtemp(prefix=f"shoal-lab-{name}-"))
        self.processes, self.cleanups, self.runs = [], [], 0
        keep = ("PATH", "LANG", "ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS")
        self.environment = {key: os.environ[key] for key in keep if key in os.environ}
        self.environment |= {"HOME": str(self.root), "XDG_RUNTIME_DIR": str(self.root), "LC_ALL": "C.UTF-8"}

    def path(self, name):
        return self.root / name

    def tiny_disk(self, name, options):
        """A file system of its own in a directory of the lab."""
        place = self.path(name)
        place.mkdir()
        mount("tmpfs", place, "tmpfs", 0, options)
        self.cleanups.append(lambda: _system("umount2", os.fsencode(place), 2))
        return place

    def command(self, *words):
        done = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=30)
        assert done.returncode == 0, f"{words}: {done.stderr}"
        return done.stdout

    def start(self, name, words, space=None, **options):
        inside = ["ip", "netns", "exec", space.name] if space else []
        return Process(self, name, [*inside, *words], **options)

    def shoal(self, *words, space=None, **options):
        self.runs += 1
        return self.start(f"shoal-{self.runs}-{words[0]}", [BIN / "shoal", *words], space=space, **options)

    def tell(self):
        """What the programs said last, for whoever reads a failure."""
        for process in self.processes:
            said = process.err[-1500:].strip()
            if said and not (process.name.endswith("-status") and process.process.returncode == 0):
                print(f"--- {process.name} ({process.process.poll()}): {' '.join(process.words)[:300]}\n{said}")

    def sweep(self):
        for process in self.processes:
            if process.is_running():
                process.kill()
        for cleanup in reversed(self.cleanups):
            with contextlib.suppress(Exception):
                cleanup()
        if os.environ.get("SHOAL_LAB_KEEP"):
            print(f"kept: {self.root}")
        else:
            shutil.rmtree(self.root, ignore_errors=True)


def enter_own_world():
    """A network with nothing but lo, and mounts that end with us."""
    if os.geteuid() != 0:
        raise Skip("needs root for network namespaces")
    try:
        _system("unshare", CLONE_NEWNS | CLONE_NEWNET)
        mount("none", "/", "none", MS_REC | MS_PRIVATE)
        Path("/run/netns").mkdir(parents=True, exist_ok=True)
        mount("tmpfs", "/run/netns", "tmpfs")
    except OSError as error:
        raise Skip(f"no namespaces here: {error}") from error
    if shutil.which("ip") is None:
        raise Skip("needs iproute2")
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)


def out_of_time(*_):
    raise AssertionError("the test took longer than it may")


def run(test, seconds=TEST_SECONDS):
    name = Path(sys.argv[0]).stem
    begin = time.monotonic()
    try:
        enter_own_world()
        for program in ("shoal", "shoald"):
            if not (BIN / program).exists():
                raise AssertionError(f"{BIN / program} is not built")
        lab = Lab(name)
        signal.signal(signal.SIGALRM, out_of_time)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
        signal.alarm(int(seconds * PATIENCE))
        try:
            test(lab)
        except Skip:
            raise
        except BaseException:
            signal.alarm(0)
            lab.tell()
            raise
        finally:
            signal.alarm(0)
            lab.sweep()
    except Skip as skip:
        print(f"skipped: {name}: {skip}")
        sys.exit(SKIPPED)
    except Exception:
        traceback.print_exc(file=sys.stdout)
        print(f"FAILED: {name} after {time.monotonic() - begin:.1f} s")
        sys.exit(1)
    print(f"passed: {name} in {time.monotonic() - begin:.1f} s")
