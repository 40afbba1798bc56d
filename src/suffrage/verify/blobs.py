"""The payloads of records: each lies under its own hash, and each is named by a record.

A text may be absent when a later record declares it erased, and then it must be.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from suffrage.board.folder import blob_path
from suffrage.board.kinds import KINDS
from suffrage.board.kinds.closing import BlobErased
from suffrage.board.kinds.disputes import Decision
from suffrage.board.record import Record
from suffrage.errors import Malformed, NotVerified, SuffrageError
from suffrage.model import canonical
from suffrage.verify.findings import Findings
from suffrage.verify.progress import Progress
from suffrage.verify.source import Source

__all__ = ["read_blobs"]


def read_blobs(
    source: Source, records: Sequence[Record | None], findings: Findings, progress: Progress
) -> Mapping[str, bytes]:
    """The blobs that the records name, by hash.

    Codes: ``folder.missing``, ``blob.hash``, ``blob.not-erased``. A blob with false bytes is
    among those returned, so that the record which names it is named as well.
    """
    known = [record for record in records if record is not None]
    erased = {record.head.blob for record in known if isinstance(record.head, BlobErased)}
    blobs: dict[str, bytes] = {}
    for number, record in enumerate(known):
        progress("blobs", number, len(known))
        if record.payload and KINDS[record.kind].body != "event":
            _read(source, record.payload, erased, blobs, findings)
            for reason in _reasons(record, blobs):
                _read(source, reason, erased, blobs, findings)
    return blobs


def _read(
    source: Source,
    digest: str,
    erased: set[str],
    blobs: dict[str, bytes],
    findings: Findings,
) -> None:
    path = blob_path(digest)
    if digest in blobs or (digest in erased and path not in source.paths):
        return
    data = source.take(path)
    if data is None:
        return
    blobs[digest] = data
    with findings.at(path):
        if hashlib.sha256(data).hexdigest() != digest:
            raise NotVerified("blob.hash", path=path)
        if digest in erased:
            raise Malformed("blob.not-erased", path=path)


def _reasons(record: Record, blobs: Mapping[str, bytes]) -> Iterator[str]:
    """The texts that the votes of a decision name; a false decision fails when it is replayed."""
    if KINDS[record.kind].body is not Decision or record.payload not in blobs:
        return
    try:
        decision = canonical.decode(blobs[record.payload], Decision)
    except SuffrageError:
        return
    for vote in decision.votes.values():
        if vote.reason:
            yield vote.reason
