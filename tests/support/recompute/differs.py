"""What the recomputation raises where it and the public files part."""

__all__ = ["Differs", "require"]


class Differs(AssertionError):  # noqa: N818  (what people read)
    """A public file says something else than what its records give."""


def require(holds: bool, *what: object) -> None:  # noqa: FBT001  (it reads as a sentence)
    """Raise ``Differs`` with what was looked at, unless it holds."""
    if not holds:
        raise Differs(" ".join(map(str, what)))
