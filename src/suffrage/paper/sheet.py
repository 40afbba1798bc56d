"""The tally sheet of one section in one contest, as it was entered once.

The figures are those of the paper and nothing else: none is computed, none has a default, and
a sheet that does not add up is kept as it is (``paper.checks`` says what is wrong with it).
Names of members, voters or tellers are no part of it; the photo stays in the office, and
``scan`` is its hash. Format: ``docs/spec/sheet.md``.
"""

from typing import Literal

import msgspec

from suffrage.model.values import CampId, Digest, Ident, Number, RoleName, UnitId, Value

__all__ = ["AgentState", "Sheet"]

AgentState = Literal["signed", "reserved", "refused", "absent"]
"""What a camp's agent did with the paper: signed it, signed with a reservation, refused, or
was not there."""


class Sheet(Value, frozen=True):
    """One entry of a sheet; counts are of persons or of papers, never negative.

    ``registered`` is R, the entitled members of the section; ``signatures`` is E, of which
    ``proxies`` were given for an absent member; ``ballots`` is U, what was found in the box;
    ``blank`` is B, ``void`` is N by reason, ``valid`` is X and ``votes`` its parts by option.
    """

    ballots: Number
    blank: Number
    contest: Ident
    entered_by: RoleName
    proxies: Number
    registered: Number
    signatures: Number
    unit: UnitId
    valid: Number
    void: dict[Ident, Number]
    votes: dict[Ident, Number]
    agents: dict[CampId, AgentState] = {}  # noqa: RUF012  (the library copies the default)
    scan: Digest | msgspec.UnsetType = msgspec.UNSET

    @property
    def void_total(self) -> int:
        """The void ballots of all reasons: N."""
        return sum(self.void.values())
