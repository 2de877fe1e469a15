#!/usr/bin/python3
"""50 Shoal nodes and 10 libtorrent sessions are one DHT. Peers are announced by both kinds, then 15 and 3 of them are
killed without a word, and 99 of 100 lookups by those that are left still find the peer that was announced.

Runs itself again in a private network namespace that has nothing but lo, so that nothing can leave the machine.
usage: dht_losses.py PATH_OF_dht_peer PATH_OF_dht_host      exit code 77: cannot be run here (the reason is printed)
"""

import json
import random
import socket
import subprocess
import sys
import threading
import time

from dht_libtorrent import make_session, peers_of
from own_network import main

HOSTS, NODES_PER_HOST = 10, 5  # Shoal: so many processes with so many nodes
VICTIMS = (3, 5, 7)  # of the hosts
SESSIONS_THAT_STAY, SESSIONS_THAT_DIE = range(1, 8), range(8, 11)
FIRST_SHOAL = 20  # 127.0.<20 + n>.1 is the n-th Shoal node
KEYS_OF_SHOAL, KEYS_OF_LIBTORRENT = 20, 5
LOOKUPS_OF_SHOAL, LOOKUPS_OF_LIBTORRENT = 400, 50
AT_ONCE = 40  # lookups
KNOWN_BY_SHOAL, KNOWN_BY_LIBTORRENT = 8, 8  # nodes in a table, before anything is announced
DEADLINE_S = 85  # of all waits together
REPEAT_S = 2
LOOKUP_S = 20  # libtorrent says nothing when it finds nothing
FOUND_PERCENT = 99


def endpoint(number):
    return "127.0.%d.1:6881" % number


STARTED = time.monotonic()


def wait_until(what, done):
    began = time.monotonic()
    while not done():
        if time.monotonic() - STARTED > DEADLINE_S:
            raise AssertionError("not within %d s of the beginning: %s" % (DEADLINE_S, what))
        time.sleep(0.05)
    print("ok: %s (%.1f s)" % (what, time.monotonic() - began), flush=True)


class Program:
    """A process that says JSON lines."""

    def __init__(self, words, **options):
        self.lines = []
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, **options)
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            self.lines.append(json.loads(line))

    def said(self, **wanted):
        return [line for line in list(self.lines) if all(line.get(k) == v for k, v in wanted.items())]

    def kill(self):
        self.process.kill()  # not even a last datagram
        self.process.wait()


# --- Shoal ------------------------------------------------------------------------------------------------------------

class Host(Program):
    commands = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    numbers = 0

    def __init__(self, program, index, listen, bootstrap):
        self.control = ("127.1.%d.1" % index, 4000)
        words = [program, "--control", "%s:%d" % self.control]
        for place in bootstrap:
            words += ["--bootstrap", place]
        for place in listen:
            words += ["--listen", place]
        super().__init__(words)

    def ask(self, text):
        Host.numbers += 1
        command = Command(self, Host.numbers, "%d %s" % (Host.numbers, text))
        command.answer()
        return command


class Command:
    """Repeated until it is answered; the host does it once."""

    def __init__(self, host, number, text):
        self.host, self.number, self.text = host, number, text
        self.sent = 0.0

    def answer(self):
        said = self.host.said(number=self.number)
        if not said and time.monotonic() > self.sent + REPEAT_S:
            self.sent = time.monotonic()
            Host.commands.sendto(self.text.encode(), self.host.control)
        return said[0] if said else None


# --- libtorrent -------------------------------------------------------------------------------------------------------

class Sessions(Program):
    """Some sessions in a process of their own: this file, with --sessions."""

    def __init__(self, numbers):
        words = [sys.executable, "-B", __file__, "--sessions", str(numbers[0]), str(numbers[-1])]
        super().__init__(words, stdin=subprocess.PIPE)

    def tell(self, text):
        self.process.stdin.write(text + "\n")
        self.process.stdin.flush()


def serve_sessions(first, last):
    """Commands on stdin: `announce <key>` by the first session, `find <session> <key>`. Says what it finds, and now
    and then how many nodes each session knows."""
    import libtorrent as lt

    sessions = {number: make_session(lt, number) for number in range(first, last + 1)}
    for number, session in sessions.items():
        for other in random.Random(number).sample(range(1, 11), 4) + [FIRST_SHOAL + 4 * number, FIRST_SHOAL + number]:
            if other != number:
                session.add_dht_node(("127.0.%d.1" % other, 6881))
    commands = []
    threading.Thread(target=lambda: commands.extend(iter(sys.stdin.readline, "")), daemon=True).start()
    say = lambda **what: print(json.dumps(what), flush=True)
    names = {metric.name: metric.value_index for metric in lt.session_stats_metrics()}
    torrents = {}
    told = 0.0
    while True:
        while commands:
            words = commands.pop(0).split()
            if words[0] == "announce":
                parameters = lt.parse_magnet_uri("magnet:?xt=urn:btih:" + words[1])
                parameters.save_path = "/nonexistent"
                parameters.flags &= ~(lt.torrent_flags.auto_managed | lt.torrent_flags.paused)
                if words[1] not in torrents:
                    torrents[words[1]] = sessions[first].add_torrent(parameters)
                torrents[words[1]].force_dht_announce()
            else:
                sessions[int(words[1])].dht_get_peers(lt.sha1_hash(bytes.fromhex(words[2])))
        if time.monotonic() > told + 1:
            told = time.monotonic()
            for session in sessions.values():
                session.post_session_stats()
        for number, session in sessions.items():
            for alert in session.pop_alerts():
                if isinstance(alert, lt.session_stats_alert):
                    values = alert.values
                    say(event="known", session=number, nodes=values["dht.dht_nodes"] if isinstance(values, dict)
                        else values[names["dht.dht_nodes"]])
                elif isinstance(alert, lt.dht_get_peers_reply_alert):
                    say(event="found", session=number, key=str(alert.info_hash),
                        peers=["%s:%d" % peer for peer in peers_of(alert)])
        time.sleep(0.02)


# --- the test ---------------------------------------------------------------------------------------------------------

class Network:
    def __init__(self, program):
        self.hosts = []
        for index in range(HOSTS):
            first = FIRST_SHOAL + index * NODES_PER_HOST
            listen = [endpoint(number) for number in range(first, first + NODES_PER_HOST)]
            self.hosts.append(Host(program, index, listen, [endpoint(FIRST_SHOAL), endpoint(1)]))
        self.stay, self.die = Sessions(SESSIONS_THAT_STAY), Sessions(SESSIONS_THAT_DIE)
        self.random = random.Random(4)
        self.expected = {}  # key -> the endpoint that was announced
        self.announcer = {}  # key -> the host and node that announced it

    def kill(self):
        for program in (*self.hosts, self.stay, self.die):
            program.kill()

    def session_nodes(self):
        return [max((line["nodes"] for line in program.said(event="known", session=number)), default=0)
                for program, numbers in ((self.stay, SESSIONS_THAT_STAY), (self.die, SESSIONS_THAT_DIE))
                for number in numbers]

    def join(self):
        wait_until("the hosts listen", lambda: all(host.said(event="ready") for host in self.hosts))
        asked = [host.ask("known") for host in self.hosts]

        def all_know():
            for index, host in enumerate(self.hosts):
                answer = asked[index].answer()
                if answer and min(answer["nodes"]) < KNOWN_BY_SHOAL and time.monotonic() > asked[index].sent + 0.5:
                    asked[index] = host.ask("known")
            return all((answer := one.answer()) and min(answer["nodes"]) >= KNOWN_BY_SHOAL for one in asked)

        wait_until("each Shoal node knows %d others" % KNOWN_BY_SHOAL, all_know)
        wait_until("each session knows %d others" % KNOWN_BY_LIBTORRENT,
                   lambda: min(self.session_nodes()) >= KNOWN_BY_LIBTORRENT)

    def announce(self):
        asked = []
        for number in range(KEYS_OF_SHOAL):
            key, port = self.random.randbytes(20).hex(), 5000 + number
            host, node = number % HOSTS, self.random.randrange(NODES_PER_HOST)
            asked.append(self.hosts[host].ask("announce %d %s %d" % (node, key, port)))
            self.expected[key] = "127.0.%d.1:%d" % (FIRST_SHOAL + host * NODES_PER_HOST + node, port)
            self.announcer[key] = (host, node)
        wait_until("Shoal's announcements are stored",
                   lambda: all((answer := one.answer()) and answer["stored"] >= 8 for one in asked))
        for number in range(KEYS_OF_LIBTORRENT):
            key = self.random.randbytes(20).hex()
            sessions = (self.stay, self.die)[number % 2]
            self.expected[key] = endpoint((SESSIONS_THAT_STAY, SESSIONS_THAT_DIE)[number % 2][0])
            sessions.tell("announce " + key)
            looks = [self.hosts[0].ask("find 0 " + key)]

            def is_found():
                answer = looks[-1].answer()
                if answer and self.expected[key] in answer["peers"]:
                    return True
                if answer:
                    sessions.tell("announce " + key)
                    looks.append(self.hosts[0].ask("find 0 " + key))
                return False

            wait_until("libtorrent's announcement %d is found" % number, is_found)

    def lose(self):
        for index in VICTIMS:
            self.hosts[index].kill()
        self.die.kill()
        print("killed %d Shoal nodes and %d sessions" % (len(VICTIMS) * NODES_PER_HOST, len(SESSIONS_THAT_DIE)))

    def places(self):
        """(host, node, key) of every lookup that Shoal could do: by nodes that are left and did not announce it."""
        return [(host, node, key) for key in self.expected for host in range(HOSTS) if host not in VICTIMS
                for node in range(NODES_PER_HOST) if self.announcer.get(key) != (host, node)]

    def look_with_shoal(self):
        waiting = self.random.sample(self.places(), LOOKUPS_OF_SHOAL)
        running, good, took = {}, 0, []

        def step():
            nonlocal good
            while waiting and len(running) < AT_ONCE:
                host, node, key = waiting.pop()
                running[self.hosts[host].ask("find %d %s" % (node, key))] = key
            for command, key in list(running.items()):
                if answer := command.answer():
                    good += self.expected[key] in answer["peers"]
                    took.append(answer["ms"])
                    del running[command]
            return not waiting and not running

        wait_until("Shoal's lookups have ended", step)
        took.sort()
        print("Shoal: %d of %d lookups found the peer; half of them ended within %d ms, 95 %% within %d ms"
              % (good, LOOKUPS_OF_SHOAL, took[len(took) // 2], took[len(took) * 95 // 100]))
        return good

    def look_with_libtorrent(self):
        places = [(number, key) for key in self.expected for number in SESSIONS_THAT_STAY
                  if self.expected[key] != endpoint(number)]
        waiting = self.random.sample(places, LOOKUPS_OF_LIBTORRENT)
        for number, key in waiting:
            self.stay.tell("find %d %s" % (number, key))
        good = set()
        end = time.monotonic() + LOOKUP_S
        while len(good) < LOOKUPS_OF_LIBTORRENT and time.monotonic() < end:
            good = {(number, key) for number, key in waiting
                    for line in self.stay.said(event="found", session=number, key=key)
                    if self.expected[key] in line["peers"]}
            time.sleep(0.1)
        print("libtorrent: %d of %d lookups found the peer" % (len(good), LOOKUPS_OF_LIBTORRENT))
        return len(good)


def run(_, __, program):
    network = Network(program)
    try:
        network.join()
        network.announce()
        network.lose()
        good = network.look_with_shoal() + network.look_with_libtorrent()
        count = LOOKUPS_OF_SHOAL + LOOKUPS_OF_LIBTORRENT
        print("%d of %d lookups found the peer: %.2f %%" % (good, count, 100 * good / count))
        return good * 100 >= count * FOUND_PERCENT
    except AssertionError as error:
        known = [host.said(event="known")[-1:] for host in network.hosts]
        print("FAILED: %s\ntables of libtorrent: %s, of Shoal: %s" % (error, network.session_nodes(), known))
        return False
    finally:
        network.kill()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--sessions"]:
        serve_sessions(int(sys.argv[2]), int(sys.argv[3]))
    else:
        main(run)
