"""The sentences of federations and bodies, and the award of seats step by step.

What the last seat hung on is found by trying: so many votes less or more, and the award again.
"""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from html import unescape
from typing import Any, Final

from tests.support.recompute.differs import require
from tests.support.recompute.names import Names
from tests.support.recompute.rules import Plain
from tests.support.recompute.said import label_of, require_same
from tests.support.recompute.seats import Seats, award, reaches, seats_of, step_of

__all__ = ["check_body", "check_federation"]

Words = Mapping[str, str]
Said = tuple[str, dict[str, Any]]

_OPENING: Final = re.compile(r'<p class="opening">(.*?)</p>')
_LAST: Final = re.compile(r'<section aria-labelledby="last">.*?<p>(.*?)</p>')
_STEP: Final = re.compile(r'<tr><th scope="row">([\d–]+)</th><td>(.*?)</td><td>(.*?)</td></tr>')
_QUOTIENT: Final = re.compile(
    r'([^<>]+) <span class="of n">([\d,]+) / (\d+) = ([\d,]+\.\d\d)</span>'
)


def check_federation(
    names: Names, page: str, instance: str, federation: str, size: int, words: Words
) -> None:
    """How much of a federation is counted, and who leads there."""
    course = names.course
    found = _OPENING.findall(page)
    if not names.may_show(instance, size):
        require(bool(re.fullmatch(".+", found[0])), federation)
        return
    totals = names.totals(instance, size, "" if federation == "nation" else federation)
    fields: dict[str, Any] = {
        "counted": totals.units("received", "approved"),
        "expected": sum(row.state != "summed" for row in totals.rows),
    }
    most = max(totals.votes.values(), default=0)
    code = "page.federation.no-votes"
    if most:
        first = [option for option, n in totals.votes.items() if n == most]
        labels = [label_of(course, instance, o) for o in course.options_declared(instance, first)]
        told = " and ".join([", ".join(labels[:-1]), labels[-1]] if len(labels) > 1 else labels)
        fields |= {"option": told, "share": Fraction(most, totals.figures["valid"])}
        code = "page.federation.level" if len(first) > 1 else "page.federation.ahead"
    require_same(found, [(code, fields)], words, instance, federation)


def check_body(names: Names, page: str, body: str, size: int, words: Words) -> None:
    """The steps of a body's award, and what its last seat hung on."""
    course, declared = names.course, names.course.rules.bodies[body]
    contest = declared["contest"]
    if not names.may_show(contest, size):
        return
    votes, rule = names.totals(contest, size).votes, declared["rule"]
    options = course.options_declared(contest, votes)
    labels = {option["id"]: label_of(course, contest, option) for option in options}
    if rule["name"] in ("dhondt", "sainte-lague"):
        _check_steps(page, rule, votes, award(rule, votes, declared["seats"]), labels)
    expected = list(_last_seat(rule, votes, declared["seats"], labels))
    if _LAST.search(page) or (expected and not seats_of(course, body, size).open):
        require_same(_LAST.findall(page), expected, words, body)


def _check_steps(
    page: str, rule: Plain, votes: dict[str, int], shared: Seats, labels: dict[str, str]
) -> None:
    """Each option wins at 1, 2, 3 or 1, 3, 5, …; no quotient is above the one before it."""
    names = {label: option for option, label in labels.items()}
    won, before = dict.fromkeys(votes, 0), Fraction(sum(votes.values()))
    for seats, winners, closest in _STEP.findall(page):
        found = list(_quotients(winners, names, votes))
        first, _, last = seats.partition("–")
        require(int(last or first) == sum(won.values()) + len(found), "step", seats)
        require(int(first) == sum(won.values()) + 1, "step", seats)
        for option, divisor, quotient in found:
            require(divisor == 1 + step_of(rule) * won[option], "step", seats, "divisor", divisor)
            require(quotient <= before, "step", seats, "is out of order")
            others = [q for _, _, q in _quotients(closest, names, votes)]
            require(all(other <= quotient for other in others), "step", seats, "closest", others)
            before = quotient
        for option, _, _ in found:
            won[option] += 1
    require(won == shared.won, "the steps award", won, "and not", shared.won)


def _quotients(
    cell: str, names: dict[str, str], votes: dict[str, int]
) -> Iterator[tuple[str, int, Fraction]]:
    """Option, divisor and quotient of each part of a cell, rounded down to hundredths."""
    parts = _QUOTIENT.findall(cell)
    require(len(parts) == cell.count("<span"), "a quotient in another form", cell)
    for label, shown, divisor, rounded in parts:
        option = names[unescape(label).removeprefix(", ").strip()]
        quotient = Fraction(votes[option], int(divisor))
        require(int(shown.replace(",", "")) == votes[option], "quotient of", option, shown)
        require(int(re.sub("[,.]", "", rounded)) == int(100 * quotient), "quotient", cell)
        yield option, int(divisor), quotient


def _last_seat(
    rule: Plain, votes: dict[str, int], seats: int, labels: dict[str, str]
) -> Iterator[Said]:
    """Who had the last seat, with how few votes less it is lost, who is next with how many more."""
    shared = award(rule, votes, seats)
    if shared.open or rule["name"] == "droop":
        return
    valid = sum(votes.values())
    able = {one: n for one, n in votes.items() if n and reaches(rule, n, valid)}
    if len(able) < 2:
        return
    free, step = {**rule, "threshold": "0"}, step_of(rule)
    lost = {o: _fewest(free, able, seats, o, -1) for o in able if shared.won[o]}
    holder = min(lost, key=lost.__getitem__)
    if rule["name"] != "hare":
        # The last seat is that of the smallest quotient that won one.
        holder = min(lost, key=lambda o: Fraction(able[o], 1 + step * (shared.won[o] - 1)))
    gained = min(_fewest(free, able, seats, o, 1) for o in able if o != holder)
    told = {"holder": labels[holder], "lost": lost[holder], "gained": gained}
    yield "page.body.last", told


def _fewest(rule: Plain, votes: dict[str, int], seats: int, option: str, sign: int) -> int:
    """The fewest votes less (-1) or more (1) that change the seats of one option for sure."""
    before = award(rule, votes, seats).won[option]
    low, high = 1, max(sum(votes.values()) * seats, 1) if sign > 0 else votes[option]
    while low < high:
        number = (low + high) // 2
        found = award(rule, {**votes, option: votes[option] + sign * number}, seats)
        most = found.won[option] + (option in found.tied)
        changed = most < before if sign < 0 else found.won[option] > before
        low, high = (low, number) if changed else (number + 1, high)
    return low
