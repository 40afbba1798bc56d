"""What a new key is for; nothing else is ever done with it."""

from typing import Final

from suffrage.belenios.group import Entropy
from suffrage.errors import Malformed, Refused, Unavailable
from suffrage.model import canonical
from suffrage.trustee.saved import BoardScope, ElectionScope
from suffrage.verify.policy import Policy

__all__ = ["board_scope", "election_scope"]

_SEED: Final = 32


def board_scope(policy: Policy, box: str, run: int, role: str, entropy: Entropy) -> BoardScope:
    """One run of a box, on the board of this policy, for the holder of ``role``.

    A signing key for the role is drawn with it. Raises ``Refused("trustee.unwitnessed")`` under
    a policy that asks for no witness, ``Malformed("canonical.shape")`` for names of another
    form, ``Unavailable("bel.entropy")``.
    """
    if policy.witnesses.quorum < 1:
        raise Refused("trustee.unwitnessed")
    seed = entropy(_SEED)
    if len(seed) != _SEED:
        raise Unavailable("bel.entropy")
    scope = BoardScope(policy, box, run, role, seed.hex())
    return canonical.decode(canonical.encode(scope), BoardScope)


def election_scope(uuid: str, minimum: int) -> ElectionScope:
    """One election without a board; fewer than ``minimum`` ballots are never decrypted.

    Raises ``Malformed``: ``bel.uuid``, ``canonical.shape``.
    """
    try:
        return canonical.decode(canonical.encode(ElectionScope(uuid, minimum)), ElectionScope)
    except Malformed as error:
        if error.at == "uuid":
            raise Malformed("bel.uuid") from None
        raise
