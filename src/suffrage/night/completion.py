"""Whether any end of the night gives what was said: exact, in whole votes.

Two questions are asked. Can the *final* result be so: what is counted stays, and at most
``outstanding`` ballots are added? Can somebody have *counted* so: any choice among the ballots
of the board and those outstanding? Both try each number of valid votes; for one number, what
options were said to have is a lowest and a highest whole number each, and whether these can be
met together is a matter of sums.

>>> most = {"a": SaidRange(Fraction(3, 4), Fraction(1))}
>>> partial = Partial({"a": 60, "b": 40}, ballots=104, blank=3, registered=150, outstanding=20)
>>> final_possible(partial, most), count_possible(partial, most, (40, 40))
(False, True)
"""

from collections.abc import Callable, Mapping, Sequence
from math import lcm

from suffrage.night.bounds import Partial
from suffrage.night.said_share import Said, SaidRange

__all__ = ["count_possible", "final_possible"]

_Fits = Callable[[Sequence[tuple[int, int, int]], int], bool]


def final_possible(partial: Partial, said: Mapping[str, Said]) -> bool:
    """Whether some completion gives every option what was said.

    Where there is no valid vote there is no share.
    """

    def fits(rows: Sequence[tuple[int, int, int]], valid: int) -> bool:
        ends = [(max(least, votes), most) for votes, least, most in rows]
        if any(least > most for least, most in ends):
            return False
        return sum(least for least, _ in ends) <= valid <= sum(most for _, most in ends)

    return _any(partial, said, partial.valid, partial.valid + partial.outstanding, fits)


def count_possible(partial: Partial, said: Mapping[str, Said], ballots: tuple[int, int]) -> bool:
    """Whether some choice of ballots, their number between two, gives every option what was said.

    Ballots that are blank or void on the board may be chosen as well, and outstanding ones may
    be for any option or none. Each vote or invalid ballot beyond the board's is an outstanding
    one.
    """
    invalid = partial.ballots - partial.valid

    def fits(rows: Sequence[tuple[int, int, int]], valid: int) -> bool:
        if any(least > most for _, least, most in rows):
            return False
        least = sum(row[1] for row in rows)
        if not least <= valid <= sum(row[2] for row in rows):
            return False
        beyond = sum(max(0, fewest - votes) for votes, fewest, _ in rows)
        held = sum(max(0, min(votes, most) - fewest) for votes, fewest, most in rows)
        beyond += max(0, valid - least - held)
        beyond += max(0, ballots[0] - valid - invalid)
        return beyond <= partial.outstanding

    return _any(partial, said, 0, min(ballots[1], partial.valid + partial.outstanding), fits)


def _any(partial: Partial, said: Mapping[str, Said], least: int, most: int, fits: _Fits) -> bool:
    """Whether what was said fits any number of valid votes; the largest leaves most room."""
    exact = [
        one.least.denominator
        for one in said.values()
        if isinstance(one, SaidRange) and one.least == one.most
    ]
    # An exact share needs a number of votes that its denominator divides.
    step = lcm(*exact)
    least = max(least, int(any(isinstance(one, SaidRange) for one in said.values())))
    for valid in range(most - most % step, least - 1, -step):
        rows = [
            (votes, *(said[option].votes(valid) if option in said else (0, valid)))
            for option, votes in partial.votes.items()
        ]
        if fits(rows, valid):
            return True
    return False
