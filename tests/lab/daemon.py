"""The daemon as a service: what it tells its manager, sockets that were passed to it, reload, the journal, and how fast
it stops under load."""

import os
import re
import socket
import time
from pathlib import Path

from lab import BIN, Getter, Skip, mount, pause, run, wait_for, write_tree
from service import Daemon, Manager


def tells_its_manager(lab):
    for number, address in enumerate([str(lab.path("notify")), f"@shoal-lab-{os.getpid()}"]):
        manager = Manager(address)
        daemon = Daemon(lab, f"told-{number}", env={"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "300000"})
        manager.await_text("READY=1\nSTATUS=")
        wait_for(lambda: manager.count("WATCHDOG=1") >= 3, 10, "signs of life")
        daemon.process.process.send_signal(19)  # SIGSTOP: a loop that does not turn
        pause(0.1)
        before = manager.count("WATCHDOG=1")
        pause(0.6)
        assert manager.count("WATCHDOG=1") == before, "a daemon that stands still gave a sign of life"
        daemon.process.process.send_signal(18)  # SIGCONT
        wait_for(lambda: manager.count("WATCHDOG=1") > before, 10, "signs of life after standing still")
        manager.await_text("0 shares, 0 peers")
        begin = time.monotonic()
        assert daemon.process.stop() == 0, daemon.process.err
        print(f"an idle daemon stopped within {time.monotonic() - begin:.2f} s")
        manager.await_text("STOPPING=1")
        manager.await_text("EXTEND_TIMEOUT_USEC=5000000")


def reloads(lab):
    manager = Manager(str(lab.path("notify-reload")))
    daemon = Daemon(lab, "reloaded", 'log.level = "warn"\n', env={"NOTIFY_SOCKET": manager.name}).await_start()
    manager.await_text("READY=1")
    seen = len(manager.heard)
    daemon.configure('log.level = "info,dht=debug"\nlan = true\nlimits.up = "3M"\n[hooks]\nat_once = 2\n')
    daemon.process.process.send_signal(1)
    daemon.says("The configuration was read again")
    daemon.says("Some changes need a restart settings=hooks.at_once")
    assert re.search("changed=\"?limits.up log.level", daemon.process.err), daemon.process.err
    note = manager.await_text("RELOADING=1", after=seen)
    told = int(re.search(r"MONOTONIC_USEC=(\d+)", note).group(1))
    assert abs(told / 1e6 - time.clock_gettime(time.CLOCK_MONOTONIC)) < 20, note
    manager.await_text("READY=1", after=seen + 1)
    limits = daemon.shoal("status").records[-1]
    assert limits["limit_up"] == 3 << 20, limits
    daemon.configure('log.level = "info"\nlimits.down = 5 MB\n')
    seen = len(manager.listen())
    daemon.process.process.send_signal(1)
    daemon.says("The configuration is wrong; the old one stays")
    assert "config.toml:2:" in daemon.process.err, daemon.process.err
    manager.await_text("STATUS=serving; the configuration is wrong", after=seen)
    assert daemon.shoal("status").records[-1]["limit_up"] == 3 << 20
    check = lab.start("check", [BIN / "shoald", "--check-config"]).expect(78, 10)
    assert "config.toml:2:" in check.err and len(check.errors()) == 1, check.err
    daemon.configure('log.level = "info"\n')
    lab.start("check-good", [BIN / "shoald", "--check-config"]).expect(0, 10)
    assert daemon.process.stop() == 0


def takes_passed_sockets(lab):
    path = lab.path("passed.sock")
    options = ["--data-dir", lab.path("passed.data"), "--listen", "127.0.0.1:0", "--lan", "off", "--bootstrap", "none",
               "--no-config"]  # fmt: skip
    activator = lab.start("activated", ["systemd-socket-activate", "-l", path, "--fdname=control", BIN / "shoald",
                                        *options])  # fmt: skip
    wait_for(path.exists, 10, "the manager's socket")
    assert "control socket" not in activator.err, "it was started before anybody asked"
    status = lab.shoal("status", "--json", "--no-config", "--control", path).expect(0, 20).records[-1]
    assert status["shares"] == 0, status
    assert activator.stop() == 0, activator.err
    assert path.exists(), "the socket's file belongs to the manager"
    wrong = lab.start("wrong", ["systemd-socket-activate", "-l", lab.path("wrong.sock"), "--fdname=music",
                                BIN / "shoald", *options])  # fmt: skip
    wait_for(lab.path("wrong.sock").exists, 10, "the manager's socket")
    poke = socket.socket(socket.AF_UNIX)
    poke.connect(str(lab.path("wrong.sock")))
    wrong.expect(78, 20)
    assert "'music'" in wrong.err, wrong.err


def writes_to_the_journal(lab):
    Path("/run/systemd/journal").mkdir(parents=True, exist_ok=True)
    mount("tmpfs", "/run/systemd/journal", "tmpfs")
    missing = Daemon(lab, "no-journal", 'log.format = "journal"\n')
    missing.process.expect(11, 10)
    journal = Manager("/run/systemd/journal/socket")
    daemon = Daemon(lab, "journaled", 'log.format = "journal"\n').await_start()
    entry = journal.await_text("MESSAGE=In the sandbox")
    assert "PRIORITY=6\n" in entry and "SYSLOG_IDENTIFIER=shoald\n" in entry and "SHOAL_LANDLOCK=" in entry, entry
    assert daemon.process.stop() == 0
    read_end, write_end = os.pipe()
    status = os.fstat(write_end)
    inherited = lab.start("prefixed", [
        "/bin/sh", "-c", f'exec 2>&{write_end}; exec "$@"', "sh", BIN / "shoald", *daemon.options, "--no-config"],
        env={"JOURNAL_STREAM": f"{status.st_dev}:{status.st_ino}"}, pass_fds=[write_end])  # fmt: skip
    os.close(write_end)
    text = b""
    while b"<6>daemon: In the sandbox" not in text:
        text += os.read(read_end, 4096)
    inherited.await_record("listening")
    assert inherited.stop() == 0
    os.close(read_end)


def stops_under_load(lab):
    """Twelve fetchers at once, none of which can be done soon."""
    seeder = Daemon(lab, "busy").await_start()
    folder = write_tree(lab.path("load"), {f"part-{i}": 24 << 20 for i in range(8)})
    link = seeder.share(folder)
    getters = [Getter(lab, f"load-{i}", link, lab.path(f"load-{i}.out"), "--bootstrap", "none", "--peer",
                      seeder.endpoint, "--limit-down", "4M") for i in range(12)]  # fmt: skip
    getters[0].await_view(lambda view: view["bytes_have"] > 1 << 20, 40, "the first fetcher has begun")
    peers = wait_for(lambda: (n := seeder.shoal("status").records[-1]["links"]) >= 8 and n, 40, "eight peers")
    begin = time.monotonic()
    assert seeder.process.stop() == 0, seeder.process.err
    took = time.monotonic() - begin
    print(f"a daemon that sends to {peers} peers stopped within {took:.2f} s")
    assert took < 3, took
    second = Daemon(lab, "busy-getter", options=["--peer", "127.0.0.1:9"]).await_start()
    assert second.process.stop() == 0


def test(lab):
    if not os.path.exists("/usr/bin/systemd-socket-activate"):
        raise Skip("needs systemd-socket-activate (package systemd)")
    tells_its_manager(lab)
    reloads(lab)
    takes_passed_sockets(lab)
    writes_to_the_journal(lab)
    stops_under_load(lab)


run(test)
