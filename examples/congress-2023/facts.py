"""What the figures amount to, for the demo's screens and tests: ``facts.toml``."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from disputes import FINAL, REMOVED, Ruling, after_rulings
from round2 import RollChange
from spread import Sheet, Tally, tally
from territory import MEMBERS, ONLINE

__all__ = ["CLAIMED_AT", "write_facts"]

CLAIMED_AT = "2023-01-12T23:30:00"


def write_facts(
    first: tuple[Sequence[Sheet], Mapping[str, str], str],
    second: tuple[Sequence[Sheet], Sequence[RollChange], Sequence[Ruling]],
) -> bytes:
    """The facts as TOML.

    ``first`` are the sheets of round 1, their arrivals and the code of the reserved one;
    ``second`` the sheets of round 2, the roll's changes before it and the rulings after it.
    """
    sheets, arrivals, reserved = first
    early = [s for s in sheets if arrivals.get(s.code, "~") <= CLAIMED_AT and s.code != reserved]
    online = [sheet for sheet in sheets if sheet.code == ONLINE]
    later, changes, rulings = second
    roll = MEMBERS + sum(change.added - change.removed for change in changes)
    final = after_rulings(later, rulings)
    lines = [
        "# Made by make_figures.py: what the synthetic figures amount to.",
        *_table("round1", MEMBERS, sheets),
        *_table("round1.online", None, online),
        *_table("round1.at_claims", None, early),
        f"at = {CLAIMED_AT}",
        f'share_of_to1 = "{_share(tally(early), 0)}"',
        f'percent_of_to1 = "{_percent(tally(early), 0)}"',
        *_table("round2", roll, later),
        *_table("round2.after_rulings", roll, final),
        f"removed = {list(REMOVED)}",
        f"final = {list(FINAL)}",
    ]
    return ("\n".join(lines) + "\n").encode()


def _table(name: str, registered: int | None, sheets: Sequence[Sheet]) -> list[str]:
    total = tally(sheets)
    lines = ["", f"[{name}]", f"sheets = {len(sheets)}"]
    if registered is not None:
        lines.append(f"registered = {registered}")
    return [
        *lines,
        f"signatures = {total.signatures}",
        f"ballots = {total.ballots}",
        f"blank = {total.blank}",
        f"void = {total.void}",
        f"valid = {total.valid}",
        *(f"to{n} = {votes}" for n, votes in enumerate(total.votes, start=1)),
    ]


def _share(total: Tally, option: int) -> Fraction:
    return Fraction(total.votes[option], total.valid)


def _percent(total: Tally, option: int) -> str:
    """A share in per cent with one decimal, half rounded up."""
    tenths = (2000 * total.votes[option] + total.valid) // (2 * total.valid)
    return f"{tenths // 10}.{tenths % 10}"
