"""Agents say what they did with a paper; agents, federations and the commission see it."""

from typing import Final

from suffrage.office.rights.policy import DeskPolicy

__all__ = ["POLICY"]

POLICY: Final = DeskPolicy(
    "confirm", {"see": ("agent", "federation", "commission"), "say": ("agent",)}
)
