"""Records before the vote: convening, officers, options, roll, keys, rules."""

from typing import Annotated, Final

from msgspec import Meta

from suffrage.board.kinds.kind import Kind, Nothing
from suffrage.model.contests import Option
from suffrage.model.definition import Definition
from suffrage.model.values import (
    Count,
    Digest,
    Ident,
    Number,
    PublicKey,
    RoleName,
    UnitId,
    Value,
)

__all__ = [
    "FAMILY",
    "CredentialsCommitted",
    "Officer",
    "OfficerAppointed",
    "OfficerReplaced",
    "OfficersAppointed",
    "OptionAdmitted",
    "OptionRecommended",
    "OptionWithdrawn",
    "RollAmended",
    "RollCommitted",
    "RollCounts",
    "RulesFixed",
    "TrusteeSetUp",
]

Run = Annotated[int, Meta(ge=1, le=99)]


class Officer(Value, frozen=True):
    """A role and the key of the person who holds it."""

    role: RoleName
    key: PublicKey


class OfficerAppointed(Value, frozen=True):
    """``decision`` is the commission's, 0 before the rules are fixed and for a federation."""

    decision: Count = 0


class OfficersAppointed(Value, frozen=True):
    """The officers that one record appoints; nobody among them held the role before."""

    officers: Annotated[tuple[Officer, ...], Meta(min_length=1)]


class OfficerReplaced(Value, frozen=True):
    """A role passes to another key; ``previous`` is the key that loses it.

    ``decision`` is the commission's decision, 0 when a federation acts for its own sections.
    """

    role: RoleName
    key: PublicKey
    previous: PublicKey
    decision: Count = 0


class OptionAdmitted(Value, frozen=True):
    """An option joins a contest of the draft."""

    contest: Ident
    option: Ident


class OptionWithdrawn(Value, frozen=True):
    """An option leaves an instance of a contest before its polls open.

    ``decision`` is the commission's decision, 0 when the option's own agent withdraws it.
    """

    contest: str
    option: Ident
    decision: Count = 0


class OptionRecommended(Value, frozen=True):
    """An option that does not go on says for whom its voters might vote in the next round.

    ``recommended`` is empty where it leaves them free. ``decision`` is the commission's decision,
    0 when the option's own agent speaks.
    """

    contest: str
    option: Ident
    recommended: Ident = ""
    decision: Count = 0


class RollCommitted(Value, frozen=True):
    """The frozen roll: the salted root and how many are entitled to vote."""

    root: Digest
    entitled: Count


class RollCounts(Value, frozen=True):
    """How many are entitled in each section."""

    units: dict[UnitId, Number]


class RollAmended(Value, frozen=True):
    """A signed change of a section's roll: members added and removed, and why."""

    unit: UnitId
    added: Number
    removed: Number
    ground: Ident


class CredentialsCommitted(Value, frozen=True):
    """The registrar's word on a run: how many credentials, and the hash of their public list.

    ``root`` is salted and binds each member's number to the own public key; the member receives
    the opening of the own leaf.
    """

    box: Ident
    run: Run
    count: Count
    list: Digest
    root: Digest


class TrusteeSetUp(Value, frozen=True):
    """A trustee's word: the public key of the own share for a run of a box."""

    box: Ident
    run: Run
    owner: Annotated[int, Meta(ge=1, le=50)]
    key: str


class RulesFixed(Value, frozen=True):
    """The whole definition is frozen; ``decision`` is the index of the commission's decision."""

    decision: Count


FAMILY: Final = (
    Kind("election.convened/1", Nothing, Definition),
    Kind("officer.appointed/1", OfficerAppointed, OfficersAppointed),
    Kind("officer.replaced/1", OfficerReplaced),
    Kind("option.admitted/1", OptionAdmitted, Option),
    Kind("option.withdrawn/1", OptionWithdrawn),
    Kind("option.recommended/1", OptionRecommended),
    Kind("roll.committed/1", RollCommitted, RollCounts),
    Kind("roll.amended/1", RollAmended),
    Kind("credentials.committed/1", CredentialsCommitted),
    Kind("trustees.setup/1", TrusteeSetUp),
    Kind("rules.fixed/1", RulesFixed, Definition),
)
