"""The sentence that may be quoted: which one is said when, with which exact values."""

from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import Any

import msgspec
import pytest
from immutables import Map
from tests.support.night import definition_of, disputed, night_state, sheet_of
from tests.support.refusals import refused
from tests.support.simulator import Simulation

from suffrage.conduct.results import figures_now
from suffrage.conduct.state import Evening, State
from suffrage.count.unit_state import Excused
from suffrage.night.opening import HALVES, LEADS, OUTCOMES, PHASES, Opening, opening
from suffrage.words import LANGUAGES, sentence

ROLLS = dict.fromkeys(("13-001", "13-002", "13-003", "75-001", "75-002", "75-003"), 100)
TOP = {"name": "top", "places": 2}
MAJORITY = {"name": "majority", "of": "valid"}
NIGHT = "2023-01-12T22:30:00Z"
UNITS = tuple(ROLLS)


def votes(unit: str, *numbers: int) -> Any:
    return sheet_of(unit, 100, dict(zip(("to1", "to2", "to3"), numbers, strict=True)))


def night(rule: dict[str, Any], *rows: tuple[int, int, int], **more: Any) -> State:
    """As many sections as there are rows have reported; the others are missing."""
    definition = definition_of(rule, ROLLS, **more)
    sheets = {u: votes(u, *row) for u, row in zip(UNITS, rows, strict=False)}
    return night_state(definition, sheets)


def said(state: State, now: str = NIGHT) -> Opening:
    return opening(state, "text", now)


def test_before_the_polls_it_says_from_when_figures_are_awaited() -> None:
    early = replace(night(TOP), evenings=Map())
    found = said(early)
    assert found.code == "opening.polls-awaited"
    assert found.fields["opens"] == "2023-01-12T16:00:00Z"
    assert found.fields["moment"] == "2023-01-12T21:00:00Z"
    polling = replace(early, evenings=Map({1: Evening(opened=True)}))
    assert said(polling).code == "opening.polls-open"
    extended = Evening(opened=True, ends=Map({"75-001": "2023-01-12T21:40:00Z"}))
    assert said(replace(early, evenings=Map({1: extended}))).fields["moment"].endswith("21:40:00Z")  # type: ignore[union-attr]


def test_before_the_hour_or_the_coverage_declared_no_figure_is_in_it() -> None:
    publication = {"not_before": "2023-01-12T22:00:00Z", "coverage": "1/2"}
    state = night(TOP, (40, 30, 10), publication=publication)
    assert said(state, "2023-01-12T21:59:59Z") == Opening(
        "opening.not-before",
        {"contest": "text", "instant": "2023-01-12T21:59:59Z", "moment": "2023-01-12T22:00:00Z"},
    )
    assert said(state) == Opening(
        "opening.coverage", {"contest": "text", "instant": NIGHT, "covered": 100, "needed": 300}
    )


def test_the_sentence_of_half_past_eleven() -> None:
    found = said(night(TOP, (40, 30, 10), (35, 30, 10)))
    assert found == Opening(
        "opening.phase.partial-ahead-open",
        {
            "instant": NIGHT, "contest": "text", "coverage": Fraction(1, 3), "units": 4,
            "options": ("to1",), "leaders": ("to1",), "quota": Fraction(1, 2),
        },
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "rows", "code"),
    [
        (TOP, [(0, 0, 0)], "opening.nothing-counted"),
        (TOP, [(40, 40, 10)], "opening.phase.partial-level-open"),
        (TOP, [(70, 20, 10)] * 4, "opening.phase.partial-ahead-open"),
        (TOP, [(70, 20, 10)] * 5, "opening.phase.partial-first-reached"),
        (TOP, [(50, 25, 23)] * 5, "opening.phase.partial-first-open"),
        (TOP, [(45, 46, 5)] * 5, "opening.phase.partial-through-open"),
        (TOP, [(90, 6, 3)] * 5, "opening.phase.partial-first-reached"),
        (MAJORITY, [(36, 32, 32)] * 5, "opening.phase.partial-ahead-excluded"),
        (MAJORITY, [(34, 33, 33)] * 5, "opening.phase.partial-ahead-excluded"),
        (MAJORITY, [(70, 20, 10)] * 5, "opening.phase.partial-elected"),
        (MAJORITY, [(56, 24, 20)] * 5, "opening.phase.partial-first-open"),
        ({"name": "plurality"}, [(70, 20, 10)] * 5, "opening.phase.partial-elected"),
        ({"name": "plurality"}, [(45, 40, 10)] * 5, "opening.phase.partial-ahead-open"),
    ],
)
def test_what_is_certain_is_said_and_nothing_more(
    rule: dict[str, Any], rows: list[tuple[int, int, int]], code: str
) -> None:
    assert said(night(rule, *rows)).code == code


def test_a_lead_that_a_tie_could_end_is_not_certain() -> None:
    """100 ballots may follow: a lead of exactly 100 ends level in the worst case."""
    level = night({"name": "top", "places": 1}, *[(50, 30, 10)] * 5)
    assert said(level).code == "opening.phase.partial-ahead-open"
    more = night({"name": "top", "places": 1}, *[(50, 30, 10)] * 4, (51, 30, 10))
    assert said(more).code == "opening.phase.partial-first-open"


def complete(rule: dict[str, Any], row: tuple[int, int, int] = (40, 30, 10)) -> State:
    return night(rule, *[row] * 6)


def test_all_reported_is_provisional_until_somebody_announces_it() -> None:
    state = complete(TOP)
    found = said(state)
    assert found.code == "opening.phase.provisional-qualified"
    assert found.fields["options"] == ("to1", "to2")
    assert found.fields["share"] == Fraction(1, 2)
    announced = replace(state, announced=Map({"text": figures_now(state, "text")}))
    assert said(announced).code == "opening.phase.announced-qualified"


@pytest.mark.parametrize(
    ("rule", "row", "code"),
    [
        (MAJORITY, (60, 30, 10), "opening.phase.provisional-elected"),
        (MAJORITY, (40, 30, 10), "opening.phase.provisional-none"),
        (TOP, (40, 30, 30), "opening.phase.provisional-tied"),
        (TOP, (0, 0, 0), "opening.phase.provisional-none"),
    ],
)
def test_every_outcome_has_its_words(
    rule: dict[str, Any], row: tuple[int, int, int], code: str
) -> None:
    assert said(complete(rule, row)).code == code


def test_units_that_are_excused_are_awaited_no_more() -> None:
    state = night(TOP, *[(40, 30, 10)] * 5)
    excused = replace(state, units=state.units.set(("text", "75-003"), Excused("lost")))
    assert said(excused).code == "opening.phase.provisional-qualified"


def certified(row: tuple[int, int, int], stated: tuple[int, int, int]) -> State:
    """A night with a certificate over other rows than those in force, or the same."""
    state = complete(TOP, row)
    before = figures_now(complete(TOP, stated), "text")
    return replace(state, certified=Map({"text": before}), announced=Map({"text": before}))


def test_a_certificate_holds_or_is_said_to_be_corrected() -> None:
    same = certified((40, 30, 10), (40, 30, 10))
    assert said(same).code == "opening.phase.certified-qualified"
    in_dispute = replace(same, disputes=Map({"d1": disputed("75-001", "wrong-count")}))
    assert said(in_dispute).code == "opening.phase.reopened-qualified"
    other_figures = certified((40, 30, 10), (39, 30, 10))
    assert said(other_figures).code == "opening.phase.corrected-qualified"
    other_outcome = certified((40, 20, 30), (40, 30, 20))
    assert said(other_outcome).code == "opening.phase.overturned-qualified"


def test_a_correction_between_announcement_and_certificate_is_said() -> None:
    state = certified((40, 30, 10), (39, 30, 10))
    assert said(replace(state, certified=Map())).code == "opening.phase.amended-qualified"


def test_a_lot_that_ends_an_announced_tie_amends_nothing() -> None:
    state = complete(TOP)
    result = figures_now(state, "text")
    tie = msgspec.structs.replace(result.outcome, qualified=(), tie=("to1", "to2"))
    before = msgspec.structs.replace(result, outcome=tie)
    assert said(replace(state, announced=Map({"text": before}))).code.startswith(
        "opening.phase.announced-"
    )


def test_a_second_round_waits_for_the_first_and_is_held_for_its_pair() -> None:
    simulation = Simulation().run_round_1()
    first = opening(simulation.state, "first-secretary", NIGHT)
    assert first.code == "opening.polls-awaited"
    assert opening(simulation.state, "text", NIGHT).code == "opening.phase.certified-qualified"


def test_a_round_that_the_first_made_unnecessary_is_not_held() -> None:
    state = replace(night(TOP), options=Map({"text": ()}))
    assert said(state).code == "opening.not-held"


def test_an_empty_board_has_no_sentence() -> None:
    with refused("election.not-convened"):
        said(State())


CODES = [
    *("opening.phase.partial-" + "-".join(pair) for pair in product(LEADS, HALVES)),
    *("opening.phase." + "-".join(pair) for pair in product(PHASES, OUTCOMES)),
    "opening.phase.partial-elected",
]
FIELDS = {
    name: f"<{name}>"
    for name in ("instant", "contest", "coverage", "options", "leaders", "quota", "share")
}


@pytest.mark.parametrize("code", CODES)
def test_every_sentence_that_can_be_made_exists_and_needs_no_other_field(code: str) -> None:
    for language in LANGUAGES:
        text = sentence(code, FIELDS, language)
        assert text.startswith("<instant> – <contest>")
        assert text.endswith(".")
