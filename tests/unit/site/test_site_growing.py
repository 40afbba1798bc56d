"""A site that grows with its board, file by file, is the site that is made at once at the end."""

import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import cache, partial

import pytest
from tests.support.counts import count
from tests.support.exported import one_round, troubled
from tests.support.histories import board_on, growing, history_of
from tests.support.simulator import Simulation

from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.acts.disputes.make_claim import make_claim
from suffrage.acts.disputes.rule_dispute import rule_dispute
from suffrage.acts.paper.correct_sheet import correct_sheet
from suffrage.board.kinds.words import Claim
from suffrage.conduct.tables import unit_counts
from suffrage.count.unit_state import Annulled, Approved, Received, UnitState
from suffrage.night.history import History
from suffrage.site.files import SiteFile
from suffrage.site.pages.all_pages import all_pages
from suffrage.site.pages.board import Board
from suffrage.site.pages.notices import notices
from suffrage.site.pages.settings import Settings

pytestmark = pytest.mark.long

_MOMENT = re.compile(r"site/fr/([^/]+)/at/([0-9]+)\.html")
EVERY = count(7, 1)
"""How often every file is made, whether its key is another or not."""


class Grown:
    """A site as its folder has it: made anew is what has another key."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self._keys: dict[str, object] = {}

    @property
    def settings(self) -> Settings:
        moments: dict[str, set[int]] = {}
        for path in self.files:
            if page := _MOMENT.fullmatch(path):
                moments.setdefault(page[1], set()).add(int(page[2]))
        return Settings({one: frozenset(sizes) for one, sizes in moments.items()})

    def write(self, made: Iterable[SiteFile], *, every: bool) -> None:
        named = set()
        for file in made:
            named.add(file.path)
            held = self._keys.get(file.path) == file.key
            if held and every:
                assert self.files[file.path] == file.make(), file.path
            if not held:
                self.files[file.path] = file.make()
                self._keys[file.path] = file.key
        for gone in self.files.keys() - named:
            del self.files[gone], self._keys[gone]


def _two_rounds() -> Simulation:
    simulation = Simulation().to_the_count().count_all(but=["75-001"])
    simulation.receive("75-001")
    _disputed(simulation, "75-001")
    return simulation.announce().certify().run_round_2()


def _disputed(simulation: Simulation, unit: str) -> None:
    """A claim, and disputes of which one is rejected, one corrects and one annuls."""
    claim = Claim(
        contest="text",
        claim="counted",
        said_at=simulation.now(),
        said_by="A source",
        camp="to1",
        confirmed="not-asked",
        tree_size=simulation.state.size,
        shares={"to1": Fraction(1, 2)},
    )
    simulation.act(partial(make_claim, claim=claim), "commission@chair")
    for name in ("e1", "e2"):
        said = {"contest": "text", "unit": unit, "ground": "wrong-count", "account": "Seen."}
        simulation.act(file_dispute, "agent@to1", dispute=name, **said)
    simulation.decided(rule_dispute, dispute="e1", effect="rejected")
    simulation.decided(rule_dispute, dispute="e2", effect="correct-sheet")
    sheet = simulation.sheet(unit)
    votes = {**sheet.votes, "to1": sheet.votes["to1"] - 1, "to2": sheet.votes["to2"] + 1}
    right = simulation.sheet(unit, votes=votes)
    simulation.act(correct_sheet, f"secretary@{unit}", right, dispute="e2")
    simulation.approve(unit, votes=votes)


def _troubled() -> Simulation:
    simulation = troubled(one_round())
    simulation.decided(rule_dispute, dispute="d3", effect="rejected")
    return simulation


NIGHTS: dict[str, Callable[[], Simulation]] = {"two-rounds": _two_rounds, "troubled": _troubled}


@cache
def played(night: str) -> Simulation:
    return NIGHTS[night]()


@pytest.mark.parametrize("night", NIGHTS)
def test_a_site_that_grew_is_the_one_made_at_once(night: str) -> None:
    simulation, history, grown = played(night), History(), Grown()
    board = board_on(history, simulation)
    for size in growing(simulation, history):
        grown.write(all_pages(board, grown.settings), every=size % EVERY == 0)
    afresh = board_on(history_of(simulation), simulation)
    made = {one.path: one.make() for one in all_pages(afresh, grown.settings)}
    assert made.keys() == grown.files.keys()
    assert [path for path in made if made[path] != grown.files[path]] == []
    assert sum("/at/" in path for path in made) > 20


@pytest.mark.parametrize("night", NIGHTS)
def test_an_old_page_counts_every_sheet_that_changed_since(night: str) -> None:
    simulation = played(night)
    board = board_on(history_of(simulation), simulation)
    found = set()
    for size in range(2, board.history.changed("text")):
        told = [one.fields for one in notices(board, "text", size, "en")[1:]]
        expected = _changed_since(board, size)
        assert [tuple(one.values()) for one in told] == ([expected] if any(expected) else [])
        found.add(expected)
    assert len(found) > 1


def _changed_since(board: Board, size: int) -> tuple[int, int]:
    """Corrected and annulled: every unit of the board then against the same unit now."""
    then = {row.unit: row.state for row in unit_counts(board.at(size), "text")}
    now = {row.unit: row.state for row in unit_counts(board.state, "text")}
    other = [one for one in now if _sheet(then[one]) and _sheet(then[one]) != _sheet(now[one])]
    annulled = sum(isinstance(now[one], Annulled) for one in other)
    return len(other) - annulled, annulled


def _sheet(state: UnitState) -> str:
    return state.payload if isinstance(state, Received | Approved) else ""
