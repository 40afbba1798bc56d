"""What whoever publishes chooses; everything else follows from the board."""

from dataclasses import dataclass, field

__all__ = ["Settings"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How a site is made.

    ``moments`` are the sizes of the board whose figures have a permanent page; ``follow`` is how
    many seconds an open page waits before it asks for a newer board, 0 for a site that will not
    grow; ``scripted`` whether ``night.js`` is published beside the pages.
    """

    moments: frozenset[int] = field(default_factory=frozenset)
    follow: int = 20
    scripted: bool = False
