"""What a token may do, and who may make one: never more than the role that it is made for."""

from collections.abc import Mapping
from typing import Final

from suffrage.office.rights.policy import DeskPolicy

__all__ = ["API", "SUBMITTED"]

API: Final = DeskPolicy(
    "api",
    {
        "token": ("agent", "observer", "commission", "federation", "trustee", "registrar"),
        "read": ("agent", "observer", "commission", "federation", "trustee", "registrar"),
        "submit": ("agent", "federation", "trustee", "registrar"),
    },
)

SUBMITTED: Final[Mapping[str, tuple[str, ...]]] = {
    "agent": (
        "claim.made/2",
        "claim.answered/1",
        "dispute.filed/1",
        "incident.reported/1",
        "option.recommended/1",
    ),
    "federation": (
        "turnout.reported/1",
        "sheet.received/1",
        "sheet.approved/1",
        "sheet.reserved/1",
        "sheet.corrected/1",
        "incident.reported/1",
    ),
    "trustee": ("trustees.setup/1", "share.vouched/1", "keys.destroyed/1"),
    "registrar": ("credentials.committed/1",),
}
"""The kinds of records that each role may submit: those with which no private row must go."""
