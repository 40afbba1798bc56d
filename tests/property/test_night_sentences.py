"""Small elections, every end of them: no sentence of the night says what an end contradicts."""

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.support.definitions import plain_six_sections
from tests.support.night import night_state, sheet_of

from suffrage.board.kinds.closing import OutcomeFigures
from suffrage.conduct.standing import total_now
from suffrage.conduct.state import State
from suffrage.conduct.tables import outcome_now
from suffrage.count.totals import Totals
from suffrage.count.unit_state import Excused
from suffrage.model.check_definition import check_definition
from suffrage.model.definition import Definition, from_plain
from suffrage.model.rule import Majority
from suffrage.night.bounds import Partial
from suffrage.night.certain import certain
from suffrage.night.counted import counted
from suffrage.night.majority_bounds import votes_for_majority
from suffrage.night.opening import opening
from suffrage.site.pages.statements import statements

NIGHT = "2023-01-12T22:30:00Z"
UNITS = ("13-001", "13-002", "13-003", "75-001", "75-002", "75-003")
OPTIONS = ("to1", "to2", "to3")
LATE = "75-003"
RULES: list[dict[str, Any]] = [
    {"name": "top", "places": 2},
    {"name": "top", "places": 1},
    {"name": "plurality"},
    {"name": "majority", "of": "valid"},
    {"name": "majority", "of": "voters", "quota": "2/5", "tie": ["older"]},
    {"name": "majority", "of": "registered", "quota": "1/3"},
    {"name": "majority", "blank_counts": True, "minimum_registered": "1/4"},
]

End = tuple[Totals, OutcomeFigures]
"""A completion: its totals and what they lead to."""


def election(rule: dict[str, Any], options: int, rolls: dict[str, int]) -> Definition:
    """Six sections; after a majority that nobody reached, or the first two, a second round."""
    plain = plain_six_sections()
    first, second = plain["contests"]
    first |= {"rule": rule, "options": first["options"][:options]}
    if rule["name"] == "majority":
        second["options"]["held"] = "without-majority"
    linked = rule["name"] == "majority" or rule.get("places") == 2
    plain["contests"] = [first, second] if linked else [first]
    plain["units"] = [
        {**one, "registered": rolls[one["id"]]} if one["id"] in rolls else one
        for one in plain["units"]
    ]
    definition = from_plain({**plain, "bodies": []})
    check_definition(definition)
    return definition


def sheets(unit: str, roll: int, options: Sequence[str]) -> Iterator[Any]:
    """Every sheet that a section can still send."""
    for numbers in product(range(roll + 1), repeat=len(options) + 1):
        if sum(numbers) <= roll:
            yield sheet_of(unit, roll, dict(zip(options, numbers, strict=False)), numbers[-1])


@st.composite
def nights(draw: st.DrawFn) -> tuple[State, list[End]]:
    """A night on which one small section, and those without members, are missing; and its ends."""
    options = OPTIONS[: draw(st.integers(1, 3))]
    rolls = {unit: draw(st.sampled_from([0, 3, 9])) for unit in UNITS[:5]}
    rolls[LATE] = draw(st.integers(0, 3))
    definition = election(draw(st.sampled_from(RULES)), len(options), rolls)
    came: dict[str, Any] = {}
    for unit in UNITS[:5]:
        if not rolls[unit]:
            came[unit] = Excused("nobody-voted")
            continue
        numbers, left = {}, rolls[unit]
        for option in options:
            numbers[option] = draw(st.integers(0, left))
            left -= numbers[option]
        came[unit] = sheet_of(unit, rolls[unit], numbers, draw(st.integers(0, left)))
    ends = []
    for sheet in sheets(LATE, rolls[LATE], options):
        state = night_state(definition, {**came, LATE: sheet})
        totals = total_now(state, "text")
        ends.append((totals, outcome_now(state, "text", totals)))
    return night_state(definition, came), ends


def majority(state: State, totals: Totals, option: str) -> bool:
    """Whether an option has the rule's majority, or more than half where the rule asks for none."""
    declared = state.rules.contests[0].rule
    rule = declared if isinstance(declared, Majority) else Majority()
    end = Partial(totals.votes, totals.ballots, totals.blank, totals.registered_all, 0)
    return totals.votes[option] >= votes_for_majority(rule, end, 0)


def ahead(totals: Totals, one: str, other: str) -> bool:
    return totals.votes[one] > totals.votes[other]


def first(totals: Totals, option: str) -> bool:
    return all(ahead(totals, option, other) for other in totals.votes if other != option)


@given(nights())
def test_the_opening_sentence_is_true_of_every_end(night: tuple[State, list[End]]) -> None:
    state, ends = night
    found = opening(state, "text", NIGHT)
    if found.code == "opening.nothing-counted":
        return
    said = found.code.removeprefix("opening.phase.partial-")
    options = found.fields["options"]
    assert isinstance(options, tuple)
    if said == "elected":
        assert all(outcome.elected == options[0] for _, outcome in ends)
        return
    lead, half = said.split("-")
    counted_so_far = total_now(state, "text").votes
    most = max(counted_so_far.values())
    assert found.fields["leaders"] == tuple(o for o, n in counted_so_far.items() if n == most)
    if lead == "first":
        assert all(first(totals, options[0]) for totals, _ in ends)
    if lead == "ahead":
        assert not all(first(totals, options[0]) for totals, _ in ends)
    if lead == "through":
        assert all(set(outcome.qualified) == set(options) for _, outcome in ends)
    reached = {o: [majority(state, totals, o) for totals, _ in ends] for o in counted_so_far}
    surely = any(map(all, reached.values()))
    possible = any(map(any, reached.values()))
    assert half == ("reached" if surely else "open" if possible else "excluded")


def _first(totals: Totals, one: str, places: int) -> bool:
    """Whether an option is among the first, and no tie could put it out."""
    level = sum(totals.votes[other] >= totals.votes[one] for other in totals.votes)
    return level <= places and totals.valid > 0


def _behind(totals: Totals, one: str, places: int) -> bool:
    return sum(ahead(totals, other, one) for other in totals.votes) >= places


def _true(state: State, code: str, fields: Any, end: End) -> bool:
    """Whether an end is as a sentence has it, or for an open one as it may be."""
    names = {option.label: option.id for option in state.options["text"]}
    one, other = (names.get(fields.get(name), "") for name in ("option", "other"))
    totals, outcome = end
    said: dict[str, Callable[[], bool]] = {
        "elected": lambda: outcome.elected == one,
        "no-majority": lambda: not outcome.elected,
        "majority": lambda: majority(state, totals, one),
        "majority-impossible": lambda: not majority(state, totals, one),
        "in": lambda: _first(totals, one, fields["places"]),
        "out": lambda: _behind(totals, one, fields["places"]),
        "ahead": lambda: ahead(totals, one, other),
    }
    return said[code]()


OPEN = {
    "majority-open": ("majority", "majority-impossible"),
    "place-open": ("in", "out"),
    "ahead-open": ("ahead",),
    "level": ("ahead",),
}
"""What an open sentence leaves open: none of these is true of every end."""


@given(nights())
def test_every_statement_is_true_of_every_end(night: tuple[State, list[End]]) -> None:
    state, ends = night
    figures = counted(state, "text")
    for one in statements(state, figures, certain(state.rules, figures)):
        code = one.code.removeprefix("page.certain.")
        for said in OPEN.get(code, (code,)):
            every = all(_true(state, said, one.fields, end) for end in ends)
            assert every is one.sure, one
        if code == "ahead-open":
            assert one.fields["lead"] != 0


def test_once_all_have_reported_no_statement_leaves_open_what_a_tie_rule_has_ended() -> None:
    """Two options level for the second place, of which the older goes on."""
    rolls = dict.fromkeys(UNITS, 9)
    rule = {"name": "top", "places": 2, "tie": ["older"]}
    votes = {"to1": 4, "to2": 2, "to3": 2}
    came = {unit: sheet_of(unit, 9, votes) for unit in UNITS}
    state = night_state(election(rule, 3, rolls), came)
    assert opening(state, "text", NIGHT).fields["options"] == ("to1", "to3")
    figures = counted(state, "text")
    told = statements(state, figures, certain(state.rules, figures))
    assert told
    assert all(one.sure for one in told)
