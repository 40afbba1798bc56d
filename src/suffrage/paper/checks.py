"""What one sheet and its unit show by themselves.

A *hard* finding makes the sheet impossible: it can only be recorded as reserved, and counts in
no total. A *soft* finding is possible and needs an explanation. A finding names the fields that
are wrong, never the figure that would make them add up: nobody is to bend a sheet to fit.

Sources: the identities and limits of French practice (Code electoral L65: signatures first,
then the box, every difference written down); the limits of 3 % and of 2 % or 15 ballots are
those of the Dutch tallying software Abacus (W201 to W203). Departure: below 100 ballots a share
of 3 % is fewer than three papers, so that there the count must also be unlikely by chance.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from immutables import Map

from suffrage.errors import Inconsistent
from suffrage.paper.sheet import Sheet
from suffrage.paper.tails import binomial_tail

__all__ = ["Finding", "Findings", "check_sheet", "require_possible"]

USUAL_SHARE: Final = Fraction(3, 100)
"""Blank or void ballots from this share of the ballots on are many."""

SMALL_BOX: Final = 100
"""Below this number of ballots a share alone says nothing."""

RARE: Final = Fraction(1, 100)
"""In a small box, many means less likely than this if each ballot had the usual share."""

LARGE_DIFFERENCE: Final = 15
LARGE_DIFFERENCE_SHARE: Final = Fraction(2, 100)
UNANIMOUS_FROM: Final = 10
"""Valid votes from which it is remarkable that all are for one option."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A code, the field to look at first, and the sheet's own figures for the sentence."""

    code: str
    field: str
    numbers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Findings:
    """All findings of one sheet, each kind in the order of the specification."""

    hard: tuple[Finding, ...]
    soft: tuple[Finding, ...]


def check_sheet(sheet: Sheet, registered: int, options: Sequence[str]) -> Findings:
    """Everything that the sheet shows by itself.

    ``registered`` is the unit's frozen roll with the signed changes of the day, ``options``
    the ids that stand in this unit.
    """
    hard = (*_wrong_options(sheet, options), *_impossible(sheet, registered))
    soft = (*_remarkable(sheet, registered), *_unanimous(sheet, options))
    return Findings(hard, soft)


def require_possible(findings: Findings) -> None:
    """Raise ``Inconsistent`` with the first hard finding: its code, field and figures."""
    for finding in findings.hard:
        raise Inconsistent(finding.code, at=finding.field, **finding.numbers)


def _wrong_options(sheet: Sheet, options: Sequence[str]) -> Iterator[Finding]:
    for option in options:
        if option not in sheet.votes:
            yield Finding("sheet.option-missing", f"votes.{option}", Map())
    for option in sorted(sheet.votes.keys() - set(options)):
        yield Finding("sheet.option-unknown", f"votes.{option}", Map())


def _impossible(sheet: Sheet, registered: int) -> Iterator[Finding]:
    papers = sheet.blank + sheet.void_total + sheet.valid
    checks = (
        ("sheet.roll-differs", sheet.registered != registered, ("registered",)),
        ("sheet.signatures-over-roll", sheet.signatures > registered, ("signatures",)),
        ("sheet.proxies-over-signatures", sheet.proxies > sheet.signatures, _PROXIES),
        ("sheet.ballots-over-roll", sheet.ballots > registered, ("ballots",)),
        ("sheet.ballots-sum", sheet.ballots != papers, ("ballots",)),
        ("sheet.valid-sum", sheet.valid != sum(sheet.votes.values()), ("valid",)),
    )
    return _failed(sheet, checks)


def _remarkable(sheet: Sheet, registered: int) -> Iterator[Finding]:
    ballots, difference = sheet.ballots, abs(sheet.ballots - sheet.signatures)
    far = max(LARGE_DIFFERENCE_SHARE * ballots, Fraction(LARGE_DIFFERENCE))
    everybody = sheet.signatures == registered > 0
    checks = (
        ("sheet.more-ballots", ballots > sheet.signatures, _BALLOTS),
        ("sheet.fewer-ballots", ballots < sheet.signatures, _BALLOTS),
        ("sheet.difference-large", difference >= far, _BALLOTS),
        ("sheet.many-blank", _is_many(sheet.blank, ballots), ("blank", "ballots")),
        ("sheet.many-void", _is_many(sheet.void_total, ballots), ("void", "ballots")),
        ("sheet.box-empty", ballots == 0, ("ballots",)),
        ("sheet.everybody", everybody, ("signatures",)),
    )
    return _failed(sheet, checks)


_BALLOTS: Final = ("ballots", "signatures")
_PROXIES: Final = ("proxies", "signatures")


def _failed(sheet: Sheet, checks: Sequence[tuple[str, bool, tuple[str, ...]]]) -> Iterator[Finding]:
    figures = {
        "ballots": sheet.ballots,
        "blank": sheet.blank,
        "proxies": sheet.proxies,
        "registered": sheet.registered,
        "signatures": sheet.signatures,
        "valid": sheet.valid,
        "void": sheet.void_total,
    }
    for code, broken, names in checks:
        if broken:
            yield Finding(code, names[0], Map({name: figures[name] for name in names}))


def _unanimous(sheet: Sheet, options: Sequence[str]) -> Iterator[Finding]:
    """In a round with one candidate every valid vote is for the same option, and says nothing."""
    if sheet.valid < UNANIMOUS_FROM or len(options) == 1:
        return
    for option, votes in sorted(sheet.votes.items()):
        if votes == sheet.valid:
            yield Finding("sheet.unanimous", f"votes.{option}", Map(valid=sheet.valid))


def _is_many(part: int, ballots: int) -> bool:
    if not part or part < USUAL_SHARE * ballots:
        return False
    return ballots >= SMALL_BOX or binomial_tail(ballots, part, USUAL_SHARE) < RARE
