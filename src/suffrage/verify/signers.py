"""Who signed and cosigned checkpoints: the folder's own, and those that certificates name.

Every signature line must be by a known key: the log's, a witness of the frozen definition, or a
witness of the policy. A line by anybody else is a failure, since a changed name looks like one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from suffrage.board.folder import CHECKPOINT
from suffrage.board.kinds.closing import Certificate
from suffrage.board.record import Record
from suffrage.conduct.state import State
from suffrage.errors import Malformed, NotVerified, SuffrageError
from suffrage.model import canonical
from suffrage.tlog.checkpoint import decode_checkpoint
from suffrage.tlog.keys import Key
from suffrage.tlog.note import OpenNote, open_note, refuse_unknown
from suffrage.tlog.tree import Tree
from suffrage.verify.findings import Findings
from suffrage.verify.log import Log
from suffrage.verify.policy import Policy
from suffrage.verify.quorum import Quorum, declared_witnesses, quorum_of_policy
from suffrage.verify.records import place_of

__all__ = ["Cosigned", "check_certificates", "check_signers", "witness_keys"]


@dataclass(frozen=True, slots=True)
class Cosigned:
    """A witness that cosigned the folder's checkpoint, and when, in Unix seconds."""

    name: str
    time: int


def witness_keys(state: State, policy: Policy | None) -> tuple[Key, ...]:
    """The witnesses of the definition and of the policy, each once.

    A key of the definition that cannot be read is nobody's; no checkpoint can be cosigned by it.
    """
    trusted = () if policy is None else policy.witness_keys
    return tuple(dict.fromkeys((*declared_witnesses(state), *trusted)))


def check_signers(
    log: Log, key: Key | None, witnesses: Sequence[Key], policy: Policy | None, findings: Findings
) -> tuple[Cosigned, ...]:
    """Who cosigned the folder's checkpoint.

    Codes: ``note.signature``, ``note.unknown``, ``trust.self-witness`` where a witness has the
    log's own key, and with a policy ``trust.quorum`` where fewer of its witnesses than its
    quorum cosigned.
    """
    if not log.is_signed or key is None:
        return ()
    with findings.at(CHECKPOINT):
        _check_apart(key, witnesses)
        opened = _open_strictly(log.note, key, witnesses)
        if policy is not None:
            _check_quorum(opened, quorum_of_policy(policy))
    try:
        signed = open_note(log.note, [key, *witnesses]).signed
    except SuffrageError:
        return ()
    return tuple(Cosigned(one.key.name, one.time) for one in signed if one.time is not None)


def _check_apart(key: Key, witnesses: Iterable[Key]) -> None:
    """A log that cosigns itself has no witness."""
    for witness in witnesses:
        if witness.public == key.public:
            raise Malformed("trust.self-witness", name=witness.name)


def _open_strictly(note: bytes, key: Key, witnesses: Iterable[Key]) -> OpenNote:
    opened = open_note(note, [key, *witnesses])
    refuse_unknown(opened)
    return opened


def _check_quorum(opened: OpenNote, quorum: Quorum) -> None:
    cosigned = quorum.cosigned(opened)
    if cosigned < quorum.need:
        raise NotVerified("trust.quorum", quorum=quorum.need, cosigned=cosigned)


def check_certificates(
    records: Sequence[Record | None],
    blobs: Mapping[str, bytes],
    tree: Tree,
    key: Key | None,
    witnesses: Sequence[Key],
    findings: Findings,
) -> int:
    """How many certificates there are; each names a checkpoint of this very log.

    ``conduct`` has checked its size, origin and quorum. Here: the log signed it, every line is
    by a known key, and its root is the log's at that size. Code: ``certificate.root``, and as
    for the folder's checkpoint.
    """
    number = 0
    for index, record in enumerate(records):
        if record is None or record.kind != "result.certified/1":
            continue
        number += 1
        if record.payload not in blobs or key is None:
            continue
        with findings.at(place_of(index)):
            certificate = canonical.decode(blobs[record.payload], Certificate)
            _check_certificate(certificate.note, tree, key, witnesses)
    return number


def _check_certificate(note: bytes, tree: Tree, key: Key, witnesses: Sequence[Key]) -> None:
    opened = _open_strictly(note, key, witnesses)
    if key not in {signed.key for signed in opened.signed}:
        raise NotVerified("checkpoint.unsigned", at="checkpoint", origin=key.name)
    checkpoint = decode_checkpoint(opened.text)
    if checkpoint.size > tree.size or checkpoint.root != tree.root(checkpoint.size):
        raise NotVerified("certificate.root", at="checkpoint", size=checkpoint.size)
