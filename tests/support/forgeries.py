"""Consistent forgeries: what a dishonest office and its accomplices could publish.

Tree, tiles, checkpoint, cosignatures and computed files are all made for the forged entries with
the log's own key, so that nothing but the rules, or a signature that is not theirs to give, can
tell. ``found`` is what a stranger's verification then says.
"""

import hashlib
from dataclasses import replace
from typing import Any

import msgspec
from tests.support.folders import failures, policy_of
from tests.support.forge import publish
from tests.support.simulator import Simulation

from suffrage.board.folder import blob_of
from suffrage.board.kinds import KINDS
from suffrage.board.kinds.disputes import Decision
from suffrage.board.record import Draft, Record, body_bytes, read_body
from suffrage.board.signature import record_message
from suffrage.board.store import Addition
from suffrage.errors import SuffrageError

__all__ = ["altered", "body_at", "entries", "force_event", "found", "records", "renamed"]

Found = set[tuple[str, str]]


def entries(simulation: Simulation) -> list[bytes]:
    """Everything written so far."""
    return list(simulation.store.entries(0))


def records(simulation: Simulation, kind: str) -> list[int]:
    """The indices of the records of a kind."""
    parsed = map(Record.parse, entries(simulation))
    return [index for index, record in enumerate(parsed) if record.kind == kind]


def body_at(simulation: Simulation, index: int) -> Any:
    """The payload of a record."""
    record = Record.parse(entries(simulation)[index])
    return read_body(record, simulation.store.blob(record.payload))


def found(simulation: Simulation, rows: list[bytes] | None = None) -> Found:
    """Code and place of everything that a stranger, who has the policy, finds wrong."""
    files = publish(simulation, rows)
    named = _named(simulation, entries(simulation) if rows is None else rows)
    files = {path: data for path, data in files.items() if (blob_of(path) or "") in {"", *named}}
    return failures(files, policy_of(simulation))


def altered(
    simulation: Simulation,
    index: int,
    *,
    body: Any = None,
    sign: bool = False,
    by: str = "",
    **head: Any,
) -> list[bytes]:
    """The entries with one record changed; ``sign`` if its officer is an accomplice."""
    rows = entries(simulation)
    record = Record.parse(rows[index])
    if head:
        record = replace(record, head=msgspec.structs.replace(record.head, **head))
    if by:
        record = replace(record, by=by)
    if body is not None:
        data = body_bytes(body)
        assert data is not None
        _hold(simulation, data)
        record = replace(record, payload=hashlib.sha256(data).hexdigest(), size=len(data))
    if sign:
        message = record_message(simulation.definition.origin, record)
        record = replace(record, sig=simulation.sign(record.by)(message).hex())
    rows[index] = record.encoded
    return rows


def renamed(simulation: Simulation, draft: Draft, **head: Any) -> int:
    """Force a draft with other public fields than its act would give it."""
    changed = replace(draft, head=msgspec.structs.replace(draft.head, **head))
    return simulation.force(changed)


def force_event(simulation: Simulation, draft: Draft) -> int:
    """Write an event of a box past ``conduct``, into the log and into the archive."""
    record = draft.record()
    head: Any = record.head
    with simulation.store.transaction() as writer:
        addition = Addition(record.encoded, (), (head.box, head.run), draft.archived)
        return writer.append(addition)


def _hold(simulation: Simulation, data: bytes) -> None:
    store = simulation.store
    store.database.execute(
        "insert into suffrage_blob values (?, ?, ?, ?) on conflict do nothing",
        (store.board, hashlib.sha256(data).hexdigest(), store.size(), data),
    )


def _named(simulation: Simulation, rows: list[bytes]) -> set[str]:
    """The blobs that these entries account for."""
    names: set[str] = set()
    for row in rows:
        try:
            record = Record.parse(row)
        except SuffrageError:
            continue
        names.add(record.payload)
        if KINDS[record.kind].body is Decision:
            decision = read_body(record, simulation.store.blob(record.payload))
            assert isinstance(decision, Decision)
            names |= {vote.reason for vote in decision.votes.values()}
    return names
