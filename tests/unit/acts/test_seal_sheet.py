"""What a section's desk seals, what it keeps, and what the commission needs to sum."""

from typing import Any

import pytest
from msgspec import structs
from tests.support.pools import PooledSimulation, altered, entropy_of, sealed_from
from tests.support.refusals import refused

from suffrage.acts.paper.make_opening import make_opening
from suffrage.acts.paper.opened import read_opening
from suffrage.acts.paper.seal_sheet import seal_sheet
from suffrage.board.record import Draft
from suffrage.model import canonical
from suffrage.paper.sealed import Opening, SealedSheet, figures_on

UNIT = "75-004"
BY = f"secretary@{UNIT}"


def counting() -> PooledSimulation:
    simulation = PooledSimulation()
    simulation.to_the_count()
    return simulation


def test_the_board_gets_commitments_and_the_desk_the_opening() -> None:
    simulation = counting()
    sheet = simulation.sheet(UNIT, agents={"to1": "signed", "to2": "absent"})
    draft, opening = sealed_from(simulation.state, BY, simulation.now(), sheet)
    assert opening.figures == figures_on(sheet)
    assert isinstance(draft.body, SealedSheet)
    assert draft.body.agents == {"to1": "signed", "to2": "absent"}
    assert draft.body.commitments.keys() == opening.blindings.keys() == opening.figures.keys()
    assert len(set(opening.blindings.values())) == len(opening.blindings)


def test_no_figure_and_no_blinding_is_on_the_board() -> None:
    simulation = counting()
    simulation.seal(UNIT)
    opening = canonical.decode(simulation.openings["text", UNIT], Opening)
    written = b"".join(simulation.files().values())
    assert not [text for text in opening.blindings.values() if text.encode() in written]


def test_a_sheet_that_cannot_be_right_is_not_sealed() -> None:
    simulation = counting()
    with refused("sheet.ballots-over-roll"):
        simulation.seal(UNIT, votes={"to1": 9, "to2": 9, "to3": 9}, signatures=16)


@pytest.mark.parametrize("part", ["unit", "contest"])
def test_an_unknown_section_or_contest_is_refused(part: str) -> None:
    simulation = counting()
    sheet = altered(simulation.sheet(UNIT), **{part: "nothing"})
    with refused(f"{part}.unknown"):
        make_opening(simulation.state, sheet, entropy_of("x"))
    _, opening = sealed_from(simulation.state, BY, simulation.now(), simulation.sheet(UNIT))
    with refused(f"{part}.unknown"):
        from_opening(simulation, altered(opening, **{part: "nothing"}))


def from_opening(simulation: PooledSimulation, opening: Opening) -> Draft:
    return seal_sheet(simulation.state, BY, simulation.now(), opening, agents={})


def fresh(simulation: PooledSimulation, **figures: int) -> Opening:
    """An opening, some of its figures changed afterwards."""
    opening = make_opening(simulation.state, simulation.sheet(UNIT), entropy_of("x"))
    changed = {name.replace("_", "."): figure for name, figure in figures.items()}
    return structs.replace(opening, figures={**opening.figures, **changed})


def test_an_opening_that_was_saved_seals_what_it_opens() -> None:
    simulation = counting()
    kept = read_opening(canonical.encode(fresh(simulation)))
    draft = from_opening(simulation, kept)
    simulation.board.perform(lambda _: draft, simulation.sign(BY))
    simulation.openings["text", UNIT] = canonical.encode(kept)
    simulation.seal("75-005")
    simulation.sum("small-75-1")


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ({"origin": "vote.example.org/e/rehearsal"}, "opening.origin"),
        ({"figures": {"valid": 1}}, "sheet.sealed-figures"),
        ({"blindings": {"valid": "f" * 64}}, "sheet.sealed-figures"),
        ({"contest": "first-secretary"}, "sheet.sealed-figures"),
    ],
)
def test_an_opening_of_something_else_seals_nothing(part: dict[str, Any], code: str) -> None:
    simulation = counting()
    with refused(code):
        from_opening(simulation, altered(fresh(simulation), **part))


@pytest.mark.parametrize(
    ("figures", "at"), [({"votes_to1": 3}, "valid"), ({"signatures": 30}, "signatures")]
)
def test_an_opening_that_cannot_be_right_is_refused_without_its_figures(
    figures: dict[str, int], at: str
) -> None:
    simulation = counting()
    with refused("opening.impossible", unit=UNIT) as caught:
        from_opening(simulation, fresh(simulation, **figures))
    assert caught.value.at == at
    assert caught.value.fields == {"unit": UNIT}


def test_blindings_that_hide_nothing_are_refused() -> None:
    simulation = counting()
    opening = fresh(simulation)
    twice = {**opening.blindings, "valid": opening.blindings["blank"]}
    small = {**opening.blindings, "valid": f"{2**127:064x}"}
    for blindings in (twice, small):
        with refused("seal.blinding"):
            from_opening(simulation, altered(opening, blindings=blindings))
    large = {**opening.blindings, "valid": "f" * 64}
    with refused("seal.exponent", figure="valid"):
        from_opening(simulation, altered(opening, blindings=large))


def test_an_opening_seals_once() -> None:
    """The commitments of two figures with one blinding would show how far they are apart."""
    simulation = counting()
    simulation.seal(UNIT)
    first = read_opening(simulation.openings["text", UNIT])
    votes = {**first.figures, "votes.to1": 3, "votes.to2": 4}
    fresh_but_one = {**fresh(simulation).blindings, "votes.to1": first.blindings["votes.to1"]}
    again = altered(first, figures=votes, blindings=fresh_but_one)
    for opening in (first, altered(first, figures=votes), again):
        with refused("opening.again"):
            from_opening(simulation, opening)


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"\xff", b'{"figures":{"valid":12345678901234567890}}']
)
def test_what_is_no_opening_is_refused_and_not_repeated(data: bytes) -> None:
    with refused("opening.unreadable") as caught:
        read_opening(data)
    assert caught.value.__context__ is None
    assert caught.value.fields == {}


def test_a_sum_needs_every_opening() -> None:
    simulation = counting().count_hidden()
    del simulation.openings["text", "75-005"]
    with refused("opening.missing", unit="75-005"):
        simulation.sum("small-75-1")


def test_an_opening_of_another_board_is_refused() -> None:
    simulation = counting().count_hidden()
    opening = canonical.decode(simulation.openings["text", UNIT], Opening)
    other = altered(opening, origin="vote.example.org/e/rehearsal")
    simulation.openings["text", UNIT] = canonical.encode(other)
    with refused("opening.origin"):
        simulation.sum("small-75-1")


def test_an_opening_of_a_sheet_that_was_replaced_is_refused() -> None:
    simulation = counting().count_hidden()
    old = simulation.openings["text", UNIT]
    simulation.wait().seal(UNIT)
    simulation.openings["text", UNIT] = old
    with refused("opening.differs"):
        simulation.sum("small-75-1")


@pytest.mark.parametrize(
    ("pool", "contest", "code"),
    [("nothing", "text", "pool.unknown"), ("small-1", "nothing", "contest.unknown")],
)
def test_an_unknown_pool_or_contest_is_refused(pool: str, contest: str, code: str) -> None:
    with refused(code):
        counting().sum(pool, contest)
