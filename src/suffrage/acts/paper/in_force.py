"""Which sheet of a section is in force."""

from suffrage.conduct.state import State
from suffrage.count.unit_state import Approved, Received, Reserved
from suffrage.errors import Refused

__all__ = ["payload_in_force"]


def payload_in_force(state: State, contest: str, unit: str) -> str:
    """The payload hash of the sheet in force; ``Refused("sheet.not-received")`` without one."""
    now = state.unit(contest, unit)
    if not isinstance(now, Received | Reserved | Approved):
        raise Refused("sheet.not-received", unit=unit)
    return now.payload
