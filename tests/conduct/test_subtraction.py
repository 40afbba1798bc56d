"""The attack on tiny groups: subtract every two published figures, at every size of the board.

Each section has a power of two of ballots, all of them for one option. So a published figure
spells in binary which sections are in it, and the difference of two figures, one's sections all
being the other's, is read in the same way: the attacker needs the public bytes and nothing else.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.counts import count
from tests.support.histories import board_of
from tests.support.pools import HIDDEN, PooledSimulation, plain_pools

from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.acts.disputes.rule_dispute import rule_dispute
from suffrage.acts.paper.correct_sheet import correct_sheet
from suffrage.acts.paper.excuse_unit import excuse_unit
from suffrage.acts.paper.receive_sheet import receive_sheet
from suffrage.acts.paper.report_turnout import report_turnout
from suffrage.acts.paper.reserve_sheet import reserve_sheet
from suffrage.board.record import Record
from suffrage.conduct import pools, sheets, step
from suffrage.conduct.acceptable import check_acceptable
from suffrage.conduct.replay import follow
from suffrage.conduct.state import State
from suffrage.errors import SuffrageError
from suffrage.model.check_definition import check_definition
from suffrage.model.definition import from_plain
from suffrage.night.counted import count_federations, counted
from suffrage.site.pages.all_pages import all_pages
from suffrage.site.pages.settings import Settings
from suffrage.site.results import results_json
from suffrage.site.sheets import sheets_csv

MINIMUM = 10
PUBLIC = ("13-001", "13-002", "13-003", "75-001", "75-002", "75-003")
# The pool of 75 has 18 valid ballots, or, if it is poor, 3 of them; that of 13 has the others.
RICH = {"75-004": 2, "75-005": 16, "13-004": 1, "13-005": 4, "13-006": 8}
POOR = {"75-004": 1, "75-005": 2, "13-004": 4, "13-005": 8, "13-006": 16}
SIGNED = {unit: 32 << place for place, unit in enumerate(PUBLIC)}
HIDDEN_ONES = 31
ON_PAGES = re.compile(
    r'<data value="(\d+)" data-name="text(?:/[^"]+)?/'
    r'(?:ballots|signatures|valid|(?:votes|reserved|without-disputed)/to1)">'
)

Night = Callable[["Attacked"], None]


class Attacked(PooledSimulation):
    """An election whose figures are powers of two."""

    def __init__(self, hidden: dict[str, int]) -> None:
        plain = plain_pools()
        for unit in plain["units"]:
            if unit["id"] in PUBLIC:
                unit["registered"] = 2000
        definition = from_plain(plain)
        check_definition(definition)
        super().__init__(definition)
        self.ballots = {**SIGNED, **hidden}
        self.to_the_count()

    def sheet(self, unit: str, contest: str = "text", **changed: Any) -> Any:
        number = self.ballots[unit]
        figures = {
            "votes": {"to1": number, "to2": 0, "to3": 0},
            "void": {},
            "blank": 0,
            **dict.fromkeys(("valid", "ballots", "signatures"), number),
        }
        return super().sheet(unit, contest, **{**figures, **changed})

    def attempt(self, act: Callable[..., object], *args: Any, **more: Any) -> None:
        """Try what a careless or curious officer might; a refusal changes nothing."""
        self.wait()
        try:
            act(*args, **more)
        except SuffrageError:
            return


# -- what the public sees ------------------------------------------------------------------------


def figures_at(state: State, record: Record) -> Iterator[int]:
    """Every figure of votes, ballots or signatures that a size of the board publishes."""
    if record.kind == "turnout.reported/1":
        yield getattr(record.head, "signatures")  # noqa: B009  (a head of this kind has it)
    totals = json.loads(results_json(state, bytes(32)))["contests"].get("text")
    if totals is None or not totals["votes"]:
        return
    yield from (totals[name] for name in ("signatures", "ballots", "valid"))
    yield from (totals[name]["to1"] for name in ("votes", "reserved", "without_disputed"))
    for row in csv.DictReader(io.StringIO(sheets_csv(state).decode())):
        if row["contest"] == "text" and row["option"] == "to1":
            yield from (int(row[name]) for name in ("signatures", "ballots", "valid", "votes"))
    for federation in count_federations(state, "text").values():
        yield from (federation.signatures, federation.ballots, federation.votes["to1"])
    night = counted(state, "text")
    yield night.signatures_known
    yield from (one.signatures for one in night.missing if one.signatures is not None)


def on_pages(simulation: Attacked) -> Iterator[int]:
    """The figures on every page of the site as it stands, those of earlier moments among them."""
    for page in all_pages(board_of(simulation), Settings()):
        if page.path.startswith("site/en/"):
            yield from map(int, ON_PAGES.findall(page.make().decode()))


def published(simulation: Attacked) -> set[int]:
    """The figures of every size of the board."""
    found: set[int] = set()
    state = State()
    for entry in simulation.store.entries(0):
        state = follow(state, entry, simulation.store.blob, lambda _: pytest.fail("no box"))
        if state.definition is not None:
            found.update(figures_at(state, Record.parse(entry)))
    return found


def isolated(figures: Iterable[int]) -> set[int]:
    """What subtraction shows of hidden sections: each a set of them, spelt in binary.

    Visible sections are public one by one, so that the attacker takes them out of any figure
    first; what is left is subtracted from one another until nothing new comes.
    """
    known = {figure & HIDDEN_ONES for figure in figures} - {0}
    while True:
        more = {a - b for a in known for b in known if a != b and a & b == b} - known
        if not more:
            return known
        known |= more


def leaks(simulation: Attacked) -> set[int]:
    """The isolated electorates of fewer than the minimum, or of one hidden section."""
    return {one for one in isolated(published(simulation)) if one < MINIMUM or one.bit_count() == 1}


# -- nights --------------------------------------------------------------------------------------


def plain_night(attacked: Attacked) -> None:
    """Hidden and public sections by turns; the small pool as soon as it is complete."""
    for public, hidden in zip(PUBLIC, ("75-004", "13-004", "75-005", "13-005"), strict=False):
        attacked.receive(public)
        attacked.attempt(attacked.seal, hidden)
    attacked.attempt(attacked.sum, "small-75-1")
    attacked.receive("75-002")
    attacked.attempt(attacked.seal, "13-006")
    attacked.attempt(attacked.sum, "small-1")
    attacked.receive("75-003")
    attacked.attempt(attacked.announce)


def disputed_night(attacked: Attacked) -> None:
    """Public sheets reserved, disputed and corrected around the sums; a sealed one annulled."""
    sheet = attacked.sheet("13-001", registered=1)
    attacked.act(reserve_sheet, "secretary@13-001", sheet)
    attacked.receive("75-001")
    for number, (unit, ground) in enumerate(
        (("75-001", "wrong-count"), ("13-004", "early-ballots"), ("75-001", "early-ballots"))
    ):
        if unit == "13-004":
            attacked.count_hidden()
        attacked.act(
            file_dispute,
            "agent@to1",
            dispute=f"d{number}",
            contest="text",
            unit=unit,
            ground=ground,
            account="",
        )
    attacked.attempt(attacked.sum, "small-75-1")
    attacked.attempt(attacked.sum, "small-1")
    attacked.decided(rule_dispute, dispute="d1", effect="annul-unit")
    attacked.sum("small-1")
    attacked.decided(rule_dispute, dispute="d2", effect="annul-unit")
    attacked.act(correct_sheet, "secretary@13-001", attacked.sheet("13-001"))


def lonely_night(attacked: Attacked) -> None:
    """All but one section of each pool are excused."""
    for unit in ("75-004", "13-004", "13-005"):
        attacked.decided(excuse_unit, round_=1, unit=unit, reason="not-held")
    attacked.receive("75-001")
    attacked.seal("75-005")
    attacked.attempt(attacked.sum, "small-75-1")
    attacked.seal("13-006")
    attacked.sum("small-1")


def curious_night(attacked: Attacked) -> None:
    """Officers try to publish a hidden section's figures in every other way."""
    for unit in HIDDEN:
        by = f"secretary@{unit}"
        signed = {"round_": 1, "unit": unit, "signatures": attacked.ballots[unit]}
        attacked.attempt(attacked.act, report_turnout, by, **signed)
        attacked.attempt(attacked.act, receive_sheet, by, attacked.sheet(unit))
        attacked.attempt(attacked.act, reserve_sheet, by, attacked.sheet(unit, registered=1))
    plain_night(attacked)
    attacked.attempt(attacked.seal, "13-006")
    more = {"dispute": "late", "contest": "text", "unit": "13-006", "ground": "early-ballots"}
    attacked.attempt(attacked.act, file_dispute, "agent@to1", **more, account="")
    attacked.attempt(attacked.decided, rule_dispute, dispute="late", effect="annul-unit")
    attacked.attempt(attacked.decided, excuse_unit, round_=1, unit="13-006", reason="lost")
    attacked.attempt(attacked.give_up, "small-1")


NIGHTS = (plain_night, disputed_night, lonely_night, curious_night)


@pytest.mark.parametrize("ballots", [RICH, POOR], ids=["rich", "poor"])
@pytest.mark.parametrize("night", NIGHTS)
def test_no_two_published_figures_isolate_a_few_voters(
    night: Night, ballots: dict[str, int]
) -> None:
    attacked = Attacked(ballots)
    night(attacked)
    assert leaks(attacked) == set()
    seen = set(on_pages(attacked)) - {0}
    assert seen
    assert seen <= published(attacked), "a page shows another sum"
    assert isolated(published(attacked)), "the sums are published all the same"


ORDERS = st.permutations(
    [
        *(*PUBLIC, *HIDDEN, *HIDDEN, "small-75-1", "small-75-1", "small-1"),
        *("excuse", "dispute", "give-up"),
    ]
)


@settings(max_examples=count(6, 120), deadline=None)
@given(
    order=ORDERS,
    last=st.permutations(["small-75-1", "small-1"]),
    ballots=st.sampled_from([RICH, POOR]),
    chosen=st.sampled_from(sorted(HIDDEN)),
)
def test_no_order_of_the_night_isolates_a_few_voters(
    order: list[str], last: list[str], ballots: dict[str, int], chosen: str
) -> None:
    attacked = Attacked(ballots)
    for what in (*order, *last):
        attacked.attempt(_one, attacked, what, chosen)
    assert leaks(attacked) == set()


def _one(attacked: Attacked, what: str, chosen: str) -> None:
    if what == "excuse":
        attacked.decided(excuse_unit, round_=1, unit=chosen, reason="lost")
    elif what == "dispute":
        more = {"dispute": "d1", "contest": "text", "unit": chosen, "ground": "early-ballots"}
        attacked.act(file_dispute, "agent@to1", **more, account="")
        attacked.decided(rule_dispute, dispute="d1", effect="annul-unit")
    elif what == "give-up":
        attacked.give_up("small-1")
    elif what in HIDDEN:
        attacked.seal(what)
    elif what in PUBLIC:
        attacked.receive(what)
    else:
        attacked.sum(what)


# -- the attack can succeed ----------------------------------------------------------------------


def _no_minimum(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(pools, "_require_enough", lambda *_: None)


def _single_sheets(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(pools, "_LEAST_SHEETS", 1)
    _no_minimum(patch)


def _open_sheets(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sheets, "_check_public", check_acceptable)


def _open_turnout(patch: pytest.MonkeyPatch) -> None:
    def turnout(state: State, _record: Record, head: Any, _body: None) -> State:
        return replace(state, turnout=state.turnout.set((head.round, head.unit), head.signatures))

    patch.setitem(step._RULES, "turnout.reported/1", turnout)


def _sums_again(patch: pytest.MonkeyPatch) -> None:
    """A sum forgets which pools it took along, and they are summed once more by themselves."""
    honest = pools.summed

    def summed(state: State, record: Record, head: Any, body: Any) -> State:
        after = honest(state, record, head, body)
        left = {key: one for key, one in after.pools.items() if key[1] == one.pool}
        units = {key: one for key, one in state.units.items() if key[1].startswith("75-00")}
        return replace(after, pools=state.pools.update(left), units=after.units.update(units))

    patch.setitem(step._RULES, "pool.summed/1", summed)
    _no_minimum(patch)


def _again(attacked: Attacked) -> None:
    plain = [unit for unit in HIDDEN if unit.startswith("13")]
    for unit in ("75-004", "75-005", *plain):
        attacked.seal(unit)
    attacked.sum("small-1")
    attacked.attempt(attacked.sum, "small-75-1")


@pytest.mark.parametrize(
    ("disable", "night", "ballots"),
    [
        (_no_minimum, plain_night, POOR),
        (_single_sheets, lonely_night, RICH),
        (_open_sheets, curious_night, RICH),
        (_open_turnout, curious_night, RICH),
        (_sums_again, _again, POOR),
    ],
)
def test_without_its_rule_the_attack_succeeds(
    disable: Callable[[pytest.MonkeyPatch], None],
    night: Night,
    ballots: dict[str, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    disable(monkeypatch)
    attacked = Attacked(ballots)
    night(attacked)
    assert leaks(attacked)
