"""Plain hints: ballots against signatures, and sections of one opinion; facts without a chance."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from tests.support.simulator import Simulation
from tests.support.two_rounds import Counted, congress_state, two_rounds

import suffrage.night.second_round
from suffrage.count.unit_state import Excused
from suffrage.night.second_round.hints import Hint, plain_hints
from suffrage.words import LANGUAGES, codes

ROOM = Path(suffrage.night.second_round.__path__[0])


def hints(**sheets: Counted) -> list[Hint]:
    first = {unit.replace("_", "-")[1:]: sheet for unit, sheet in sheets.items()}
    return list(plain_hints(two_rounds(first, {}), "text"))


def test_more_and_fewer_ballots_than_signatures_are_told_with_the_difference() -> None:
    more, fewer = hints(
        u75_001=Counted(50, (20, 10, 5), signatures=33),
        u75_002=Counted(50, (20, 10, 5), blank=1, signatures=38),
        u75_003=Counted(50, (20, 10, 5)),
    )
    assert (more.kind, more.unit, more.federation) == ("more-ballots", "75-001", "75")
    assert more.fields == {"unit": "75-001", "ballots": 35, "signatures": 33, "difference": 2}
    assert (fewer.kind, fewer.fields["difference"]) == ("fewer-ballots", 2)
    assert more.chance is None


def test_a_section_of_one_opinion_stands_beside_its_federation() -> None:
    (one,) = hints(
        u75_001=Counted(50, (0, 12, 0)),
        u75_002=Counted(50, (20, 15, 5)),
        u13_001=Counted(50, (19, 1, 0)),
    )
    assert (one.kind, one.code) == ("unanimous", "hint.unanimous")
    assert one.fields == {
        "unit": "75-001",
        "option": "to2",
        "valid": 12,
        "federation": "75",
        "peers": Fraction(15, 40),
    }


def test_nine_votes_of_one_opinion_are_no_hint() -> None:
    assert hints(u75_001=Counted(50, (0, 9, 0)), u75_002=Counted(50, (9, 9, 9))) == []


def test_a_section_of_one_opinion_may_have_nobody_beside_it() -> None:
    (one,) = hints(u75_001=Counted(50, (0, 12, 0)), u13_001=Counted(50, (9, 9, 9)))
    assert one.code == "hint.unanimous-alone"


def test_what_has_no_figures_in_force_gives_no_hint() -> None:
    state = two_rounds({"75-001": Counted(50, (0, 12, 0), signatures=11)}, {})
    units = state.units.set(("text", "75-001"), Excused("lost"))
    assert len(plain_hints(state, "text")) == 2
    assert plain_hints(replace(state, units=units), "text") == ()


def test_an_honest_board_gives_none() -> None:
    simulation = Simulation().run_round_1().run_round_2()
    for instance in ("text", "first-secretary"):
        assert plain_hints(simulation.state, instance) == ()


def test_the_congress_has_few() -> None:
    kinds = [hint.kind for hint in plain_hints(congress_state(), "first-secretary")]
    assert kinds == ["unanimous"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_says_its_arithmetic_and_where_to_look(language: str) -> None:
    kinds = ("more-ballots", "fewer-ballots", "unanimous", "turnout", "swing")
    told = codes(language)  # type: ignore[arg-type]
    assert {f"hint.{kind}" for kind in kinds} | {f"hint.look.{kind}" for kind in kinds} <= told


def test_no_digit_is_tested() -> None:
    """Benford's law raises alarms for half of the candidates on clean official results."""
    sources = " ".join(path.read_text(encoding="utf-8").lower() for path in ROOM.rglob("*.py"))
    assert "benford" not in sources
    assert "% 10" not in sources
