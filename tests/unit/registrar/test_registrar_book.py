"""The book: a fold of changes, each of which can follow or is refused."""

import pytest
from tests.support.refusals import refused
from tests.support.registrar import RUNS

from suffrage.registrar.book import (
    Acknowledged,
    Book,
    Change,
    Issued,
    Line,
    Prepared,
    Told,
    Withdrawn,
    read_book,
    write_changes,
)

PREPARED = Prepared("vote.example.org/e/congress", "abroad", "99-001", RUNS)
FIRST, SECOND = (run.name for run in RUNS)


def line(text: str) -> Line:
    return Line(text * 64, "ab" * 32)


def book(*changes: Change) -> Book:
    return Book(PREPARED).after_all(changes)


ADA = Issued("1", {FIRST: line("1"), SECOND: line("2")})


def test_what_is_written_is_read() -> None:
    changes: list[Change] = [
        PREPARED,
        ADA,
        Acknowledged("1"),
        Told("1", "cd" * 32),
        Withdrawn("1", (FIRST,)),
    ]
    entries = [write_changes(changes[:2]), write_changes(changes[2:])]
    assert read_book(entries) == book(*changes[1:])


@pytest.mark.parametrize("entries", [[], [write_changes([])], [write_changes([ADA])]])
def test_a_journal_begins_with_what_was_prepared(entries: list[bytes]) -> None:
    with refused("registrar.journal"):
        read_book(entries)


def test_a_key_counts_once_its_message_was_taken() -> None:
    assert book(ADA).counting(RUNS[0]) == []
    assert book(ADA, Acknowledged("1")).counting(RUNS[0]) == [("1", line("1"))]
    assert book(ADA).due("1", RUNS) == RUNS
    assert book(ADA, Acknowledged("1")).due("1", RUNS) == ()


def test_a_withdrawn_key_counts_no_more_and_is_never_issued_again() -> None:
    after = book(ADA, Acknowledged("1"), Withdrawn("1", (FIRST, SECOND)))
    assert after.counting(RUNS[0]) == []
    assert after.due("1", RUNS) == RUNS
    with refused("registrar.key-twice"):
        after.after(ADA)


def test_one_key_for_two_members_is_a_broken_source() -> None:
    with refused("registrar.key-twice"):
        book(ADA, Issued("2", {FIRST: line("1")}))


def test_one_key_for_two_runs_too() -> None:
    with refused("registrar.key-twice"):
        book(Issued("1", {FIRST: line("1"), SECOND: line("1")}))


@pytest.mark.parametrize(
    "changes",
    [
        [PREPARED],
        [Acknowledged("1")],
        [ADA, Acknowledged("2")],
        [ADA, Acknowledged("1"), Acknowledged("1")],
        [ADA, Acknowledged("1"), Issued("1", {FIRST: line("3")})],
        [Issued("1", {"other-1": line("1")})],
        [Withdrawn("1", ("other-1",))],
    ],
)
def test_what_cannot_follow(changes: list[Change]) -> None:
    with refused("registrar.order"):
        book(*changes)


def test_the_book_shows_no_member() -> None:
    assert "line" not in repr(book(ADA))
    assert "'1'" not in repr(book(ADA))
