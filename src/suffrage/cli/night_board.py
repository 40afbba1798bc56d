"""The board of a public folder as the night shows it: followed, checked, and folded.

Nothing of it is shown before it has been checked (``verify.follow``). The projection comes with
an extra; without it the pictures say so.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from suffrage.conduct.standing import stands
from suffrage.errors import Malformed, Refused, Unavailable
from suffrage.model.contests import instance_place
from suffrage.night.claims import ClaimCard, claim_cards
from suffrage.night.dispute_effect import Effect, outcome_effect, seat_effect
from suffrage.night.history import History
from suffrage.site.pages.board import Board, Projector, no_projection
from suffrage.site.pages.contest import ContestView, contest_view
from suffrage.tlog.keys import format_key
from suffrage.verify.follow import Following

if TYPE_CHECKING:
    from suffrage.conduct.state import State
    from suffrage.verify import Files, Policy
    from suffrage.verify.progress import Progress

__all__ = ["NightBoard", "Picture"]

_EXTRA: Final = {"numpy", "scipy"}
_SIZE = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Picture:
    """One contest at one size of the board, as its page has it.

    ``effects`` are those of open disputes on the outcome and on each body that follows it,
    empty while no dispute is open; ``disputes`` are the ids of the open ones. Of a past moment
    the claims are those of that board, without what came of them later.
    """

    view: ContestView
    claims: tuple[ClaimCard, ...]
    disputes: tuple[str, ...]
    effects: tuple[Effect, ...]


class NightBoard:
    """A public folder, read as far as it holds."""

    def __init__(self, files: "Files", policy: "Policy | None" = None) -> None:
        self.history = History()
        self.has_policy = policy is not None
        self._following = Following(files, policy, self.history.add)
        self._board: Board | None = None

    def advance(self, progress: "Progress") -> bool:
        """Read what is new; whether there was anything. Raises as ``Following.advance``."""
        if not self._following.advance(progress):
            return False
        if self._board is None:
            # One board for the whole night: what it has folded stays true.
            key = format_key(self._following.key)
            self._board = Board(self.history, self.root, key, _projector())
        return True

    @property
    def board(self) -> Board:
        """The board as pages read it; raises ``Unavailable("follow.unread")`` before the first."""
        if self._board is None:
            raise Unavailable("follow.unread")
        return self._board

    @property
    def size(self) -> int:
        """How many entries were read and hold."""
        return self.history.size

    def root(self, size: int) -> bytes:
        """The log's root over so many entries."""
        return self._following.tree.root(size)

    def at(self, moment: str) -> int:
        """The size of the board at a size or an instant that somebody typed.

        An instant ends in Z, or is an hour where the votes are cast. Raises
        ``Malformed("night.moment")``, and ``Refused("night.no-size")`` beyond the board.
        """
        if _SIZE.fullmatch(moment):
            if int(moment) > self.size:
                raise Refused("night.no-size", asked=int(moment), size=self.size)
            return int(moment)
        try:
            instant = datetime.fromisoformat(moment)
        except ValueError as error:
            raise Malformed("night.moment", moment=moment) from error
        if instant.tzinfo is None:
            instant = instant.replace(tzinfo=ZoneInfo(self.history.now.rules.time_zone))
        return self.history.size_at(f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")

    def pictures(self, size: int, contest: str = "") -> list[Picture]:
        """Every contest that is held or may be, or one of them, at a size of the board.

        Raises ``Refused("contest.unknown")``, and ``Refused("election.not-convened")`` where
        nothing is on the board.
        """
        held = self.held(self.history.at(size), contest)
        return [self._picture(self.board, one, size) for one in held]

    def held(self, state: "State", contest: str = "") -> list[str]:
        """The instances held, or that may be; those of one contest. Raises as ``pictures``."""
        held = [one for one in state.rules.instances() if stands(state, one)]
        if contest:
            held = [one for one in held if contest in (one, instance_place(one)[0])]
            if not held:
                raise Refused("contest.unknown", at="--contest", contest=contest)
        return held

    def _picture(self, board: Board, instance: str, size: int) -> Picture:
        state, view = board.at(size), contest_view(board, instance, size)
        disputes = _open(state, instance)
        shown = not view.awaited and view.figures.totals.valid and disputes
        effects = tuple(_effects(state, view)) if shown else ()
        return Picture(view, tuple(self._claims(instance, size)), disputes, effects)

    def _claims(self, instance: str, size: int) -> Iterator[ClaimCard]:
        for card in claim_cards(self.history, instance):
            if size == self.size:
                yield card
            elif card.index < size:
                yield replace(card, answer=card.claim.confirmed, answered_at="", final=None)


def _open(state: "State", instance: str) -> tuple[str, ...]:
    contest = instance_place(instance)[0]
    return tuple(
        name
        for name, one in sorted(state.disputes.items())
        if one.contest == contest
        and one.status in ("open", "correction-due")
        and state.rules.instance_of(contest, one.unit) == instance
    )


def _effects(state: "State", view: ContestView) -> list[Effect]:
    """The effect on the outcome, and on the seats of each body; a Droop quota has none."""
    found = [outcome_effect(state, view.instance, view.figures.totals)]
    for body in state.rules.bodies:
        if body.contest == view.instance:
            try:
                found.append(seat_effect(state, body))
            except Refused:
                continue
    return found


def _projector() -> Projector:
    """The projection, where numpy and scipy are installed."""
    # Many small products: on several threads they wait for each other more than they reckon.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        from suffrage.night.projection.from_board import project_board  # noqa: PLC0415  (an extra)
    except ModuleNotFoundError as error:
        if error.name not in _EXTRA:
            raise
        return no_projection
    return project_board
