"""What may be done at the agents' desk, and by whom. Observers read; photos are for agents."""

from typing import Final

from suffrage.office.rights.policy import DeskPolicy

__all__ = ["POLICY"]

POLICY: Final = DeskPolicy(
    "agents",
    {
        "see": ("agent", "observer", "commission"),
        "photos": ("agent", "commission"),
        "act": ("agent",),
    },
)
