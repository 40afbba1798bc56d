"""What every exported file says of itself: the board on which it rests, and how far it had come.

There is no clock: the instant is the one that the board's last record states, so that anybody
makes the same bytes again. The checkpoint is named by the hash of its text, which its log and
every witness signed, so that later cosignatures change nothing.

>>> stamp = stamp_of(history, tree.root())              # doctest: +SKIP
>>> stamp.size, stamp.status                            # doctest: +SKIP
(2431, 'partial')
"""

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from suffrage.night.history import History
from suffrage.site.counted import Counted, count_held
from suffrage.site.status import Status, status_of
from suffrage.tlog.checkpoint import Checkpoint, encode_checkpoint

__all__ = ["DATA", "FORMAT", "Stamp", "stamp_of"]

FORMAT: Final = "suffrage-export/1"
DATA: Final = "site/data/"
"""Where data files lie in the public folder."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """The board of ``size`` records with this ``root``, and the moment of its last one.

    ``checkpoint`` is the SHA-256 of the checkpoint's text, in hexadecimal, and ``definition``
    that of the rules.
    """

    origin: str
    size: int
    root: bytes
    checkpoint: str
    definition: str
    status: Status
    instant: str

    @property
    def root_text(self) -> str:
        """The root as the checkpoint writes it."""
        return b64encode(self.root).decode("ascii")

    @property
    def version(self) -> str:
        """A version after SemVer: the format's, then the size of the board."""
        return f"{FORMAT.rpartition('/')[2]}.{self.size}.0"


def stamp_of(
    history: History,
    root: bytes,
    size: int | None = None,
    counted: Sequence[Counted] | None = None,
) -> Stamp:
    """The stamp of a history's first ``size`` records, all of them unless a size is given.

    ``root`` is the log's root over them, and ``counted`` every instance that is held, where that
    is known. Raises ``Refused("election.not-convened")`` for a board
    without a definition, and ``Malformed`` for a root that is none.
    """
    length = history.size if size is None else size
    state = history.at(length)
    definition = state.rules.digest
    text = encode_checkpoint(Checkpoint(state.origin, length, root))
    return Stamp(
        origin=state.origin,
        size=length,
        root=root,
        checkpoint=hashlib.sha256(text).hexdigest(),
        definition=definition,
        status=status_of(state, count_held(state) if counted is None else counted),
        instant=history.instant_of(length),
    )
