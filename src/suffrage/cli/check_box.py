"""One archive checked by itself, and what its mixed questions come to."""

from dataclasses import dataclass, field

from suffrage.belenios.means import Means
from suffrage.belenios.questions.non_homomorphic import NonHomomorphic
from suffrage.belenios.readable import Readable
from suffrage.belenios.report import Report
from suffrage.belenios.verify import verify_archive
from suffrage.cli.box_outcomes import MixedOutcome, outcome_of
from suffrage.errors import Refused, SuffrageError, Unavailable

__all__ = ["CheckedBox", "check_box"]


@dataclass(frozen=True, slots=True)
class CheckedBox:
    """What was found: everything holds if there are no ``failures``.

    ``report`` is ``None`` where there is not even a sound first event. ``outcomes`` has one entry
    a question once there is a result, ``None`` for a question that is not mixed.
    """

    report: Report | None = field(repr=False)
    failures: tuple[SuffrageError, ...]
    outcomes: tuple[MixedOutcome | None, ...] = ()

    @property
    def exit_code(self) -> int:
        """0 if all holds, 1 if something does not."""
        return 1 if self.failures else 0


def check_box(data: Readable, means: Means | None = None) -> CheckedBox:
    """Check an archive as far as it can be read.

    What the archive is guilty of is in ``failures``. Raises ``Unavailable`` where bytes could not
    be read at all, and ``Refused`` where ``means`` do not fit.
    """
    failures: list[SuffrageError] = []
    try:
        report = verify_archive(data, failures.append, means)
    except (Refused, Unavailable):
        raise
    except SuffrageError as error:
        return CheckedBox(None, (*failures, error))
    return CheckedBox(report, tuple(failures), _outcomes(report))


def _outcomes(report: Report) -> tuple[MixedOutcome | None, ...]:
    if report.result is None:
        return ()
    questions = report.setup.election.record.questions
    return tuple(
        outcome_of(question, vectors) if isinstance(question, NonHomomorphic) else None
        for question, vectors in zip(questions, report.result, strict=True)
    )
