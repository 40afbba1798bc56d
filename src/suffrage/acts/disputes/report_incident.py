"""Report an incident in a section; the account is an erasable text."""

from suffrage.board.kinds.kind import Text
from suffrage.board.kinds.words import IncidentReported
from suffrage.board.record import Draft
from suffrage.conduct.state import State

__all__ = ["report_incident"]


def report_incident(
    _state: State, by: str, now: str, *, unit: str, type_: str, account: str
) -> Draft:
    """``type_`` is a short machine name; ``account`` says what happened, naming nobody."""
    head = IncidentReported(unit, type_)
    return Draft("incident.reported/1", head, by, now, Text(account.encode()))
