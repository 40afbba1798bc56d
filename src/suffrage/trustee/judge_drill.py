"""Whose key a drill shows, set against the board or the archive that it names."""

from dataclasses import dataclass

from suffrage.belenios.archive import read_archive
from suffrage.belenios.verify import verify_archive
from suffrage.errors import NotVerified
from suffrage.trustee.drill import Drill, check_drill
from suffrage.verify.report import Report

__all__ = ["Shown", "judge_on_archive", "judge_on_board"]


@dataclass(frozen=True, slots=True)
class Shown:
    """The trustee ``owner`` (from 1) of a run; ``box`` is empty for an archive alone."""

    owner: int
    box: str = ""
    run: int = 0


def judge_on_board(drill: Drill, report: Report) -> Shown:
    """The place of the drill's key on a verified board.

    Raises as ``check_drill``; ``NotVerified``: ``trustee.board`` where the board does not hold,
    ``trustee.drill-elsewhere`` for another board or a place that this one never had,
    ``trustee.drill-stranger`` where no run names the key.
    """
    check_drill(drill)
    if report.failures:
        first, number = report.failures[0], len(report.failures)
        raise NotVerified("trustee.board", number=number, first=first.code, place=first.place)
    if drill.origin != report.origin or drill.size > report.size:
        raise NotVerified("trustee.drill-elsewhere", origin=drill.origin, size=drill.size)
    if report.ground.tree.root(drill.size).hex() != drill.root:
        raise NotVerified("trustee.drill-elsewhere", origin=drill.origin, size=drill.size)
    for (box, run), known in sorted(report.ground.state.runs.items()):
        for owner, key in known.trustees.items():
            if key == drill.key:
                return Shown(owner, box, run)
    raise NotVerified("trustee.drill-stranger")


def judge_on_archive(drill: Drill, data: bytes) -> Shown:
    """The place of the drill's key in an archive; raises as ``verify_archive`` and as above."""
    check_drill(drill)
    report = verify_archive(data)
    heads = [entry.pieces.head.hash for entry in read_archive(data)]
    right = report.setup.election.fingerprint
    if drill.origin != right or heads[drill.size - 1 : drill.size] != [drill.root]:
        raise NotVerified("trustee.drill-elsewhere", origin=drill.origin, size=drill.size)
    for owner, member in enumerate(report.setup.trustees.members, 1):
        if member.public_key == drill.key:
            return Shown(owner)
    raise NotVerified("trustee.drill-stranger")
