"""When a section's door is open: from two hours before its polls until the end of that night.

Nothing opens once the round is certified for the section, or its board is closed.
"""

from datetime import UTC, datetime, timedelta
from typing import Final

from suffrage.conduct.state import State
from suffrage.errors import Refused

__all__ = ["AFTER", "BEFORE", "check_evening"]

BEFORE: Final = timedelta(hours=2)
"""A secretary tries the phone while the room is made ready."""

AFTER: Final = timedelta(hours=12)
"""A count that lasts longer is entered by the federation."""


def check_evening(state: State, unit: str, round_: int, now: str) -> None:
    """Raise ``Refused("door.early")`` or ``Refused("door.over")`` outside the section's evening."""
    contests = state.rules.contests_of(round_)
    if not contests or unit not in state.rules.tree.section_ids:
        raise Refused("door.over")
    opens = contests[0].opens
    if _moment(now) < _moment(opens) - BEFORE:
        raise Refused("door.early", hours=int(BEFORE.total_seconds()) // 3600)
    closes = state.evening(round_).ends.get(unit, contests[0].closes)
    certified = all(state.rules.instance_of(one.id, unit) in state.certified for one in contests)
    if (
        certified
        or state.phase in ("closed", "superseded")
        or _moment(now) > _moment(closes) + AFTER
    ):
        raise Refused("door.over")


def _moment(instant: str) -> datetime:
    return datetime.fromisoformat(instant).astimezone(UTC)
