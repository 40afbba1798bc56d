"""How far an outcome is from another one, as linear tests over sheets.

An outcome stands while some linear figures of the votes stay above zero: a lead over a rival,
votes beyond a quota, a quotient beyond another. A test holds such a figure and what each sheet
gives to it; setting sheets aside changes the outcome when the test's sheets give all of it.

Source: the assertions of Stark and Teague 2014 for highest averages and of Blom et al. 2021 for
largest remainders, as listed for audits in the project's reference.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations

from suffrage.errors import Refused
from suffrage.model.rule import Droop, Hare, Majority, SainteLague, SeatRule
from suffrage.rules.outcome import Elected, Outcome, Qualified, Tied
from suffrage.rules.seats import SeatAward

__all__ = ["Distance", "majority_distances", "order_distances", "seat_distances"]


@dataclass(frozen=True, slots=True)
class Distance:
    """``margin`` is the sum of weights over votes, and ``strict`` if reaching zero changes nothing.

    ``weights`` are per vote of an option; ``other`` per ballot of the denominator that is not a
    vote for an option named there. The figure of a sheet is the same sum over its own votes.
    """

    margin: Fraction
    weights: Mapping[str, Fraction]
    ballot: Fraction = Fraction(0)
    strict: bool = False

    def of(self, votes: Mapping[str, int], ballots: int) -> Fraction:
        """What these votes, with so many ballots of the denominator, give to the figure."""
        given = sum((self.weights.get(o, 0) * n for o, n in votes.items()), Fraction(0))
        return given + self.ballot * ballots

    @property
    def worst(self) -> Fraction:
        """The least that one ballot can give to the figure: 0 if it is not cast."""
        return min(Fraction(0), *(w + self.ballot for w in self.weights.values()), self.ballot)


def _distance(
    votes: Mapping[str, int],
    total: int,
    weights: Mapping[str, Fraction | int],
    ballot: Fraction | int = 0,
    *,
    strict: bool = False,
    less: Fraction | int = 0,
) -> Distance:
    named = {option: Fraction(weight) for option, weight in weights.items()}
    found = Distance(Fraction(0), named, Fraction(ballot), strict)
    return Distance(found.of(votes, total) - less, named, Fraction(ballot), strict)


def order_distances(votes: Mapping[str, int], outcome: Outcome) -> Iterator[Distance]:
    """Every option that takes a place stays before every one that takes none, ties stay ties."""
    match outcome:
        case Elected(option):
            sure, level = {option}, ()
        case Qualified(options):
            sure, level = set(options), ()
        case Tied(options=level, sure=before):
            sure = set(before)
        case _:
            return
    classes = {o: 2 if o in sure else int(o in level) for o in votes}
    for one, other in permutations(votes, 2):
        if classes[one] > classes[other]:
            yield _distance(votes, 0, {one: 1, other: -1})
        elif classes[one] == classes[other] == 1:
            yield _distance(votes, 0, {one: 1, other: -1}, strict=True)


def majority_distances(
    rule: Majority, votes: Mapping[str, int], total: int, registered: int, outcome: Outcome
) -> Iterator[Distance]:
    """The elected option keeps the majority, or no option reaches it; ``total`` is its base.

    Where a rule asks besides for a share of the roll, an option without a majority may need both,
    and the distance to either is given: an outcome may be firmer than its distances say.
    """
    base = 0 if rule.of == "registered" else 1
    quota = rule.quota * registered if rule.of == "registered" else Fraction(0)
    of_roll = rule.minimum_registered * registered
    for option in votes:
        if isinstance(outcome, Elected) and option == outcome.option:
            yield _distance(
                votes, total, {option: 1}, -rule.quota * base, strict=rule.quota_exact, less=quota
            )
            yield _distance(votes, total, {option: 1}, strict=True, less=of_roll)
        elif not isinstance(outcome, Elected):
            exact = rule.quota_exact or bool(rule.tie)
            yield _distance(
                votes, total, {option: -1}, rule.quota * base, strict=not exact, less=-quota
            )


def seat_distances(
    rule: SeatRule, votes: Mapping[str, int], award: SeatAward
) -> Iterator[Distance]:
    """Every seat stays where it is, and every option on its side of the threshold.

    An option that crosses the threshold may move no seat: an award may be firmer than its
    distances say. Raises ``Refused("night.no-distance")`` for a Droop quota, which is rounded.
    """
    if isinstance(rule, Droop):
        raise Refused("night.no-distance", rule=rule.name)
    out = {one.option for one in award.trace.threshold.excluded}
    valid = sum(votes.values())
    for option in votes if rule.threshold else ():
        side = 1 if option in out else -1
        strict = rule.threshold_exact != (option in out)
        weights = {option: Fraction(-side)}
        yield _distance(votes, valid, weights, side * rule.threshold, strict=strict)
    tied = {option for tie in award.ties for option in tie.options}
    for one, other in permutations([o for o in votes if o not in out], 2):
        both = one in tied and other in tied
        if isinstance(rule, Hare):
            yield _remainders(votes, out, award, one, other, claims=one in tied, both=both)
        elif award.seats[one] or one in tied:
            step = 2 if isinstance(rule, SainteLague) else 1
            # A tied option has to stay before all others with the quotient that is tied.
            held = award.seats[one] - (0 if one in tied else 1)
            first = Fraction(1, 1 + step * held)
            second = Fraction(1, 1 + step * award.seats[other])
            yield _distance(votes, 0, {one: first, other: -second}, strict=both)


def _remainders(
    votes: Mapping[str, int],
    out: set[str],
    award: SeatAward,
    one: str,
    other: str,
    *,
    claims: bool,
    both: bool,
) -> Distance:
    """S(V_a - V_b) > (seats of a - 1 - seats of b) T, with T the votes above the threshold.

    An option that ``claims`` a tied seat has to stay before others as if it had it.
    """
    seats = sum(award.seats.values()) + sum(tie.seats for tie in award.ties)
    apart = award.seats[one] - award.seats[other] - (0 if claims else 1)
    weights = dict.fromkeys((o for o in votes if o not in out), Fraction(-apart))
    weights[one] += seats
    weights[other] -= seats
    return _distance(votes, 0, weights, strict=both)
