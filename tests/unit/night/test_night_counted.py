"""What is counted and missing at a moment, and whether a page may show it."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import msgspec
from immutables import Map
from tests.support.congress import FOLDER
from tests.support.definitions import plain_six_sections
from tests.support.night import definition_of, night_state, sheet_of
from tests.support.refusals import refused
from tests.support.simulator import Simulation

from suffrage.conduct.state import BoxRun, Evening, State
from suffrage.count.figures import Figures
from suffrage.count.unit_state import Annulled, Excused, Received, Reserved
from suffrage.model import canonical
from suffrage.model.check_definition import check_definition
from suffrage.model.definition import Definition, from_plain
from suffrage.model.definition_toml import from_toml
from suffrage.night.certain import certain, partial_of
from suffrage.night.counted import Missing, count_federations, counted
from suffrage.night.moment import last_poll, require_figures

ROLLS = {
    "13-001": 10, "13-002": 20, "13-003": 30, "75-001": 40, "75-002": 50, "75-003": 100,
}  # fmt: skip
TOP = {"name": "top", "places": 2}
NIGHT = "2023-01-12T22:30:00Z"
SHEETS = {
    "13-001": sheet_of("13-001", 10, {"to1": 4, "to2": 2, "to3": 1}, blank=1),
    "75-001": sheet_of("75-001", 40, {"to1": 10, "to2": 12, "to3": 2}),
}


def definition(**more: Any) -> Definition:
    return definition_of(TOP, ROLLS, **more)


def night(**units: Any) -> State:
    """One federation each has one sheet; the section 75-001 has a first entry only."""
    sheet = SHEETS["75-001"]
    states: dict[str, Any] = {
        "13-001": SHEETS["13-001"],
        "75-001": Received(sheet, "p", "secretary@75-001"),
    }
    return night_state(
        definition(), {**states, **{u.replace("_", "-"): s for u, s in units.items()}}
    )


def test_counted_sheets_are_those_in_force_from_their_first_entry() -> None:
    figures = counted(night(), "text")
    assert figures.totals.votes == {"to1": 14, "to2": 14, "to3": 3}
    assert (figures.numbers.expected, figures.numbers.reported, figures.numbers.missing) == (
        6,
        2,
        4,
    )
    assert figures.numbers.confirmed == 1
    assert figures.confirmed_share == Fraction(8, 32)
    assert figures.coverage == Fraction(50, 250)


def test_a_reserved_sheet_is_in_no_total_and_its_unit_is_missing() -> None:
    sheet = sheet_of("75-003", 100, {"to1": 60, "to2": 0, "to3": 0})
    reserved = Reserved(sheet, "p", "secretary@75-003", "sheet.ballots-sum")
    figures = counted(night(**{"75_003": reserved}), "text")
    assert figures.totals.votes["to1"] == 14
    assert Missing("75-003", "75", 100, 100, 60, reserved=True) in figures.missing


def test_units_that_give_no_votes_any_more_are_settled() -> None:
    annulled = Annulled(Figures(20, 5, 5, 0, 0, 5, {"to1": 5}), "d1")
    figures = counted(night(**{"75_003": Excused("lost"), "13_002": annulled}), "text")
    assert (figures.numbers.excused, figures.numbers.annulled, figures.numbers.missing) == (1, 1, 2)
    assert figures.settled == 50 + 100 + 20
    assert [one.unit for one in figures.missing] == ["13-003", "75-002"]


def test_signatures_are_covered_once_every_missing_unit_has_said_its_own() -> None:
    some = replace(night(), turnout=Map({(1, "75-003"): 30, (1, "75-002"): 20}))
    assert counted(some, "text").signatures_share is None
    every = replace(some, turnout=some.turnout.set((1, "13-002"), 0).set((1, "13-003"), 10))
    figures = counted(every, "text")
    assert figures.signatures_known == 32 + 60
    assert figures.signatures_share == Fraction(32, 92)


def test_signatures_narrow_the_bounds_only_under_their_own_cap() -> None:
    state = replace(night(), turnout=Map({(1, "75-003"): 30}))
    figures = counted(state, "text")
    assert partial_of(figures).outstanding == 200
    assert partial_of(figures, "signatures").outstanding == 130


def test_federations_are_counted_apart() -> None:
    totals = count_federations(night(), "text")
    assert {name: one.votes["to2"] for name, one in totals.items()} == {"13": 2, "75": 12}
    assert totals["13"].counted == 1


def test_before_anything_came_everything_is_open() -> None:
    sure = certain(definition(), counted(night_state(definition(), {}), "text"))
    bounds = sure.options["to1"]
    assert (bounds.votes, bounds.share, bounds.rank) == (
        (0, 250),
        (Fraction(0), Fraction(1)),
        (1, 3),
    )
    assert (bounds.place, sure.ahead, sure.elected) == ("open", (), "")


def with_box() -> Definition:
    plain = plain_six_sections()
    plain["units"].append({"id": "abroad", "registered": 300, "channel": "abroad"})
    plain["boxes"] = [
        {
            "id": "abroad", "contest": "text", "group": "Ed25519",
            "opens": "2023-01-11T11:00:00Z", "closes": "2023-01-12T15:00:00Z",
            "trustees": {"of": 3, "need": 2},
            "factors": {"code": "e-mail", "credential": "letter"},
        }
    ]  # fmt: skip
    made = from_plain(plain)
    check_definition(made)
    return made


def test_a_closed_box_brings_no_more_than_its_ballots_and_never_more_than_its_credentials() -> None:
    voters = Map({f"{n}": n for n in range(120)})
    electorate = frozenset(f"{n}" for n in range(310))
    run = BoxRun("abroad", 1, electorate=electorate, phase="ended", voters=voters)
    state = replace(night_state(with_box(), {}), runs=Map({("abroad", 1): run}))
    (box,) = [one for one in counted(state, "text").missing if one.unit == "abroad"]
    assert (box.registered, box.most, box.signatures) == (300, 310, 120)
    running = replace(state, runs=Map({("abroad", 1): replace(run, phase="open")}))
    (box,) = [one for one in counted(running, "text").missing if one.unit == "abroad"]
    assert box.signatures is None


def test_no_figure_before_the_last_poll_has_closed() -> None:
    state = replace(
        night(),
        evenings=Map({1: Evening(opened=True, ends=Map({"75-003": "2023-01-12T23:00:00Z"}))}),
    )
    assert last_poll(state, "text") == "2023-01-12T23:00:00Z"
    with refused("night.polls-open", contest="text", moment="2023-01-12T23:00:00Z"):
        require_figures(state, counted(state, "text"), NIGHT)
    require_figures(night(), counted(night(), "text"), NIGHT)


def test_no_figure_of_a_round_that_is_not_held() -> None:
    state = replace(night(), options=Map({"text": ()}))
    with refused("round.not-held", round=1):
        require_figures(state, counted(state, "text"), NIGHT)


def published(**rule: Any) -> State:
    moment = {"not_before": "2023-01-12T22:00:00Z", **rule}
    return replace(night(), definition=definition(publication=moment))


def test_no_figure_before_the_declared_hour() -> None:
    state = published()
    with refused("night.not-before", contest="text", moment="2023-01-12T22:00:00Z"):
        require_figures(state, counted(state, "text"), "2023-01-12T21:59:59Z")
    require_figures(state, counted(state, "text"), "2023-01-12T22:00:00Z")


def test_no_figure_below_the_declared_coverage() -> None:
    state = published(coverage="1/3")
    with refused("night.coverage", contest="text", covered=50, needed=84):
        require_figures(state, counted(state, "text"), NIGHT)
    enough = published(coverage="1/5")
    require_figures(enough, counted(enough, "text"), NIGHT)


def test_a_declared_coverage_is_a_share_and_changes_no_definition_without_it() -> None:
    with refused("definition.coverage", share="3/2"):
        definition(publication={"not_before": "2023-01-12T22:00:00Z", "coverage": "3/2"})
    plain = definition(publication={"not_before": "2023-01-12T22:00:00Z"})
    assert b"coverage" not in canonical.encode(plain)
    half = definition(publication={"not_before": "2023-01-12T22:00:00Z", "coverage": "1/2"})
    assert b'"coverage":"1/2"' in canonical.encode(half)


def test_the_board_of_an_honest_evening_gives_the_same_figures() -> None:
    simulation = Simulation().to_the_count().count_all(but=["75-003"])
    figures = counted(simulation.state, "text")
    assert figures.size == simulation.state.size
    assert [one.unit for one in figures.missing] == ["75-003"]
    assert figures.numbers.confirmed == figures.numbers.reported == 5
    assert figures.confirmed_share == 1


def test_a_coverage_is_written_as_a_percentage_in_toml() -> None:
    text = (FOLDER / "definition.toml").read_text(encoding="utf-8")
    before, hour, after = text.partition("not_before = ")
    read = from_toml(
        f'{before}coverage = "2.5%"\n{hour}{after}', "definition.toml", _demo_file
    ).publication
    assert not isinstance(read, msgspec.UnsetType)
    assert read.coverage == Fraction(1, 40)


def _demo_file(name: str) -> bytes:
    return (FOLDER / name).read_bytes()
