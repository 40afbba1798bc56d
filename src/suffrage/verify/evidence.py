"""Papers that somebody holds, set against the board: receipts, acknowledgements, openings.

A receipt shows that a record stands on the board; an acknowledgement without its ballot on the
ended box accuses the office. Openings of sealed sheets are in ``openings``.
"""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from suffrage.board.acknowledgement import Acknowledgement, check_acknowledgement
from suffrage.board.kinds.online import OnlineEvent
from suffrage.board.record import Record
from suffrage.conduct.state import State
from suffrage.errors import Malformed, NotVerified
from suffrage.model import canonical
from suffrage.tlog.checkpoint import OpenCheckpoint, open_checkpoint
from suffrage.tlog.merkle import leaf_hash, verify_inclusion
from suffrage.tlog.proof import decode_proof
from suffrage.verify.findings import Findings
from suffrage.verify.ground import Ground
from suffrage.verify.openings import weigh_opening
from suffrage.verify.report import Statement

__all__ = ["Evidence", "weigh"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One paper: its kind, how failures call it, and its bytes."""

    kind: Literal["receipt", "acknowledgement", "opening"]
    name: str
    data: bytes = field(repr=False)


def weigh(evidence: Evidence, ground: Ground, findings: Findings) -> tuple[Statement, ...]:
    """What a paper shows; nothing, and a failure in its name, if it is false or accuses.

    Codes of receipts: ``proof.*``, ``log.*``, ``note.*``, ``receipt.no-entry``,
    ``receipt.newer`` (the folder is shorter than the receipt's board), ``receipt.other-board``;
    ``receipt.not-witnessed`` beside the statement where all of these hold, but too few witnesses
    stand under the receipt and under the folder: a failure before a policy, else a statement.
    Codes of acknowledgements: ``canonical.*``, ``acknowledgement.origin``,
    ``record.signature``, ``acknowledgement.run``, ``acknowledgement.ballot-missing``.
    Codes of openings: those of ``weigh_opening``.
    """
    with findings.at(evidence.name):
        if evidence.kind == "opening":
            return (weigh_opening(evidence.name, evidence.data, ground.state),)
        if evidence.kind == "receipt":
            return _weigh_receipt(evidence, ground, findings)
        return (_weigh_acknowledgement(evidence, ground),)
    return ()


def _weigh_receipt(evidence: Evidence, ground: Ground, findings: Findings) -> tuple[Statement, ...]:
    proof = decode_proof(evidence.data)
    if not proof.extra:
        raise Malformed("receipt.no-entry")
    opened = open_checkpoint(proof.checkpoint, ground.keys)
    checkpoint = opened.checkpoint
    size, root = checkpoint.size, checkpoint.root
    verify_inclusion(leaf_hash(proof.extra), proof.index, size, proof.hashes, root)
    if size > ground.tree.size:
        raise NotVerified("receipt.newer", size=size, found=ground.tree.size)
    if ground.tree.root(size) != root:
        raise NotVerified("receipt.other-board", size=size)
    recorded = _recorded(evidence.name, proof.index, Record.parse(proof.extra), ground)
    with findings.at(evidence.name):
        return (recorded, *_witnessed(evidence.name, proof.index, opened, ground))
    return (recorded,)


def _witnessed(
    name: str, index: int, opened: OpenCheckpoint, ground: Ground
) -> Iterator[Statement]:
    """Whether the quorum saw the receipt's board, and in what: nothing if in the receipt itself.

    The folder's board continues the receipt's, so whoever cosigned it has seen the entry too.
    """
    need, cosigned = ground.quorum.need, ground.quorum.cosigned(opened.note)
    if cosigned >= need:
        return
    size = opened.checkpoint.size
    told = {"size": size, "cosigned": cosigned, "quorum": need}
    if ground.cosigned >= need:
        yield Statement("receipt.witnessed-since", name, told | {"since": ground.cosigned})
    elif not ground.has_policy:
        yield Statement("receipt.not-witnessed", name, told | {"index": index})
    else:
        raise NotVerified(
            "receipt.not-witnessed", index=index, size=size, cosigned=cosigned, quorum=need
        )


def _recorded(name: str, index: int, record: Record, ground: Ground) -> Statement:
    head = record.head
    if not isinstance(head, OnlineEvent) or head.type != "Ballot":
        return Statement("receipt.record", name, {"index": index})
    run = ground.state.runs.get((head.box, head.run))
    annulled = run is not None and run.phase == "annulled"
    return Statement(
        "receipt.annulled" if annulled else "receipt.recorded",
        name,
        {"index": index, "tracker": _tracker(head), "box": head.box, "run": head.run},
    )


def _tracker(head: OnlineEvent) -> str:
    """The tracker of a ballot is the hash that its record repeats, in the voter's spelling."""
    return b64encode(bytes.fromhex(head.data)).decode("ascii").rstrip("=")


def _weigh_acknowledgement(evidence: Evidence, ground: Ground) -> Statement:
    said = canonical.decode(evidence.data, Acknowledgement)
    _check_office(said, ground.state)
    run = ground.state.runs.get((said.box, said.run))
    fields: dict[str, str | int] = {"tracker": said.tracker, "box": said.box, "run": said.run}
    if run is None:
        raise NotVerified("acknowledgement.run", box=said.box, run=said.run)
    if run.phase == "annulled":
        return Statement("acknowledgement.annulled", evidence.name, fields)
    archive = ground.archives.get((said.box, said.run))
    lines = archive.report.trackers if archive and archive.report else ()
    if said.tracker in {line.tracker for line in lines}:
        return Statement("acknowledgement.on-board", evidence.name, fields)
    if run.phase in {"convened", "open", "suspended"}:
        return Statement("acknowledgement.waiting", evidence.name, fields)
    raise NotVerified(
        "acknowledgement.ballot-missing", tracker=said.tracker, box=said.box, run=said.run
    )


def _check_office(said: Acknowledgement, state: State) -> None:
    """The key is one that the office has or had: a change of keys takes back no word."""
    keys = [key for key, role in state.used_keys.items() if role == "office"]
    failure: NotVerified | None = None
    for key in keys:
        try:
            check_acknowledgement(said, state.origin, key)
        except NotVerified as error:
            failure = error
        else:
            return
    raise failure or NotVerified("acknowledgement.no-office")
