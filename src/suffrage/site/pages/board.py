"""The board as pages read it: its history, and the folds of it that several pages share.

Folds are remembered: a state never changes, so that a figure of one size is made once. An
instance that no record has concerned since is not folded again.

>>> board = Board(history, root=tree.root, log_key=text)          # doctest: +SKIP
>>> board.certain("text", board.size).elected                     # doctest: +SKIP
''
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeVar, cast

from suffrage.conduct.state import State
from suffrage.count.totals import Totals
from suffrage.errors import Refused
from suffrage.night.certain import Certain, certain
from suffrage.night.counted import Counted, count_federations, counted
from suffrage.night.history import History
from suffrage.night.moment import require_figures
from suffrage.site.exports.files import Exports

if TYPE_CHECKING:
    from suffrage.night.projection.project import Projection

__all__ = ["Board", "Projector", "no_projection"]

_Found = TypeVar("_Found")
_MANY: Final = 4096
_FEW: Final = 16

Projector = Callable[[History, str, int], "Projection"]
"""Projects an instance at a size of the board; raises ``Refused`` with the reason where not."""


def no_projection(_history: History, _instance: str, _size: int) -> "Projection":
    """Raise ``Refused("projection.absent")``: numpy and scipy are not installed here."""
    raise Refused("projection.absent")


class Board:
    """A history with the log's roots, and what has been folded from it.

    What was folded at a size stays true; the latest folds are kept, so that a long night does not
    fill the memory.
    """

    def __init__(
        self,
        history: History,
        root: Callable[[int], bytes],
        log_key: str,
        projector: Projector = no_projection,
    ) -> None:
        self.history, self.root, self.log_key = history, root, log_key
        self.exports = Exports(history, root)
        self._projector = projector
        self._small = lru_cache(maxsize=_MANY)(self._fold)
        self._large = lru_cache(maxsize=_FEW)(self._fold)
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
        """What had been counted of an instance, as of the record that last concerned it."""
        return counted(self.at(self.history.changed(instance, size)), instance)

    def certain(self, instance: str, size: int) -> Certain:
        """What no completion of that board could change."""
        return self.remembered(_certain, instance, self.history.changed(instance, size))

    def federations(self, instance: str, size: int) -> Mapping[str, Totals]:
        """The totals of each federation."""
        return self.lately(_federations, instance, self.history.changed(instance, size))

    def projected(self, instance: str, size: int) -> "Projection | Refused":
        """The projection at that size, or why there was none."""
        return self.remembered(_projected, instance, self.history.changed(instance, size))

    def projected_now(self, instance: str, size: int) -> "Projection":
        """The same, made anew; raises ``Refused`` where there is none."""
        return self._projector(self.history, instance, size)

    def has_votes(self, instance: str) -> bool:
        """Whether figures of an instance may be shown, and a valid vote is among them."""
        size = self.history.changed(instance)
        shown = self.awaited(instance, size) is None
        return shown and bool(self.counted(instance, size).totals.valid)

    def awaited(self, instance: str, size: int) -> Refused | None:
        """Why figures could not be shown yet, or ``None`` where they could."""
        return self.remembered(_awaited, instance, size)

    def once(self, fold: Callable[["Board"], _Found]) -> _Found:
        """What a fold of the whole board gives, made once for each size."""
        if self._folded.get(fold, (0, None))[0] != self.size:
            self._folded[fold] = (self.size, fold(self))
        return cast("_Found", self._folded[fold][1])

    def remembered(
        self, fold: Callable[["Board", str, int], _Found], name: str, size: int
    ) -> _Found:
        """A small fold of an instance at a size, which later records cannot change."""
        return cast("_Found", self._small(fold, name, size))

    def lately(self, fold: Callable[["Board", str, int], _Found], name: str, size: int) -> _Found:
        """The same for a large one, of which only the latest few are kept."""
        return cast("_Found", self._large(fold, name, size))

    def _fold(self, fold: Callable[["Board", str, int], object], name: str, size: int) -> object:
        return fold(self, name, size)


def _certain(board: Board, instance: str, size: int) -> Certain:
    return certain(board.at(size).rules, board.counted(instance, size))


def _federations(board: Board, instance: str, size: int) -> Mapping[str, Totals]:
    return count_federations(board.at(size), instance)


def _projected(board: Board, instance: str, size: int) -> "Projection | Refused":
    try:
        return board.projected_now(instance, size)
    except Refused as why:
        # Not the frames that it came through, which hold every unit.
        return why.with_traceback(None)


def _awaited(board: Board, instance: str, size: int) -> Refused | None:
    now = board.history.instant_of(size)
    try:
        require_figures(board.at(size), board.counted(instance, size), now)
    except Refused as why:
        return why.with_traceback(None)
    return None
