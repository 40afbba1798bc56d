"""Texts that people wrote: read where the board keeps them, and erased there and in the office.

An account or a reason lies beside the records, under its hash. A record may erase it; the hash
stays. What the office itself kept of the text goes in the same transaction.
"""

import hashlib
from dataclasses import dataclass
from typing import Final

from suffrage.acts.perform import Written
from suffrage.adapters.sql_store import SqlStore
from suffrage.board.kinds.closing import BlobErased
from suffrage.office.boards import the_database
from suffrage.office.histories import history_of
from suffrage.office.models import Motion, MotionVote, Proposal
from suffrage.office.rights.desk import Desk
from suffrage.office.signing.effects import effect

__all__ = ["WHY", "Told", "told_text", "told_texts"]

WHY: Final = ("personal-data", "health", "insult", "court-order", "mistake")
"""Reasons for which a text is erased, as the record names them."""

_WITH_TEXTS: Final = ("incident.reported/1", "dispute.filed/1", "commission.decided/1")


@dataclass(frozen=True, slots=True)
class Told:
    """A text by its hash; erased, it is empty, and ``index`` names the record that says why."""

    digest: str
    text: str
    erased: bool
    why: str = ""
    index: int = 0


def told_text(desk: Desk, digest: str) -> Told:
    """One text as it may be shown now."""
    return told_texts(desk, [digest])[digest]


def told_texts(desk: Desk, digests: list[str]) -> dict[str, Told]:
    """Several texts, by their hashes."""
    store = SqlStore(the_database(), desk.election.slug)
    state, found = desk.state, {}
    whys = {
        entry.record.head.blob: entry.record.head.reason
        for entry in history_of(desk.election.slug).acts("blob.erased/1")
        if isinstance(entry.record.head, BlobErased)
    }
    for digest in dict.fromkeys(digests):
        index = state.erased.get(digest)
        data = None if index is not None else store.blob(digest)
        text = (data or b"").decode("utf-8", "replace")
        found[digest] = Told(digest, text, data is None, whys.get(digest, ""), index or 0)
    return found


@effect("text.erased")
def _erased(proposal: Proposal, _written: Written) -> None:
    """No table of the office keeps what the board has forgotten."""
    digest = proposal.args["blob"]
    kept = Proposal.objects.filter(election=proposal.election, kind__in=_WITH_TEXTS)
    for one in kept:
        if _hash(bytes(one.payload or b"")) == digest and one.kind != "commission.decided/1":
            _forget(one)
        elif any(_hash(bytes.fromhex(text)) == digest for text in one.texts):
            one.texts = [text for text in one.texts if _hash(bytes.fromhex(text)) != digest]
            one.save(update_fields=["texts"])
    for motion in Motion.objects.filter(election=proposal.election):
        votes = MotionVote.objects.filter(motion=motion).exclude(reason="")
        for vote in votes:
            if _hash(vote.reason.encode()) == digest:
                vote.reason = ""
                vote.save(update_fields=["reason"])


def _forget(one: Proposal) -> None:
    """A draft that was never signed goes whole: it would write the text again."""
    if one.index is None:
        one.delete()
        return
    one.payload = b""
    one.save(update_fields=["payload"])


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
