"""A file changes under its seeder, before a download and in the middle of one: nobody ends up with wrong bytes, the
getter does not claim the bad chunk, the seeder says which file it is, and when the byte is back the download ends."""

from content import CHUNK, share_tag, identity_of
from lab import Getter, Node, digest, flip, pause, run, wait_for, write_tree

SIZE = 24 * CHUNK


def await_all_but(getter, missing):
    """Until everything is there but `missing` chunks, and it stays so for a second."""
    view = getter.await_view(lambda v: v["bytes_have"] == SIZE - missing * CHUNK, 40, "all but the bad chunk arrives")
    assert view["state"] == "downloading", view
    pause(1)
    view = getter.view()
    assert getter.process.is_running() and view["bytes_have"] == SIZE - missing * CHUNK, view
    assert view["bytes_durable"] <= view["bytes_have"], view
    return view


def check_partial(getter, link, good, bad_chunk):
    """What lies on disk is the good file, but for a hole where the bad chunk would be."""
    name = good.name
    assert not (getter.into / name).exists(), "an incomplete file stands under its name"
    hidden = [place for place in (getter.into / f".shoal-{share_tag(identity_of(link))}").rglob("*") if place.is_file()]
    wanted = good.read_bytes()
    held = [place.read_bytes() for place in hidden if place.stat().st_size > 0]
    assert held, f"no partial data in {hidden}"
    for at in range(0, SIZE, CHUNK):
        chunk = held[0][at : at + CHUNK]
        if at == bad_chunk * CHUNK:
            assert chunk == wanted[at : at + CHUNK] or not any(chunk), "wrong bytes were written"
        else:
            assert chunk == wanted[at : at + CHUNK], f"chunk {at // CHUNK} is claimed and wrong"


def names_the_file(seeder, name):
    told = [seeder.log, *(share.get("error", "") for share in seeder.shares()), seeder.status().get("last_error", "")]
    return any(name in text for text in told)


def finish(getter, seeder, good):
    wait_for(lambda: names_the_file(seeder, good.name), 10, "the seeder names the file that changed")
    flip(good, bad_byte)
    getter.expect(0, 40)
    assert digest(getter.into / good.name) == digest(good), "not identical"


bad_byte = 7 * CHUNK + 1234


def changed_before(lab, seeder):
    good = write_tree(lab.path("one"), {"accounts.db": SIZE}, seed=2) / "accounts.db"
    link = seeder.share(good)
    flip(good, bad_byte)
    getter = Getter(lab, "before", link, lab.path("got-one"), "--bootstrap", "none", "--peer", seeder.endpoint)
    await_all_but(getter, 1)
    flip(good, bad_byte)
    check_partial(getter, link, good, bad_byte // CHUNK)
    flip(good, bad_byte)
    finish(getter, seeder, good)


def changed_meanwhile(lab, seeder, attempt):
    """Whether the byte was changed in time to matter: the chunk may have been sent already."""
    name = f"meanwhile-{attempt}"
    good = write_tree(lab.path(name), {"archive.tar": SIZE}, seed=3 + attempt) / "archive.tar"
    link = seeder.share(good)
    getter = Getter(lab, name, link, lab.path(f"got-{name}"), "--bootstrap", "none", "--peer", seeder.endpoint,
                    "--limit-down", "2M")  # fmt: skip
    getter.await_view(lambda v: v["bytes_have"] >= CHUNK, 20, "the download begins")
    flip(good, bad_byte)
    seen = []

    def settled():
        view = getter.view()
        seen.append(view["bytes_have"] if view else None)
        # A while without a new byte: the last chunk of a good download is not far behind the others.
        stands = len(seen) > 5 and set(seen[-5:]) == {SIZE - CHUNK}
        return not getter.process.is_running() or stands

    wait_for(settled, 60, lambda: f"the download goes on to the bad chunk: {getter.view()}")
    if getter.process.is_running():
        await_all_but(getter, 1)
        finish(getter, seeder, good)
        return True
    flip(good, bad_byte)
    getter.expect(0, 1)
    assert digest(getter.into / good.name) == digest(good), "a download that ended holds wrong bytes"
    return False


def corrupted_seeder(lab):
    seeder = Node(lab, "seeder", "--bootstrap", "none")
    changed_before(lab, seeder)
    assert any(changed_meanwhile(lab, seeder, attempt) for attempt in range(8)), "each time the byte came too late"
    seeder.stop()


if __name__ == "__main__":
    run(corrupted_seeder)
