"""Whether this folder is the board of the election that the policy names."""

from collections.abc import Sequence
from typing import Final

from suffrage.board.folder import ABOUT, About
from suffrage.board.record import Record
from suffrage.conduct.state import State
from suffrage.errors import Malformed, NotVerified
from suffrage.model import canonical
from suffrage.tlog.keys import PLAIN, Key, parse_key
from suffrage.verify.findings import Findings
from suffrage.verify.policy import Policy
from suffrage.verify.records import place_of
from suffrage.verify.source import Source

__all__ = ["check_identity", "read_log_key"]

_FIXED: Final = "rules.fixed/1"


def read_log_key(source: Source, policy: Policy | None, findings: Findings) -> Key | None:
    """The log's key: the policy's, or, without a policy, the one that the folder states.

    Codes, at ``about.json``: ``folder.missing``, ``canonical.*``, ``note.*``; ``trust.key`` for
    a key that is not the origin's; ``trust.log-key`` where folder and policy differ.
    """
    data = source.take(ABOUT)
    if data is None:
        return policy.log if policy else None
    with findings.at(ABOUT):
        about = canonical.decode(data, About)
        key = parse_key(about.key)
        if key.kind != PLAIN or key.name != about.origin:
            raise Malformed("trust.key", at="key", name=key.name)
        if policy is None:
            return key
        if key != policy.log:
            raise NotVerified("trust.log-key", at="key", name=key.name)
    return policy.log if policy else None


def check_identity(
    state: State, records: Sequence[Record | None], policy: Policy, findings: Findings
) -> None:
    """The board's origin and its definition are those of the policy.

    Codes, at the record that fixed the rules or, while there is none, at the first:
    ``trust.origin``, ``trust.definition``.
    """
    if state.definition is None:
        return
    kinds = [record.kind if record else "" for record in records]
    index = kinds.index(_FIXED) if _FIXED in kinds else 0
    with findings.at(place_of(index)):
        if state.origin != policy.origin:
            raise NotVerified("trust.origin", at="payload", origin=state.origin)
        if state.definition.digest != policy.definition:
            raise NotVerified("trust.definition", at="payload", digest=state.definition.digest)
