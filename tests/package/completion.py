"""bash, zsh and fish complete the words of shoal: each runs on a terminal of its own, and somebody types.

In each shell `shoal` is also a function that prints its words, so that what arrives after Tab and Enter is seen as the
program would see it; the scripts ask the real program (`command shoal`). A share has the name of a command that makes
a file: it must never run.
"""

import contextlib
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BIN = Path(sys.argv[1]).resolve() / "bin"
SKIPPED = 77
PATIENCE = 60  # seconds for one answer; a quiet machine needs a fraction of one
NAMES = ("iris", "my photos", "it's $(touch ran)")
QUIET = ("--lan", "off", "--bootstrap", "none", "--listen", "127.0.0.1:0", "--no-config")


def wait_for(probe, what):
    until = time.monotonic() + PATIENCE
    while not (answer := probe()):
        assert time.monotonic() < until, f"not within {PATIENCE} s: {what}"
        time.sleep(0.02)
    return answer


# --- shells ----------------------------------------------------------------------------------------------------------


def bash(room):
    (room / "bashrc").write_text("""PS1='ready> '
bind 'set bell-style none'
bind 'set enable-bracketed-paste off'
source <(command shoal completion bash)
shoal() { printf '<%s>' "$@"; echo '<end>'; }
""")
    return ["bash", "--noprofile", "--rcfile", room / "bashrc", "-i"]


def zsh(room):
    (room / "zsh").mkdir()
    (room / "zsh/.zshrc").write_text("""PROMPT='ready> '
autoload -Uz compinit && compinit -u -d "$ZDOTDIR/dump"
unsetopt beep prompt_sp
source <(command shoal completion zsh)
shoal() { printf '<%s>' "$@"; echo '<end>'; }
""")
    return ["zsh", "-d", "-i"]


def fish(room):
    (room / "config/fish").mkdir(parents=True)
    (room / "config/fish/config.fish").write_text("""set -g fish_greeting
set -g fish_autosuggestion_enabled 0
function fish_prompt; echo 'ready> '; end
function fish_title; end
command shoal completion fish | source
function shoal; printf '<%s>' $argv; echo '<end>'; end
""")
    return ["fish", "-i"]


class Typist:
    """Somebody at a terminal in which a shell runs."""

    def __init__(self, words, environment, folder):
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            with contextlib.suppress(OSError):
                os.chdir(folder)
                os.execvpe(words[0], [str(word) for word in words], environment)
            os._exit(127)
        self.said = ""
        self.read_until(lambda: "ready> " in self.said)

    def read_until(self, done):
        until = time.monotonic() + PATIENCE
        while not done():
            assert time.monotonic() < until, f"no answer; the terminal shows {self.said!r}"
            if select.select([self.terminal], [], [], 0.1)[0]:
                self.said += os.read(self.terminal, 65536).decode(errors="replace")

    def type(self, keys):
        """The words that shoal gets when these keys are followed by Enter."""
        self.said = ""
        os.write(self.terminal, keys.encode() + b"\r")
        self.read_until(lambda: "<end>" in self.said)
        line = [line for line in self.said.splitlines() if "<end>" in line][-1]
        return re.findall(r"<([^<>]*)>", re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", line))[:-1]

    def close(self):
        os.close(self.terminal)
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


# --- what is typed ---------------------------------------------------------------------------------------------------

TYPED = [
    ("shoal compl\t", ["completion"]),
    ("shoal completion fi\t", ["completion", "fish"]),
    ("shoal pee\tlis\tir\t", ["peer", "list", "iris"]),
    ("shoal peer list my\t", ["peer", "list", "my photos"]),
    ("shoal peer list it\t", ["peer", "list", "it's $(touch ran)"]),
    ("shoal get --prog\tn\t", ["get", "--progress", "none"]),
    ("shoal get --progress=li\t", ["get", "--progress=line"]),
    ("shoal get --peer 127.0.0.1:1 --overw\t", ["get", "--peer", "127.0.0.1:1", "--overwrite"]),
    ("shoal share fi\t", ["share", "file one"]),
    ("shoal get -o fo\t", ["get", "-o", "folder"]),
    ("shoal get \t", ["get"]),
    ("shoal get shoal:\t", ["get", "shoal:"]),
]


def check_shell(make, room, environment):
    typist = Typist(make(room), environment, room / "cwd")
    try:
        for keys, words in TYPED:
            got = [word.rstrip("/") for word in typist.type(keys)]  # zsh takes the slash away again
            assert got == words, f"{make.__name__}: {keys!r} became {got}, not {words}; on screen: {typist.said!r}"
        typist.type("shoal peer list \t")  # all names
    finally:
        typist.close()
    assert not (room / "cwd/ran").exists(), f"{make.__name__} ran the name of a share"


def answer(environment, *words):
    """What the scripts get when they ask."""
    return subprocess.run([BIN / "shoal", "__complete", *words], env=environment, capture_output=True, text=True,
                          check=True)  # fmt: skip


def check_lists(environment):
    """The shells suggest what the program suggests, no more and no less."""
    wanted = sorted(line.split("\t")[0] for line in answer(environment, "s").stdout.splitlines()[:-1])
    assert {"share", "status"} <= set(wanted), wanted
    by_bash = """source <(shoal completion bash)
COMP_WORDS=(shoal s) COMP_CWORD=1
_shoal
printf '%s\\n' "${COMPREPLY[@]}" """
    by_fish = "shoal completion fish | source; complete -C 'shoal s'"
    for words in (["bash", "-c", by_bash], ["fish", "-N", "-c", by_fish]):
        said = subprocess.run(words, env=environment, capture_output=True, text=True, check=True).stdout
        got = sorted(line.split("\t")[0] for line in said.splitlines())
        assert got == wanted, f"{words[0]} suggests {got}, not {wanted}"


def check_secrets(environment, links):
    for words in (["peer", "list", ""], ["get", ""], [""]):
        said = answer(environment, *words).stdout
        assert not any(link[:40] in said for link in links), f"{words} suggests a link"


def check_without_daemon(environment):
    begin = time.monotonic()
    done = answer(environment, "peer", "list", "zz")
    assert (done.stdout, done.stderr) == (":none\n", ""), done
    return time.monotonic() - begin


# --- the story -------------------------------------------------------------------------------------------------------


def start_daemon(room, environment):
    """A daemon where shoal looks for one, with a share for each name; (process, links)."""
    daemon = subprocess.Popen([BIN / "shoald", *QUIET], env=environment, stderr=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL)  # fmt: skip
    try:
        wait_for((room / "run/shoal/control.sock").exists, "the daemon answers")
        links = []
        for name in NAMES:
            path = room / "content" / name
            path.write_bytes(name.encode() * 1000)
            shared = subprocess.run([BIN / "shoal", "share", path, "--no-config"], env=environment, check=True,
                                    stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)  # fmt: skip
            links.append(shared.stdout.strip())
        return daemon, links
    except BaseException:
        daemon.kill()
        raise


def main():
    missing = [shell for shell in ("bash", "zsh", "fish") if not shutil.which(shell)]
    if missing:
        print(f"not here: {' '.join(missing)}")
        return SKIPPED
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        for folder in ("run", "content", "cwd/folder", "home"):
            (room / folder).mkdir(parents=True)
        (room / "run").chmod(0o700)
        (room / "cwd/file one").write_text("x")
        environment = {"PATH": f"{BIN}:{os.environ['PATH']}", "HOME": str(room / "home"), "LC_ALL": "C.UTF-8",
                       "TERM": "xterm", "XDG_RUNTIME_DIR": str(room / "run"), "ZDOTDIR": str(room / "zsh"),
                       "XDG_CONFIG_HOME": str(room / "config"), "COLUMNS": "200"}  # fmt: skip
        alone = check_without_daemon(environment)
        daemon, links = start_daemon(room, environment)
        try:
            check_secrets(environment, links)
            for make in (bash, zsh, fish):
                check_shell(make, room, environment)
            check_lists(environment)
        finally:
            daemon.terminate()
            daemon.wait()
    print(f"{len(TYPED)} lines typed in each of three shells; without a daemon an answer took {alone * 1000:.0f} ms")
    return 0


sys.exit(main())
