"""Every record in the order of the log, each by the effect that ``docs/spec`` gives its kind.

A kind that changes no figure is named as one, so that a new kind cannot be passed over.
"""

from collections.abc import Callable
from typing import Final

from tests.support.recompute.course import Course
from tests.support.recompute.differs import require
from tests.support.recompute.fold_box import BOX
from tests.support.recompute.fold_paper import PAPER, annul
from tests.support.recompute.outcome import outcome_of
from tests.support.recompute.public import Public
from tests.support.recompute.rules import Plain
from tests.support.recompute.seats import ex_officio, seats_of
from tests.support.recompute.timeline import Timeline
from tests.support.recompute.totals import count
from tests.support.recompute.values import Dispute

__all__ = ["read_course"]

_SILENT: Final = frozenset({
    "election.convened/1", "officer.appointed/1", "officer.replaced/1", "option.admitted/1",
    "option.recommended/1", "trustees.setup/1", "share.vouched/1", "hours.extended/1",
    "section.opened/1", "claim.answered/1", "incident.reported/1", "commission.decided/1",
    "result.ratified/1", "keys.destroyed/1", "blob.erased/1", "board.superseded/1",
    "board.closed/1",
})  # fmt: skip


def read_course(public: Public) -> Course:
    """The whole course of a public folder; raises ``Differs`` where it contradicts itself."""
    course = Course(public)
    for index, record in enumerate(course.records):
        kind = record["kind"]
        if kind not in _SILENT:
            require(kind in _EFFECTS, "an unknown kind of record:", kind)
            _EFFECTS[kind](course, index + 1, record)
    return course


def _roll_committed(course: Course, size: int, record: Plain) -> None:
    for unit, members in course.body(record)["units"].items():
        course.members[unit].set(size, members)


def _roll_amended(course: Course, size: int, record: Plain) -> None:
    members = course.members[record["unit"]]
    members.set(size, members.now + record["added"] - record["removed"])


def _rules_fixed(course: Course, size: int, _record: Plain) -> None:
    for instance in course.rules.instances:
        declared = course.rules.declared(instance)
        if declared:
            ids = tuple(option["id"] for option in declared)
            course.options.setdefault(instance, Timeline(None)).set(size, ids)


def _withdrawn(course: Course, _size: int, record: Plain) -> None:
    course.withdrawn.add((record["contest"], record["option"]))


def _polls_opened(course: Course, size: int, record: Plain) -> None:
    for contest in course.rules.contests_of(record["round"]):
        for instance in course.rules.instances:
            if instance.partition("@")[0] == contest:
                course.freeze(size, instance)


def _polls_closed(course: Course, size: int, record: Plain) -> None:
    course.closed[record["round"]] = size
    for unit, members in course.members.items():
        course.rolls[record["round"], unit] = (size, members.now)


def _turnout(course: Course, size: int, record: Plain) -> None:
    key = (record["round"], record["unit"])
    course.turnout.setdefault(key, Timeline(None)).set(size, record["signatures"])


def _filed(course: Course, size: int, record: Plain) -> None:
    named = (record["contest"], record["unit"])
    dispute = Dispute(*named, record["ground"])
    dispute.status.set(size, "open")
    course.disputes[record["dispute"]] = dispute
    course.disputes_of[named].append(dispute)


def _ruled(course: Course, size: int, record: Plain) -> None:
    dispute, effect = course.disputes[record["dispute"]], record["effect"]
    if effect == "rejected":
        dispute.status.set(size, "rejected")
        return
    require(course.rules.grounds[dispute.ground]["effect"] == effect, record["dispute"], effect)
    dispute.status.set(size, "correction-due" if effect == "correct-sheet" else "upheld")
    if effect == "annul-unit":
        annul(course, size, dispute)


def _announced(course: Course, size: int, record: Plain) -> None:
    _state(course, size, record, "announced", course.body(record))


def _certified(course: Course, size: int, record: Plain) -> None:
    _state(course, size, record, "certified", course.body(record)["result"])


def _state(course: Course, size: int, record: Plain, word: str, result: Plain) -> None:
    """A stated result repeats what the sheets give."""
    instance = record["contest"]
    totals = count(course, instance, size)
    for name in ("signatures", "ballots", "blank", "void", "valid"):
        require(totals.figures[name] == result[name], instance, word, name)
    require(totals.votes == result["votes"], instance, word, "votes")
    require(totals.members == result["registered"], instance, word, "registered")
    outcome = outcome_of(course, instance, size)
    require(outcome == result["outcome"], instance, word, outcome, result["outcome"])
    course.stated.setdefault((word, instance), Timeline(None)).set(size, result)


def _lot(course: Course, size: int, record: Plain) -> None:
    """Dice serve for the tie that waits for them, and for no other."""
    subject = record["subject"]
    if subject.startswith("contest:"):
        tie = tuple(outcome_of(course, subject.removeprefix("contest:"), size)["tie"])
    else:
        tie = seats_of(course, subject.removeprefix("body:"), size).tied
    course.lots.setdefault(subject, Timeline(("", ()))).set(size, (record["seed"], tie))


def _seated(course: Course, size: int, record: Plain) -> None:
    body, seats = course.body(record), seats_of(course, record["body"], size)
    require(body["seats"] == seats.won and not seats.open, "seated", body)
    require(body["ex_officio"] == ex_officio(course, record["body"], size), "office", body)
    course.seated.setdefault(record["body"], Timeline(None)).set(size, body)


def _claimed(course: Course, size: int, record: Plain) -> None:
    course.claims[size - 1] = course.body(record)


_EFFECTS: Final[dict[str, Callable[[Course, int, Plain], None]]] = {
    "roll.committed/1": _roll_committed,
    "roll.amended/1": _roll_amended,
    "rules.fixed/1": _rules_fixed,
    "option.withdrawn/1": _withdrawn,
    "polls.opened/1": _polls_opened,
    "polls.closed/1": _polls_closed,
    "turnout.reported/1": _turnout,
    "dispute.filed/1": _filed,
    "dispute.ruled/1": _ruled,
    "result.announced/1": _announced,
    "result.certified/1": _certified,
    "lot.drawn/1": _lot,
    "body.seated/1": _seated,
    "claim.made/2": _claimed,
    **PAPER,
    **BOX,
}
