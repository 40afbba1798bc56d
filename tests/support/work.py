"""How much work an act is, the same on a busy machine as on a quiet one.

>>> calls(lambda: [len(str(number)) for number in range(10)]) > 10
True
"""

import sys
from collections.abc import Callable

__all__ = ["calls"]


def calls(act: Callable[[], object]) -> int:
    """The calls of functions, Python's own among them, that an act makes in this thread."""
    made = 0

    def count(_frame: object, event: str, _what: object) -> None:
        nonlocal made
        made += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        act()
    finally:
        sys.setprofile(before)
    return made
