"""Records after the count: lots, announcement, certificate, ratification, bodies, the end."""

from typing import Annotated, Final, Literal

from msgspec import Meta

from suffrage.board.kinds.kind import Kind
from suffrage.model.values import Count, Digest, Ident, Value

__all__ = [
    "FAMILY",
    "BlobErased",
    "BoardClosed",
    "BoardSuperseded",
    "BodySeated",
    "Certificate",
    "KeysDestroyed",
    "LotDrawn",
    "OutcomeFigures",
    "ResultAnnounced",
    "ResultCertified",
    "ResultFigures",
    "ResultRatified",
    "Seating",
]


class LotDrawn(Value, frozen=True):
    """Dice thrown in public for the ties of one contest instance or body.

    The members who saw the throw sign the decision that names it.
    """

    subject: str
    seed: Annotated[str, Meta(pattern=r"^[0-9]{20,64}\Z")]
    decision: Count


class OutcomeFigures(Value, frozen=True):
    """An outcome as it is published: exactly one field is filled, or none without a majority."""

    elected: Ident | Literal[""] = ""
    qualified: tuple[Ident, ...] = ()
    tie: tuple[Ident, ...] = ()


class ResultFigures(Value, frozen=True):
    """The totals of one contest instance; they repeat what anyone computes from the sheets."""

    contest: str
    registered: Count
    signatures: Count
    ballots: Count
    blank: Count
    void: Count
    valid: Count
    votes: dict[Ident, Count]
    outcome: OutcomeFigures


class ResultAnnounced(Value, frozen=True):
    """Every unit has reported; disputes may be open."""

    contest: str


class Certificate(Value, frozen=True):
    """The final figures, and the cosigned checkpoint of the board on which they rest, by lines."""

    result: ResultFigures
    checkpoint: tuple[str, ...]

    @property
    def note(self) -> bytes:
        """The checkpoint as the signed note that it is."""
        return "".join(f"{line}\n" for line in self.checkpoint).encode()


class ResultCertified(Value, frozen=True):
    """Every unit is final and every dispute ruled; the commission certifies by its quorum."""

    contest: str
    decision: Count


class ResultRatified(Value, frozen=True):
    """The assembly of delegates ratifies a certified result."""

    contest: str
    delegates: Count
    votes_for: Count
    votes_against: Count
    abstained: Count


class BodySeated(Value, frozen=True):
    """A body's seats after a certified contest."""

    body: Ident


class Seating(Value, frozen=True):
    """Seats by option and members ex officio; a tie that waits for a lot cannot be seated."""

    body: Ident
    seats: dict[Ident, Count]
    ex_officio: Count


class KeysDestroyed(Value, frozen=True):
    """A trustee has destroyed the own key share of a run."""

    box: Ident
    run: Annotated[int, Meta(ge=1, le=99)]


class BlobErased(Value, frozen=True):
    """A text has been erased; its hash stays."""

    blob: Digest
    reason: Ident


class BoardSuperseded(Value, frozen=True):
    """The board goes on under another origin; nothing is written here any more."""

    successor: str
    decision: Count


class BoardClosed(Value, frozen=True):
    """Nothing is written here any more: no dispute, no ratification."""

    decision: Count


FAMILY: Final = (
    Kind("lot.drawn/1", LotDrawn),
    Kind("result.announced/1", ResultAnnounced, ResultFigures),
    Kind("result.certified/1", ResultCertified, Certificate),
    Kind("result.ratified/1", ResultRatified),
    Kind("body.seated/1", BodySeated, Seating),
    Kind("keys.destroyed/1", KeysDestroyed),
    Kind("blob.erased/1", BlobErased),
    Kind("board.superseded/1", BoardSuperseded),
    Kind("board.closed/1", BoardClosed),
)
