"""Against every ruling that could be made: no set of disputes called too small changes anything."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations, product
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st
from immutables import Map
from tests.support.night import definition_of, disputed, night_state, sheet_of

from suffrage.conduct.standing import total_now
from suffrage.conduct.state import State
from suffrage.conduct.tables import ending_of
from suffrage.count.unit_state import Annulled
from suffrage.errors import Refused
from suffrage.night.dispute_effect import Effect, outcome_effect, seat_effect
from suffrage.rules.table import award

UNITS = ("13-001", "13-002", "13-003", "75-001", "75-002", "75-003")
OPTIONS = ("to1", "to2", "to3")
ORDERS: list[dict[str, Any]] = [{"name": "plurality"}, {"name": "top", "places": 2}]
MAJORITIES: list[dict[str, Any]] = [
    {"name": "majority", "of": of, "quota": quota, "quota_exact": exact}
    for of in ("valid", "voters", "registered")
    for quota in ("1/2", "2/5", "2/3")
    for exact in (False, True)
]
Rows = Mapping[str, tuple[int, int, int]]
rows = st.fixed_dictionaries({unit: st.tuples(*[st.integers(0, 6)] * 3) for unit in UNITS})


def night(rule: dict[str, Any], cast: Rows, grounds: Mapping[str, str], seats: Any = None) -> State:
    """Every unit has reported, and some are disputed; a roll has one member more than voted."""
    rolls = {unit: sum(row) + 1 for unit, row in cast.items()}
    council = {"id": "council", "contest": "text", "seats": 5, "rule": seats or {"name": "dhondt"}}
    definition = definition_of(rule, rolls, bodies=[council])
    sheets = {
        unit: sheet_of(unit, rolls[unit], dict(zip(OPTIONS, row, strict=True)))
        for unit, row in cast.items()
    }
    disputes = {f"d-{unit}": disputed(unit, ground) for unit, ground in grounds.items()}
    return replace(night_state(definition, sheets), disputes=Map(disputes))


def result(state: State) -> object:
    try:
        return ending_of(state, "text", total_now(state, "text")).decision.outcome
    except Refused:
        return None


def seats(state: State) -> object:
    (body,) = state.rules.bodies
    try:
        shared = award(body.rule, total_now(state, "text").votes, body.seats)
    except Refused:
        return None
    return dict(shared.seats), shared.ties


def rulings(state: State, upheld: tuple[str, ...]) -> Iterator[State]:
    """Every state in which these disputes were upheld: annulled, or any sheet in the place."""
    ways = []
    for name in upheld:
        one = state.disputes[name]
        before: Any = state.unit("text", one.unit)
        if one.ground == "early-ballots":
            figures = total_now(state, "text").figures()
            ways.append([(one.unit, Annulled(figures, name))])
            continue
        roll = before.sheet.registered
        sheets = [
            sheet_of(one.unit, roll, dict(zip(OPTIONS, row, strict=True)), blank)
            for *row, blank in product(range(roll + 1), repeat=4)
            if sum(row) + blank <= roll
        ]
        ways.append([(one.unit, replace(before, sheet=sheet)) for sheet in sheets])
    for way in product(*ways):
        yield replace(state, units=state.units.update({("text", u): s for u, s in way}))


def fewest(state: State, figure: Any) -> int | None:
    """By trying every set, in order of size."""
    base = figure(state)
    for size in range(1, len(state.disputes) + 1):
        for upheld in combinations(sorted(state.disputes), size):
            if any(figure(after) != base for after in rulings(state, upheld)):
                return size
    return None


def effect(state: State) -> Effect | None:
    try:
        return outcome_effect(state, "text")
    except Refused:
        return None


def effect_on_seats(state: State) -> Effect | None:
    try:
        return seat_effect(state, state.rules.bodies[0])
    except Refused:
        return None


annulling = st.sets(st.sampled_from(UNITS), max_size=4).map(
    lambda units: dict.fromkeys(sorted(units), "early-ballots")
)


@given(st.sampled_from(ORDERS), rows, annulling)
def test_the_smallest_set_of_annulled_units_is_exactly_the_smallest(
    rule: dict[str, Any], cast: Rows, grounds: Mapping[str, str]
) -> None:
    state = night(rule, cast, grounds)
    found = effect(state)
    if found is None:
        return
    assert (len(found.smallest) or None) == fewest(state, result)
    if found.smallest:
        base = result(state)
        assert any(result(after) != base for after in rulings(state, found.smallest))
    for name in state.disputes:
        changed = any(result(after) != result(state) for after in rulings(state, (name,)))
        assert (name in found.alone) == changed


@given(st.sampled_from(MAJORITIES), rows, annulling)
def test_a_majority_changes_exactly_with_the_smallest_set(
    rule: dict[str, Any], cast: Rows, grounds: Mapping[str, str]
) -> None:
    state = night(rule, cast, grounds)
    found = effect(state)
    if found is None:
        return
    real = fewest(state, result)
    assert (len(found.smallest) or None) == real


small = st.fixed_dictionaries({unit: st.tuples(*[st.integers(0, 1)] * 3) for unit in UNITS})


@given(
    st.sampled_from([*ORDERS, *MAJORITIES[::3]]),
    small,
    st.sampled_from(
        [{"13-001": "wrong-count"}, {"13-001": "wrong-count", "75-001": "early-ballots"}]
    ),
)
def test_no_correction_changes_what_was_called_firm(
    rule: dict[str, Any], cast: Rows, grounds: Mapping[str, str]
) -> None:
    state = night(rule, cast, grounds)
    found = effect(state)
    real = fewest(state, result)
    if found is not None and real is not None:
        assert 0 < len(found.smallest) <= real


@given(
    st.sampled_from(["dhondt", "sainte-lague", "hare"]),
    st.sampled_from(["0/1", "1/5"]),
    rows,
    annulling,
)
@example(
    "dhondt",
    "0/1",
    # Two options tie for a seat, and one annulment makes them three.
    {
        "13-001": (0, 0, 0),
        "13-002": (0, 5, 5),
        "13-003": (1, 0, 1),
        "75-001": (0, 0, 0),
        "75-002": (0, 0, 0),
        "75-003": (6, 4, 1),
    },
    {"13-003": "early-ballots"},
)
def test_no_annulment_moves_a_seat_that_was_called_firm(
    name: str, threshold: str, cast: Rows, grounds: Mapping[str, str]
) -> None:
    state = night(ORDERS[0], cast, grounds, {"name": name, "threshold": threshold})
    found = effect_on_seats(state)
    real = fewest(state, seats)
    if found is not None and real is not None:
        assert 0 < len(found.smallest) <= real
    if found is not None and name != "hare" and threshold == "0/1":
        assert (len(found.smallest) or None) == real
