"""The time: the machine's, or that of a demonstration's own clock."""

from datetime import UTC, datetime

from django.conf import settings

__all__ = ["instant", "now"]


def now() -> datetime:
    """The present moment in UTC, to the second."""
    file = settings.ENVIRONMENT.clock
    if file is None:
        return datetime.now(UTC).replace(microsecond=0)
    return datetime.fromisoformat(file.read_text(encoding="ascii").strip())


def instant() -> str:
    """The present moment as records write it."""
    return now().strftime("%Y-%m-%dT%H:%M:%SZ")
