"""The board as pages read it: its history, and the folds of it that several pages share.

Folds are remembered: a state never changes, so that a figure of one size is made once.

>>> board = Board(history, root=tree.root, log_key=text)          # doctest: +SKIP
>>> board.certain("text", board.size).elected                     # doctest: +SKIP
''
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar, cast

from suffrage.conduct.state import State
from suffrage.count.totals import Totals
from suffrage.errors import Refused
from suffrage.night.certain import Certain, certain
from suffrage.night.counted import Counted, count_federations, counted
from suffrage.night.history import History
from suffrage.night.moment import require_figures

if TYPE_CHECKING:
    from suffrage.night.projection.project import Projection

__all__ = ["Board", "Projector", "no_projection"]

_Found = TypeVar("_Found")

Projector = Callable[[History, str, int], "Projection"]
"""Projects an instance at a size of the board; raises ``Refused`` with the reason where not."""


def no_projection(_history: History, _instance: str, _size: int) -> "Projection":
    """Raise ``Refused("projection.absent")``: numpy and scipy are not installed here."""
    raise Refused("projection.absent")


class Board:
    """A history with the log's roots, and what has been folded from it."""

    def __init__(
        self,
        history: History,
        root: Callable[[int], bytes],
        log_key: str,
        projector: Projector = no_projection,
    ) -> None:
        self.history, self.root, self.log_key = history, root, log_key
        self._projector = projector
        self._counted: dict[tuple[str, int], Counted] = {}
        self._certain: dict[tuple[str, int], Certain] = {}
        self._federations: dict[tuple[str, int], Mapping[str, Totals]] = {}
        self._projected: dict[tuple[str, int], Projection | Refused] = {}
        self._folded: dict[object, tuple[int, object]] = {}

    @property
    def size(self) -> int:
        """How many records the board holds."""
        return self.history.size

    @property
    def state(self) -> State:
        """The state now."""
        return self.history.now

    def at(self, size: int) -> State:
        """The state at a size."""
        return self.history.at(size)

    def counted(self, instance: str, size: int) -> Counted:
        """What had been counted of an instance."""
        key = (instance, size)
        if key not in self._counted:
            self._counted[key] = counted(self.at(size), instance)
        return self._counted[key]

    def certain(self, instance: str, size: int) -> Certain:
        """What no completion of that board could change."""
        key = (instance, size)
        if key not in self._certain:
            self._certain[key] = certain(self.at(size).rules, self.counted(instance, size))
        return self._certain[key]

    def federations(self, instance: str, size: int) -> Mapping[str, Totals]:
        """The totals of each federation."""
        key = (instance, size)
        if key not in self._federations:
            self._federations[key] = count_federations(self.at(size), instance)
        return self._federations[key]

    def projected(self, instance: str, size: int) -> "Projection | Refused":
        """The projection at that size, or why there was none."""
        key = (instance, size)
        if key not in self._projected:
            try:
                self._projected[key] = self._projector(self.history, instance, size)
            except Refused as why:
                self._projected[key] = why
        return self._projected[key]

    def once(self, fold: Callable[["Board"], _Found]) -> _Found:
        """What a fold of the whole board gives, made once for each size."""
        if self._folded.get(fold, (0, None))[0] != self.size:
            self._folded[fold] = (self.size, fold(self))
        return cast("_Found", self._folded[fold][1])

    def awaited(self, instance: str, size: int) -> Refused | None:
        """Why figures could not be shown yet, or ``None`` where they could."""
        now = self.history.instant_of(size)
        try:
            require_figures(self.at(size), self.counted(instance, size), now)
        except Refused as why:
            return why
        return None
