"""``suffrage seats``: seats and their trace for anyone, from a rule and the votes."""

import re
import unicodedata
from enum import StrEnum
from typing import Annotated, Final

import typer

from suffrage.cli.seats_view import award_sheets
from suffrage.cli.tables import show
from suffrage.errors import Malformed
from suffrage.model import canonical
from suffrage.model.rule import DHondt, Droop, Hare, SainteLague, SeatRule, parse_share
from suffrage.rules.seats import SeatAward
from suffrage.rules.table import award

__all__ = ["seats"]


class SeatRuleName(StrEnum):
    """The seat rules by the names that a definition gives them."""

    DHONDT = "dhondt"
    SAINTE_LAGUE = "sainte-lague"
    HARE = "hare"
    DROOP = "droop"


_RULES: Final[dict[SeatRuleName, type[SeatRule]]] = {
    SeatRuleName.DHONDT: DHondt,
    SeatRuleName.SAINTE_LAGUE: SainteLague,
    SeatRuleName.HARE: Hare,
    SeatRuleName.DROOP: Droop,
}
# Sixteen digits hold every integer of canonical JSON; longer ones would only take time.
_DIGITS = re.compile(r"[0-9]{1,16}")


def seats(
    votes: Annotated[list[str], typer.Argument(metavar="NAME=VOTES", show_default=False)],
    rule: Annotated[SeatRuleName, typer.Option(help="How seats are shared.")],
    number: Annotated[int, typer.Option("--seats", help="How many seats there are.")],
    threshold: Annotated[
        str, typer.Option(help="The share of the votes that takes part, as 5% or 1/20.")
    ] = "0%",
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Write canonical JSON.")] = False,
) -> None:
    """Share seats by votes, and show every step.

    A seat that equal figures claim is shown as tied: the declared rule of the election ends
    a tie, never this command.
    """
    given = read_votes(votes)
    declared: SeatRule = _RULES[rule](threshold=parse_share(threshold))
    shared = award(declared, given, number)
    if as_json:
        typer.echo(award_as_json(shared))
    else:
        show(award_sheets(shared, given))


def read_votes(arguments: list[str]) -> dict[str, int]:
    """The votes by name, in the order given, from ``NAME=VOTES`` texts.

    Raises ``Malformed``: ``seats.argument`` where a text is not of that form,
    ``seats.duplicate`` for a name given twice.
    """
    votes: dict[str, int] = {}
    for argument in arguments:
        name, equals, digits = unicodedata.normalize("NFC", argument).rpartition("=")
        name = name.strip()
        if not equals or not name or not name.isprintable():
            raise Malformed("seats.argument", argument=ascii(argument))
        if name in votes:
            raise Malformed("seats.duplicate", name=name)
        votes[name] = _number(digits, argument)
    return votes


def _number(digits: str, argument: str) -> int:
    number = int(digits) if _DIGITS.fullmatch(digits) else -1
    if not 0 <= number <= canonical.LARGEST_INTEGER:
        raise Malformed("seats.argument", argument=ascii(argument))
    return number


def award_as_json(shared: SeatAward) -> str:
    """Undisputed ``seats`` by name, ``ties`` and ``trace`` as one line of canonical JSON."""
    value = {"seats": dict(shared.seats), "ties": shared.ties, "trace": shared.trace}
    return canonical.encode(value).decode("utf-8")
