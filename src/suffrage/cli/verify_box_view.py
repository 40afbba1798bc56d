"""A checked archive as tables for a person; the verdict comes last."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from suffrage.belenios.questions.non_homomorphic import NonHomomorphic
from suffrage.belenios.report import Report
from suffrage.belenios.trustees import Trustees
from suffrage.cli.box_labels import asked, key_fingerprint, labelled
from suffrage.cli.check_box import CheckedBox
from suffrage.cli.language import say
from suffrage.cli.tables import Sheet
from suffrage.cli.verify_words import printable, spoken
from suffrage.errors import SuffrageError

if TYPE_CHECKING:
    from suffrage.cli.box_outcomes import MixedOutcome

__all__ = ["box_sheets", "failures_sheet"]

MOST_SHOWN: Final = 40
_NONE: Final = "–"


def box_sheets(name: str, checked: CheckedBox) -> Iterator[Sheet]:
    """The box, its trustees, the result of each question, failures, verdict."""
    report = checked.report
    if report is not None:
        yield _box(name, report)
        yield _trustees(report.setup.trustees)
        yield from _results(report, checked.outcomes)
    if checked.failures:
        yield failures_sheet(checked.failures)
        yield Sheet(
            say("archive.fails", name=printable(name), number=len(checked.failures)), (), ()
        )
    else:
        yield Sheet(say("archive.holds", name=printable(name)), (), ())


def failures_sheet(failures: Sequence[SuffrageError]) -> Sheet:
    """What does not hold: the place, the sentence and the code of each."""
    left = len(failures) - MOST_SHOWN
    lines = [
        f"{printable(one.at)}: {spoken(one.code, one.fields)} [{one.code}]"
        for one in failures[:MOST_SHOWN]
    ]
    more = [say("verify.more", number=left)] if left > 0 else []
    return Sheet(say("verify.label.failures"), (), (), (*lines, *more))


def _box(name: str, report: Report) -> Sheet:
    election, abstentions = report.setup.election, report.abstentions
    rows = [
        ("election", printable(election.record.name)),
        ("uuid", election.record.uuid),
        ("fingerprint", election.fingerprint),
        ("group", election.group.name),
        ("phase", say(f"archive.phase.{report.phase}")),
        ("events", str(report.head.height + 1)),
        ("head", report.head.hash),
        ("credentials", str(report.credentials)),
        ("ballots", str(report.ballots)),
        ("counted", str(report.counted)),
        ("abstentions", _NONE if abstentions is None else str(abstentions)),
    ]
    if report.setup.credentials.weights and report.tally is not None:
        rows.append(("weight", str(report.tally.weight)))
    for what, done in (("shuffled", report.shuffles), ("decrypted", report.shares)):
        if done:
            rows.append((what, ", ".join(str(one.owner) for one in done)))
    return Sheet(
        printable(name),
        (say("archive.label.what"), say("archive.label.value")),
        tuple((say(f"archive.label.{what}"), value) for what, value in rows),
    )


def _trustees(trustees: Trustees) -> Sheet:
    groups = [quorum for quorum in trustees.quorums if len(quorum.owners) > 1]
    return Sheet(
        say("archive.label.trustees"),
        tuple(say(f"archive.label.{head}") for head in ("number", "name", "key")),
        tuple(
            (str(number), printable(one.name or _NONE), key_fingerprint(one))
            for number, one in enumerate(trustees.members, 1)
        ),
        tuple(
            say("archive.quorum", need=one.need, first=one.owners[0], last=one.owners[-1])
            for one in groups
        ),
    )


def _results(report: Report, outcomes: "Sequence[MixedOutcome | None]") -> Iterator[Sheet]:
    if report.result is None:
        return
    questions = report.setup.election.record.questions
    parts = zip(questions, report.result, outcomes, strict=True)
    for number, (question, counts, mixed) in enumerate(parts, 1):
        title = f"{number}. {printable(asked(question))}"
        if mixed is not None:
            yield from _mixed(title, counts, mixed)
        elif not isinstance(question, NonHomomorphic):
            rows = tuple((label, str(votes)) for label, votes in labelled(question, counts))
            yield Sheet(title, (say("archive.label.option"), say("archive.label.votes")), rows)


def _mixed(
    title: str, ballots: Sequence[tuple[int, ...]], mixed: "MixedOutcome"
) -> Iterator[Sheet]:
    notes = []
    if mixed.grades:
        grades = "; ".join(f"{number} {grade}" for number, grade in enumerate(mixed.grades, 1))
        notes.append(say("archive.grades", grades=grades))
    if mixed.count is None:
        notes.append(say("archive.no-hint"))
        yield _as_published(title, ballots, notes)
    elif isinstance(mixed.count, SuffrageError):
        notes.append(spoken(mixed.count.code, mixed.count.fields))
        yield _as_published(title, ballots, notes)
    else:
        # The rules come with the first question that needs them: most boxes have none.
        from suffrage.cli.ranked_view import ranked_sheets  # noqa: PLC0415  (see above)

        yield Sheet(title, (), (), tuple(notes))
        yield from ranked_sheets(mixed.count)


def _as_published(title: str, ballots: Sequence[tuple[int, ...]], notes: Sequence[str]) -> Sheet:
    """Equal ballots together, the most frequent first."""
    found = Counter(ballots).most_common()
    left = len(found) - MOST_SHOWN
    more = [say("verify.more", number=left)] if left > 0 else []
    return Sheet(
        title,
        (say("archive.label.ballot"), say("archive.label.votes")),
        tuple((" ".join(map(str, ballot)), str(number)) for ballot, number in found[:MOST_SHOWN]),
        (*more, *notes),
    )
