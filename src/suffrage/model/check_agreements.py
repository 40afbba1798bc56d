"""Agreements between parties: what is promised exists, to a party of the agreement, once.

A promise that no result can keep is refused, as a slip of the pen: more seats of a body than it
has, within one agreement. Two agreements may well promise more together, and a place on a list
may hold somebody of another party: that is a broken promise, which the pages show.
"""

from collections import Counter
from typing import Final

from suffrage.errors import Malformed
from suffrage.model.alliances import Agreement, Promise
from suffrage.model.contests import written_options
from suffrage.model.definition import Definition

__all__ = ["check_agreements"]

_SHAPES: Final = (
    frozenset({"body", "seats"}),
    frozenset({"body", "option", "position"}),
    frozenset({"contest"}),
    frozenset({"contest", "place"}),
)
"""The fields that a promise has beside ``party``."""


def check_agreements(definition: Definition) -> None:
    """Raise ``Malformed`` at the first fault of an agreement.

    Codes: ``definition.unknown-party``, ``definition.duplicate``, ``definition.promise-shape``,
    ``definition.unknown-contest``, ``definition.promise-place``, ``definition.unknown-body``,
    ``definition.unknown-option``, ``definition.promise-position``,
    ``definition.promised-twice``, ``definition.promised-seats``.
    """
    declared = {party.id for party in definition.parties}
    for index, agreement in enumerate(definition.agreements):
        at = f"agreements[{index}]"
        for number, party in enumerate(agreement.parties):
            if party not in declared:
                raise Malformed("definition.unknown-party", at=f"{at}.parties", name=party)
            if party in agreement.parties[:number]:
                raise Malformed("definition.duplicate", at=f"{at}.parties", name=party)
        _check_promises(definition, agreement, at)


def _check_promises(definition: Definition, agreement: Agreement, at: str) -> None:
    seats: Counter[str] = Counter()
    taken: set[tuple[str, ...]] = set()
    for index, promise in enumerate(agreement.promises):
        place = f"{at}.promises[{index}]"
        if promise.party not in agreement.parties:
            raise Malformed("definition.unknown-party", at=f"{place}.party", name=promise.party)
        if _fields(promise) not in _SHAPES:
            raise Malformed("definition.promise-shape", at=place, name=agreement.id)
        if promise.contest:
            _check_constituency(definition, promise, place)
        else:
            _check_body(definition, promise, place)
        what = _what(promise)
        if what in taken:
            raise Malformed("definition.promised-twice", at=place, name=agreement.id)
        taken.add(what)
        seats[promise.body] += promise.seats
        _check_sum(definition, promise.body, seats[promise.body], place)


def _fields(promise: Promise) -> frozenset[str]:
    names = ("body", "seats", "option", "position", "contest", "place")
    return frozenset(name for name in names if getattr(promise, name))


def _what(promise: Promise) -> tuple[str, ...]:
    """What can be promised once only; seats of one body can be promised to several parties."""
    if promise.contest:
        return promise.contest, promise.place
    if promise.option:
        return promise.body, promise.option, str(promise.position)
    return promise.body, promise.party


def _check_constituency(definition: Definition, promise: Promise, at: str) -> None:
    contest = definition.contest_by_id.get(promise.contest)
    if contest is None:
        raise Malformed("definition.unknown-contest", at=f"{at}.contest", name=promise.contest)
    if promise.place not in definition.places(contest):
        raise Malformed(
            "definition.promise-place", at=f"{at}.place", name=promise.place, contest=contest.id
        )


def _check_body(definition: Definition, promise: Promise, at: str) -> None:
    body = next((body for body in definition.bodies if body.id == promise.body), None)
    if body is None:
        raise Malformed("definition.unknown-body", at=f"{at}.body", name=promise.body)
    if not promise.option:
        return
    contests = definition.contest_by_id
    _, options = written_options(contests, contests[body.contest])
    option = next((option for option in options if option.id == promise.option), None)
    if option is None:
        raise Malformed("definition.unknown-option", at=f"{at}.option", name=promise.option)
    if promise.position > len(option.members):
        raise Malformed(
            "definition.promise-position",
            at=f"{at}.position",
            name=promise.option,
            position=promise.position,
        )


def _check_sum(definition: Definition, name: str, promised: int, at: str) -> None:
    body = next((body for body in definition.bodies if body.id == name), None)
    if body is not None and promised > body.seats:
        raise Malformed(
            "definition.promised-seats",
            at=f"{at}.seats",
            name=name,
            promised=promised,
            seats=body.seats,
        )
