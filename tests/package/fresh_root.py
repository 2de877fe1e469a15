"""The packages in a fresh Debian: installed, used where only loopback is, removed, purged; and what is left then.

The packages are those that package.debs left. Only apt reaches another machine: the mirror this machine uses itself.
The unpacked base is kept in TMPDIR for the next time.
"""

import hashlib
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILD = Path(sys.argv[1]).resolve()
SKIPPED = 77
NAMES = ("shoal", "shoald", "shoal-gui")
# Where installing anything leaves traces, or where nothing lasts.
PASSING = ("dev", "proc", "sys", "run", "tmp", "var/cache", "var/lib/apt", "var/lib/dpkg", "var/log", "etc/ld.so.cache")
ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LC_ALL": "C.UTF-8",
               "DEBIAN_FRONTEND": "noninteractive"}  # fmt: skip


class Skip(Exception):
    """This machine cannot run the test; the text says why."""


def run(*words, **more):
    words = [str(word) for word in words]
    done = subprocess.run(words, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, **more)
    assert done.returncode == 0, f"{' '.join(words)} ended with {done.returncode}:\n{done.stdout}"
    return done.stdout


# --- the root --------------------------------------------------------------------------------------------------------


def check_machine():
    if os.geteuid() != 0:
        raise Skip("needs root")
    for tool in ("debootstrap", "unshare", "ip"):
        if not shutil.which(tool):
            raise Skip(f"no {tool} here")
    probe = ["unshare", "--mount", "--net", "--pid", "--fork", "mount", "-t", "tmpfs", "none", "/mnt"]
    tried = subprocess.run(probe, capture_output=True, text=True, check=False)
    if tried.returncode != 0:
        raise Skip(f"no mounts or namespaces here: {tried.stderr.strip()}")


def mirror():
    """(address, release) of this machine's own package source."""
    form = "$(REPO_URI) $(CODENAME) $(COMPONENT) $(ORIGIN)"
    said = run("apt-get", "indextargets", "--format", form, "Created-By: Packages")
    for line in said.splitlines():
        address, release, component, *origin = line.split()
        if component == "main" and "Debian" in origin and "-" not in release:
            return address, release
    raise Skip("apt knows no Debian mirror here")


def base_system():
    """A minimal Debian with systemd's programs (none of it runs), made once."""
    address, release = mirror()
    base = Path(tempfile.gettempdir(), f"shoal-{release}-base")
    if base.exists():
        return base
    making = Path(tempfile.mkdtemp(prefix=f"{base.name}."))
    try:
        tried = subprocess.run(["debootstrap", "--variant=minbase", "--include=systemd", release, making, address],
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)  # fmt: skip
        if tried.returncode != 0:
            raise Skip(f"debootstrap does not get through: {tried.stdout[-2000:]}")
        making.chmod(0o755)
        making.rename(base)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return base


def inside(root, *words, network=False):
    """Runs in the root with mounts, processes and (unless told otherwise) a network of its own, only lo being up."""
    apart = ["--mount", "--pid", "--fork", "--kill-child"] + ([] if network else ["--net"])
    steps = ['mount -t proc proc "$1/proc"', 'mount --rbind /dev "$1/dev"', 'mount -t tmpfs none "$1/run"',
             *([] if network else ["ip link set lo up"]), 'exec chroot "$@"']  # fmt: skip
    return run("unshare", *apart, "sh", "-ec", "\n".join(steps), "sh", root, *words, env=ENVIRONMENT, timeout=600)


# --- what is there ---------------------------------------------------------------------------------------------------


def contents(root):
    """{path: what it is} of everything that lasts."""
    out = {}
    for folder, folders, files in os.walk(root):
        where = os.path.relpath(folder, root)
        folders[:] = [name for name in folders if os.path.normpath(f"{where}/{name}") not in PASSING]
        for name in folders + files:
            path = os.path.normpath(f"{where}/{name}")
            if path in PASSING:
                continue
            about = os.lstat(f"{root}/{path}")
            what = (stat.filemode(about.st_mode), about.st_uid, about.st_gid)
            if stat.S_ISREG(about.st_mode):
                what += (hashlib.file_digest(open(f"{root}/{path}", "rb"), "sha256").hexdigest(),)
            out[path] = what
    return out


def differences(before, after):
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))


def lines_of(root, names):
    return {name: set((root / name).read_text().splitlines()) for name in names}


# --- the story -------------------------------------------------------------------------------------------------------

ACCOUNTS = ("etc/passwd", "etc/group", "etc/shadow", "etc/gshadow")


def install(root, packages):
    shutil.copy("/etc/resolv.conf", root / "etc/resolv.conf")
    (root / "etc/resolv.conf").chmod(0o644)
    for package in packages:
        shutil.copy(package, root / "tmp")
    inside(root, "apt-get", "update", "-qq", network=True)
    inside(root, "useradd", "--create-home", "guest")
    before = contents(root), lines_of(root, ACCOUNTS)
    names = [f"/tmp/{package.name}" for package in packages]
    inside(root, "apt-get", "install", "-qq", "--no-install-recommends", *names, network=True)
    return before


def use(root):
    script = root / "tmp/use_installed.sh"
    shutil.copy(HERE / script.name, script)
    script.chmod(0o755)
    for user, state in (("guest", ()), ("shoal", ("/var/lib/shoal/state",))):
        if user == "shoal":  # systemd would make it: StateDirectory=
            inside(root, "install", "-d", "-o", "shoal", "-g", "shoal", "-m", "0700", "/var/lib/shoal")
        print(inside(root, "setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", "sh", "-c",
                     'HOME=/tmp exec "$@"', "sh", "/tmp/use_installed.sh", *state), end="")  # fmt: skip


def check_units(root):
    """They start what is there."""
    for kind in ("system", "user"):
        unit = (root / f"usr/lib/systemd/{kind}/shoald.service").read_text()
        program = re.search(r"^ExecStart=(\S+)", unit, re.M)[1]
        assert program == "/usr/bin/shoald", unit
        assert (root / program[1:]).exists() and (root / f"usr/lib/systemd/{kind}/shoald.socket").exists()


def check_desktop(root):
    """The window starts, and the desktop finds it by its name, its icon and its links."""
    print(inside(root, "env", "QT_QPA_PLATFORM=offscreen", "shoal-gui", "--version"), end="")
    share = root / "usr/share"
    entry = (share / "applications/org.shoal.Shoal.desktop").read_text()
    assert (root / "usr/bin" / re.search(r"^Exec=(\S+)", entry, re.M)[1]).exists(), entry
    icons = sorted(path.relative_to(share / "icons/hicolor").parts[0] for path in share.rglob("org.shoal.Shoal*.*g"))
    assert icons == ["128x128", "256x256", "48x48", "scalable", "symbolic"], icons
    for file in ("metainfo/org.shoal.Shoal.metainfo.xml", "mime/packages/org.shoal.Shoal.xml"):
        assert (share / file).exists(), file


def remove(root, before, names):
    old, old_accounts = before
    inside(root, "apt-get", "remove", "-qq", *names)
    assert (root / "var/lib/shoal/state/catalog.db").exists(), "removing (not purging) lost what the daemon remembers"
    assert (root / "etc/shoal/config.toml").exists(), "removing (not purging) lost the configuration"
    assert not (root / "usr/bin/shoald").exists()
    # The window left nothing that could be purged. Without these options apt keeps libraries that came with us because
    # something else suggests them.
    alone = [f"-oAPT::AutoRemove::{kind}Important=false" for kind in ("Suggests", "Recommends")]
    inside(root, "apt-get", "purge", "-qq", "--autoremove", *alone, "shoal", "shoald")
    left = [path for path in differences(old, contents(root)) if path.rstrip("-") not in ACCOUNTS]
    assert left == [], f"left behind, or changed: {left}"
    for name, lines in lines_of(root, ACCOUNTS).items():
        more = lines ^ old_accounts[name]
        assert all(line.startswith("shoal:") for line in more), f"{name}: {more}"


def main():
    packages = [path for path in sorted((BUILD / "packages").glob("*.deb")) if "-dev" not in path.name]
    names = [path.name.split("_")[0] for path in packages]
    assert {"shoal", "shoald"} <= set(names) <= {*NAMES}, f"no packages in {BUILD / 'packages'}: {packages}"
    check_machine()
    base = base_system()
    root = Path(tempfile.mkdtemp(prefix="shoal-root-"))
    try:
        run("cp", "-a", f"{base}/.", root)
        before = install(root, packages)
        check_units(root)
        use(root)
        if "shoal-gui" in names:
            check_desktop(root)
        remove(root, before, names)
    finally:
        shutil.rmtree(root, ignore_errors=True)


try:
    main()
except Skip as skip:
    print(f"skipped: fresh_root: {skip}")
    sys.exit(SKIPPED)
