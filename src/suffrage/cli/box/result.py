"""``suffrage box result``: what the trustees' shares decrypt."""

import typer

from suffrage.belenios.events import result_event
from suffrage.belenios.questions.non_homomorphic import NonHomomorphic
from suffrage.belenios.report import Report
from suffrage.belenios.result import compute_result
from suffrage.cli.box.held import holding
from suffrage.cli.box.options import ArchiveArgument
from suffrage.cli.box.share import ready_tally
from suffrage.cli.box_labels import asked, labelled
from suffrage.cli.language import say
from suffrage.cli.tables import Sheet, show
from suffrage.cli.verify_words import printable

__all__ = ["result"]


def result(archive: ArchiveArgument) -> None:
    """Publish the result: the last event of the archive."""
    with holding(archive) as held:
        report = held.report
        setup = report.setup
        made = compute_result(setup.election, setup.trustees, ready_tally(report), report.shares)
        held.append([result_event(held.head, made)])
        show(_sheets(held.report))
    typer.echo(say("archive.published", path=str(archive)))


def _sheets(report: Report) -> list[Sheet]:
    """The counts by question; of questions of numbers only how many ballots there are."""
    sheets = []
    questions = report.setup.election.record.questions
    for question, counts in zip(questions, report.result or (), strict=True):
        named = (
            [(say("archive.label.ballots"), len(counts))]
            if isinstance(question, NonHomomorphic)
            else labelled(question, counts)
        )
        rows = tuple((name, str(count)) for name, count in named)
        headings = (say("archive.label.option"), say("archive.label.votes"))
        sheets.append(Sheet(printable(asked(question)), headings, rows))
    return sheets
