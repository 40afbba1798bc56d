"""Changes after the freeze: who may sign where, figures that add up, and what is refused."""

from collections import Counter
from dataclasses import asdict
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.simulator import Simulation

from suffrage.acts.opening.amend_roll import amend_roll
from suffrage.errors import Malformed, Refused, SuffrageError
from suffrage.roll.changes import (
    GROUNDS,
    Change,
    Ground,
    add,
    amendments,
    move,
    remove,
    roll_after,
)
from suffrage.roll.members import Member
from suffrage.words import LANGUAGES, sentence

UNITS = ("a", "b", "c")
FROZEN = tuple(Member(f"M{n}", UNITS[n % 2], f"Name {n}") for n in range(5))
LATE = Member("M9", "c", "Late One")


def told(error: SuffrageError) -> str:
    for language in LANGUAGES:
        assert "{" not in sentence(error.code, error.fields, language)
    return error.code


def test_a_late_payer_a_move_and_a_death() -> None:
    changes = [
        add(LATE, "late-dues"),
        move(FROZEN[0], "b", "wrong-section"),
        remove(FROZEN[1], "deceased"),
    ]

    now = roll_after(FROZEN, changes, UNITS)

    assert {one.number: one.unit for one in now.members} == {
        "M0": "b",
        "M2": "a",
        "M3": "b",
        "M4": "a",
        "M9": "c",
    }
    assert now.added == {"M0", "M9"}
    assert dict(now.registered) == {"a": 2, "b": 2, "c": 1}
    assert [(one.unit, one.added, one.removed, one.ground) for one in amendments(changes)] == [
        ("a", 0, 1, "wrong-section"),
        ("b", 1, 0, "wrong-section"),
        ("b", 0, 1, "deceased"),
        ("c", 1, 0, "late-dues"),
    ]


def test_a_member_comes_back_from_where_a_change_put_it() -> None:
    gone = remove(FROZEN[0], "resigned")

    now = roll_after(FROZEN, [gone, add(FROZEN[0], "appeal-upheld")], UNITS)
    assert sorted(one.number for one in now.members) == [one.number for one in FROZEN]
    assert now.added == {"M0"}

    moved = move(FROZEN[0], "b", "wrong-section")
    assert moved.member.unit == "b"
    again = roll_after(FROZEN, [moved, remove(moved.member, "duplicate")], UNITS)
    assert again.added == set()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (add(FROZEN[0], "late-dues"), "roll.change-present"),
        (add(Member("m-9", "c", ""), "late-dues"), ""),
        (add(Member("m0", "c", ""), "late-dues"), "roll.change-twin"),
        (add(Member("M 0", "c", ""), "late-dues"), ""),
        (add(Member("\u041c0", "c", ""), "late-dues"), "roll.change-twin"),
        (add(Member("M9", "z", ""), "late-dues"), "roll.unit-unknown"),
        (move(FROZEN[0], "z", "wrong-section"), "roll.unit-unknown"),
        (remove(LATE, "deceased"), "roll.change-absent"),
        (remove(Member("M0", "b", ""), "deceased"), "roll.change-absent"),
        (move(Member("M0", "c", ""), "b", "wrong-section"), "roll.change-absent"),
    ],
)
def test_what_does_not_fit_the_roll_is_refused(change: Change, code: str) -> None:
    if not code:
        assert len(roll_after(FROZEN, [change], UNITS).members) == 6
        return
    with pytest.raises((Refused, Malformed)) as refusal:
        roll_after(FROZEN, [change], UNITS)
    assert told(refusal.value) == code
    assert "M0" not in str(refusal.value)


def test_two_added_numbers_that_look_alike_are_refused() -> None:
    changes = [add(LATE, "late-dues"), add(Member("m9", "a", ""), "late-dues")]

    with pytest.raises(Refused, match=r"roll\.change-twin") as refusal:
        roll_after(FROZEN, changes, UNITS)
    assert refusal.value.at == "changes[1]"


def test_the_board_takes_the_figures_and_counts_as_the_office_does() -> None:
    simulation = Simulation().convene().fix_rules()
    before = simulation.state.registered
    frozen = [Member(f"{u} {n}", u, "") for u in before for n in range(before[u])]
    left, *others, last = sorted(unit for unit in before if before[unit])
    mine = [member for member in frozen if member.unit == left]
    changes: list[Change] = [
        *(move(member, last, "wrong-section") for member in mine[1:]),
        remove(mine[0], "deceased"),
        add(Member("new", left, ""), "late-dues"),
        add(Member("newer", others[0], ""), "appeal-upheld"),
    ]

    for one in amendments(changes):
        simulation.act(amend_roll, f"federation@{one.unit.partition('-')[0]}", **asdict(one))

    after = {unit: n for unit, n in simulation.state.registered.items() if n}
    assert dict(roll_after(frozen, changes, tuple(before)).registered) == after
    assert after[left] == 1


def test_a_ground_allows_only_what_its_word_means() -> None:
    for ground, kinds in GROUNDS.items():
        tried = {
            "added": partial(add, LATE, ground),
            "removed": partial(remove, LATE, ground),
            "moved": partial(move, LATE, "a", ground),
        }
        for kind, make in tried.items():
            if kind in kinds:
                assert make().kind == kind
            else:
                with pytest.raises(Refused, match=r"roll\.change-ground") as refusal:
                    make()
                assert told(refusal.value)


def test_a_move_to_the_own_section_is_none() -> None:
    with pytest.raises(Refused, match=r"roll\.change-nothing") as refusal:
        move(LATE, "c", "wrong-section")
    assert told(refusal.value)
    with pytest.raises(Refused, match=r"roll\.change-nothing"):
        Change(LATE, "", "", "appeal-upheld")


STEPS = st.lists(
    st.tuples(st.sampled_from([f"M{n}" for n in range(7)]), st.sampled_from(["", *UNITS])),
    max_size=20,
)


def _changes(steps: list[tuple[str, str]]) -> list[Change]:
    """Changes that are possible one after another."""
    now = {member.number: member for member in FROZEN}
    made: list[Change] = []
    why: Ground = "appeal-upheld"
    for number, unit in steps:
        known = now.pop(number, None)
        if known and unit and unit != known.unit:
            made.append(move(known, unit, why))
        elif known:
            made.append(remove(known, why))
        elif unit:
            made.append(add(Member(number, unit, ""), why))
        if made and made[-1].member.number == number and made[-1].after:
            now[number] = made[-1].member
    return made


@given(STEPS)
def test_frozen_figures_and_amendments_are_those_of_the_roll_of_now(
    steps: list[tuple[str, str]],
) -> None:
    changes = _changes(steps)
    figures = Counter(member.unit for member in FROZEN)
    for one in amendments(changes):
        figures[one.unit] += one.added - one.removed
        assert figures[one.unit] >= 0

    now = roll_after(FROZEN, changes, UNITS)

    assert dict(now.registered) == {unit: n for unit, n in figures.items() if n}
    assert len({one.number for one in now.members}) == len(now.members)
    assert now.added <= {one.number for one in now.members}


@given(STEPS, STEPS)
def test_changes_in_two_goes_are_those_of_one(
    first: list[tuple[str, str]], second: list[tuple[str, str]]
) -> None:
    changes = _changes(first + second)
    half = len(changes) // 2
    earlier = roll_after(FROZEN, changes[:half], UNITS)

    later = roll_after(earlier.members, changes[half:], UNITS)

    assert set(later.members) == set(roll_after(FROZEN, changes, UNITS).members)
