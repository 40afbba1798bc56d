"""What the publisher would have said: a board published up to a size, in a test's office.

>>> publish(congress)                      # all of it
>>> publish(congress, 12, cosigned=["to1"])
"""

from typing import Any

from django.utils import timezone

from suffrage.office.boards import board_state
from suffrage.office.models import Election, Publishing

__all__ = ["publish"]


def publish(election: Election, size: int | None = None, **said: Any) -> int:
    """Write the publisher's row; the size that is published comes back."""
    size = board_state(election.slug).size if size is None else size
    defaults = {"size": size, "seen_at": timezone.now(), **said}
    Publishing.objects.update_or_create(election=election, defaults=defaults)
    return size
