"""The daemon in its sandbox: what it fetches elsewhere comes through the broker, and the broker runs the hook."""

import os
import re
from pathlib import Path

from lab import read_tree, run, wait_for, write_tree
from service import Daemon

HOOK = """#!/bin/sh
{
  printf '%s\\n' "$@"
  echo --
  tr '\\0' '\\n' < /proc/$$/environ
  echo --
  readlink /proc/$$/fd/0
  ps -o sid= -p $$
} > OUT.part
echo "hello from the hook"
mv OUT.part OUT
exit 3
"""



def runs_hooks_in_a_sandbox(lab):
    """One share is fetched into a folder that the sandbox does not open, and one into a hidden one of the home."""
    lab.path("hook").write_text(HOOK.replace("OUT", str(lab.path("hook.out"))))
    lab.path("hook").chmod(0o755)
    seeder = Daemon(lab, "seeder").await_start()
    folder = write_tree(lab.path("source") / "photos {tag}", {"a.jpg": 700_000, "sub/b*": 3_000, "empty/": None})
    link = seeder.share(folder)
    tag = seeder.shoal("share", folder).records[-1]["tag"]
    config = f'hooks.completed = ["{lab.path("hook")}", "{{tag}}", "{{name}}", "{{path}}", "{{bytes}}"]\n'
    env = {"SHOAL_SECRET_OF_THE_MANAGER": "x"}
    options = ["--log", "trace", "--peer", seeder.endpoint]
    daemon = Daemon(lab, "sandboxed", config, env=env, options=options).await_start()
    daemon.says("In the sandbox landlock=")
    assert daemon.status_of("Seccomp") == "2" and daemon.status_of("NoNewPrivs") == "1"
    into = lab.path("elsewhere/deep")
    daemon.shoal("get", link, "-o", into)
    assert read_tree(into / folder.name) == read_tree(folder)
    wait_for(lab.path("hook.out").exists, 20, lambda: f"the hook runs: {daemon.process.err[-1500:]}")
    arguments, environment, rest = lab.path("hook.out").read_text().split("--\n")
    assert arguments.splitlines() == [tag, folder.name, str(into / folder.name), "703000"], arguments
    names = {line.split("=")[0] for line in environment.splitlines() if line}
    assert names == {"PATH", "LANG", "SHOAL_TAG", "SHOAL_NAME", "SHOAL_PATH", "SHOAL_BYTES"}, environment
    secret = re.search("b[a-z2-7]{56}", link).group(0)
    assert secret not in environment + arguments
    stdin, session = rest.split()
    assert stdin == "/dev/null" and int(session) not in (os.getsid(0), os.getsid(daemon.process.pid)), rest
    daemon.says('a hook says share=' + tag + ' text="hello from the hook"')
    daemon.says("a hook ended share=" + tag + " exit=3")
    assert secret not in daemon.process.err + seeder.process.err, "a link is in a log"
    second = seeder.share(write_tree(lab.path("source/keys"), {"id": 10}))
    refused = daemon.shoal("get", second, "-o", lab.path(".ssh"), code=10)
    assert "sandbox_roots" in refused.err, refused.err
    assert not lab.path(".ssh").exists()
    pid = daemon.process.pid
    broker = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    assert len(broker) == 1, broker
    daemon.process.kill()
    wait_for(lambda: not Path(f"/proc/{broker[0]}").exists() or "Z" in Path(f"/proc/{broker[0]}/stat").read_text(), 10,
             "the broker ends with its daemon")  # fmt: skip
    assert seeder.process.stop() == 0


def ends_hooks_that_hang(lab):
    lab.path("hang").write_text("#!/bin/sh\necho begun\nsleep 100\n")
    lab.path("hang").chmod(0o755)
    seeder = Daemon(lab, "short-seeder").await_start()
    link = seeder.share(write_tree(lab.path("short"), {"a": 10}))
    config = f'[hooks]\ncompleted = ["{lab.path("hang")}"]\ntime_limit = "1s"\n'
    daemon = Daemon(lab, "hanging", config, options=["--peer", seeder.endpoint]).await_start()
    daemon.shoal("get", link, "-o", lab.path("short.out"))
    daemon.says("time limit (hooks.time_limit)")
    assert "exit=143" in daemon.process.err, daemon.process.err
    assert daemon.process.stop() == 0
    daemon = Daemon(lab, "hookless", 'hooks.completed = ["/nonexistent/hook"]\n', options=["--peer", seeder.endpoint])
    daemon.await_start().shoal("get", link, "-o", lab.path("short.out2"))
    daemon.says("the program cannot be run")
    assert daemon.process.stop() == 0 and seeder.process.stop() == 0


def test(lab):
    runs_hooks_in_a_sandbox(lab)
    ends_hooks_that_hang(lab)


run(test)
