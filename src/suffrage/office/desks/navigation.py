"""The way between desks: what each person finds at the head of every page."""

from typing import Final

from suffrage.office.desks.commission.policy import POLICY as COMMISSION
from suffrage.office.motions.views import MOTIONS
from suffrage.office.rights.policy import DeskPolicy
from suffrage.office.signing.views import SIGNING

__all__ = ["DESKS"]

DESKS: Final[tuple[tuple[DeskPolicy, str, str, str], ...]] = (
    (COMMISSION, "see", "commission", "nav.commission"),
    (MOTIONS, "see", "motions", "nav.motions"),
    (SIGNING, "sign", "keys", "nav.keys"),
)
"""Policy, the action that opens it, the name of its first page, and its word."""
