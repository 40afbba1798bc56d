"""Totals spread over units so that they add up exactly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle

from draw import Draw

__all__ = ["Sheet", "Tally", "make_sheets", "settle", "tally"]

Votes = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Figures added up over units; ``votes`` in the order of the options."""

    signatures: int
    ballots: int
    blank: int
    void: int
    valid: int
    votes: Votes

    def minus(self, other: "Tally") -> "Tally":
        """What is left without another tally."""
        return Tally(
            self.signatures - other.signatures,
            self.ballots - other.ballots,
            self.blank - other.blank,
            self.void - other.void,
            self.valid - other.valid,
            tuple(mine - its for mine, its in zip(self.votes, other.votes, strict=True)),
        )


@dataclass(frozen=True, slots=True)
class Sheet:
    """One unit's figures as a sheet would state them."""

    code: str
    figures: Tally

    @staticmethod
    def sound(code: str, blank: int, void: int, votes: Votes) -> "Sheet":
        """A sheet that adds up, with one signature for each ballot."""
        valid = sum(votes)
        ballots = blank + void + valid
        return Sheet(code, Tally(ballots, ballots, blank, void, valid, votes))


def tally(sheets: Sequence[Sheet]) -> Tally:
    """The sum of at least one sheet."""
    figures = [sheet.figures for sheet in sheets]
    return Tally(
        sum(f.signatures for f in figures),
        sum(f.ballots for f in figures),
        sum(f.blank for f in figures),
        sum(f.void for f in figures),
        sum(f.valid for f in figures),
        tuple(map(sum, zip(*(f.votes for f in figures), strict=True))),
    )


def settle(
    numbers: Mapping[str, int],
    total: int,
    bounds: tuple[Mapping[str, int], Mapping[str, int]],
    draw: Draw,
) -> dict[str, int]:
    """The numbers changed here and there by one, within their bounds, until they make ``total``."""
    low, high = bounds
    settled = dict(numbers)
    missing = total - sum(settled.values())
    step = 1 if missing > 0 else -1
    for code in cycle(draw.shuffled(settled)):
        if not missing:
            break
        if low[code] <= settled[code] + step <= high[code]:
            settled[code] += step
            missing -= step
    return settled


def make_sheets(
    ballots: Mapping[str, int], total: Tally, leaning: Mapping[str, Votes], draw: Draw
) -> list[Sheet]:
    """Sheets of these units that add up to ``total``.

    ``ballots`` are the papers found in each unit, ``leaning`` the weights of the options there.
    Papers are drawn one by one: first the blank, then the void, then each other one's option;
    where too many have an option, the first of them get one that has too few.
    """
    papers = draw.shuffled([code for code, count in ballots.items() for _ in range(count)])
    blank = papers[: total.blank]
    void = papers[total.blank : total.blank + total.void]
    valid = papers[total.blank + total.void :]
    chosen = [draw.weighted(leaning[code]) for code in valid]
    _bend(chosen, total.votes)
    counted = {code: [0] * (2 + len(total.votes)) for code in ballots}
    for code in blank:
        counted[code][0] += 1
    for code in void:
        counted[code][1] += 1
    for code, option in zip(valid, chosen, strict=True):
        counted[code][2 + option] += 1
    return [Sheet.sound(code, n[0], n[1], tuple(n[2:])) for code, n in counted.items()]


def _bend(chosen: list[int], wanted: Votes) -> None:
    """Change choices in place until each option is chosen as often as wanted."""
    over = [chosen.count(option) - votes for option, votes in enumerate(wanted)]
    for index, option in enumerate(chosen):
        if over[option] > 0:
            short = next(other for other, excess in enumerate(over) if excess < 0)
            chosen[index] = short
            over[option] -= 1
            over[short] += 1
