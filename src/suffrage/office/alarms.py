"""What witnesses say against a log of this office: shown at the head of every page, to everybody.

There is no way to dismiss an alarm: no view writes ``Publishing.alarms``, and the publisher only
adds to it. A witness may lie; its own checkpoint shows who does.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from suffrage.office.models import Publishing

__all__ = ["RaisedAlarm", "raised_alarms"]


@dataclass(frozen=True, slots=True)
class RaisedAlarm:
    """``kind`` is ``forked`` or ``rolled-back``; ``size`` what the camp's witness remembers."""

    election: str
    kind: str
    camp: str
    size: int
    at: str


def raised_alarms() -> list[RaisedAlarm]:
    """All alarms of the office, the oldest of each election first."""
    found = Publishing.objects.exclude(alarms=[]).select_related("election")
    return [
        RaisedAlarm(
            one.election.slug, alarm["kind"], alarm["camp"], alarm["size"], _instant(alarm["at"])
        )
        for one in found.order_by("election__slug")
        for alarm in one.alarms
    ]


def _instant(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
