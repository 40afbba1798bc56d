"""What may be done at the roll desk, and by whom.

Whoever prepares the roll signs nothing: the freeze is the commission's, and a change after it is
signed by the section's federation or by the commission. Agents see no names; what they need of
the roll is on the public board.
"""

from typing import Final

from suffrage.office.rights.policy import DeskPolicy

__all__ = ["POLICY"]

POLICY: Final = DeskPolicy(
    "roll",
    {
        "see": ("roll", "commission", "convener", "federation"),
        "read": ("roll", "commission", "federation"),
        "prepare": ("roll", "commission", "convener"),
        "appeal": ("roll", "helpdesk", "commission", "federation"),
        "decide": ("roll", "commission"),
        "freeze": ("commission",),
        "change": ("commission", "federation"),
    },
)
