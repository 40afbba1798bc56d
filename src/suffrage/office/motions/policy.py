"""Who moves, votes and records in the commission."""

from suffrage.office.rights.policy import DeskPolicy

__all__ = ["MOTIONS"]

MOTIONS = DeskPolicy(
    "motions",
    {
        "see": ("convener", "commission", "agent", "observer"),
        "vote": ("commission",),
        "record": ("commission",),
    },
)
