"""Random elections on six sections: what was certain in the night is true of every end of it."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.support.night import definition_of, night_state, sheet_of

from suffrage.board.kinds.closing import OutcomeFigures
from suffrage.conduct.standing import total_now
from suffrage.conduct.tables import outcome_now
from suffrage.count.unit_state import Excused, Reserved, UnitState
from suffrage.errors import Refused
from suffrage.model.definition import Definition
from suffrage.night.certain import Cap, certain, certain_seats
from suffrage.night.counted import counted
from suffrage.paper.sheet import Sheet
from suffrage.rules.table import award

UNITS = ("13-001", "13-002", "13-003", "75-001", "75-002", "75-003")
OPTIONS = ("to1", "to2", "to3")
RULES: list[dict[str, Any]] = [
    {"name": "top", "places": 2},
    {"name": "plurality"},
    {"name": "majority", "of": "valid"},
    {"name": "majority", "of": "voters", "quota": "2/5", "tie": ["older"]},
    {"name": "majority", "of": "registered", "quota": "1/3"},
    {"name": "majority", "blank_counts": True, "minimum_registered": "1/4"},
]
SEATS: list[dict[str, Any]] = [
    {"name": name, "threshold": threshold}
    for name in ("dhondt", "sainte-lague", "hare", "droop")
    for threshold in ("0/1", "1/10")
]


@st.composite
def sheets(draw: st.DrawFn, rolls: dict[str, int]) -> dict[str, Sheet]:
    """A possible sheet for every section: no more ballots than members."""
    found = {}
    for unit, registered in rolls.items():
        lean = draw(st.sampled_from([(3, 1, 1), (1, 3, 1), (1, 1, 1)]))
        left, votes = registered, {}
        for option, weight in zip(OPTIONS, lean, strict=True):
            votes[option] = min(left, draw(st.integers(0, weight * registered // 4)))
            left -= votes[option]
        blank = draw(st.integers(0, min(left, 2)))
        found[unit] = sheet_of(unit, registered, votes, blank)
    return found


@st.composite
def nights(draw: st.DrawFn) -> tuple[Definition, dict[str, Any], dict[str, Sheet]]:
    """A definition, the states of the units that came, and the sheets of a whole evening."""
    rolls = {unit: draw(st.integers(0, 30)) for unit in UNITS}
    council = {"id": "council", "contest": "text", "seats": draw(st.integers(1, 12))}
    council["rule"] = draw(st.sampled_from(SEATS))
    rule = draw(st.sampled_from(RULES))
    definition = definition_of(rule, rolls, bodies=[council])
    final = draw(sheets(rolls))
    came: dict[str, Sheet | UnitState] = {}
    for unit, sheet in final.items():
        fate = draw(st.sampled_from(["came", "came", "came", "awaited", "excused", "reserved"]))
        if fate == "came":
            came[unit] = sheet
        if fate == "excused":
            came[unit] = Excused("nobody-voted")
        if fate == "reserved":
            came[unit] = Reserved(sheet, unit, f"secretary@{unit}", "sheet.ballots-sum")
    return definition, came, final


def ended(came: dict[str, Any], final: dict[str, Sheet]) -> dict[str, Any]:
    """The evening's end: what came stands, the rest follows."""
    stays = {unit: one for unit, one in came.items() if not isinstance(one, Reserved)}
    return {**final, **stays}


def outcome(state: Any) -> OutcomeFigures:
    return outcome_now(state, "text", total_now(state, "text"))


@given(nights(), st.sampled_from(["roll", "signatures"]))
def test_final_figures_lie_within_the_bounds_of_the_night(night: Any, cap: Cap) -> None:
    definition, came, final = night
    figures = counted(night_state(definition, came), "text")
    sure = certain(definition, figures, cap)
    after = total_now(night_state(definition, ended(came, final)), "text")
    for option, bounds in sure.options.items():
        votes = after.votes[option]
        assert bounds.votes[0] <= votes <= bounds.votes[1]
        rank = 1 + sum(other > votes for other in after.votes.values())
        assert bounds.rank[0] <= rank <= bounds.rank[1]
        if after.valid:
            assert bounds.share is not None
            least, most = bounds.share
            assert least * after.valid <= votes <= most * after.valid
    assert all(after.votes[one] > after.votes[other] for one, other in sure.ahead)


@given(nights())
def test_everything_called_certain_is_true_of_the_outcome(night: Any) -> None:
    definition, came, final = night
    sure = certain(definition, counted(night_state(definition, came), "text"))
    result = outcome(night_state(definition, ended(came, final)))
    taken = result.qualified or ((result.elected,) if result.elected else ())
    if sure.elected:
        assert result.elected == sure.elected
    if sure.no_majority:
        assert result == OutcomeFigures()
    if definition.contests[0].rule.name != "majority":
        for option, bounds in sure.options.items():
            assert bounds.place != "in" or option in taken or result.tie
            assert bounds.place != "in" or option not in result.tie
            assert bounds.place != "out" or option not in (*taken, *result.tie)


@given(nights())
def test_final_seats_lie_within_the_bounds_of_the_night(night: Any) -> None:
    definition, came, final = night
    (body,) = definition.bodies
    bounds = certain_seats(body, counted(night_state(definition, came), "text"))
    votes = total_now(night_state(definition, ended(came, final)), "text").votes
    try:
        shared = award(body.rule, votes, body.seats)
    except Refused:
        assert all(least == 0 for least, _ in bounds.values())
        return
    for option, (least, most) in bounds.items():
        tied = sum(option in tie.options for tie in shared.ties)
        assert least <= shared.seats[option] <= shared.seats[option] + tied <= most


@given(nights())
def test_units_and_members_add_up(night: Any) -> None:
    definition, came, _ = night
    figures = counted(night_state(definition, came), "text")
    n = figures.numbers
    assert n.expected == n.reported + n.excused + n.annulled + n.pooled + n.missing
    missing = sum(one.registered for one in figures.missing)
    assert figures.settled + missing == figures.totals.registered_all
    assert 0 <= figures.coverage <= 1
    assert figures.confirmed_share in (0, 1)
