"""What every record must satisfy before its own rule is asked.

The board is open; the record is new; its role may write its kind, here; its signature is that
of the role's key; its public fields agree with its payload; where the policy asks for the
commission, a carried decision names exactly this record.
"""

import hashlib
from typing import Any

from suffrage.board.policy import check_place, check_role, needs_decision
from suffrage.board.record import Body, Record, subject
from suffrage.board.signature import check_signature, record_message
from suffrage.conduct.state import State
from suffrage.errors import Inconsistent, Refused
from suffrage.model.definition import Definition
from suffrage.model.values import Value

__all__ = ["admit", "admit_unsigned"]

_BEFORE_FIXING = frozenset(
    {
        "officer.appointed/1",
        "officer.replaced/1",
        "option.admitted/1",
        "roll.committed/1",
        "commission.decided/1",
        "rules.fixed/1",
        "incident.reported/1",
    }
)


def admit(state: State, record: Record, body: Body) -> str:
    """The record's own hash when it may be considered; raises otherwise."""
    digest = admit_unsigned(state, record, body)
    if record.by:
        _check_signature(state, record, body)
    if needs_decision(record, fixed=state.phase == "fixed"):
        _check_decision(state, record)
    return digest


def admit_unsigned(state: State, record: Record, body: Body) -> str:
    """The same for a draft that nobody has signed and no decision covers yet."""
    _check_phase(state, record)
    digest = hashlib.sha256(record.encoded).hexdigest()
    if digest in state.seen:
        raise Refused("record.repeated", first=state.seen[digest])
    if record.payload in state.erased:
        raise Refused("record.erased", at="payload", blob=record.payload)
    _check_head(record, body)
    check_role(record)
    if state.definition is not None:
        check_place(record, state.definition.tree)
    return digest


def _check_phase(state: State, record: Record) -> None:
    if state.phase in ("closed", "superseded"):
        raise Refused("board.closed")
    if (state.phase == "empty") is not (record.kind == "election.convened/1"):
        if state.definition is None:
            raise Refused("election.not-convened")
        raise Refused("election.not-first")
    if state.phase == "draft" and record.kind not in _BEFORE_FIXING:
        raise Refused("rules.not-fixed", kind=record.kind)


def _check_head(record: Record, body: Body) -> None:
    """A field that stands in the record and in its payload says the same in both."""
    if not isinstance(body, Value):
        return
    for name in record.head.__struct_fields__:
        if hasattr(body, name) and getattr(body, name) != getattr(record.head, name):
            raise Inconsistent("record.head-differs", at=name, field=name)


def _check_signature(state: State, record: Record, body: Body) -> None:
    keys: Any = state.keys
    if isinstance(body, Definition) and record.kind == "election.convened/1":
        # The first record is signed with a key that its own definition names: it proves nothing
        # of who convened. That comes from the policy, which names the definition.
        keys = body.keys
        origin = body.origin
    else:
        origin = state.origin
    key = keys.get(record.by)
    if key is None:
        raise Refused("role.no-key", at="by", role=record.by)
    check_signature(key, record_message(origin, record), record.sig, role=record.by)


def _check_decision(state: State, record: Record) -> None:
    head: Any = record.head
    found = state.decisions.get(head.decision)
    if found is None or (found.act, found.subject) != (record.kind, subject(record)):
        raise Refused("decision.missing", at="decision", kind=record.kind)
    if found.used:
        raise Refused("decision.used", at="decision", kind=record.kind)
    if found.outcome == "no-quorum":
        quorum = state.rules.commission.quorum
        raise Refused("decision.quorum", at="decision", quorum=quorum)
    if found.outcome == "defeated":
        raise Refused("decision.not-carried", at="decision", kind=record.kind)
