"""Credentials are made once, sent, forgotten; what was interrupted is made anew."""

import gc
import traceback
from collections.abc import Callable, Sequence
from itertools import count
from typing import Any

import pytest
from tests.support.refusals import refused
from tests.support.registrar import RUNS, SHAPE, UUIDS, Post, planted, voters

from suffrage.belenios.backend import load_group
from suffrage.belenios.credentials import derive_exponent, make_credential
from suffrage.errors import SuffrageError, Unavailable
from suffrage.registrar.book import Book, Change, Prepared, Withdrawn, read_book, write_changes
from suffrage.registrar.deliver import BATCH, deliver

pytestmark = pytest.mark.long

PREPARED = Prepared("vote.example.org/e/congress", "abroad", "99-001", RUNS)


class Journal:
    """What was written down, entry by entry."""

    def __init__(self) -> None:
        self.entries = [write_changes([PREPARED])]
        self.full_after = 1_000_000

    def __call__(self, changes: Sequence[Change]) -> None:
        if len(self.entries) == self.full_after:
            raise Unavailable("private.unwritten", path="journal", reason="full")
        self.entries.append(write_changes(changes))

    @property
    def book(self) -> Book:
        return read_book(self.entries)


def send(post: Post, journal: Journal, number: int = 6, **more: Any) -> Book:
    entropy = more.pop("entropy", planted())
    return deliver(
        journal.book, voters(number), more.pop("runs", RUNS), post, journal, entropy, **more
    ).book


def public(private: str, uuid: str) -> str:
    group = load_group("Ed25519")
    return group.encode(group.base([derive_exponent(group, uuid, private)]))[0]


def test_one_credential_serves_both_rounds() -> None:
    post, journal = Post(), Journal()
    book = send(post, journal)
    for letter in post.carried:
        held = book.held[letter.voter.number]
        for run in RUNS:
            assert held[run.name].line.key == public(letter.private, UUIDS[run.box])
            assert held[run.name].is_acknowledged
    assert len({letter.private for letter in post.carried}) == 6


def test_a_credential_is_the_one_that_belenios_makes_of_the_same_entropy() -> None:
    post = Post()
    send(post, Journal(), 1)
    made = make_credential(UUIDS["abroad"], planted())
    assert post.carried[0].private == made.private


def test_the_book_is_written_before_the_first_message_leaves() -> None:
    journal = Journal()
    seen: list[int] = []

    class Watching(Post):
        def carry(self, letters: Any) -> Any:
            for handed in super().carry(letters):
                seen.append(len(journal.book.spent))
                yield handed

    send(Watching(), journal, 2)
    assert seen == [4, 4]


def test_what_is_kept_is_what_comes_back() -> None:
    journal = Journal()
    book = send(Post(), journal, BATCH + 3)
    assert journal.book == book
    # Prepared; then issued and acknowledged for each of two batches.
    assert len(journal.entries) == 5


def test_who_has_one_gets_no_other() -> None:
    post, journal = Post(), Journal()
    send(post, journal)
    send(post, journal, entropy=planted("later"))
    assert len(post.carried) == 6


def test_a_member_who_is_refused_is_left_and_the_others_are_not() -> None:
    journal = Journal()
    done = deliver(journal.book, voters(3), RUNS, Post(refused=["A/0002"]), journal, planted())
    assert {number: no.code for number, no in done.refused.items()} == {"A/0002": "mail.refused"}
    assert [voter.number for voter in voters(3) if done.book.due(voter.number, RUNS)] == ["A/0002"]
    assert "A/0002" not in dict(done.book.counting(RUNS[0]))


# -- interruptions -------------------------------------------------------------------------------


@pytest.mark.parametrize("error", [KeyboardInterrupt(), Unavailable("mail.unreachable")])
def test_what_was_not_acknowledged_is_made_anew(error: BaseException) -> None:
    post, journal = Post(breaks_at=2), Journal()
    post.error = error
    with pytest.raises(type(error)):
        send(post, journal)
    first = [letter.private for letter in post.carried]
    assert [n for n, _ in journal.book.counting(RUNS[0])] == ["A/0001", "A/0002"]

    again = Post()
    book = send(again, journal, entropy=planted("again"))
    assert [letter.voter.number for letter in again.carried] == [f"A/{n:04}" for n in range(3, 7)]
    keys = {line.key for _, line in book.counting(RUNS[0])}
    assert {public(one, UUIDS["abroad"]) for one in first} < keys
    assert len(keys) == 6


def test_a_message_that_left_unacknowledged_never_votes() -> None:
    post, journal = Post(), Journal()
    journal.full_after = 2
    with refused("private.unwritten"):
        send(post, journal, 1)
    lost = post.carried[0].private
    assert lost

    journal.full_after = 1_000_000
    book = send(Post(), journal, 1, entropy=planted("again"))
    counting = {line.key for run in RUNS for _, line in book.counting(run)}
    assert not {public(lost, uuid) for uuid in UUIDS.values()} & counting
    assert {public(lost, uuid) for uuid in UUIDS.values()} < set(book.spent)


def test_nothing_leaves_that_could_not_be_written_down() -> None:
    post, journal = Post(), Journal()
    journal.full_after = 1
    with refused("private.unwritten"):
        send(post, journal, 1)
    assert post.carried == []


def test_it_stops_between_batches_when_asked() -> None:
    post, journal = Post(), Journal()
    done: list[tuple[int, int]] = []
    total = 2 * BATCH
    book = send(
        post, journal, total, progress=lambda *at: done.append(at), stopping=lambda: bool(done)
    )
    assert done == [(BATCH, total)]
    assert len(book.counting(RUNS[0])) == BATCH


# -- a clash (A6), a source that repeats ---------------------------------------------------------


def test_entropy_that_repeats_is_refused_before_anything_leaves() -> None:
    post, journal = Post(), Journal()
    with refused("registrar.key-twice"):
        send(post, journal, 2, entropy=clashing())
    assert (post.carried, len(journal.entries)) == ([], 1)


def clashing() -> Callable[[int], bytes]:
    """One credential for all, each time with other salts: the first draw of three is the same."""
    entropy, calls = planted(), count()
    return lambda size: b"\x07" * size if next(calls) % 3 == 0 else entropy(size)


def test_a_source_that_runs_dry() -> None:
    for code, entropy in (("bel.entropy", lambda _: b""), ("roll.entropy", planted_then(b""))):
        post = Post()
        with refused(code):
            send(post, Journal(), 1, entropy=entropy)
        assert post.carried == []


def planted_then(rest: bytes) -> Callable[[int], bytes]:
    entropy, calls = planted(), count()
    return lambda size: entropy(size) if next(calls) == 0 else rest


def test_yesterday_s_entropy_is_seen_today() -> None:
    journal = Journal()
    post = Post(refused=["A/0001"])
    send(post, journal, 1)
    with refused("registrar.key-twice"):
        send(Post(), journal, 1)


# -- runs that no longer change ------------------------------------------------------------------


def test_a_lost_letter_between_the_rounds_gives_a_credential_for_the_second_only() -> None:
    journal = Journal()
    send(Post(), journal, 1)
    before = journal.book.held["A/0001"]
    journal([Withdrawn("A/0001", (RUNS[1].name,))])
    post = Post()
    book = send(post, journal, 1, runs=RUNS[1:], entropy=planted("second"))
    assert post.carried[0].runs == RUNS[1:]
    after = book.held["A/0001"]
    assert after[RUNS[0].name] == before[RUNS[0].name]
    assert after[RUNS[1].name].line.key == public(post.carried[0].private, UUIDS["abroad-2"])


def test_an_interrupted_message_is_not_vouched_for_by_a_later_one() -> None:
    """Its key for the first run must not count when a message for the second is taken."""
    journal = Journal()
    send(Post(refused=["A/0001"]), journal, 1)
    book = send(Post(), journal, 1, runs=RUNS[1:], entropy=planted("second"))
    assert [len(book.counting(run)) for run in RUNS] == [0, 1]


# -- no usable credential anywhere (A27) ---------------------------------------------------------


class Rude(Post):
    """A channel whose errors quote what it was given."""

    def carry(self, letters: Any) -> Any:
        raise RuntimeError(f"cannot send {letters[0].private}") from ValueError(letters[0].private)
        yield


def test_an_error_that_quotes_a_credential_is_not_passed_on() -> None:
    with pytest.raises(SuffrageError) as caught:
        send(Rude(), Journal(), 1)
    canary = make_credential(UUIDS["abroad"], planted()).private
    error = caught.value
    assert (error.code, error.fields) == ("registrar.failed", {"kind": "RuntimeError"})
    assert canary not in "".join(traceback.format_exception(error))
    assert (error.__context__, error.__cause__) == (None, None)
    assert not _held_by_frames(error, canary)


@pytest.mark.parametrize("error", [Unavailable("mail.unreachable"), ValueError("x")])
def test_no_frame_of_an_error_holds_a_credential(error: Exception) -> None:
    post = Post(breaks_at=1)
    post.error = error
    with pytest.raises(SuffrageError) as caught:
        send(post, Journal(), 2)
    carried = post.carried.pop().private
    assert not _held_by_frames(caught.value, carried)


def _held_by_frames(error: BaseException, canary: str) -> bool:
    """Whether a local variable of any frame of the trace leads to the canary within four steps."""
    trace, values = error.__traceback__, []
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith("registrar/deliver.py"):
            values += list(trace.tb_frame.f_locals.values())
        trace = trace.tb_next
    for _ in range(4):
        if any(isinstance(one, str) and canary in one for one in values):
            return True
        values = [held for one in values for held in gc.get_referents(one)][:100_000]
    return False


def test_nothing_in_memory_is_a_credential_once_it_was_sent() -> None:
    class Forgetful(Post):
        def carry(self, letters: Any) -> Any:
            for handed in super().carry(letters):
                self.carried.clear()
                yield handed

    journal = Journal()
    book = send(Forgetful(), journal, 40, entropy=planted("forgotten"))
    gc.collect()
    keys = {line.key for _, line in book.counting(RUNS[0])}
    left = [
        one
        for holder in gc.get_objects()
        for one in gc.get_referents(holder)
        if isinstance(one, str) and SHAPE.fullmatch(one) and public(one, UUIDS["abroad"]) in keys
    ]
    assert left == []


def test_no_entry_of_the_journal_and_no_representation_shows_a_credential() -> None:
    post, journal = Post(), Journal()
    book = send(post, journal, 40)
    canaries = [letter.private for letter in post.carried]
    stored = b"".join(journal.entries).decode()
    shown = repr(book) + repr(post.carried) + str(post.carried)
    assert [one for one in canaries if one in stored or one in shown] == []
    pieces = [piece for one in canaries for piece in one.split("-") if len(piece) > 5]
    assert [one for one in pieces if one in stored] == []
