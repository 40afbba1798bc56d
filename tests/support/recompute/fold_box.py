"""What the events of online boxes make of their sections (``online-box.md``)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from tests.support.recompute.archive import Archive
from tests.support.recompute.course import Course
from tests.support.recompute.differs import require
from tests.support.recompute.figures import require_possible
from tests.support.recompute.rules import Plain
from tests.support.recompute.timeline import Timeline
from tests.support.recompute.values import Run, Standing

__all__ = ["BOX"]

_PHASES: Final = {"Setup": "open", "EndBallots": "ended", "EncryptedTally": "tallied"}


def _set(course: Course, size: int, box: str, run: Run) -> None:
    course.runs.setdefault(box, Timeline(Run())).set(size, run)


def _credentials(course: Course, size: int, record: Plain) -> None:
    run = course.run_of(record["box"], size)
    _set(course, size, record["box"], replace(run, credentials=record["count"]))


def _event(course: Course, size: int, record: Plain) -> None:
    box, event = record["box"], record["type"]
    run = course.run_of(box, size)
    require(run.number == record["run"], "an event of a run that is not live:", record)
    if event == "Ballot":
        run = replace(run, ballots=run.ballots + 1)
    elif event == "Result":
        run = replace(run, phase="decrypted")
        _tallied(course, size, record, run)
    else:
        run = replace(run, phase=_PHASES.get(event, run.phase))
    if event == "Setup":
        course.freeze(size, course.rules.boxes[box]["contest"])
    _set(course, size, box, run)


def _tallied(course: Course, size: int, record: Plain, run: Run) -> None:
    """The decrypted counts: blank first, then the options; who voted is who signed."""
    contest = course.rules.boxes[record["box"]]["contest"]
    section = course.rules.box_section(record["box"])
    options = course.options_of(contest, size)
    archive = Archive(course.public, record["box"], record["run"])
    event = archive.json(record["payload"])
    require(event["payload"] == record["data"], "event", event)
    blank, *votes = archive.counts(record["data"])
    figures = {
        "registered": course.roll(contest, section, size),
        "signatures": run.ballots,
        "ballots": run.ballots,
        "blank": blank,
        "void": 0,
        "valid": sum(votes),
        **{f"votes/{option}": n for option, n in zip(options, votes, strict=True)},
    }
    require_possible(figures, options, record)
    course.stand(contest, section, size, Standing("approved", figures, size - 1))


def _phase(course: Course, size: int, record: Plain) -> None:
    phase = {"suspended": "suspended", "resumed": "open", "annulled": "annulled"}
    word = record["kind"].removeprefix("box.").removesuffix("/1")
    _set(
        course, size, record["box"], replace(course.run_of(record["box"], size), phase=phase[word])
    )


def _replaced(course: Course, size: int, record: Plain) -> None:
    _set(course, size, record["box"], Run(record["run"]))


BOX: Final[dict[str, Callable[[Course, int, Plain], None]]] = {
    "credentials.committed/1": _credentials,
    "online.event/1": _event,
    "box.suspended/1": _phase,
    "box.resumed/1": _phase,
    "box.annulled/1": _phase,
    "box.replaced/1": _replaced,
}
