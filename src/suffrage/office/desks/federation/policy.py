"""What may be done at the federation's desk, and by whom.

A federation acts in its own sections. A second teller reads papers there, and a member of the
commission where no teller can be had; the commission sees all the rest and changes nothing of it.
"""

from typing import Final

from suffrage.office.rights.policy import DeskPolicy

__all__ = ["POLICY"]

POLICY: Final = DeskPolicy(
    "federation",
    {
        "see": ("federation", "commission"),
        "contacts": ("federation",),
        "appoint": ("federation",),
        "invite": ("federation",),
        "enter": ("federation",),
        "seal": ("federation",),
        "correct": ("federation",),
        "upload": ("federation",),
        "say": ("federation",),
        "claim": ("commission",),
        "queue": ("teller", "commission"),
        "second": ("federation", "teller", "commission"),
        "photo": ("federation", "teller", "commission"),
        "unreadable": ("federation", "teller"),
        "bring": ("federation",),
    },
)
