"""Local times, as people write them, and the instants that they are."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from suffrage.errors import Malformed

__all__ = ["instant_of"]


def instant_of(moment: datetime, zone: ZoneInfo, at: str) -> str:
    """The instant, in UTC, of a time of ``zone``; one that bears an offset keeps its own.

    Raises ``Malformed("definition.clock-change")`` for a local time that a change of clocks skips
    or repeats.
    """
    if moment.tzinfo is None:
        local = moment.replace(tzinfo=zone)
        if local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment or (
            local.utcoffset() != local.replace(fold=1).utcoffset()
        ):
            raise Malformed("definition.clock-change", at=at, time=moment.isoformat())
        moment = local
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
