"""The seats of a body, shared by its rule once more (``docs/reference/rules.md``)."""

from dataclasses import dataclass
from fractions import Fraction

from tests.support.recompute.course import Course
from tests.support.recompute.outcome import end_tie, votes_needed
from tests.support.recompute.rules import Plain
from tests.support.recompute.totals import count

__all__ = ["Seats", "award", "ex_officio", "quotas_of", "reaches", "seats_of", "step_of"]

Votes = dict[str, int]


@dataclass(frozen=True)
class Seats:
    """Seats by option, and the options that claim the ``open`` ones with equal right."""

    won: dict[str, int]
    tied: tuple[str, ...]
    open: int


def seats_of(course: Course, body: str, size: int) -> Seats:
    """The seats by the votes at a size, ties ended as declared; none where nobody has a vote."""
    declared = course.rules.bodies[body]
    votes = count(course, declared["contest"], size).votes
    found = award(declared["rule"], votes, declared["seats"])
    if found.tied:
        subject, rule = f"body:{body}", declared["rule"]
        chosen = end_tie(course, subject, rule, size, found.tied, found.open)
        won = {one: n + (one in chosen) for one, n in found.won.items()}
        if chosen:
            found = Seats(won, (), 0)
    return found


def award(rule: Plain, votes: Votes, seats: int) -> Seats:
    """The seats by a rule; all of them are open where no option can have one."""
    admitted = {option: n for option, n in votes.items() if reaches(rule, n, sum(votes.values()))}
    none = Seats(dict.fromkeys(votes, 0), (), seats)
    if not any(admitted.values()):
        return none
    if rule["name"] in ("hare", "droop"):
        return _remainders(rule, admitted, seats, none)
    return _averages(step_of(rule), admitted, seats, none)


def reaches(rule: Plain, votes: int, valid: int) -> bool:
    """Whether an option takes part in the sharing."""
    exact = rule.get("threshold_exact", True)
    return votes >= votes_needed(Fraction(rule.get("threshold", "0")), valid, exact=exact)


def step_of(rule: Plain) -> int:
    """How far each divisor lies from the one before it: 1, 2, 3 or 1, 3, 5."""
    return 1 if rule["name"] == "dhondt" else 2


def _averages(step: int, votes: Votes, seats: int, none: Seats) -> Seats:
    """The largest of all quotients; where the last ones are equal, they are a tie."""
    quotients = sorted(
        ((Fraction(n, 1 + step * seat), option) for option, n in votes.items() if n
         for seat in range(seats)),
        key=lambda pair: pair[0],
        reverse=True,
    )  # fmt: skip
    last = quotients[seats - 1][0]
    sure = [option for quotient, option in quotients if quotient > last]
    level = {option for quotient, option in quotients if quotient == last}
    return _with_level(none, sure, tuple(o for o in votes if o in level), seats)


def quotas_of(rule: Plain, votes: Votes, seats: int) -> dict[str, tuple[int, Fraction]]:
    """The whole quotas of each option that takes part with a vote, and what remains of it."""
    valid = sum(votes.values())
    admitted = {one: n for one, n in votes.items() if n and reaches(rule, n, valid)}
    whole = sum(admitted.values())
    hare = rule["name"] == "hare"
    quota = Fraction(whole, seats) if hare else Fraction(whole // (seats + 1) + 1)
    return {one: (int(n / quota), n % quota) for one, n in admitted.items()}


def _remainders(rule: Plain, votes: Votes, seats: int, none: Seats) -> Seats:
    """A seat for each whole quota, the rest to the largest remainders of options with a vote."""
    quotas = quotas_of({**rule, "threshold": "0"}, votes, seats)
    sure = [option for option, (whole, _) in quotas.items() for _ in range(whole)]
    rests = {option: rest for option, (_, rest) in quotas.items()}
    left = seats - len(sure)
    if left > len(rests):
        return none
    if not left:
        return _with_level(none, sure, (), seats)
    last = sorted(rests.values(), reverse=True)[left - 1]
    sure += [option for option, rest in rests.items() if rest > last]
    return _with_level(none, sure, tuple(o for o, rest in rests.items() if rest == last), seats)


def _with_level(none: Seats, sure: list[str], level: tuple[str, ...], seats: int) -> Seats:
    left = seats - len(sure)
    if len(level) == left:
        sure, level = [*sure, *level], ()
    won = {option: sure.count(option) for option in none.won}
    return Seats(won, level, left if level else 0)


def ex_officio(course: Course, body: str, size: int) -> int:
    """Members by office: a declared number, or the winners certified in another contest."""
    office = course.rules.bodies[body].get("ex_officio", 0)
    if isinstance(office, int):
        return office
    results = (
        course.result("certified", instance, size)
        for instance in course.rules.instances
        if instance.partition("@")[0] == office["winners_of"]
    )
    return sum(bool(one and one["outcome"].get("elected")) for one in results)
