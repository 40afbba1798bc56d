"""A witness in the same process, for demonstrations, rehearsals and tests.

It remembers in memory the largest tree it has seen of each log. A camp's own program, with its
own database on its own machine, takes the same step.
"""

from suffrage.tlog.keys import COSIGNER, Key, Signer, format_key
from suffrage.tlog.witnessing import Seen, witness

__all__ = ["LocalWitness"]


class LocalWitness:
    """One camp's cosigning key and memory."""

    def __init__(self, name: str, seed: bytes, log: Key) -> None:
        self._signer = Signer(name, COSIGNER, seed)
        self._logs = {log.name: log}
        self._seen: dict[str, Seen] = {}

    @property
    def key(self) -> str:
        """The public key in its printed form, as definitions and policies name it."""
        return format_key(self._signer.key)

    def __call__(self, body: bytes, now: int) -> bytes:
        """Answer an ``add-checkpoint`` request; raises as ``tlog.witnessing.witness``."""
        step = witness(body, self._logs, self._seen, self._signer, now)
        self._seen[step.origin] = step.seen
        return step.answer
