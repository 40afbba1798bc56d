"""Move an act: drafted with no decision yet, foreseen, and put before all members."""

from django.http import HttpResponseRedirect
from django.urls import reverse

from suffrage.acts.perform import Act
from suffrage.board.record import body_bytes, subject
from suffrage.conduct.step import foresee
from suffrage.office.models import Motion
from suffrage.office.rights.desk import Desk
from suffrage.office.signing.propose import Beside

__all__ = ["move"]


def move(desk: Desk, act: Act, *, then: str, beside: Beside | None = None) -> HttpResponseRedirect:
    """Lead to the motion's page; raises what the act would be refused for.

    ``act`` drafts with a decision of 0; ``then`` is the page after the act is written.
    """
    draft = act(desk.state)
    record = draft.record()
    foresee(desk.state, record, draft.body)
    beside = beside or Beside()
    motion = Motion.objects.create(
        election=desk.election,
        mover=desk.role,
        kind=record.kind,
        subject=subject(record),
        record=record.unsigned,
        payload=body_bytes(draft.body),
        texts=[text.hex() for text in draft.texts],
        effect=beside.effect,
        args=dict(beside.args),
        next=then,
    )
    return HttpResponseRedirect(reverse("motion", args=(desk.election.slug, motion.pk)))
