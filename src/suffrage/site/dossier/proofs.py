"""The proof that each cited record stands on the board, as files that anybody can check.

A proof leads from the record's own bytes to the root of a cosigned checkpoint: that of the
certificate where the record is older, otherwise that of the folder. It needs no other file, and
no program of ours (C2SP tlog-proof, ``docs/spec/receipt.md``).

>>> files = proof_files(source, entries, certificate)               # doctest: +SKIP
>>> sorted(files)[0]                                                # doctest: +SKIP
'proofs/000412-sheet.received.tlog-proof'
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from suffrage.board.kinds.closing import Certificate
from suffrage.board.kinds.disputes import Decision
from suffrage.board.kinds.kind import Event, Text
from suffrage.board.record import body_bytes
from suffrage.night.history import Entry
from suffrage.site.dossier.source import Source
from suffrage.tlog.checkpoint import decode_checkpoint
from suffrage.tlog.note import parse_note
from suffrage.tlog.proof import Proof, encode_proof

__all__ = ["Cited", "cited", "proof_files"]


@dataclass(frozen=True, slots=True)
class Cited:
    """A record that a document cites: its proof's file, and its payload's, empty without one.

    ``erased`` says that the payload was a text of which only the hash is left.
    """

    entry: Entry
    proof: str
    payload: str
    erased: bool


def cited(entries: Iterable[Entry]) -> tuple[Cited, ...]:
    """The records each once, in the order of the log, with the names of their files."""
    found = {entry.index: entry for entry in entries}
    return tuple(_cited(found[index]) for index in sorted(found))


def proof_files(
    source: Source, records: Iterable[Cited], certificate: Entry | None
) -> Mapping[str, bytes]:
    """The proofs and the payloads of these records, by their names.

    A reason that a member's vote names is a text of its own, under its hash, unless it is erased.
    """
    files: dict[str, bytes] = {}
    notes = [source.note]
    if certificate is not None and isinstance(certificate.body, Certificate):
        notes.insert(0, certificate.body.note)
    sized = [(decode_checkpoint(parse_note(note).text).size, note) for note in notes]
    for one in records:
        size, note = next(pair for pair in sized if one.entry.index < pair[0])
        path = source.tree.prove_inclusion(one.entry.index, size)
        proof = Proof(one.entry.index, path, note, one.entry.record.encoded)
        files[one.proof] = encode_proof(proof)
        if one.payload:
            files[one.payload] = body_bytes(one.entry.body) or b""
        files |= dict(_reasons(source, one.entry))
    return files


def _reasons(source: Source, entry: Entry) -> Iterator[tuple[str, bytes]]:
    if isinstance(entry.body, Decision):
        for vote in entry.body.votes.values():
            text = source.blob(vote.reason) if vote.reason else None
            if text is not None:
                yield f"payloads/{vote.reason}.txt", text


def _cited(entry: Entry) -> Cited:
    name = f"{entry.index:06}-{entry.record.kind.partition('/')[0]}"
    body = entry.body
    erased = isinstance(body, Text) and not body.data
    # An event's bytes stand in the archive of its run, with those that precede it.
    alone = body is not None and not isinstance(body, Event) and not erased
    suffix = "txt" if isinstance(body, Text) else "json"
    payload = f"payloads/{name}.{suffix}" if alone else ""
    return Cited(entry, f"proofs/{name}.tlog-proof", payload, erased)
