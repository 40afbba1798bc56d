"""How far a verification has come, for whoever shows it."""

from collections.abc import Callable
from typing import Literal

__all__ = ["Progress", "Stage", "silent"]

Stage = Literal["log", "records", "blobs", "archives", "replay", "results"]
Progress = Callable[[Stage, int, int], None]
"""Called with the stage, how much of it is done, and how much there is."""


def silent(_stage: Stage, _done: int, _total: int) -> None:
    """Show nothing."""
