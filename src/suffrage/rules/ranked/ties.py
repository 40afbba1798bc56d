"""The resolutions given to a count, each used for its own tie and none left over."""

from collections.abc import Sequence

from suffrage.errors import Inconsistent
from suffrage.rules.outcome import Tied
from suffrage.rules.tie import Resolved

__all__ = ["Resolutions"]


class Resolutions:
    """What the declared tie rule said of the ties of one count."""

    def __init__(self, given: Sequence[Resolved]) -> None:
        self._given = tuple(given)
        self._used: list[Resolved] = []

    def chosen(self, tie: Tied) -> tuple[str, ...]:
        """Who takes the places of this tie; nobody while it has not been resolved.

        Raises ``Inconsistent("rule.not-this-tie")`` for a resolution that chooses others, or
        more or fewer than there are places.
        """
        found = next((one for one in self._given if one.tie == tie), None)
        if found is None:
            return ()
        if len(found.chosen) != tie.places or not set(found.chosen) < set(tie.options):
            raise Inconsistent("rule.not-this-tie")
        self._used.append(found)
        return found.chosen

    def used(self) -> tuple[Resolved, ...]:
        """The resolutions in the order in which the count needed them.

        Raises ``Inconsistent("rule.not-this-tie")`` if one was not needed: it is of another
        count, or of other ballots.
        """
        if len(self._used) != len(self._given):
            raise Inconsistent("rule.not-this-tie")
        return tuple(self._used)
