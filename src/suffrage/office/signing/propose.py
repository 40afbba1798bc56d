"""Propose an act: drafted, foreseen, and kept until its signature comes.

>>> return propose(desk, lambda state: open_polls(state, desk.role, desk.now, 1), then="/desk/x")
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponseRedirect
from django.urls import reverse

from suffrage.acts.perform import Act
from suffrage.board.record import Draft, body_bytes
from suffrage.conduct.step import foresee
from suffrage.office.models import Proposal
from suffrage.office.rights.desk import Desk

__all__ = ["Beside", "propose", "propose_all"]


@dataclass(frozen=True)
class Beside:
    """The effect that goes with a record (``signing.effects``) and its arguments."""

    effect: str = ""
    args: Mapping[str, Any] = field(default_factory=dict)


def propose(
    desk: Desk, act: Act, *, then: str, beside: Beside | None = None
) -> HttpResponseRedirect:
    """Lead to the page where the act is shown and signed; raises what the act would be refused for.

    ``then`` is the page after it is written.
    """
    return propose_all(desk, [(act, beside or Beside())], then=then)


def propose_all(
    desk: Desk, acts: Sequence[tuple[Act, Beside]], *, then: str
) -> HttpResponseRedirect:
    """The same for several acts that are signed by one press, each foreseen after the one before.

    They are written together or not at all.
    """
    state = desk.state
    made = []
    for act, beside in acts:
        draft = act(state)
        state = foresee(state, draft.record(), draft.body)
        made.append(_kept(desk, draft, beside, then))
    numbers = ",".join(str(proposal.pk) for proposal in made)
    return HttpResponseRedirect(reverse("sign", args=(desk.election.slug, numbers)))


def _kept(desk: Desk, draft: Draft, beside: Beside, then: str) -> Proposal:
    record = draft.record()
    return Proposal.objects.create(
        election=desk.election,
        person=desk.person,
        role=record.by,
        kind=record.kind,
        record=record.unsigned,
        payload=body_bytes(draft.body),
        texts=[text.hex() for text in draft.texts],
        effect=beside.effect,
        args=dict(beside.args),
        next=then,
    )
