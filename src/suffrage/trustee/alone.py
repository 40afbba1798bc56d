"""Reading an archive that lies alone, without a board, a log or witnesses.

What this cannot show: that others were shown the same archive, that no ballot was left out
before it was first seen here, that the organiser did not end the vote early. The fingerprint,
read aloud at the drill, and the memory of the last event are all that binds it.
"""

from collections.abc import Callable

from suffrage.belenios.archive import read_archive
from suffrage.belenios.means import Means
from suffrage.belenios.report import Report
from suffrage.belenios.verify import verify_archive
from suffrage.conduct.state import RunPhase
from suffrage.errors import NotVerified, Refused
from suffrage.trustee.reading import Reading, after_seeing
from suffrage.trustee.saved import ElectionScope, Saved, Seen

__all__ = ["read_alone"]


def read_alone(
    saved: Saved, data: bytes, progress: Callable[[int, int], None] | None = None
) -> Reading:
    """The verified archive of the key's scope; ``progress`` is told bytes done and in all.

    Nothing that an earlier verification found is used.

    Raises what ``verify_archive`` raises; ``Refused``: ``trustee.wrong-scope`` for a key of
    another kind, ``trustee.older``; ``NotVerified``: ``trustee.other-election`` for another uuid,
    or another fingerprint than that of the first drill, ``trustee.fork``.
    """
    scope = saved.scope
    if not isinstance(scope, ElectionScope):
        raise Refused("trustee.wrong-scope")
    report = verify_archive(data, means=Means(progress=progress) if progress else None)
    election = report.setup.election
    if (scope.uuid, scope.fingerprint or election.fingerprint) != (
        election.record.uuid,
        election.fingerprint,
    ):
        raise NotVerified("trustee.other-election", fingerprint=election.fingerprint)
    seen = _continued(saved.seen, data, report)
    keys = [member.public_key for member in report.setup.trustees.members]
    return Reading(
        origin=election.fingerprint,
        seen=seen,
        # Before the drill binds it, anybody's archive of this uuid could take the key's memory.
        saved=after_seeing(saved, seen) if scope.fingerprint else saved,
        phase=_phase(report),
        minimum=scope.minimum,
        keys=dict(enumerate(keys, 1)),
        archive=report,
    )


def _continued(last: Seen, data: bytes, report: Report) -> Seen:
    """The place of this archive, if its chain of events passes through the last one seen."""
    size = report.head.height + 1
    if size < last.size:
        raise Refused("trustee.older", size=size, last=last.size)
    for entry in read_archive(data):
        head = entry.pieces.head
        if head.height + 1 == last.size and head.hash != last.root:
            raise NotVerified("trustee.fork", size=last.size)
    return Seen(size, report.head.hash)


def _phase(report: Report) -> RunPhase:
    """How far the box has come, in the words of a board."""
    if report.result is not None:
        return "decrypted"
    if report.tally is not None:
        return "tallied"
    return "open" if report.phase == "open" else "ended"
