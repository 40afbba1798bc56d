"""One archive checked by itself, and what its mixed questions come to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from suffrage.belenios.means import Means
from suffrage.belenios.questions.non_homomorphic import NonHomomorphic
from suffrage.belenios.readable import Readable
from suffrage.belenios.report import Report
from suffrage.belenios.verify import verify_archive
from suffrage.errors import Refused, SuffrageError, Unavailable

if TYPE_CHECKING:
    from suffrage.cli.box_outcomes import MixedOutcome

__all__ = ["CheckedBox", "check_box"]


@dataclass(frozen=True, slots=True)
class CheckedBox:
    """What was found: everything holds if there are no ``failures``.

    ``report`` is ``None`` where there is not even a sound first event. ``outcomes`` has one entry
    a question once there is a result, ``None`` for a question that is not mixed.
    """

    report: Report | None = field(repr=False)
    failures: tuple[SuffrageError, ...]
    outcomes: "tuple[MixedOutcome | None, ...]" = ()

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


def _outcomes(report: Report) -> "tuple[MixedOutcome | None, ...]":
    if report.result is None:
        return ()
    questions = report.setup.election.record.questions
    return tuple(
        _outcome(question, vectors) if isinstance(question, NonHomomorphic) else None
        for question, vectors in zip(questions, report.result, strict=True)
    )


def _outcome(question: NonHomomorphic, vectors: Sequence[tuple[int, ...]]) -> "MixedOutcome":
    # The rules come with the first question that needs them: most boxes have none.
    from suffrage.cli.box_outcomes import outcome_of  # noqa: PLC0415  (see above)

    return outcome_of(question, vectors)
