"""Receipts: the proof that one entry is in a log, complete enough to be checked offline for ever.

The lines of a ``.tlog-proof`` file: the format's name, perhaps ``extra``, ``index``, the path
from the leaf upwards, a blank line, the cosigned checkpoint verbatim. Source: C2SP tlog-proof
(untagged), ``docs/spec/receipt.md``. The extra data is authenticated by nothing but the check
that the caller makes of it; a receipt of ours carries the entry there, which is then hashed.
"""

from dataclasses import dataclass
from typing import Final

from suffrage.errors import Malformed
from suffrage.tlog._encoding import LARGEST_SIZE, decimal, from_base64, to_base64
from suffrage.tlog.checkpoint import Checkpoint
from suffrage.tlog.merkle import check_hash, leaf_hash, verify_inclusion
from suffrage.tlog.policy import Cosigned, Policy, check_quorum, open_under

__all__ = ["Proof", "Proven", "decode_proof", "encode_proof", "verify_proof"]

_HEADER: Final = "c2sp.org/tlog-proof@v1"
_EXTRA: Final = "extra "
_INDEX: Final = "index "
# A tree of fewer than 2**63 leaves is at most 63 levels high.
_MOST_HASHES: Final = 63


@dataclass(frozen=True, slots=True)
class Proof:
    """A receipt as it was read: nothing is verified.

    ``index`` counts from 0; ``hashes`` run from the leaf's sibling to the root's child;
    ``checkpoint`` is a signed note, verbatim; ``extra`` is empty if absent.
    Raises ``Malformed``: ``log.hash``, ``proof.index``, ``proof.hashes``.
    """

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes = b""

    def __post_init__(self) -> None:
        if not 0 <= self.index <= LARGEST_SIZE:
            raise Malformed("proof.index")
        if len(self.hashes) > _MOST_HASHES:
            raise Malformed("proof.hashes", most=_MOST_HASHES)
        for position, value in enumerate(self.hashes):
            check_hash(value, at=f"hash {position}")


@dataclass(frozen=True, slots=True)
class Proven:
    """What a receipt established: the checkpoint, and the witnesses that cosigned it."""

    checkpoint: Checkpoint
    cosigned: tuple[Cosigned, ...]


def encode_proof(proof: Proof) -> bytes:
    """The bytes of a ``.tlog-proof`` file."""
    lines = [_HEADER]
    if proof.extra:
        lines.append(_EXTRA + to_base64(proof.extra))
    lines.append(f"{_INDEX}{proof.index}")
    lines += map(to_base64, proof.hashes)
    return "".join(f"{line}\n" for line in lines).encode() + b"\n" + proof.checkpoint


def decode_proof(data: bytes) -> Proof:
    """The receipt in a file, unverified.

    Raises ``Malformed``: ``proof.shape``, ``log.decimal``, ``log.base64``, and what ``Proof``
    raises. The checkpoint is read only by ``verify_proof``.
    """
    head, blank, checkpoint = data.partition(b"\n\n")
    if not blank or not head.isascii():
        raise Malformed("proof.shape")
    lines = head.decode("ascii").split("\n")
    if lines.pop(0) != _HEADER:
        raise Malformed("proof.shape", at="line 1")
    extra = b""
    if lines and lines[0].startswith(_EXTRA):
        extra = from_base64(lines.pop(0).removeprefix(_EXTRA), at="extra")
        if not extra:
            raise Malformed("proof.shape", at="extra")
    if not lines or not lines[0].startswith(_INDEX):
        raise Malformed("proof.shape", at="index")
    index = decimal(lines.pop(0).removeprefix(_INDEX), at="index")
    hashes = tuple(from_base64(line, at=f"hash {i}") for i, line in enumerate(lines))
    return Proof(index, hashes, checkpoint, extra)


def verify_proof(proof: Proof, leaf: bytes, policy: Policy) -> Proven:
    """Check that the entry ``leaf`` is in a log of the policy, under a cosigned checkpoint.

    The quorum is checked last: ``NotVerified("policy.quorum")`` means that all the rest holds
    and the receipt is only not yet witnessed. Raises also what ``open_checkpoint`` raises, and
    ``NotVerified("log.inclusion")``.
    """
    opened = open_under(policy, proof.checkpoint)
    checkpoint = opened.checkpoint
    verify_inclusion(leaf_hash(leaf), proof.index, checkpoint.size, proof.hashes, checkpoint.root)
    return Proven(checkpoint, check_quorum(policy, opened))
