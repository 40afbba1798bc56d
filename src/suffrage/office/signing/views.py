"""The page that shows what will be written, and takes the signature that the browser made."""

import re
from collections.abc import Sequence
from functools import partial

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from suffrage.acts.perform import Act, Written
from suffrage.board.record import Draft
from suffrage.errors import Malformed, Refused
from suffrage.office.boards import write
from suffrage.office.models import Motion, Proposal
from suffrage.office.rights.desk import Desk, action
from suffrage.office.signing.carried import given_signature
from suffrage.office.signing.effects import apply_effect
from suffrage.office.signing.kept import kept_draft
from suffrage.office.signing.policy import SIGNING
from suffrage.office.signing.shown import show
from suffrage.office.signing.told import Row
from suffrage.office.speech import reader

__all__ = ["sign"]

_NUMBERS = re.compile(r"[0-9]{1,18}(,[0-9]{1,18})*")


@action(SIGNING, "sign")
def sign(desk: Desk, proposals: str) -> HttpResponse:
    """Show the proposals; with their signatures, write them together."""
    found = _own(desk, proposals)
    if desk.request.method == "POST":
        return _perform(desk, found)
    shown = [(show(desk, one), _voted_on(desk, one)) for one in found]
    waiting = all(one.index is None for one in found)
    origin = desk.definition.origin
    return desk.render(
        "signing/sign.html", shown=shown, role=found[0].role, origin=origin, waiting=waiting,
        then=found[0].next, numbers=proposals,
    )  # fmt: skip


def _voted_on(desk: Desk, proposal: Proposal) -> tuple[Row, ...]:
    """What a decision was taken on, in words: its record names it by a hash."""
    if proposal.effect != "motion.decided":
        return ()
    motion = Motion.objects.get(election=desk.election, pk=proposal.args["motion"])
    return show(desk, motion).voted


def _own(desk: Desk, proposals: str) -> list[Proposal]:
    """The proposals of this person in this election; nobody signs or sees another's."""
    if not _NUMBERS.fullmatch(proposals):
        raise Refused("office.not-granted", desk="signing", action="sign")
    numbers = [int(number) for number in proposals.split(",")]
    found = Proposal.objects.filter(
        election=desk.election, person=desk.person, role__in=desk.roles, pk__in=numbers
    ).order_by("pk")
    if len(found) != len(set(numbers)):
        raise Refused("office.not-granted", desk="signing", action="sign")
    return list(found)


def _perform(desk: Desk, proposals: Sequence[Proposal]) -> HttpResponse:
    if any(one.index is not None for one in proposals):
        return HttpResponseRedirect(proposals[0].next)
    signatures = desk.request.POST.getlist("signature")
    if len(signatures) != len(proposals):
        raise Malformed("office.signature", at="signature")
    acts = [
        (_as_kept(kept_draft(one)), given_signature(text))
        for one, text in zip(proposals, signatures, strict=True)
    ]
    write(desk.election.slug, acts, partial(_written, proposals))
    messages.success(desk.request, reader().t("office.written", number=len(acts)))
    return HttpResponseRedirect(proposals[0].next)


def _written(proposals: Sequence[Proposal], written: Sequence[Written]) -> None:
    for proposal, one in zip(proposals, written, strict=True):
        # Two presses at once may bring two signatures of one proposal: some browsers draw them.
        first = Proposal.objects.select_for_update().get(pk=proposal.pk).index
        if first is not None:
            raise Refused("record.repeated", first=first)
        proposal.index = one.index
        proposal.save(update_fields=["index"])
        apply_effect(proposal, one)


def _as_kept(draft: Draft) -> Act:
    return lambda _state: draft
