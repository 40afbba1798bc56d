"""What may be done at the commission's desk, and by whom."""

from typing import Final

from suffrage.office.rights.policy import DeskPolicy

__all__ = ["POLICY"]

POLICY: Final = DeskPolicy(
    "commission",
    {
        "see": ("convener", "commission", "observer"),
        "act": ("commission",),
        "move": ("commission",),
        "ratify": ("congress",),
        "draft": ("convener",),
        "invite": ("convener", "commission"),
        "convene": ("convener",),
        "rehearse": ("convener", "commission"),
    },
)
