#!/usr/bin/python3
"""Items, errors, scrapes and samples: the same raw queries to a Shoal DHT node and to libtorrent give the same answers,
and each finds what the other put.

Runs itself again in a private network namespace that has nothing but lo, so that nothing can leave the machine.
usage: dht_items.py PATH_OF_dht_peer      exit code 77: cannot be run here (the reason is printed)
"""

import os

from dht_libtorrent import Shoal, make_session, wait_until
from krpc import Asker, Owner, bencode, code_of, target_of
from own_network import main

SESSIONS = 3
LIBTORRENT = ("127.0.1.1", 6881)
SHOAL = ("127.0.9.1", 6881)
# BEP 44's key; its secret is the expanded form, which libtorrent takes.
PUBLISHED_KEY = bytes.fromhex("77ff84905a91936367c01360803104f92432fcd904a43511876df5cdf3e7e548")
PUBLISHED_SECRET = bytes.fromhex("e06d3183d14159228433ed599221b80bd0a5ce8352e4bdf0262f76786ef1c74d"
                                 "b7e7a9fea2c0eb269d61e3b38e450a22e754941ac78479d6c54e1faf6037881d")
PUBLISHED_TARGET = "4a533d47ec9c7d95b1ad75f576cffc641853b750"
HELLO = b"Hello World!"
SEED = bytes(range(32))
SALT = b"a salt"
OF_SHOAL = b"put by Shoal"
OF_LIBTORRENT = b"put by libtorrent"

failures = []


def check(what, is_so):
    print(("ok: " if is_so else "FAILED: ") + what)
    if not is_so:
        failures.append(what)


def both(what, question, expected):
    """Asks libtorrent and Shoal the same; both must answer as expected."""
    answers = [question(LIBTORRENT), question(SHOAL)]
    check("%s: libtorrent %s, Shoal %s, expected %s" % (what, *answers, expected), answers == [expected] * 2)


# --- raw queries ------------------------------------------------------------------------------------------------------

def errors(asker):
    owner = Owner(os.urandom(32))
    state = lambda seq, value=b"x", salt=b"": owner.state(seq, value, salt)
    ask = lambda method, **a: lambda node: code_of(asker.ask(node, method, **a))
    put = lambda arguments, **a: lambda node: asker.put(node, arguments, **a)
    target = os.urandom(20)
    both("ping without an id", ask(b"ping", id=None), 203)
    both("find_node with a short target", ask(b"find_node", target=b"short"), 203)
    both("get without a target", ask(b"get"), 203)
    both("announce with a wrong token", ask(b"announce_peer", info_hash=target, port=4000, token=b"12345678"), 203)
    token = lambda node: asker.ask(node, b"get_peers", info_hash=target)[b"r"][b"token"]
    both("announce of port 70000", lambda node: code_of(asker.ask(node, b"announce_peer", info_hash=target, port=70000,
                                                                  token=token(node))), 203)
    both("put without a token", lambda node: code_of(asker.ask(node, b"put", v=HELLO)), 203)
    both("put without a value", lambda node: code_of(asker.ask(node, b"put", token=b"1234")), 203)
    both("put with a wrong token", lambda node: code_of(asker.ask(node, b"put", v=HELLO, token=b"1234")), 203)
    both("put with the token of another target", lambda node: code_of(
        asker.ask(node, b"put", v=HELLO, token=asker.token(node, target))), 203)
    both("put with a negative seq", put(state(-1)), 203)
    both("put with a short key", lambda node: code_of(asker.ask_with(
        node, b"put", {**state(1), b"k": b"k" * 31, b"token": asker.token(node, target_of(state(1)))})), 203)
    both("put with a key and no signature", lambda node: code_of(asker.ask(
        node, b"put", v=HELLO, k=owner.key, token=asker.token(node, target_of({b"v": HELLO})))), 203)
    both("put of 1,001 bytes", put({b"v": b"x" * 997}), 205)
    both("put of 1,000 bytes", put({b"v": b"x" * 996}), 0)
    both("put of a forged value", put(state(1), v=b"forged"), 206)
    both("put of a forged seq", put(state(1), seq=2), 206)
    both("put of a forged salt", put(state(1, salt=SALT), salt=b"other"), 206)
    both("put with a salt of 65 bytes", put(state(1, salt=b"s" * 65)), 207)
    both("put with a salt of 64 bytes", put(state(1, salt=b"s" * 64)), 0)
    both("first put, with a cas", put(state(5, b"five"), cas=3), 0)
    both("put of the same state again", put(state(5, b"five")), 0)
    both("put with a wrong cas", put(state(6, b"six"), cas=4), 301)
    both("put with a wrong cas of an old state", put(state(4, b"four"), cas=4), 301)
    both("put of an old state", put(state(4, b"four")), 302)
    both("put of an old state with the right cas", put(state(4, b"four"), cas=5), 302)
    both("put with the right cas", put(state(6, b"six"), cas=5), 0)

    def got(have):
        def question(node):
            values = asker.ask(node, b"get", target=target_of(state(6)), **have)[b"r"]
            is_genuine = values.get(b"sig") == state(6, b"six")[b"sig"] and values.get(b"k") == owner.key
            return values.get(b"v"), values.get(b"seq"), is_genuine
        return question

    both("get of a mutable item", got({}), (b"six", 6, True))
    both("get of a newer state than 5", got({"seq": 5}), (b"six", 6, True))
    both("get of a newer state than 6", got({"seq": 6}), (None, 6, False))
    both("get of an item that nobody put", lambda node: asker.ask(node, b"get", target=target)[b"r"].get(b"v"), None)
    both("an unknown method with a target has nodes",
         lambda node: b"nodes" in asker.ask(node, b"seek", target=target)[b"r"], True)


def differences(asker):
    """Where Shoal means to differ (docs/dht.md): if libtorrent comes to agree, this tells."""
    owner = Owner(os.urandom(32))
    target = os.urandom(20)

    def differ(what, question, libtorrent, ours):
        answers = question(LIBTORRENT), question(SHOAL)
        check("%s: libtorrent %s, Shoal %s" % (what, *answers), answers == (libtorrent, ours))

    def announce_port_0(node):
        token = asker.ask(node, b"get_peers", info_hash=target)[b"r"][b"token"]
        return code_of(asker.ask(node, b"announce_peer", info_hash=target, port=0, token=token))

    differ("announce of port 0", announce_port_0, 0, 203)
    both("put of a state", lambda node: asker.put(node, owner.state(5, b"five")), 0)
    differ("put of another value with the same seq", lambda node: asker.put(node, owner.state(5, b"FIVE")), 0, 302)
    both("which nobody keeps", lambda node: asker.ask(node, b"get", target=target_of(owner.state(5, b"five")))
         [b"r"][b"v"], b"five")
    differ("an unknown method without a place", lambda node: code_of(asker.ask(node, b"vote")), 203, 204)


def scrape(asker, other):
    key = os.urandom(20)
    scrape_of = lambda node: asker.ask(node, b"get_peers", info_hash=key, scrape=1)[b"r"]
    both("a scrape of an unknown key has no filters", lambda node: b"BFsd" in scrape_of(node), False)
    for node in (LIBTORRENT, SHOAL):
        for each, is_seed in ((asker, 1), (other, 0)):
            token = each.ask(node, b"get_peers", info_hash=key)[b"r"][b"token"]
            each.ask(node, b"announce_peer", info_hash=key, port=4000, implied_port=0, seed=is_seed, token=token)
    answers = [scrape_of(node) for node in (LIBTORRENT, SHOAL)]
    for name, address in ((b"BFsd", "127.0.5.1"), (b"BFpe", "127.0.6.1")):
        filters = [answer.get(name) for answer in answers]
        check("both count the same in " + name.decode(), filters[0] is not None and filters[0] == filters[1])
        check("one address is in " + name.decode(), filters[1] is not None and
              1 <= sum(bin(byte).count("1") for byte in filters[1]) <= 2)
    check("a scrape has no peers", all(b"values" not in answer for answer in answers))
    both("without scrape both peers are given", lambda node: len(asker.ask(node, b"get_peers", info_hash=key)[b"r"]
                                                                 [b"values"]), 2)

    def samples(node):
        values = asker.ask(node, b"sample_infohashes", target=os.urandom(20))[b"r"]
        keys = [values[b"samples"][i:i + 20] for i in range(0, len(values[b"samples"]), 20)]
        return values[b"interval"], values[b"num"] >= 1, key in keys, b"nodes" in values

    both("samples of keys", samples, (21600, True, True, True))
    both("a sample without a target", lambda node: code_of(asker.ask(node, b"sample_infohashes")), 203)


def read_only(asker, eager):
    asker.queries.clear()
    both("a read-only node is answered", lambda node: code_of(asker.ask(node, b"ping")), 0)
    asker.listen(1.5)
    # Searches may reach it: libtorrent hands out read-only nodes too.
    check("Shoal does not ask a read-only node whether it is there", (SHOAL, b"ping") not in asker.queries)
    check("Shoal answers another node", code_of(eager.ask(SHOAL, b"ping")) == 0)
    eager.listen(1.5)
    check("and asks it whether it is there", (SHOAL, b"ping") in eager.queries)


# --- items through whole nodes ----------------------------------------------------------------------------------------

def item_of(alert):
    try:
        return str(alert.item)
    except RuntimeError:  # nothing was found
        return ""


def exchange(lt, sessions, shoal):
    owner = Owner(SEED)
    target_of_libtorrent = sessions[0].dht_put_immutable_item(OF_LIBTORRENT.decode())
    check("libtorrent names its item as we do", target_of_libtorrent.to_bytes() == target_of({b"v": OF_LIBTORRENT}))
    sessions[0].dht_put_mutable_item(PUBLISHED_SECRET, PUBLISHED_KEY, HELLO, b"")
    seen = {"immutable": set(), "mutable": set(), "turns": 0}

    def turn():
        seen["turns"] += 1
        if seen["turns"] % 8 == 1:
            sessions[1].dht_get_immutable_item(lt.sha1_hash(target_of({b"v": OF_SHOAL})))
            sessions[2].dht_get_mutable_item(owner.key, SALT)
        if seen["turns"] % 40 == 39:  # it may have put before it knew enough nodes
            sessions[0].dht_put_immutable_item(OF_LIBTORRENT.decode())
        for session in sessions:
            for alert in session.pop_alerts():
                if isinstance(alert, lt.dht_immutable_item_alert):
                    seen["immutable"].add(item_of(alert))
                elif isinstance(alert, lt.dht_mutable_item_alert):
                    seen["mutable"].add(item_of(alert))

    found = lambda wanted, kind: any(wanted in str(one) for one in seen[kind])
    put = lambda target: any(line["stored"] >= SESSIONS for line in shoal.said(event="put", target=target.hex()))
    value = lambda text: bencode(text).hex()
    waits = [
        ("Shoal joined", lambda: shoal.said(event="connected")),
        ("libtorrent nodes took Shoal's immutable item", lambda: put(target_of({b"v": OF_SHOAL}))),
        ("libtorrent nodes took Shoal's mutable item", lambda: put(target_of(owner.state(3, OF_SHOAL, SALT)))),
        ("libtorrent got Shoal's immutable item", lambda: found(OF_SHOAL.decode(), "immutable")),
        ("libtorrent got Shoal's mutable item", lambda: found(OF_SHOAL.decode(), "mutable")),
        ("Shoal got libtorrent's immutable item",
         lambda: shoal.said(event="item", target=target_of({b"v": OF_LIBTORRENT}).hex(), value=value(OF_LIBTORRENT))),
        ("Shoal got libtorrent's mutable item, the published one",
         lambda: shoal.said(event="item", target=PUBLISHED_TARGET, value=value(HELLO), seq=1)),
    ]
    for what, done in waits:
        if not wait_until(what, done, turn):
            failures.append(what)
            print(seen, *shoal.lines[-20:], sep="\n")
            return


def run(lt, program, *_):
    sessions = [make_session(lt, k) for k in range(1, SESSIONS + 1)]
    for number, session in enumerate(sessions, 1):
        for other in range(1, SESSIONS + 1):
            if other != number:
                session.add_dht_node(("127.0.%d.1" % other, 6881))
    shoal = Shoal(program, [
        "--listen", "%s:%d" % SHOAL, "--bootstrap", "%s:%d" % LIBTORRENT, "--seconds", "600",
        "--put", bencode(OF_SHOAL).hex(),
        "--put", ":".join((SEED.hex(), SALT.hex(), "3", bencode(OF_SHOAL).hex())),
        "--get", target_of({b"v": OF_LIBTORRENT}).hex(),
        "--get", PUBLISHED_KEY.hex() + ":",
    ])
    try:
        exchange(lt, sessions, shoal)
        asker = Asker("127.0.5.1")
        errors(asker)
        differences(asker)
        scrape(asker, Asker("127.0.6.1"))
        read_only(asker, Asker("127.0.7.1", read_only=False))
    finally:
        shoal.stop()
    return not failures


if __name__ == "__main__":
    main(run)
