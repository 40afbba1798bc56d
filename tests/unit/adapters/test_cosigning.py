"""Cosignatures of several witnesses at once, and what a witness says against the log."""

from threading import Event, Thread

import pytest
from tests.support.refusals import refused
from tests.support.tlog import LOG, WITNESSES, make_checkpoint, make_tree
from tests.support.witnessed import NOW, forked_tree

from suffrage.adapters.cosigning import Alarm, Cosigner, Cosigning, witnessed_size
from suffrage.errors import Malformed, NotVerified, Refused, Unavailable
from suffrage.tlog.note import open_note
from suffrage.tlog.tree import Tree
from suffrage.witness.local import LocalWitness

KEYS = [signer.key for signer in WITNESSES]


def local(number: int = 0) -> LocalWitness:
    signer = WITNESSES[number]
    return LocalWitness(signer.name, signer.seed, LOG.key)


def collect(cosigning: Cosigning, tree: Tree, now: int = NOW) -> int:
    """How many witnesses cosigned."""
    note = cosigning.collect(tree, make_checkpoint(tree), KEYS, now)
    return len(open_note(note, [LOG.key, *KEYS]).signed) - 1


def test_all_cosign_as_the_log_grows() -> None:
    cosigning = Cosigning([local(0), local(1), local(2)])
    for size in (1, 3, 3, 300):
        assert collect(cosigning, make_tree(size)) == 3
    assert cosigning.alarms == ()


def test_a_witness_that_hangs_delays_nobody_for_long_and_is_asked_once() -> None:
    go, asked = Event(), []

    def hangs(body: bytes, now: int) -> bytes:
        asked.append(now)
        go.wait()
        return second(body, now)

    second = local(1)
    cosigning = Cosigning([local(0), hangs], patience=0.05)
    assert collect(cosigning, make_tree(3)) == 1
    assert collect(cosigning, make_tree(7), NOW + 5) == 1
    assert asked == [NOW]
    go.set()
    for thread in cosigning._busy:
        assert isinstance(thread, Thread)
        thread.join()
    assert collect(cosigning, make_tree(9), NOW + 10) == 2


def test_a_witness_that_knows_more_is_an_alarm_that_stays() -> None:
    witness = local()
    collect(Cosigning([witness]), make_tree(9))
    restored = Cosigning([local(1), witness])
    for now in (NOW, NOW + 5):
        assert collect(restored, make_tree(3), now) == 1
    assert restored.alarms == (Alarm("rolled-back", 1, 9, NOW),)
    assert collect(restored, make_tree(12)) == 2
    assert len(restored.alarms) == 1


def test_a_witness_that_remembers_another_tree_is_an_alarm() -> None:
    for size in (7, 3):
        witness = local()
        collect(Cosigning([witness]), forked_tree(size, 1))
        cosigning = Cosigning([witness])
        assert collect(cosigning, make_tree(7)) == 0
        collect(cosigning, make_tree(9), NOW + 5)
        assert cosigning.alarms == (Alarm("forked", 0, 7, NOW),)


def test_what_another_process_has_signed_meanwhile_is_no_alarm() -> None:
    witness = local()
    collect(Cosigning([witness]), make_tree(9))
    cosigning = Cosigning([witness])
    tree = make_tree(3)
    note = cosigning.collect(tree, make_checkpoint(tree), KEYS, NOW, lambda: 9)
    assert (note, cosigning.alarms) == (make_checkpoint(tree), ())


@pytest.mark.parametrize(
    "error",
    [
        Unavailable("http.unreachable", url="x", reason="y"),
        Malformed("witness.answer-size", url="x"),
        Refused("witness.answer", url="x", status=403),
        NotVerified("note.signature", name="x"),
    ],
)
def test_other_refusals_are_no_alarm(error: Exception) -> None:
    def refuses(_body: bytes, _now: int) -> bytes:
        raise error

    cosigning = Cosigning([refuses, local(1)])
    assert collect(cosigning, make_tree(3)) == 1
    assert cosigning.alarms == ()


@pytest.mark.parametrize("answer", [b"", b"nonsense", b"\xff", b"\xe2\x80\x94 a AAAAAAAA\n"])
def test_nonsense_is_left_out(answer: bytes) -> None:
    def babbles(_body: bytes, _now: int) -> bytes:
        return answer

    assert collect(Cosigning([babbles, local(1)]), make_tree(3)) == 1


def test_a_witness_that_is_always_stale_is_asked_twice_and_left() -> None:
    sizes: list[int] = []

    def stale(_body: bytes, _now: int) -> bytes:
        sizes.append(1)
        raise Refused("witness.stale", size=2)

    cosigning = Cosigning([stale])
    assert collect(cosigning, make_tree(3)) == 0
    assert (len(sizes), cosigning.alarms) == (2, ())


def ask_size(witness: Cosigner, size: int) -> int:
    return witnessed_size(witness, make_checkpoint(make_tree(size)), NOW)


def test_a_restored_office_asks_how_much_a_witness_remembers() -> None:
    witness = local()
    assert ask_size(witness, 3) == 0
    collect(Cosigning([witness]), make_tree(9))
    for size in (3, 9, 12):
        assert ask_size(witness, size) == 9
    with refused("witness.inconsistent"):
        witnessed_size(witness, make_checkpoint(forked_tree(9, 1)), NOW)


def test_asking_changes_nothing_that_a_witness_remembers() -> None:
    witness = local()
    ask_size(witness, 3)
    assert collect(Cosigning([witness]), forked_tree(3, 1)) == 1


def test_who_does_not_answer_says_no_size() -> None:
    def away(_body: bytes, _now: int) -> bytes:
        raise Unavailable("http.unreachable", url="x", reason="y")

    def refuses(_body: bytes, _now: int) -> bytes:
        raise Refused("witness.answer", url="x", status=404)

    with refused("http.unreachable"):
        ask_size(away, 3)
    with refused("witness.answer"):
        ask_size(refuses, 3)


def test_another_address_leaves_what_is_known_of_the_others() -> None:
    asked: list[int] = []

    def counted(body: bytes, now: int) -> bytes:
        asked.append(now)
        return honest(body, now)

    def forked(_body: bytes, _now: int) -> bytes:
        raise NotVerified("witness.inconsistent", origin="x")

    honest, moved = local(1), local(0)
    before = Cosigning([moved, forked, counted])
    assert collect(before, make_tree(9)) == 2
    after = before.instead([counted, forked])
    # Their places are others now, and so an alarm still names whose it was.
    assert after.alarms == (Alarm("forked", 1, 9, NOW),)
    assert before.instead([forked, counted]).alarms == (Alarm("forked", 0, 9, NOW),)
    assert before.instead([counted]).alarms == ()
    # What a witness remembers is known: it is asked once, not told first that it is behind.
    assert collect(after, make_tree(12), NOW + 1) == 1
    assert asked == [NOW, NOW + 1]


def test_a_witness_that_is_busy_stays_busy_beside_another_address() -> None:
    go, asked = Event(), list[int]()

    def hangs(body: bytes, now: int) -> bytes:
        asked.append(now)
        go.wait()
        return second(body, now)

    second = local(1)
    cosigning = Cosigning([hangs], patience=0.05)
    assert collect(cosigning, make_tree(3)) == 0
    more = cosigning.instead([local(0), hangs])
    assert collect(more, make_tree(7), NOW + 5) == 1
    assert asked == [NOW]
    go.set()
