"""Runs a test in a private network namespace that has nothing but lo, so that nothing can leave the machine."""

import json
import os
import shutil
import subprocess
import sys

SKIP = 77


def skip(reason):
    print("SKIPPED: " + reason)
    sys.exit(SKIP)


def enter_namespace():
    """Goes on inside a new network namespace, or skips."""
    if os.geteuid() != 0:
        skip("needs root to make a network namespace")
    if not shutil.which("unshare") or not shutil.which("ip"):
        skip("needs unshare (util-linux) and ip (iproute2)")
    if subprocess.run(["unshare", "-n", "true"], capture_output=True).returncode != 0:
        skip("this system does not allow network namespaces")
    script = 'ip link set lo up && exec "$@"'
    os.environ["SHOAL_INTEROP_NAMESPACE"] = "1"
    os.execvp("unshare", ["unshare", "-n", "sh", "-c", script, "sh", sys.executable, "-B"] + sys.argv)


def interfaces_of_ip():
    # /sys may still show the outer namespace; ip asks the kernel about ours.
    out = subprocess.run(["ip", "-j", "link"], capture_output=True, check=True, text=True).stdout
    return [link["ifname"] for link in json.loads(out)]


def main(run):
    """Calls run(libtorrent, *arguments) in the namespace; true: passed."""
    try:
        import libtorrent as lt
    except ImportError:
        skip("needs python3-libtorrent")
    if "SHOAL_INTEROP_NAMESPACE" not in os.environ:
        enter_namespace()
    if interfaces_of_ip() != ["lo"]:
        print("FAILED: the namespace has more than lo; nothing is run")
        sys.exit(1)
    sys.exit(0 if run(lt, *sys.argv[1:]) else 1)
