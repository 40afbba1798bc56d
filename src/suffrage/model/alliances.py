"""Parties, and what those of an alliance have promised each other.

An agreement takes no part in the count. It is frozen with the rules, so that what was promised
can be set beside what the votes gave.
"""

from typing import Annotated

from msgspec import Meta

from suffrage.model.values import Ident, Label, UnitId, Value

__all__ = ["Agreement", "Party", "Promise"]


class Party(Value, frozen=True):
    """A party whose members stand, alone or on a list with others."""

    id: Ident
    label: Label


class Promise(Value, frozen=True):
    """One thing promised to a party; ``check_agreements`` says which fields go together.

    ``seats`` of a ``body``; or the ``position`` (1 for the first) on the list of an ``option``
    that stands for a ``body``; or a ``contest`` in a ``place``, where the alliance stands behind
    the party's candidate.
    """

    party: Ident
    body: Ident = ""
    seats: Annotated[int, Meta(ge=1, le=100_000)] = 0
    option: Ident = ""
    position: Annotated[int, Meta(ge=1, le=100_000)] = 0
    contest: Ident = ""
    place: UnitId = ""


class Agreement(Value, frozen=True):
    """Parties that stand together, and their promises."""

    id: Ident
    parties: Annotated[tuple[Ident, ...], Meta(min_length=2)]
    promises: Annotated[tuple[Promise, ...], Meta(min_length=1)]
    title: dict[Ident, Label] = {}  # noqa: RUF012  (the library copies the default)
