"""Rates of one file from one peer to another on loopback, and what they cost: Shoal beside libtorrent (plain, and RC4
forced), iperf3, sha256sum and b2sum. Runs are interleaved, because the speed of a machine drifts; medians are shown.
Not a test: run it by hand on a quiet machine, with nothing else running.

    figures.py [MIB [RUNS]]      default: 1024 MiB, 3 runs
"""

import json
import os
import random
import signal
import statistics
import subprocess
import sys
import time

from lab import Getter, Lab, Node, cpu_seconds, digest, enter_own_world, wait_for

MIB = 1024 * 1024


def run_shoal(lab, file, number):
    seeder = Node(lab, f"shoal-seed-{number}", "--bootstrap", "none", log="warn")
    begin = time.monotonic()
    link = seeder.share(file)
    create = time.monotonic() - begin
    before = cpu_seconds(seeder.process.pid)
    begin = time.monotonic()
    getter = Getter(lab, f"shoal-get-{number}", link, lab.path(f"shoal-out-{number}"), "--bootstrap", "none",
                    "--peer", seeder.endpoint, "--log", "warn")  # fmt: skip
    _, status, used = os.wait4(getter.process.pid, 0)
    wall = time.monotonic() - begin
    getter.process.process.returncode = os.waitstatus_to_exitcode(status)
    assert getter.process.process.returncode == 0, getter.process.err
    seed_cpu = cpu_seconds(seeder.process.pid) - before
    told = getter.process.record("complete")
    assert digest(getter.into / file.name) == digest(file)
    (getter.into / file.name).unlink()
    seeder.stop()
    return {"wall": wall, "transfer": told.get("seconds", wall), "seed": seed_cpu, "get": used.ru_utime + used.ru_stime,
            "create": create, "get_mib": used.ru_maxrss / 1024}  # fmt: skip


# --- libtorrent, one process a side ------------------------------------------------------------------------------


def libtorrent_session(encrypted):
    import libtorrent as lt

    closed = int(lt.enc_policy.pe_forced if encrypted else lt.enc_policy.pe_disabled)
    level = int(lt.enc_level.rc4 if encrypted else lt.enc_level.plaintext)
    return lt.session({
        "listen_interfaces": "127.0.0.1:0", "enable_dht": False, "enable_lsd": False, "enable_upnp": False,
        "enable_natpmp": False, "enable_incoming_utp": False, "enable_outgoing_utp": False,
        "rate_limit_ip_overhead": False, "allow_multiple_connections_per_ip": True, "in_enc_policy": closed,
        "out_enc_policy": closed, "allowed_enc_level": level, "prefer_rc4": encrypted,
        "alert_mask": lt.alert.category_t.error_notification,
    })  # fmt: skip


def libtorrent_side(role, torrent, folder, port, encrypted):
    """Seeds until told to stop, or fetches until complete; one JSON line when ready, one when done."""
    import libtorrent as lt

    session = libtorrent_session(encrypted == "rc4")
    handle = session.add_torrent({"ti": lt.torrent_info(torrent), "save_path": folder})
    if role == "seed":
        wait_for(lambda: handle.status().is_seeding, 120, "the seed has checked its file")
        print(json.dumps({"port": session.listen_port()}), flush=True)
        signal.pause()
    begin = time.monotonic()
    handle.connect_peer(("127.0.0.1", int(port)), 0)
    wait_for(lambda: handle.status().is_seeding, 300, "libtorrent completes")
    print(json.dumps({"transfer": time.monotonic() - begin}), flush=True)


def run_libtorrent(lab, file, number, encrypted):
    torrent = lab.path("file.torrent")
    out = lab.path(f"lt-out-{encrypted}-{number}")
    out.mkdir()
    side = [sys.executable, "-B", __file__, "--side"]
    seed = lab.start(f"lt-seed-{encrypted}-{number}", [*side, "seed", torrent, file.parent, 0, encrypted])
    port = json.loads(wait_for(lambda: seed.out.endswith("\n") and seed.out, 120, "the seed is ready"))["port"]
    before = cpu_seconds(seed.pid)
    begin = time.monotonic()
    getter = lab.start(f"lt-get-{encrypted}-{number}", [*side, "get", torrent, out, port, encrypted])
    _, status, used = os.wait4(getter.pid, 0)
    wall = time.monotonic() - begin
    getter.process.returncode = os.waitstatus_to_exitcode(status)
    assert getter.process.returncode == 0, getter.err
    seed_cpu = cpu_seconds(seed.pid) - before
    assert digest(out / file.name) == digest(file)
    (out / file.name).unlink()
    seed.kill()
    return {"wall": wall, "transfer": json.loads(getter.out)["transfer"], "seed": seed_cpu,
            "get": used.ru_utime + used.ru_stime, "get_mib": used.ru_maxrss / 1024}  # fmt: skip


def make_torrent(lab, file):
    import libtorrent as lt

    storage = lt.file_storage()
    lt.add_files(storage, str(file))
    creator = lt.create_torrent(storage, flags=lt.create_torrent.v1_only)
    begin = time.monotonic()
    lt.set_piece_hashes(creator, str(file.parent))
    took = time.monotonic() - begin
    lab.path("file.torrent").write_bytes(lt.bencode(creator.generate()))
    return took


# --- what the machine allows -------------------------------------------------------------------------------------


def run_sum(tool, file):
    begin = time.monotonic()
    subprocess.run([tool, file], check=True, stdout=subprocess.DEVNULL)
    return {"wall": time.monotonic() - begin}


def run_iperf(lab, number, size):
    server = lab.start(f"iperf-{number}", ["iperf3", "-s", "-1", "-p", "5201", "-B", "127.0.0.1", "--forceflush"])
    wait_for(lambda: "listening" in server.out, 10, "iperf3 listens")
    done = subprocess.run(["iperf3", "-c", "127.0.0.1", "-p", "5201", "-n", str(size), "-J"], capture_output=True)
    server.wait(10)
    return {"wall": json.loads(done.stdout)["end"]["sum_received"]["seconds"]}


def report(rows, size):
    print(f"\n{size / MIB:.0f} MiB, medians of {len(rows['shoal'])} interleaved runs, MB and GB are decimal\n")
    print("| what | MB/s, whole run | MB/s, transfer | seed CPU s/GB | receiver CPU s/GB | sum | receiver peak MiB |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, runs in rows.items():
        middle = lambda key: statistics.median(run[key] for run in runs) if key in runs[0] else None  # noqa: B023, E731
        rate = lambda seconds: "" if seconds is None else f"{size / 1e6 / seconds:.0f}"  # noqa: E731
        cost = lambda seconds: "" if seconds is None else f"{seconds / size * 1e9:.2f}"  # noqa: E731
        both = statistics.median(run["seed"] + run["get"] for run in runs) if "seed" in runs[0] else None
        peak = middle("get_mib")
        spread = "-".join(rate(pick(run["wall"] for run in runs)) for pick in (max, min))
        print(f"| {name} | {rate(middle('wall'))} ({spread}) | {rate(middle('transfer'))} | {cost(middle('seed'))} |"
              f" {cost(middle('get'))} | {cost(both)} | {'' if peak is None else f'{peak:.0f}'} |")  # fmt: skip
    creating = [run["create"] for run in rows["shoal"]]
    print(f"\nshoal share: {size / 1e6 / statistics.median(creating):.0f} MB/s")


def main():
    size = (int(sys.argv[1]) if len(sys.argv) > 1 else 1024) * MIB
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    enter_own_world()
    lab = Lab("figures")
    try:
        file = lab.path("source") / "file.bin"
        file.parent.mkdir()
        with open(file, "wb") as out:
            source = random.Random(7)
            for _ in range(size // MIB):
                out.write(source.randbytes(MIB))
        print(f"libtorrent creates at {size / 1e6 / make_torrent(lab, file):.0f} MB/s")
        rows = {name: [] for name in ("shoal", "libtorrent plain", "libtorrent rc4", "sha256sum", "b2sum", "iperf3")}
        for number in range(runs):
            rows["shoal"].append(run_shoal(lab, file, number))
            rows["libtorrent plain"].append(run_libtorrent(lab, file, number, "plain"))
            rows["libtorrent rc4"].append(run_libtorrent(lab, file, number, "rc4"))
            rows["sha256sum"].append(run_sum("sha256sum", file))
            rows["b2sum"].append(run_sum("b2sum", file))
            rows["iperf3"].append(run_iperf(lab, number, size))
            print(f"round {number + 1}: " + ", ".join(f"{name} {r[-1]['wall']:.2f} s" for name, r in rows.items()))
        report(rows, size)
    finally:
        lab.sweep()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--side"]:
        libtorrent_side(*sys.argv[2:])
    else:
        main()
