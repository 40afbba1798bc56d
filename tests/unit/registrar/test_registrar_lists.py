"""Lists, roots, the table and the openings: what is handed out agrees with the board or fails."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import msgspec
import pytest
from tests.support.online_election import BOX
from tests.support.online_steps import fixed
from tests.support.refusals import refused
from tests.support.registrar import RUNS, SECOND, UUIDS, Post, TwoRounds, planted, voters
from tests.support.simulator import seed_of

from suffrage.acts.online.open_box import open_box
from suffrage.acts.online.set_up_trustee import set_up_trustee
from suffrage.acts.opening.amend_roll import amend_roll
from suffrage.belenios.trustees import make_trustee_key, write_trustees
from suffrage.board.record import Record
from suffrage.board.signature import signer
from suffrage.board.submission import read_submission
from suffrage.model import canonical
from suffrage.registrar.book import Book, Prepared, Withdrawn
from suffrage.registrar.check import check_table, silent_runs
from suffrage.registrar.deliver import deliver
from suffrage.registrar.electorate import Electorate
from suffrage.registrar.lists import Committed, Table, Void, commit, leaves_of, table_of
from suffrage.registrar.openings import MemberOpening, check_opening, open_members
from suffrage.registrar.runs import Run, open_runs, served_runs

ORIGIN = "vote.example.org/e/congress"
NOW = "2023-01-09T09:00:00Z"
PEOPLE = Electorate(voters(), ())
SIGN = signer(seed_of("registrar"))


@cache
def full_book() -> Book:
    empty = Book(Prepared(ORIGIN, BOX, "99-001", RUNS))
    return deliver(empty, voters(), RUNS, Post(), lambda _: None, planted()).book


def committed(simulation: TwoRounds, book: Book, run: Run = RUNS[0]) -> Committed:
    return commit(simulation.state, book, PEOPLE, run, SIGN, simulation.now())


def on_board(book: Book | None = None) -> TwoRounds:
    """Both lists of the book are on the board, as the office appends them."""
    simulation = TwoRounds()
    for run in RUNS:
        append(simulation, committed(simulation, book or full_book(), run))
    return simulation


def append(simulation: TwoRounds, one: Committed) -> None:
    draft, sign = read_submission(one.record)
    simulation.board.perform(lambda _: draft, sign)


def set_up(simulation: TwoRounds, public: bytes) -> TwoRounds:
    """The first round's box opens with this list."""
    keys = [make_trustee_key(simulation.entropy) for _ in range(2)]
    for owner, key in enumerate(keys, 1):
        by = f"trustee@to{owner}"
        simulation.act(set_up_trustee, by, BOX, 1, owner=owner, trustee=key.public)
    simulation.board.perform(
        lambda state: open_box(
            state,
            BOX,
            1,
            uuid=UUIDS[BOX],
            trustees=write_trustees([key.public for key in keys]),
            credentials=public,
        )
    )
    return simulation


# -- lists and records ---------------------------------------------------------------------------


def test_the_signed_record_is_taken_by_the_board_as_it_is() -> None:
    simulation = on_board()
    one = committed(simulation.wait(), full_book())
    head: Any = Record.parse(one.record).head
    run = simulation.state.runs[(BOX, 1)]
    assert run.credentials == hashlib.sha256(one.public).hexdigest() == head.list
    assert (run.credential_root, run.credential_count) == (head.root, 6)


def test_the_box_opens_with_the_list() -> None:
    simulation = on_board()
    set_up(simulation, committed(simulation.wait(), full_book()).public)
    keys = {line.key for _, line in full_book().counting(RUNS[0])}
    assert simulation.state.runs[(BOX, 1)].electorate == keys


def test_the_two_lists_share_no_key_and_no_root() -> None:
    first, second = (committed(TwoRounds(), full_book(), run) for run in RUNS)
    assert not set(msgspec.json.decode(first.public)) & set(msgspec.json.decode(second.public))
    assert Record.parse(first.record).head != Record.parse(second.record).head


def test_a_list_waits_for_its_last_member() -> None:
    book = full_book().after(Withdrawn("A/0003", (RUNS[0].name,)))
    with refused("registrar.undelivered", number=1, run=RUNS[0].name):
        committed(TwoRounds(), book)


def test_a_list_holds_nobody_who_has_left() -> None:
    left = Electorate(voters(5), ())
    simulation = TwoRounds()
    with refused("registrar.stranger", number="A/0006"):
        commit(simulation.state, full_book(), left, RUNS[0], SIGN, NOW)

    simulation.act(amend_roll, "commission@chair", unit="99-001", added=0, removed=1, ground="left")
    names = tuple(run.name for run in RUNS)
    book = full_book().after(Withdrawn("A/0006", names))
    append(simulation, commit(simulation.state, book, left, RUNS[0], SIGN, NOW))
    assert simulation.state.runs[(BOX, 1)].credential_count == 5


def test_a_record_that_the_board_would_refuse_is_not_written() -> None:
    simulation = set_up(on_board(), committed(TwoRounds(), full_book()).public)
    with refused("credentials.too-late"):
        committed(simulation.wait(), full_book())
    with refused("record.signature"):
        commit(TwoRounds().state, full_book(), PEOPLE, RUNS[0], signer(bytes(32)), NOW)


# -- which runs ----------------------------------------------------------------------------------


def test_all_boxes_of_the_channel_are_served_until_they_open() -> None:
    simulation = on_board()
    assert served_runs(simulation.state, BOX) == RUNS
    set_up(simulation, committed(TwoRounds(), full_book()).public)
    assert served_runs(simulation.state, BOX) == RUNS[1:]
    assert open_runs(simulation.state, RUNS) == RUNS[1:]


def test_a_channel_of_no_box() -> None:
    with refused("registrar.no-box", channel="paper"):
        served_runs(TwoRounds().state, "paper")


def test_a_box_whose_uuid_is_open_serves_no_credential() -> None:
    with refused("registrar.no-uuid", box=BOX):
        served_runs(fixed().state, BOX)


def test_a_run_that_was_annulled_needs_new_credentials() -> None:
    simulation = set_up(on_board(), committed(TwoRounds(), full_book()).public)
    simulation.annul_run(1)
    with refused("registrar.run-replaced", box=BOX, run=1):
        open_runs(simulation.state, RUNS)
    fresh = served_runs(simulation.state, BOX)
    assert [(run.name, run.uuid) for run in fresh] == [
        ("abroad-2", "BoxForTestRun2"),
        ("abroad-2-1", UUIDS[SECOND]),
    ]


# -- the table -----------------------------------------------------------------------------------


def test_the_table_agrees_with_the_board() -> None:
    lost = full_book().after(Withdrawn("A/0002", tuple(run.name for run in RUNS)))
    book = deliver(lost, voters(), RUNS, Post(), lambda _: None, planted("again")).book
    checked = check_table(table_of(book), on_board(book).state)
    assert [(one.run, one.members, one.void) for one in checked] == [
        (RUNS[0], 6, 1),
        (RUNS[1], 6, 1),
    ]


def test_the_table_is_what_its_bytes_say() -> None:
    table = table_of(full_book())
    assert canonical.decode(canonical.encode(table), Table) == table


def test_a_table_before_anything_is_committed() -> None:
    with refused("registrar.not-committed"):
        check_table(table_of(full_book()), TwoRounds().state)


def test_a_table_that_leaves_a_run_out_does_not_go_unnoticed() -> None:
    """The list of the run left out could hold credentials of nobody."""
    table, state = table_of(full_book()), on_board().state
    assert silent_runs(table, state) == ()
    kept = {RUNS[0].name}
    rows = [
        msgspec.structs.replace(row, keys={n: line for n, line in row.keys.items() if n in kept})
        for row in table.members
    ]
    part = msgspec.structs.replace(table, runs=RUNS[:1], members=tuple(rows))
    assert len(check_table(part, state)) == 1
    assert silent_runs(part, state) == (RUNS[1].name,)
    assert silent_runs(part, TwoRounds().state) == ()


def _members(table: Table) -> Any:
    return list(table.members)


def _renamed(table: Table) -> Table:
    """One member's credential is given to somebody who is not on the roll."""
    rows = _members(table)
    rows[-1] = msgspec.structs.replace(rows[-1], number="Z/9999")
    return msgspec.structs.replace(table, members=tuple(rows))


def _dropped(table: Table) -> Table:
    return msgspec.structs.replace(table, members=table.members[:-1])


def _doubled(table: Table) -> Table:
    return msgspec.structs.replace(table, members=(*table.members, table.members[-1]))


def _shared(table: Table) -> Table:
    rows = _members(table)
    rows[1] = msgspec.structs.replace(rows[1], keys=rows[0].keys)
    return msgspec.structs.replace(table, members=tuple(rows))


def _void(table: Table) -> Table:
    key = table.members[0].keys[RUNS[0].name].key
    return msgspec.structs.replace(table, void=(Void("A/0001", RUNS[0].name, key),))


def _elsewhere(table: Table) -> Table:
    return msgspec.structs.replace(table, origin="other.example.org/e/congress")


@pytest.mark.parametrize(
    ("forge", "code"),
    [
        (_renamed, "registrar.root-differs"),
        (_dropped, "registrar.list-differs"),
        (_doubled, "registrar.member-twice"),
        (_shared, "registrar.key-shared"),
        (_void, "registrar.key-shared"),
        (_elsewhere, "registrar.other-board"),
    ],
)
def test_a_table_that_says_something_else(forge: Callable[[Table], Table], code: str) -> None:
    with refused(code):
        check_table(forge(table_of(full_book())), on_board().state)


# -- openings ------------------------------------------------------------------------------------


def test_every_member_finds_the_own_credential_under_both_roots() -> None:
    state = on_board().state
    opened = open_members(state, full_book())
    assert [one.number for one in opened] == [voter.number for voter in voters()]
    for one in opened:
        checked = check_opening(one, state)
        assert [(each.box, each.run) for each in checked] == [(BOX, 1), (SECOND, 1)]
        keys = {each.secret.credential for each in checked}
        held = full_book().held[one.number].values()
        assert keys == {line.line.key for line in held}


def test_an_opening_shows_no_other_member() -> None:
    data = canonical.encode(open_members(on_board().state, full_book())[0])
    assert not [v.number for v in voters()[1:] if v.number.encode() in data]
    others = [line.key for number, line in full_book().counting(RUNS[0]) if number != "A/0001"]
    assert not [key for key in others if key.encode() in data]


def test_openings_wait_for_the_board() -> None:
    with refused("registrar.uncommitted"):
        open_members(TwoRounds().state, full_book())


def test_a_changed_book_opens_nothing_of_the_old_root() -> None:
    book = full_book().after(Withdrawn("A/0003", (RUNS[0].name,)))
    opened = open_members(on_board().state, book)
    assert {each.box for one in opened for each in one.openings} == {SECOND}


def _opening(state: Any, number: int = 0) -> MemberOpening:
    return open_members(state, full_book())[number]


def test_a_clash_is_found_by_the_second_member() -> None:
    """The registrar gives two members one credential and keeps the other for itself (A6)."""
    state = on_board().state
    ada, bea = _opening(state), _opening(state, 1)
    forged = _with_secret(bea, number="A/0002", credential=ada.openings[0].secret.credential)
    with refused("registrar.opening", box=BOX, run=1):
        check_opening(forged, state)


@pytest.mark.parametrize(
    "changed",
    [{"number": "A/0099"}, {"salt": "00" * 32}, {"credential": "11" * 32}],
    ids=["number", "salt", "credential"],
)
def test_an_opening_holds_as_a_whole(changed: dict[str, str]) -> None:
    state = on_board().state
    with refused("registrar.opening"):
        check_opening(_with_secret(_opening(state), **changed), state)


def _with_secret(opening: MemberOpening, **changed: str) -> MemberOpening:
    first, *rest = opening.openings
    secret = msgspec.structs.replace(first.secret, **changed)
    first = msgspec.structs.replace(first, secret=secret)
    return msgspec.structs.replace(opening, openings=(first, *rest))


def test_a_box_that_opened_without_a_member_is_told() -> None:
    state = on_board().state
    run = state.runs[(BOX, 1)]
    opened = replace(state, runs=state.runs.set((BOX, 1), replace(run, electorate=frozenset("x"))))
    with refused("registrar.not-listed", box=BOX, run=1):
        check_opening(_opening(state), opened)


def test_an_opening_of_another_board_or_of_no_list() -> None:
    state = on_board().state
    with refused("registrar.other-board"):
        check_opening(msgspec.structs.replace(_opening(state), origin="x"), state)
    with refused("registrar.not-committed"):
        check_opening(_opening(state), TwoRounds().state)


def test_a_leaf_by_hand() -> None:
    leaf = leaves_of(full_book(), RUNS[0])[0]
    text = f'{{"credential":"{leaf.credential}","number":"{leaf.number}","salt":"{leaf.salt}"}}'
    assert leaf.leaf == hashlib.sha256(b"\0" + text.encode()).digest()
