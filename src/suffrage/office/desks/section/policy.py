"""What a section's phone may do: nothing but this, in its own section, this evening."""

from typing import Final

from suffrage.office.rights.policy import DeskPolicy

__all__ = ["POLICY"]

POLICY: Final = DeskPolicy(
    "section",
    {
        "see": ("secretary",),
        "key": ("secretary",),
        "draft": ("secretary",),
        "send": ("secretary",),
        "photo": ("secretary",),
        "reread": ("secretary",),
    },
)
