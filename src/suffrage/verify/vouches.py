"""Trustees' vouches: each proof over the share that it names, as the archive holds it.

That no share lacks its vouch is a rule of ``conduct``.
"""

from collections.abc import Mapping, Sequence

from suffrage.belenios.decryption import Share
from suffrage.belenios.hashing import wide_digest
from suffrage.belenios.report import Report
from suffrage.belenios.vouch import vartime_check_vouch
from suffrage.board.kinds.online import ShareVouched
from suffrage.board.record import Record
from suffrage.verify.archives import CheckedArchive, Run
from suffrage.verify.findings import Findings
from suffrage.verify.records import place_of

__all__ = ["check_vouches"]


def check_vouches(
    records: Sequence[Record | None],
    blobs: Mapping[str, bytes],
    archives: Mapping[Run, CheckedArchive],
    findings: Findings,
) -> int:
    """How many vouches were checked, true or not; ``bel.vouch*`` at the record of a false one.

    A vouch whose share never came, or has no sound proofs of its own, vouches for nothing and is
    not looked at. Of several for one share each must hold: a holder who signs a false one is named.
    """
    number = 0
    for index, record in enumerate(records):
        if record is None or not isinstance(record.head, ShareVouched):
            continue
        archive = archives.get((record.head.box, record.head.run))
        report = archive.report if archive else None
        vouch = blobs.get(record.payload)
        if report is None or report.tally is None or vouch is None:
            continue
        share = _share(report, record.head.share)
        if share is None:
            continue
        number += 1
        election, trustees = report.setup.election, report.setup.trustees
        with findings.at(place_of(index)):
            vartime_check_vouch(election, trustees, report.tally, share, vouch)
    return number


def _share(report: Report, digest: str) -> Share | None:
    """The share of this hash among those whose own proofs hold."""
    return next((one for one in report.shares if wide_digest(one.records[-1]) == digest), None)
