"""``suffrage ballot audit``: on a second device, what an opened ballot would have cast."""

from pathlib import Path
from typing import Annotated

import typer

from suffrage.belenios.audit_ballot import check_opening
from suffrage.cli.ballot.choices import spoken_choice
from suffrage.cli.ballot.setup import read_box
from suffrage.cli.files import read_input
from suffrage.cli.language import say
from suffrage.cli.tables import Sheet, show
from suffrage.cli.verify_words import printable

__all__ = ["audit"]


def audit(
    file: Annotated[Path, typer.Argument(metavar="FILE", show_default=False)],
    archive: Annotated[Path, typer.Argument(metavar="ARCHIVE", show_default=False)],
) -> None:
    """Open a ballot that was given up: encrypt it again and show what it holds.

    Compare the hash with the one that the first device showed before it knew that you would
    audit, and the choices with yours.
    """
    setup, _ = read_box(archive)
    opened = check_opening(setup.election, read_input(file))
    questions = setup.election.record.questions
    rows = tuple(
        (str(number), printable(spoken_choice(question, choice)))
        for number, (question, choice) in enumerate(zip(questions, opened.choices, strict=True), 1)
    )
    headings = (say("ballot.label.question"), say("ballot.label.choice"))
    notes = (say("ballot.opened-hash", hash=opened.hash), say("ballot.compare"))
    show([Sheet(say("ballot.opened"), headings, rows, notes)])
