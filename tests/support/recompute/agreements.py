"""What became of the promises of an agreement (``docs/explanation/bodies.md``)."""

from collections.abc import Iterator
from fractions import Fraction

from tests.support.recompute.course import Course
from tests.support.recompute.outcome import outcome_of
from tests.support.recompute.rules import Plain
from tests.support.recompute.seats import seats_of
from tests.support.recompute.totals import count

__all__ = ["agreement_value", "parties_of", "party_of"]


def agreement_value(course: Course, name: str, size: int) -> int | Fraction:
    """A figure of the page of agreements: of a party, or of one promise, numbered from 1."""
    agreement, sort, subject, *rest = name.split("/")
    declared = next(one for one in course.rules.plain["agreements"] if one["id"] == agreement)
    if sort == "party":
        kind, what = rest
        return _balance(course, declared, subject, kind, size)[what]
    promise, (what,) = declared["promises"][int(subject) - 1], rest
    if what == "obtained":
        return _known(_obtained(course, promise, size))
    totals = count(course, _counts(course, promise), size)
    if any(row.missing for row in totals.rows):
        raise KeyError(name)
    own = sum(totals.votes[one] for one in _bearing(course, promise))
    return own if what == "votes" else Fraction(own, sum(totals.votes.values()))


def _known(number: int | None) -> int:
    if number is None:
        raise KeyError("obtained")
    return number


def _counts(course: Course, promise: Plain) -> str:
    """The instance in which the promise is weighed."""
    if "contest" not in promise:
        return str(course.rules.bodies[promise["body"]]["contest"])
    place = promise.get("place")
    return f"{promise['contest']}@{place}" if place else str(promise["contest"])


def _bearing(course: Course, promise: Plain) -> Iterator[str]:
    """The options whose votes stand beside a promise."""
    for option in course.rules.declared(_counts(course, promise)):
        if "contest" in promise:
            bears = leader_of(option) == promise["party"]
        elif "option" in promise:
            bears = option["id"] == promise["option"]
        else:
            bears = promise["party"] in option.get("parties", ())
        if bears:
            yield str(option["id"])


def _balance(course: Course, declared: Plain, party: str, kind: str, size: int) -> dict[str, int]:
    """How much of one kind a party was promised, how much it obtained, how much is open."""
    found = [
        (promise.get("seats", 1), _obtained(course, promise, size))
        for promise in declared["promises"]
        if promise["party"] == party and _kind(promise) == kind
    ]
    if not found:
        raise KeyError(kind)
    return {
        "promised": sum(number for number, _ in found),
        "obtained": sum(got for _, got in found if got is not None),
        "open": sum(number for number, got in found if got is None),
    }


def _kind(promise: Plain) -> str:
    if "contest" in promise:
        return "places"
    return "positions" if "option" in promise else "seats"


def _obtained(course: Course, promise: Plain, size: int) -> int | None:
    """Seats of the party's members; whether a position or a constituency is the party's.

    ``None`` while a section is missing: by what is counted so far nobody has a seat.
    """
    party = promise["party"]
    if "contest" in promise:
        instance = _counts(course, promise)
        winner = _winner(course, instance, size)
        if winner is None:
            return None
        led = {option["id"]: leader_of(option) for option in course.rules.declared(instance)}
        return int(led.get(winner) == party)
    contest = course.rules.bodies[promise["body"]]["contest"]
    totals = count(course, contest, size)
    if any(row.missing for row in totals.rows) or not any(totals.votes.values()):
        return None
    if "option" in promise:
        option = next(o for o in course.rules.declared(contest) if o["id"] == promise["option"])
        won = seats_of(course, promise["body"], size).won[promise["option"]]
        holds = party_of(option, promise["position"] - 1) == party
        return int(holds and won >= promise["position"])
    return parties_of(course, promise["body"], size).get(party, 0)


def _winner(course: Course, instance: str, size: int) -> str | None:
    """Who is elected, in a later round if need be; ``None`` while nobody can say."""
    result = course.result("certified", instance, size) or course.result(
        "announced", instance, size
    )
    if result is None:
        return None
    now = outcome_of(course, instance, size)
    overturned = not result["outcome"].get("tie") and result["outcome"] != now
    if overturned or now.get("tie"):
        return None
    if now.get("elected"):
        return str(now["elected"])
    contest, at, place = instance.partition("@")
    for later, declared in course.rules.contests.items():
        link = declared["options"]
        if isinstance(link, dict) and link["from"] == contest:
            return _winner(course, f"{later}{at}{place}", size)
    return ""


def parties_of(course: Course, body: str, size: int) -> dict[str, int]:
    """Seats by party, under ``none`` those of no party."""
    contest, shared = course.rules.bodies[body]["contest"], seats_of(course, body, size)
    seats = {party["id"]: 0 for party in course.rules.plain.get("parties", ())}
    for option in course.rules.declared(contest):
        for party in _taken(option, shared.won[option["id"]]):
            seats[party] = seats.get(party, 0) + 1
    return seats


def _taken(option: Plain, seats: int) -> Iterator[str]:
    return (party_of(option, seat) for seat in range(seats))


def party_of(option: Plain, seat: int) -> str:
    """The party of who takes a seat of a list, from 0; else the only one of the list, or none."""
    labels, members = option.get("parties", ()), option.get("members", ())
    only = labels[0] if len(labels) == 1 else "none"
    member = members[seat] if seat < len(members) else {}
    return str(member.get("party", only))


def leader_of(option: Plain) -> str:
    """The party of the person who stands; without one, the first of its labels."""
    first = party_of(option, 0) if option.get("members") else "none"
    return first if first != "none" else next(iter(option.get("parties", ())), "none")
