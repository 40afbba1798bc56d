"""The checkpoint that a certificate names: of this log, recent enough, cosigned by quorum.

That its root is the log's root at that size needs all the entries; ``verify`` checks it.
"""

from collections.abc import Iterator

from suffrage.conduct.state import State
from suffrage.errors import NotVerified, Refused
from suffrage.tlog.checkpoint import decode_checkpoint
from suffrage.tlog.keys import Key, parse_key
from suffrage.tlog.note import open_note, parse_note

__all__ = ["check_checkpoint"]


def check_checkpoint(state: State, instance: str, data: bytes) -> None:
    """Raise unless the cosigned checkpoint covers all that the certificate rests on.

    Codes: ``certificate.origin``, ``certificate.stale``, ``certificate.quorum``.
    """
    note = parse_note(data)
    checkpoint = decode_checkpoint(note.text)
    if checkpoint.origin != state.origin or checkpoint.size > state.size:
        raise NotVerified("certificate.origin", origin=checkpoint.origin)
    if checkpoint.size <= state.touched.get(instance, 0):
        raise Refused("certificate.stale", size=checkpoint.size)
    quorum = state.rules.witnesses.quorum
    if not quorum:
        return
    opened = open_note(data, _witness_keys(state))
    names = {signed.key.name for signed in opened.signed}
    if len(names) < quorum:
        raise NotVerified("certificate.quorum", quorum=quorum, cosigned=len(names))


def _witness_keys(state: State) -> Iterator[Key]:
    return (parse_key(text) for text in state.rules.witnesses.keys.values())
