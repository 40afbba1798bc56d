"""Boards with every kind of trouble, and what is exported of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from tests.support.definitions import plain_six_sections
from tests.support.histories import history_of
from tests.support.simulator import Simulation

from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.acts.disputes.rule_dispute import rule_dispute
from suffrage.acts.paper.correct_sheet import correct_sheet
from suffrage.acts.paper.excuse_unit import excuse_unit
from suffrage.acts.paper.reserve_sheet import reserve_sheet
from suffrage.model.definition import Definition, from_plain
from suffrage.night.history import History
from suffrage.site.exports.files import Exports
from suffrage.site.exports.stamp import Stamp, stamp_of

__all__ = ["NASTY", "ROOT", "Exported", "exported", "files_of", "nasty", "one_round", "troubled"]

ROOT: Final = bytes(range(32))
NASTY: Final = {
    "formula": "=cmd|' /C calc'!A0",
    "at": "@SUM(1+1)*cmd",
    "minus": "-2+3",
    "markup": "<script>alert(1)</script> & \"co\" 'x'",
    "separators": 'a;b,c"d',
}
"""Names that a stranger may give to an option or a unit; canonical JSON lets them through."""


@dataclass(frozen=True)
class Exported:
    """A board, its stamp and its exported files."""

    history: History
    stamp: Stamp
    files: Mapping[str, bytes]

    def data(self, name: str) -> bytes:
        """A file below ``site/data/``."""
        return self.files[f"site/data/{name}"]


def exported(simulation: Simulation) -> Exported:
    """Everything that is exported of a simulated board."""
    history = history_of(simulation)
    stamp = stamp_of(history, ROOT)
    return Exported(history, stamp, files_of(history))


def files_of(history: History, size: int | None = None) -> dict[str, bytes]:
    """The exported files of a board at a size, under a made root."""
    exports = Exports(history, lambda _: ROOT)
    return {file.path: file.make() for file in exports.files(size)}


def one_round(**parts: object) -> Definition:
    """The first round and the council only, so that the board can be finished."""
    plain = plain_six_sections()
    del plain["contests"][1]
    return from_plain({**plain, **parts})


def nasty() -> Definition:
    """Options and units with names that would run, break out or break a row."""
    names = list(NASTY.values())
    plain = plain_six_sections()
    for option, name in zip(plain["contests"][0]["options"], names, strict=False):
        option["label"] = name
        option["first_signatory"] = name
    for unit, name in zip(plain["units"], names * 2, strict=False):
        unit["name"] = name
    plain["title"] = {"en": NASTY["markup"], "fr": NASTY["formula"]}
    return from_plain(plain)


def troubled(definition: Definition | None = None) -> Simulation:
    """A count with a reserved, an excused, an annulled, a corrected and a disputed section."""
    simulation = Simulation(definition or one_round()).to_the_count()
    simulation.count_all(but=["13-002", "13-003"])
    wrong = simulation.sheet("13-002", ballots=3)
    simulation.act(reserve_sheet, "secretary@13-002", wrong)
    simulation.decided(excuse_unit, round_=1, unit="13-003", reason="lost")
    _dispute(simulation, "d1", "75-001", "early-ballots")
    simulation.decided(rule_dispute, dispute="d1", effect="annul-unit", votes=_SPLIT)
    _dispute(simulation, "d2", "75-002", "wrong-count")
    simulation.decided(rule_dispute, dispute="d2", effect="correct-sheet")
    right: Any = {"ballots": 34, "signatures": 34, "blank": 0}
    sheet = simulation.sheet("75-002", **right)
    simulation.act(correct_sheet, "secretary@75-002", sheet, dispute="d2")
    simulation.approve("75-002", **right)
    _dispute(simulation, "d3", "75-003", "wrong-count")
    return simulation


_SPLIT: Final = {"chair": "for", "dean": "for", "to1": "against", "to2": "walked-out"}


def _dispute(simulation: Simulation, name: str, unit: str, ground: str) -> None:
    said = {"contest": "text", "unit": unit, "ground": ground, "account": "Seen."}
    simulation.act(file_dispute, "agent@to1", dispute=name, **said)
