"""The public checkpoint on which a certificate would rest, and which witnesses have cosigned it."""

from base64 import b64encode
from dataclasses import dataclass

from suffrage.board.folder import CHECKPOINT
from suffrage.conduct.state import State
from suffrage.office.publishing.publisher import cosigned_by, public_folder
from suffrage.tlog.checkpoint import decode_checkpoint
from suffrage.tlog.note import parse_note

__all__ = ["PublicCheckpoint", "public_checkpoint", "read_checkpoint"]


@dataclass(frozen=True, slots=True)
class PublicCheckpoint:
    """A signed note with its size and root (base64), and the camps by whether they cosigned."""

    note: bytes
    size: int
    root: str
    cosigned: tuple[str, ...]
    lacking: tuple[str, ...]
    quorum: int

    @property
    def short(self) -> bool:
        """Whether fewer witnesses have cosigned than the rules ask for."""
        return len(self.cosigned) < self.quorum


def public_checkpoint(slug: str, state: State) -> PublicCheckpoint | None:
    """The latest one of an election's public folder; ``None`` before the first.

    Raises ``Malformed`` and ``NotVerified`` for a folder that was altered.
    """
    file = public_folder(slug) / CHECKPOINT
    # Not through ``PublicFolder``: what is half-written there is the publisher's.
    return read_checkpoint(file.read_bytes(), state) if file.is_file() else None


def read_checkpoint(note: bytes, state: State) -> PublicCheckpoint:
    """A checkpoint of this board, opened with the witnesses' keys of the rules."""
    told = decode_checkpoint(parse_note(note).text)
    cosigned = tuple(cosigned_by(state, note))
    return PublicCheckpoint(
        note=note,
        size=told.size,
        root=b64encode(told.root).decode("ascii"),
        cosigned=cosigned,
        lacking=tuple(sorted(set(state.rules.witnesses.keys) - set(cosigned))),
        quorum=state.rules.witnesses.quorum,
    )
