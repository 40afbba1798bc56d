"""A file of the public site that is made only when it is needed.

>>> file = SiteFile("site/fr/text.html", key=("text", 1234), make=lambda: b"...")
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass

__all__ = ["SiteFile"]


@dataclass(frozen=True, slots=True)
class SiteFile:
    """Where a file lies in the public folder, what its bytes follow from, and how they are made.

    Two files of one path and equal ``key`` have equal bytes, so that whoever has written the one
    need not make the other.
    """

    path: str
    key: Hashable
    make: Callable[[], bytes]
