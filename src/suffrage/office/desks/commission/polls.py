"""The commission opens and closes an evening."""

from django.http import HttpResponse
from django.urls import reverse

from suffrage.acts.opening.close_polls import close_polls
from suffrage.acts.opening.open_polls import open_polls
from suffrage.office.desks.commission.policy import POLICY
from suffrage.office.rights.desk import Desk, action
from suffrage.office.signing.propose import propose

__all__ = ["close", "open_"]


@action(POLICY, "act")
def open_(desk: Desk, round: int) -> HttpResponse:  # noqa: A002  (the address names it)
    """Propose to open the polls of a round."""
    act = lambda state: open_polls(state, desk.role, desk.now, round)  # noqa: E731
    return propose(desk, act, then=_keys(desk))


@action(POLICY, "act")
def close(desk: Desk, round: int) -> HttpResponse:  # noqa: A002  (the address names it)
    """Propose to close the polls of a round."""
    act = lambda state: close_polls(state, desk.role, desk.now, round)  # noqa: E731
    return propose(desk, act, then=_keys(desk))


def _keys(desk: Desk) -> str:
    return reverse("keys", args=(desk.election.slug,))
