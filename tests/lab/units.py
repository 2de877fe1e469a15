"""The systemd units: how exposed they are, and that the daemon works under what they take away.

No systemd runs as process 1 here, so the rules of the system unit that can break a program are applied by hand: its
system call filter, its user, its read-only file system, its limits.
"""

import ctypes
import os
import re
import subprocess

from lab import BIN, MS_RDONLY, MS_REMOUNT, Skip, libc, mount, read_tree, run, wait_for, write_tree
from service import Manager

UNITS = BIN.parent / "systemd"
MOST = 1.5
NOBODY = 65534
MS_BIND, MS_REC = 4096, 16384
SCMP_ALLOW, SCMP_EPERM = 0x7FFF0000, 0x00050001


def exposure(lab, unit, *options):
    place = lab.path("scored") / "shoald.service"
    place.parent.mkdir(exist_ok=True)
    # What it starts must exist, or nothing is scored.
    place.write_text(re.sub(r"^ExecStart=.*", f"ExecStart={BIN / 'shoald'}", (UNITS / unit).read_text(), flags=re.M))
    out = subprocess.run(["systemd-analyze", "security", "--offline=yes", *options, place], capture_output=True,
                         text=True, timeout=30,
                         env={"XDG_RUNTIME_DIR": str(lab.root), "LC_ALL": "C.UTF-8"})  # fmt: skip
    found = re.search(r"exposure level for shoald.service: ([\d.]+)", out.stdout)
    assert found, out
    unknown = [line for line in out.stderr.splitlines() if "Unknown" in line or "ignoring" in line]
    assert not unknown, unknown
    print(f"{unit}: exposure {found.group(1)}")
    return float(found.group(1))


def settings(unit):
    """{key: [values]} of its [Service]."""
    out = {}
    for line in (UNITS / unit).read_text().split("\n[Service]\n")[1].split("\n[Install]\n")[0].splitlines():
        if "=" in line and not line.startswith("#"):
            key, value = line.split("=", 1)
            out.setdefault(key, []).append(value)
    return out


def calls_of(group):
    """The system calls of an @group, or the one of that name."""
    if not group.startswith("@"):
        return {group}
    text = subprocess.run(["systemd-analyze", "syscall-filter", group], capture_output=True, text=True, check=True,
                          timeout=30).stdout  # fmt: skip
    lines = {line.strip() for line in text.splitlines()[1:] if line.strip() and not line.strip().startswith("#")}
    return set().union(*[calls_of(line) for line in lines]) if lines else set()


def allowed_calls(filters):
    allowed = set()
    for value in filters:
        calls = set().union(*[calls_of(word) for word in value.removeprefix("~").split()])
        allowed = allowed - calls if value.startswith("~") else allowed | calls
    return allowed | calls_of("@default")


def load_filter(calls):
    """Between fork and exec: everything but `calls` is EPERM from here on."""
    seccomp = ctypes.CDLL("libseccomp.so.2")
    seccomp.seccomp_init.restype = ctypes.c_void_p
    rules = ctypes.c_void_p(seccomp.seccomp_init(SCMP_EPERM))
    for call in calls:
        number = seccomp.seccomp_syscall_resolve_name(call.encode())
        if number >= 0:
            assert seccomp.seccomp_rule_add(rules, SCMP_ALLOW, number, 0) == 0, call
    assert seccomp.seccomp_load(rules) == 0


def works_under_the_rules(lab):
    service = settings("shoald.service")
    calls = allowed_calls(service["SystemCallFilter"])
    assert "mount" not in calls and "landlock_create_ruleset" in calls and "execve" in calls
    for name, mode in [("lib", 0o700), ("run", 0o700), ("etc", 0o755)]:
        place = lab.path(name) / "shoal"
        place.mkdir(parents=True)
        os.chown(place, NOBODY, NOBODY)
        place.chmod(mode)
    lab.root.chmod(0o755)
    manager = Manager(str(lab.path("notify")))
    os.chmod(lab.path("notify"), 0o777)
    shared = write_tree(lab.path("library"), {"a": 400_000, "sub/b": 5})
    environment = {"NOTIFY_SOCKET": str(lab.path("notify")), "WATCHDOG_USEC": "60000000", "HOME": "/",
                   "XDG_STATE_HOME": lab.path("lib"), "XDG_RUNTIME_DIR": lab.path("run"), "PATH": "/usr/bin:/bin",
                   "XDG_CONFIG_HOME": lab.path("etc"), "XDG_DOWNLOAD_DIR": lab.path("lib") / "shoal/downloads",
                   "SHOAL_LAN": "off", "SHOAL_BOOTSTRAP": "none", "SHOAL_LISTEN": "127.0.0.1:0"}  # fmt: skip

    def take_away():
        libc.unshare(0x00020000)
        mount("none", "/", "none", MS_REC | (1 << 18))
        for place in (lab.path("lib"), lab.path("run")):  # StateDirectory=, RuntimeDirectory=
            mount(str(place), place, "none", MS_BIND)
        mount("none", "/", "none", MS_REMOUNT | MS_BIND | MS_RDONLY)  # ProtectSystem=strict
        os.umask(int(service["UMask"][0], 8))
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        libc.prctl(38, 1, 0, 0, 0)
        load_filter(calls)

    with open(lab.path("unit.err"), "wb") as err:
        daemon = subprocess.Popen([BIN / "shoald"], env={key: str(value) for key, value in environment.items()},
                                  stderr=err, stdout=err, preexec_fn=take_away)  # fmt: skip
    lab.cleanups.append(daemon.kill)
    said = lambda: lab.path("unit.err").read_text()  # noqa: E731
    wait_for(lambda: daemon.poll() is not None or manager.count("READY=1"), 20, said)
    assert daemon.poll() is None, said()
    assert "In the sandbox" in said() or "no Landlock" in said(), said()
    control = lab.path("run") / "shoal/control.sock"
    link = lab.shoal("share", shared, "--no-config", "--control", control).expect(0, 30).out.strip()
    endpoint = lab.shoal("status", "--json", "--no-config", "--control", control).expect(0, 20).records[-1]["listen"][0]
    lab.shoal("get", link, "-o", lab.path("got"), "--standalone", "--no-config", "--data-dir", lab.path("get.data"),
              "--listen", "127.0.0.1:0", "--lan", "off", "--bootstrap", "none", "--peer",
              endpoint).expect(0, 40)  # fmt: skip
    assert read_tree(lab.path("got/library")) == read_tree(shared)
    daemon.terminate()
    wait_for(lambda: daemon.poll() is not None, 10, said)
    assert daemon.returncode == 0, said()


def test(lab):
    if not os.path.exists("/usr/bin/systemd-analyze"):
        raise Skip("needs systemd-analyze (package systemd)")
    assert exposure(lab, "shoald.service") <= MOST
    assert exposure(lab, "shoald.user.service", "--user") <= MOST
    for unit in ("shoald.service", "shoald.user.service"):
        service = settings(unit)
        assert service["Type"] == ["notify"], "notify-reload needs systemd 253"
        assert service["RestartPreventExitStatus"] == ["2 14 78"]
    works_under_the_rules(lab)


run(test)
