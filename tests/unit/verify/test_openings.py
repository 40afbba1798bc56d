"""Openings set against the board: the sum is proved, the parts are attested."""

import pytest
from tests.support.folders import policy_of
from tests.support.pools import PooledSimulation, altered, entropy_of, sealed_from

from suffrage.board.record import Draft
from suffrage.board.seal import commit, fresh_blindings
from suffrage.model import canonical
from suffrage.paper.sealed import Opening, figures_on
from suffrage.verify import Evidence, HeldFiles, ProvedPool, Report, verify_folder

UNIT = "75-004"


def night() -> PooledSimulation:
    simulation = PooledSimulation()
    simulation.to_the_count()
    simulation.seal(UNIT, agents={"to1": "signed", "to2": "signed"})
    simulation.seal("75-005", agents={"to1": "signed", "to2": "reserved"})
    return simulation


def report(simulation: PooledSimulation, **openings: bytes) -> Report:
    evidence = [Evidence("opening", name, data) for name, data in openings.items()]
    return verify_folder(HeldFiles(simulation.files()), policy_of(simulation), evidence)


def codes(found: Report) -> list[tuple[str, str]]:
    return [(one.code, one.place) for one in found.failures]


def test_the_sum_is_proved_and_its_parts_are_attested() -> None:
    simulation = night()
    simulation.sum("small-75-1")
    found = report(simulation, mine=simulation.openings["text", UNIT])
    assert not found.failures
    assert found.pools == (ProvedPool("text", "small-75-1", 2, 1, {"to1": 2, "to2": 1}),)
    (said,) = found.statements
    assert (said.code, dict(said.fields)) == ("opening.holds", {"contest": "text", "unit": UNIT})
    assert found.checked.sheets == 2


def test_pools_that_were_summed_together_are_one() -> None:
    simulation = night()
    for unit in ("13-004", "13-005", "13-006"):
        simulation.seal(unit)
    simulation.sum("small-1")
    assert report(simulation).pools == (ProvedPool("text", "small-1", 5, 0, {"to1": 2, "to2": 1}),)


def test_an_opening_holds_before_its_pool_is_summed() -> None:
    simulation = night()
    found = report(simulation, mine=simulation.openings["text", UNIT])
    assert [one.code for one in found.statements] == ["opening.holds"]
    assert found.pools == ()


def test_a_false_opening_is_a_failure_in_its_name() -> None:
    simulation = night()
    opening = canonical.decode(simulation.openings["text", UNIT], Opening)
    figures = {**opening.figures, "votes.to1": opening.figures["votes.to1"] + 1}
    wrong = canonical.encode(altered(opening, figures=figures))
    found = report(simulation, mine=wrong)
    assert codes(found) == [("opening.differs", "mine figures.votes.to1")]
    assert found.exit_code == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"origin": "vote.example.org/e/other"}, "opening.origin"),
        ({"unit": "13-004"}, "opening.no-sheet"),
        ({"contest": "nothing"}, "opening.no-sheet"),
    ],
)
def test_an_opening_of_something_else_is_a_failure(change: dict[str, str], code: str) -> None:
    simulation = night()
    opening = canonical.decode(simulation.openings["text", UNIT], Opening)
    found = report(simulation, mine=canonical.encode(altered(opening, **change)))
    assert [one for one, _ in codes(found)] == [code]


def test_an_opening_with_figures_that_cannot_be_right_accuses_the_section() -> None:
    simulation = night()
    sheet = simulation.wait().sheet(UNIT)
    state = simulation.state
    draft, opening = sealed_from(state, f"secretary@{UNIT}", simulation.now(), sheet)
    figures = {**figures_on(sheet), "votes.to1": 90}
    blindings = fresh_blindings(figures, entropy_of("y"))
    sealed = altered(draft.body, commitments=commit(state.origin, "text", figures, blindings))
    wrong = Draft(draft.kind, draft.head, draft.by, draft.at, sealed)
    simulation.board.perform(lambda _: wrong, simulation.sign(draft.by))
    kept = canonical.encode(altered(opening, figures=figures, blindings=blindings))
    assert codes(report(simulation, mine=kept)) == [("sheet.valid-sum", "mine valid")]


def test_what_is_no_opening_is_named() -> None:
    found = report(night(), mine=b'{"format":"suffrage-opening/2"}')
    assert [one for one, _ in codes(found)] == ["canonical.shape"]


def test_no_failure_and_no_report_shows_a_figure() -> None:
    simulation = night()
    opening = canonical.decode(simulation.openings["text", UNIT], Opening)
    blinding = opening.blindings["valid"]
    found = report(simulation, mine=simulation.openings["text", UNIT])
    assert blinding not in repr((found.statements, found.failures, opening))


def test_an_empty_folder_has_no_pools() -> None:
    assert verify_folder(HeldFiles({})).pools == ()
