"""Records of disputes and of the commission's decisions."""

from typing import Final, Literal

from suffrage.board.kinds.kind import Kind
from suffrage.model.values import Count, Digest, Ident, Signature, UnitId, Value

__all__ = [
    "FAMILY",
    "CommissionDecided",
    "Decision",
    "DisputeFiled",
    "DisputeRuled",
    "MemberVote",
]


class DisputeFiled(Value, frozen=True):
    """A camp contests a section's sheet on a frozen ground; the account is a text."""

    dispute: Ident
    contest: Ident
    unit: UnitId
    ground: Ident


class DisputeRuled(Value, frozen=True):
    """The commission rules: rejected, or upheld with the effect that the ground declares."""

    dispute: Ident
    effect: Literal["rejected", "annul-unit", "correct-sheet"]
    decision: Count


class CommissionDecided(Value, frozen=True):
    """The commission voted on one act, named by its kind and the hash of what it would write."""

    act: str
    subject: Digest


class MemberVote(Value, frozen=True):
    """One member's vote, signed by that member; ``reason`` is the hash of a text.

    A member who walked out or is absent signs nothing: the decision's own signer records it.
    """

    choice: Literal["for", "against", "abstained", "walked-out", "absent"]
    reason: Digest | Literal[""] = ""
    sig: Signature | Literal[""] = ""


class Decision(Value, frozen=True):
    """The votes of all members of the commission on one act."""

    act: str
    subject: Digest
    votes: dict[Ident, MemberVote]


FAMILY: Final = (
    Kind("dispute.filed/1", DisputeFiled, "text"),
    Kind("dispute.ruled/1", DisputeRuled),
    Kind("commission.decided/1", CommissionDecided, Decision),
)
