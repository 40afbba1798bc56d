"""The transparency log: C2SP formats, Merkle trees, receipts. It knows nothing of elections.

Bytes and values in, values or an exception out: no file, no clock, no network; a seed and a
time are arguments. Invariants:

* A log only grows: the root at a size never changes, and consistency proofs show it.
* Whatever is read is refused unless it would be written the same way (``docs/spec/log.md``).
* Nothing from a note counts before the signature of a configured key held.
* A check returns what it established or raises; it never returns a boolean.

``tree`` and ``merkle`` hash and prove, ``publishing`` turns a tree into files and judges files,
``checkpoint`` and ``policy`` say whom to believe, ``proof`` is the receipt, ``witnessing`` is
the step of a witness. The formats are read from C2SP at its state of 2026-07-22.
"""

from suffrage.tlog.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from suffrage.tlog.keys import Key, Signer, format_key, parse_key
from suffrage.tlog.merkle import leaf_hash
from suffrage.tlog.policy import Policy, check_quorum, open_under
from suffrage.tlog.policy_file import parse_policy
from suffrage.tlog.proof import Proof, verify_proof
from suffrage.tlog.publishing import check_file, new_files
from suffrage.tlog.tree import Tree

__all__ = [
    "Checkpoint",
    "Key",
    "Policy",
    "Proof",
    "Signer",
    "Tree",
    "check_file",
    "check_quorum",
    "format_key",
    "leaf_hash",
    "new_files",
    "open_checkpoint",
    "open_under",
    "parse_key",
    "parse_policy",
    "sign_checkpoint",
    "verify_proof",
]
