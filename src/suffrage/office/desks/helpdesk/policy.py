"""What may be done at the help desk, and by whom: looks alone, and each of them is logged."""

from typing import Final

from suffrage.office.rights.policy import DeskPolicy

__all__ = ["POLICY"]

POLICY: Final = DeskPolicy(
    "helpdesk",
    {
        "ask": ("helpdesk", "roll", "commission", "federation"),
        "log": ("commission",),
    },
)
