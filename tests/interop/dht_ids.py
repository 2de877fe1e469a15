#!/usr/bin/python3
"""Ids that are bound to addresses (BEP 42), at public addresses: libtorrent that enforces them answers a Shoal node,
and Shoal neither counts nor stores with a node whose id is not for its address; and read-only nodes (BEP 43).

Runs itself again in a private network namespace that has nothing but lo, which then owns the addresses used here, so
that nothing can leave the machine.
usage: dht_ids.py PATH_OF_dht_peer PATH_OF_dht_host      exit code 77: cannot be run here (the reason is printed)
"""

import os
import subprocess
import time

from dht_libtorrent import Shoal, make_session
from dht_losses import Host
from krpc import Answerer, Asker, apart, code_of, compact, fits, fitting_id, near_id
from own_network import main

PORT = 6881
LIBTORRENT = [(address, PORT) for address in ("45.33.1.1", "78.47.1.1", "91.65.1.1", "120.4.1.1", "146.7.1.1")]
SHOAL = ("62.141.1.1", PORT)
ASKER, LIAR = "84.124.73.14", "65.23.51.170"
PROPER = ["%d.9.1.1" % number for number in range(100, 116)]  # raw nodes, each of a /16 of its own
WRONG = ["%d.9.1.1" % number for number in range(150, 154)]
OUTSIDE = "203.8.7.6"  # as which the others see the node that is bound to 0.0.0.0
ANYWHERE_PORT = 6999
DEADLINE_S = 30

failures = []


def check(what, is_so):
    print(("ok: " if is_so else "FAILED: ") + what, flush=True)
    if not is_so:
        failures.append(what)


def wait(what, done, each=lambda: time.sleep(0.05)):
    began = time.monotonic()
    while not done():
        if time.monotonic() - began > DEADLINE_S:
            check("%s within %d s" % (what, DEADLINE_S), False)
            return
        each()
    print("ok: %s (%.1f s)" % (what, time.monotonic() - began), flush=True)


def ip(*words):
    subprocess.run(["ip", *words], check=True)


def own(*addresses):
    for address in addresses:
        ip("address", "add", address + "/32", "dev", "lo")


def strict_sessions(lt):
    sessions = [make_session(lt, 1, {"listen_interfaces": "%s:%d" % place, "dht_enforce_node_id": True})
                for place in LIBTORRENT]
    for session in sessions:
        for place in LIBTORRENT:
            session.add_dht_node(place)
    return sessions


def libtorrent_enforces(asker, liar):
    """Who means to test what strict nodes do must see them be strict."""
    asker.id = fitting_id(ASKER)
    liar.id = fitting_id("1.2.3.4")
    check("libtorrent answers an id that fits", code_of(asker.ask(LIBTORRENT[0], b"ping")) == 0)
    check("libtorrent refuses one that does not", code_of(liar.ask(LIBTORRENT[0], b"ping")) == 203)


def shoal_fits(program, asker):
    key = os.urandom(20).hex()
    words = ["--listen", "%s:%d" % SHOAL, "--announce", "%s:4000" % key, "--seconds", "600"]
    for place in LIBTORRENT:  # they find each other at one node in 5 s
        words += ["--bootstrap", "%s:%d" % place]
    shoal = Shoal(program, words)
    try:
        wait("Shoal joins strict sessions", lambda: shoal.said(event="connected"))
        wait("strict sessions keep what Shoal announces",
             lambda: any(line["stored"] >= len(LIBTORRENT) for line in shoal.said(event="done", key=key)))
        answer = asker.ask(SHOAL, b"ping")
        check("Shoal's id is for its address", fits(answer[b"r"][b"id"], SHOAL[0]))
        told = asker.ask(LIBTORRENT[-1], b"get_peers", info_hash=bytes.fromhex(key))[b"r"].get(b"values", [])
        check("and a strict session hands it out", told == [compact((SHOAL[0], 4000))])
    finally:
        shoal.stop()


def shoal_enforces(program):
    """Nodes with wrong ids stand nearest to the key; what is announced goes to the proper ones."""
    key = os.urandom(20)
    proper = [Answerer(address, PORT, fitting_id(address)) for address in PROPER]
    wrong = [Answerer(address, PORT, near_id(key, number)) for number, address in enumerate(WRONG)]
    check("the wrong ids are wrong", not any(fits(node.id, node.address[0]) for node in wrong))
    for node in proper:
        node.others, node.also = proper, wrong
    for node in wrong:
        node.others = wrong
    shoal = Shoal(program, ["--listen", "%s:%d" % SHOAL, "--bootstrap", "%s:%d" % proper[0].address, "--announce",
                            "%s:4000" % key.hex(), "--seconds", "600"])
    try:
        serve = lambda: Answerer.serve(proper + wrong, 0.05)
        wait("Shoal announces itself among nodes with wrong ids",
             lambda: any(line["stored"] >= 8 for line in shoal.said(event="done", key=key.hex())), serve)
        stored = [node for node in proper if b"announce_peer" in node.asked]
        nearest = sorted(proper, key=lambda node: apart(node.id, key))[:8]
        check("the nearest 8 of proper id were told", all(node in stored for node in nearest))
        check("nodes of wrong id were told nothing", not any(b"announce_peer" in node.asked for node in wrong))
    finally:
        shoal.stop()
        for node in proper + wrong:
            node.socket.close()


def id_follows(program):
    """Bound to 0.0.0.0 it learns its address from the strict sessions, which see it as the kernel sends it."""
    for address, _ in LIBTORRENT:
        ip("route", "replace", "local", address, "dev", "lo", "table", "local", "src", OUTSIDE)
    asker = Asker(OUTSIDE, port=PORT)  # of the same address: asks from where the kernel would send anyway
    host = Host(program, 0, ["0.0.0.0:%d" % ANYWHERE_PORT], ["%s:%d" % place for place in LIBTORRENT])
    place = (OUTSIDE, ANYWHERE_PORT)
    try:
        wait("the host listens", lambda: host.said(event="ready"))
        ids = [asker.ask(place, b"ping")[b"r"][b"id"]]

        def is_fitting():
            answer = asker.ask(place, b"ping")
            if answer and ids[-1] != answer[b"r"][b"id"]:
                ids.append(answer[b"r"][b"id"])
            return fits(ids[-1], OUTSIDE)

        wait("its id fits the address that strict sessions report", is_fitting)
        key = os.urandom(20).hex()
        asked = []

        def is_stored():
            if not asked or asked[-1].answer():
                asked.append(host.ask("announce 0 %s 4000" % key))
            return any((answer := one.answer()) and answer["stored"] >= 4 for one in asked)

        wait("strict sessions keep what it announces", is_stored)
        check("its id was not made anew after that", asker.ask(place, b"ping")[b"r"][b"id"] == ids[-1])
    finally:
        host.kill()


def read_only(lt, program):
    """A libtorrent session that is read-only, and one that is not: only the latter gets into Shoal's answers."""
    quiet_place, open_place = ("127.0.31.1", PORT), ("127.0.32.1", PORT)
    shoal_place, watched = ("127.0.33.1", PORT), Asker("127.0.34.1", read_only=False)
    shoal = Shoal(program, ["--listen", "%s:%d" % shoal_place, "--seconds", "600"])
    quiet = make_session(lt, 31, {"dht_read_only": True})
    open_one = make_session(lt, 32)
    asker = Asker("127.0.35.1")
    told = lambda: asker.ask(shoal_place, b"find_node", target=os.urandom(20))[b"r"].get(b"nodes", b"")
    try:
        wait("Shoal listens", lambda: shoal.said(event="listening"))
        quiet.add_dht_node(("127.0.34.1", PORT))
        seen = []

        def is_marked():
            if message := watched.receive(0.1):
                seen.append(message)
            return any(message.get(b"ro") == 1 for message in seen)

        quiet.dht_get_peers(lt.sha1_hash(os.urandom(20)))
        wait("the read-only session says that it is", is_marked, lambda: None)
        for session in (quiet, open_one):
            session.add_dht_node(shoal_place)
        key = lt.sha1_hash(os.urandom(20))

        def is_answered():
            quiet.dht_get_peers(key)
            time.sleep(0.1)
            return quiet.status().dht_nodes >= 1

        wait("Shoal answers the read-only session", is_answered)
        wait("the other session is in Shoal's answers", lambda: compact(open_place) in told())
        check("the read-only one is not", compact(quiet_place) not in told())
        pinged = Asker("127.0.36.1")  # raw, read-only: asks a lot, and must be asked nothing
        codes = {code_of(pinged.ask(shoal_place, b"find_node", target=os.urandom(20))) for _ in range(10)}
        check("a raw read-only node is answered", codes == {0})
        check("it is not in the answers either", compact(("127.0.36.1", PORT)) not in told())
        check("which was never asked anything", not pinged.queries)
    finally:
        shoal.stop()


def run(lt, peer, host):
    own(*(address for address, _ in LIBTORRENT), SHOAL[0], ASKER, LIAR, OUTSIDE, *PROPER, *WRONG)
    read_only(lt, peer)
    asker, liar = Asker(ASKER), Asker(LIAR)
    sessions = strict_sessions(lt)
    libtorrent_enforces(asker, liar)
    shoal_fits(peer, asker)
    shoal_enforces(peer)
    id_follows(host)
    del sessions
    return not failures


if __name__ == "__main__":
    main(run)
