"""Reading a board: the whole public folder, under the policy that was saved with the key."""

from collections.abc import Callable

from suffrage.conduct.state import BoxRun
from suffrage.errors import NotVerified, Refused
from suffrage.trustee.reading import Reading, after_seeing
from suffrage.trustee.saved import BoardScope, Saved, Seen
from suffrage.verify.files import Files
from suffrage.verify.folder import verify_folder
from suffrage.verify.ground import Ground
from suffrage.verify.progress import Progress, silent
from suffrage.verify.report import Report

__all__ = ["read_board"]


def read_board(
    saved: Saved,
    files: Files,
    *,
    show: Callable[[Report], None] = lambda _report: None,
    progress: Progress = silent,
) -> Reading:
    """The verified board of the key's scope; ``show`` gets the report, good or bad.

    Raises ``Refused("trustee.wrong-scope")`` for a key of another kind, ``NotVerified``:
    ``trustee.board`` where anything at all in the folder does not hold, ``trustee.fork`` for a
    board that does not continue the last one seen; ``Refused``: ``trustee.older``,
    ``trustee.no-run``.
    """
    scope = saved.scope
    if not isinstance(scope, BoardScope):
        raise Refused("trustee.wrong-scope")
    report = verify_folder(files, scope.policy, progress=progress)
    show(report)
    if report.failures:
        first = report.failures[0]
        number = len(report.failures)
        raise NotVerified("trustee.board", number=number, first=first.code, place=first.place)
    seen = _continued(saved.seen, report)
    run = _run(report.ground, scope)
    archive = report.ground.archives.get((scope.box, scope.run))
    return Reading(
        origin=report.origin,
        seen=seen,
        saved=after_seeing(saved, seen),
        phase=run.phase,
        minimum=report.ground.state.rules.minimum.online,
        keys=run.trustees,
        archive=archive.report if archive else None,
    )


def _continued(last: Seen, report: Report) -> Seen:
    """The place of this board, if the tree of the last one is the beginning of its tree."""
    if report.size < last.size:
        raise Refused("trustee.older", size=report.size, last=last.size)
    if last.size and report.ground.tree.root(last.size).hex() != last.root:
        raise NotVerified("trustee.fork", size=last.size)
    return Seen(report.size, report.root.hex())


def _run(ground: Ground, scope: BoardScope) -> BoxRun:
    """The run of the scope, which must be the one that counts now."""
    run = ground.state.runs.get((scope.box, scope.run))
    if run is None:
        raise Refused("trustee.no-run", box=scope.box, run=scope.run)
    return run
