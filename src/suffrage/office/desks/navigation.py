"""The way between desks: what each person finds at the head of every page."""

from typing import Final

from suffrage.office.api.policy import API
from suffrage.office.desks.agents.policy import POLICY as AGENTS
from suffrage.office.desks.commission.policy import POLICY as COMMISSION
from suffrage.office.desks.confirm.policy import POLICY as CONFIRM
from suffrage.office.desks.federation.policy import POLICY as FEDERATION
from suffrage.office.desks.helpdesk.policy import POLICY as HELPDESK
from suffrage.office.desks.kits.policy import POLICY as KITS
from suffrage.office.desks.roll.policy import POLICY as ROLL
from suffrage.office.motions.policy import MOTIONS
from suffrage.office.rights.policy import DeskPolicy
from suffrage.office.signing.policy import SIGNING

__all__ = ["DESKS"]

DESKS: Final[tuple[tuple[DeskPolicy, str, str, str], ...]] = (
    (COMMISSION, "see", "commission", "nav.commission"),
    (COMMISSION, "see", "night-board", "nav.night-board"),
    (COMMISSION, "ratify", "ratification", "nav.ratification"),
    (FEDERATION, "see", "federation", "nav.federation"),
    (FEDERATION, "queue", "second-readings", "nav.second"),
    (KITS, "see", "kits", "nav.kits"),
    (CONFIRM, "see", "sheet-checks", "nav.checks"),
    (AGENTS, "see", "agents", "nav.agents"),
    (ROLL, "see", "roll", "nav.roll"),
    (HELPDESK, "ask", "helpdesk", "nav.helpdesk"),
    (MOTIONS, "see", "motions", "nav.motions"),
    (SIGNING, "sign", "keys", "nav.keys"),
    (API, "token", "tokens", "nav.tokens"),
)
"""Policy, the action that opens it, the name of its first page, and its word."""
