"""The rules an election declares: how votes decide, how seats are shared, how ties end.

A rule is a value of the frozen definition; ``suffrage.rules`` computes with it. Shares are
``Fraction``; JSON holds ``"p/q"``, and TOML may hold the percentage that ``parse_share`` reads.

>>> parse_share("5%"), parse_share("2.5%"), parse_share("1/20")
(Fraction(1, 20), Fraction(1, 40), Fraction(1, 20))
>>> DHondt(threshold=parse_share("7%"), tie=("lot",)).threshold_level
'nation'
"""

import re
from fractions import Fraction
from typing import Annotated, Final, Literal

from msgspec import Meta

from suffrage.errors import Malformed
from suffrage.model.values import Ident, Value

__all__ = [
    "SHARES",
    "ContestRule",
    "DHondt",
    "Denominator",
    "Droop",
    "Hare",
    "Majority",
    "Plurality",
    "SainteLague",
    "SeatRule",
    "TieRule",
    "Top",
    "check_rule",
    "parse_share",
]

TieRule = Literal["older", "lot"]
"""``older``: the older first signatory goes first; ``lot``: a draw from a public seed."""

Denominator = Literal["valid", "voters", "registered"]
"""What a share is a share of: valid votes, ballots found, or members on the roll."""

SHARES: Final = frozenset({"quota", "threshold", "minimum_registered", "coverage"})
"""The fields that hold a share; TOML may write them as percentages."""

_PERCENT = re.compile(r"([0-9]{1,3})(?:\.([0-9]{1,9}))?%")
_RATIO = re.compile(r"([0-9]{1,9})/([1-9][0-9]{0,8})")


class _Rule(Value, frozen=True, tag_field="name"):
    """What every rule has: ``tie``, the rules that end a tie, in the order they are tried."""

    tie: tuple[TieRule, ...] = ()

    @property
    def name(self) -> str:
        """The name by which a definition calls the rule: ``top``, ``dhondt``."""
        return str(self.__struct_config__.tag)


class Plurality(_Rule, frozen=True, tag="plurality"):
    """The option with the most votes is elected."""


class Majority(_Rule, frozen=True, tag="majority"):
    """An option with more than ``quota`` of the denominator is elected; otherwise nobody is.

    ``blank_counts`` adds blank ballots to valid votes. ``quota_exact`` makes reaching the quota
    enough ("at least two thirds"). ``minimum_registered`` asks, besides, for at least that
    share of the roll (a quarter for French senators).
    """

    of: Denominator = "valid"
    blank_counts: bool = False
    quota: Fraction = Fraction(1, 2)
    quota_exact: bool = False
    minimum_registered: Fraction = Fraction(0)


class Top(_Rule, frozen=True, tag="top"):
    """The first ``places`` options qualify; their shares are shown out of ``of``."""

    places: Annotated[int, Meta(ge=1, le=100)] = 2
    of: Denominator = "valid"


class _Seats(_Rule, frozen=True):
    """A rule that shares seats among the options which reach ``threshold``.

    The threshold is a share of the valid votes of ``threshold_level``: the nation, or the name
    of another level. Reaching it exactly is enough unless ``threshold_exact`` is false.
    """

    threshold: Fraction = Fraction(0)
    threshold_level: Ident = "nation"
    threshold_exact: bool = True


class DHondt(_Seats, frozen=True, tag="dhondt"):
    """Highest averages with the divisors 1, 2, 3, … (plus forte moyenne)."""


class SainteLague(_Seats, frozen=True, tag="sainte-lague"):
    """Highest averages with the divisors 1, 3, 5, …."""


class Hare(_Seats, frozen=True, tag="hare"):
    """Largest remainders over the quota votes / seats (plus fort reste)."""


class Droop(_Seats, frozen=True, tag="droop"):
    """Largest remainders over the quota ⌊votes / (seats + 1)⌋ + 1."""


ContestRule = Plurality | Majority | Top
SeatRule = DHondt | SainteLague | Hare | Droop


def parse_share(text: str) -> Fraction:
    """The exact share that ``"5%"``, ``"2.5%"`` or ``"1/20"`` writes, from 0 to 1.

    Raises ``Malformed("rule.share")`` for any other text or a share above 1.
    """
    if found := _PERCENT.fullmatch(text):
        decimals = found[2] or ""
        share = Fraction(int(found[1] + decimals), 100 * 10 ** len(decimals))
    elif found := _RATIO.fullmatch(text):
        share = Fraction(int(found[1]), int(found[2]))
    else:
        raise Malformed("rule.share", text=text)
    if share > 1:
        raise Malformed("rule.share", text=text)
    return share


def check_rule(rule: ContestRule | SeatRule, at: str = "") -> None:
    """Raise ``Malformed`` if the fields of a rule contradict each other or ask the impossible.

    ``at`` is the rule's place (``contests[1].rule``); the error adds the field. Codes:
    ``rule.tie-twice``, ``rule.blank-counts``, ``rule.quota``, ``rule.minimum``,
    ``rule.threshold``, ``rule.places``.
    """
    prefix = f"{at}." if at else ""
    if len(set(rule.tie)) != len(rule.tie):
        raise Malformed("rule.tie-twice", at=f"{prefix}tie")
    match rule:
        case Majority():
            _check_majority(rule, prefix)
        case Top(places=places) if places < 1:
            raise Malformed("rule.places", at=f"{prefix}places", places=places)
        case DHondt() | SainteLague() | Hare() | Droop() if not 0 <= rule.threshold < 1:
            raise Malformed("rule.threshold", at=f"{prefix}threshold", share=str(rule.threshold))
        case _:
            pass


def _check_majority(rule: Majority, prefix: str) -> None:
    if rule.blank_counts and rule.of != "valid":
        raise Malformed("rule.blank-counts", at=f"{prefix}blank_counts", of=rule.of)
    # More than the whole can never be reached; the whole itself can, where it is enough.
    if not (0 < rule.quota < 1 or (rule.quota == 1 and rule.quota_exact)):
        raise Malformed("rule.quota", at=f"{prefix}quota", share=str(rule.quota))
    if not 0 <= rule.minimum_registered <= 1:
        share = str(rule.minimum_registered)
        raise Malformed("rule.minimum", at=f"{prefix}minimum_registered", share=share)
