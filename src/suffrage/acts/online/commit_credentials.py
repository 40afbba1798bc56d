"""Commit the public credentials of a run: the registrar's word."""

import hashlib

from suffrage.belenios.backend import load_group
from suffrage.belenios.credentials import read_public_credentials
from suffrage.board.kinds.opening import CredentialsCommitted
from suffrage.board.record import Draft
from suffrage.conduct.state import State

__all__ = ["commit_credentials"]


def commit_credentials(
    state: State, by: str, now: str, box: str, run: int, public: bytes, *, root: str
) -> Draft:
    """``public`` is the list as Belenios writes it; the board gets its hash and its length.

    ``root`` is the salted root over members' numbers and public keys, in hexadecimal.
    """
    declared = state.rules.box_by_id.get(box)
    group = load_group(declared.group if declared else "Ed25519")
    count = len(read_public_credentials(group, public).keys)
    head = CredentialsCommitted(box, run, count, hashlib.sha256(public).hexdigest(), root)
    return Draft("credentials.committed/1", head, by, now)
