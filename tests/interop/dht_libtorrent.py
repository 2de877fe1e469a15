#!/usr/bin/python3
"""A Shoal DHT node and libtorrent sessions find each other's announcements, in both directions.

Runs itself again in a private network namespace that has nothing but lo, so that nothing can leave the machine.
usage: dht_libtorrent.py PATH_OF_dht_peer      exit code 77: cannot be run here (the reason is printed)
"""

import json
import subprocess
import threading
import time
import warnings

from own_network import main

DEADLINE_S = 80  # libtorrent fills its table at one node every 5 s
SESSIONS = 3
KEY_OF_SHOAL = "5d1a7c0e" * 5
KEY_OF_LIBTORRENT = "a3f09b42" * 5
PORT_OF_SHOAL = 4001


def make_session(lt, number, changed=None):
    """One session on an address of its own, which knows no router and speaks to no LAN."""
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    return lt.session({
        "listen_interfaces": "127.0.%d.1:6881" % number,
        "dht_bootstrap_nodes": "",
        "enable_dht": True,
        "enable_lsd": False,
        "enable_upnp": False,
        "enable_natpmp": False,
        "dht_block_ratelimit": 1000000,
        "dht_upload_rate_limit": 10000000,
        "alert_mask": lt.alert.category_t.all_categories,
        **(changed or {}),
    })


class Shoal:
    """The peer's process, and what it has said."""

    def __init__(self, program, arguments):
        self.lines = []
        self.process = subprocess.Popen([program] + arguments, stdout=subprocess.PIPE, text=True)
        self.thread = threading.Thread(target=self.read, daemon=True)
        self.thread.start()

    def read(self):
        for line in self.process.stdout:
            self.lines.append(json.loads(line))

    def said(self, **wanted):
        return [line for line in list(self.lines) if all(line.get(k) == v for k, v in wanted.items())]

    def stop(self):
        self.process.terminate()
        self.process.wait()


def wait_until(what, done, each=lambda: None):
    began = time.monotonic()
    while not done():
        if time.monotonic() - began > DEADLINE_S:
            print("FAILED: not within %d s: %s" % (DEADLINE_S, what))
            return False
        each()
        time.sleep(0.25)
    print("ok: %s (%.1f s)" % (what, time.monotonic() - began))
    return True


def run(lt, program, *_):
    sessions = [make_session(lt, k) for k in range(1, SESSIONS + 1)]
    for number, session in enumerate(sessions, 1):
        for other in range(1, SESSIONS + 1):
            if other != number:
                session.add_dht_node(("127.0.%d.1" % other, 6881))
    # libtorrent announces its key by a magnet torrent: dht_announce cannot be called from Python in 2.0.8.
    announcer = sessions[0]
    parameters = lt.parse_magnet_uri("magnet:?xt=urn:btih:" + KEY_OF_LIBTORRENT)
    parameters.save_path = "/nonexistent"
    torrent = announcer.add_torrent(parameters)
    torrent.resume()

    shoal = Shoal(program, ["--listen", "127.0.9.1:6881", "--bootstrap", "127.0.1.1:6881", "--announce",
                            "%s:%d" % (KEY_OF_SHOAL, PORT_OF_SHOAL), "--find", KEY_OF_LIBTORRENT, "--seconds", "600"])
    found_by_libtorrent = set()
    turns = {"count": 0}

    def turn():
        turns["count"] += 1
        if turns["count"] % 8 == 1:
            torrent.force_dht_announce()
            sessions[2].dht_get_peers(lt.sha1_hash(bytes.fromhex(KEY_OF_SHOAL)))
        for session in sessions:
            for alert in session.pop_alerts():
                if isinstance(alert, lt.dht_get_peers_reply_alert):
                    for host, port in peers_of(alert):
                        found_by_libtorrent.add("%s:%d" % (host, port))

    try:
        good = wait_until("Shoal joined through libtorrent", lambda: shoal.said(event="connected"), turn)
        def is_stored():
            return any(line["stored"] > 0 for line in shoal.said(event="done", key=KEY_OF_SHOAL))

        good = good and wait_until("libtorrent nodes stored Shoal's announcement", is_stored, turn)
        good = good and wait_until("libtorrent found what Shoal announced",
                                   lambda: "127.0.9.1:%d" % PORT_OF_SHOAL in found_by_libtorrent, turn)
        good = good and wait_until("Shoal found what libtorrent announced",
                                   lambda: shoal.said(event="peer", key=KEY_OF_LIBTORRENT, peer="127.0.1.1:6881"), turn)
        if not good:
            for line in shoal.lines[-20:]:
                print(line)
            print("libtorrent found", found_by_libtorrent)
        return good
    finally:
        shoal.stop()


def peers_of(alert):
    peers = alert.peers() if callable(alert.peers) else alert.peers
    return [(peer[0], peer[1]) for peer in peers]


if __name__ == "__main__":
    main(run)
