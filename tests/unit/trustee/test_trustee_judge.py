"""Whose key a drill shows, judged by anybody against a board or an archive."""

from collections.abc import Callable
from functools import cache

import msgspec
import pytest
from tests.support.folders import Folder, check, policy_of
from tests.support.online_box import OnlineBox, chain, seeded
from tests.support.online_election import BOX
from tests.support.online_steps import fixed, opened
from tests.support.trustees import boxed, events_until, saved_alone, saved_for

from suffrage.errors import NotVerified
from suffrage.trustee.alone import read_alone
from suffrage.trustee.board import read_board
from suffrage.trustee.drill import Drill, check_drill, prove_drill
from suffrage.trustee.judge_drill import Shown, judge_on_archive, judge_on_board
from suffrage.trustee.saved import Saved
from suffrage.verify import HeldFiles, Policy, Report

ENTROPY = seeded("judge")


@cache
def board() -> tuple[Folder, Folder, Policy, Saved]:
    """A board with an open box, the same board later, its policy, the first trustee's state."""
    simulation = opened()
    before = simulation.files()
    simulation.cast(1, 1, 2, 3)
    return before, simulation.files(), policy_of(simulation), saved_for(simulation)


def drilled(files: Folder) -> Drill:
    return prove_drill(read_board(board()[3], HeldFiles(files)), ENTROPY).drill


def report(files: Folder) -> Report:
    return check(files, board()[2])


def code(act: Callable[[], object]) -> str:
    with pytest.raises(NotVerified) as caught:
        act()
    return caught.value.code


def forged(drill: Drill, **changed: object) -> Drill:
    """A drill over another place, proved with the same real key."""
    saved = board()[3]
    reading = read_board(saved, HeldFiles(board()[0]))
    seen = msgspec.structs.replace(
        reading.seen,
        size=changed.get("size", drill.size),
        root=changed.get("root", drill.root),
    )
    again = reading.__class__(
        origin=str(changed.get("origin", drill.origin)),
        seen=seen,
        saved=saved,
        phase=reading.phase,
        minimum=reading.minimum,
        keys=reading.keys,
        archive=None,
    )
    made = prove_drill(again, ENTROPY).drill
    check_drill(made)
    return made


def test_a_drill_is_shown_now_and_when_the_board_has_grown() -> None:
    before, later, _, _ = board()
    drill = drilled(before)
    for files in (before, later):
        assert judge_on_board(drill, report(files)) == Shown(1, BOX, 1)


def test_a_place_that_the_board_never_had_is_refused() -> None:
    """The key is real and the proof holds; the moment is invented."""
    before, later, _, _ = board()
    drill = drilled(before)
    for changed in (
        {"root": "0" * 64},
        {"size": drill.size - 1},
        {"size": drill.size + 1000},
        {"origin": "other.example.org/e/x"},
    ):
        false = forged(drill, **changed)
        with pytest.raises(NotVerified, match=r"trustee\.drill-elsewhere"):
            judge_on_board(false, report(later))


def test_a_future_place_is_refused_on_an_older_copy() -> None:
    before, later, _, _ = board()
    drill = drilled(later)
    assert code(lambda: judge_on_board(drill, report(before))) == "trustee.drill-elsewhere"


def test_a_board_that_does_not_hold_judges_nothing() -> None:
    before, _, _, _ = board()
    broken = {**before, "results.json": before["results.json"] + b" "}
    assert code(lambda: judge_on_board(drilled(before), report(broken))) == "trustee.board"


def test_a_key_that_no_run_names_is_a_stranger() -> None:
    simulation = fixed()
    other = opened()
    assert simulation.definition.digest == other.definition.digest
    files = simulation.files()
    seen = check(files, policy_of(simulation))
    saved = board()[3]
    reading = read_board(saved, HeldFiles(board()[0]))
    mine = msgspec.structs.replace(reading.seen, size=seen.size, root=seen.root.hex())
    again = reading.__class__(
        reading.origin, mine, saved, reading.phase, reading.minimum, reading.keys, None
    )
    drill = prove_drill(again, ENTROPY).drill
    assert code(lambda: judge_on_board(drill, seen)) == "trustee.drill-stranger"


def test_an_archive_judges_as_a_board_does() -> None:
    box = boxed()
    reading = read_alone(saved_alone(box, owner=2), events_until(box, "Ballot"))
    drill = prove_drill(reading, ENTROPY).drill
    assert judge_on_archive(drill, events_until(box, "Result")) == Shown(2)
    older = chain(box.open_records()[:-1])
    assert code(lambda: judge_on_archive(drill, older)) == "trustee.drill-elsewhere"
    rewritten = OnlineBox(ballots=box.ballots[::-1])
    data = events_until(rewritten, "Ballot")
    assert code(lambda: judge_on_archive(drill, data)) == "trustee.drill-elsewhere"
    twin = OnlineBox(seed="twin")
    data = chain(twin.open_records())
    assert code(lambda: judge_on_archive(drill, data)) == "trustee.drill-elsewhere"
