"""A motion's page: what would be written, the members' votes, and the two signatures after them.

A member votes under the own name with a signature; who walked out or is absent has none. Then
the decision is recorded, whatever its outcome; a carried one is performed. Both are proposals.
"""

import unicodedata
from dataclasses import replace
from typing import cast

import msgspec
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from suffrage.acts.disputes.decide import Choice, Voted, decide
from suffrage.acts.perform import Written
from suffrage.board.kinds.disputes import MemberVote
from suffrage.board.signature import check_signature, vote_message
from suffrage.conduct.decisions import sitting
from suffrage.errors import Malformed, Refused
from suffrage.office.models import Grant, Motion, MotionVote, Proposal
from suffrage.office.motions.ballot import cast_votes, held_before, vote_digest, votes_in_force
from suffrage.office.motions.policy import MOTIONS
from suffrage.office.rights.desk import Desk, action
from suffrage.office.rights.policy import place_of
from suffrage.office.signing.effects import apply_effect, effect
from suffrage.office.signing.kept import kept_draft
from suffrage.office.signing.propose import Beside, propose
from suffrage.office.signing.shown import show

__all__ = ["carry_out", "motion", "motions", "record_decision", "vote", "withdraw"]

_CAST = ("for", "against", "abstained")
_UNCAST = ("walked-out", "absent")


@action(MOTIONS, "see")
def motions(desk: Desk) -> HttpResponse:
    """All motions, those that wait first."""
    found = Motion.objects.filter(election=desk.election).order_by("-pk")
    waiting = [one for one in found if one.index is None and not one.withdrawn]
    ended = [one for one in found if one not in waiting]
    return desk.render("motions/motions.html", waiting=waiting, ended=ended)


@action(MOTIONS, "see")
def motion(desk: Desk, motion: int) -> HttpResponse:
    """One motion as it stands, with what this member may do now."""
    found = _motion(desk, motion)
    members = desk.definition.commission.members
    ballot = cast_votes(desk, found)
    decided = None if found.decision is None else desk.state.decisions.get(found.decision)
    own = {place_of(role) for role in desk.roles if role.startswith("commission@")}
    return desk.render(
        "motions/motion.html",
        motion=found,
        shown=show(desk, found),
        ballot=ballot,
        waited=[one.member for one in ballot if not one.choice],
        keys={member: desk.state.keys.get(f"commission@{member}", "") for member in members},
        own=sorted(own & set(members)),
        another=_another_key(desk),
        counted=sum(one.choice in _CAST for one in ballot),
        quorum=desk.definition.commission.quorum,
        decided=decided,
        sitting=sitting(desk.state, found.kind, found.subject),
        held=held_before(desk, found),
        origin=desk.definition.origin,
    )


@action(MOTIONS, "vote")
def vote(desk: Desk, motion: int) -> HttpResponse:
    """Keep a member's signed vote; it is checked now, so that no decision fails over it later."""
    found = _waiting(desk, motion)
    member = desk.request.POST.get("member", "")
    if f"commission@{member}" not in desk.roles:
        raise Refused("office.not-granted", desk="motions", action="vote")
    choice = desk.request.POST.get("choice", "")
    reason = _as_signed(desk.request.POST.get("reason", ""))
    if choice not in _CAST:
        raise Malformed("office.choice", at="choice")
    digest = vote_digest(reason)
    before = sitting(desk.state, found.kind, found.subject)
    signature = desk.request.POST.get("signature", "")
    said = MemberVote(cast("Choice", choice), digest)
    message = vote_message(
        desk.state.origin, found.kind, found.subject, member, said, sitting=before
    )
    role = f"commission@{member}"
    key = desk.state.keys.get(role)
    if key is None:
        raise Refused("office.not-granted", desk="motions", action="vote")
    check_signature(key, message, signature, role=role)
    found.votes.update_or_create(
        member=member,
        defaults={
            "choice": choice,
            "reason": reason,
            "sitting": before,
            "signature": signature,
        },
    )
    return _back(desk, found)


@action(MOTIONS, "record")
def record_decision(desk: Desk, motion: int) -> HttpResponse:
    """Propose the decision: every vote that came, and what the clerk says of the others."""
    found = _waiting(desk, motion)
    draft = kept_draft(found)
    votes: dict[str, Voted] = {}
    kept = votes_in_force(desk, found)
    for member in desk.definition.commission.members:
        votes[member] = _voted(desk, kept.get(member), member)
    beside = Beside("motion.decided", {"motion": found.pk})
    return propose(
        desk,
        lambda state: decide(state, desk.role, desk.now, draft, votes),
        then=_address(desk, found),
        beside=beside,
    )


@action(MOTIONS, "record")
def carry_out(desk: Desk, motion: int) -> HttpResponse:
    """Propose the act itself, resting on the decision that carried it."""
    found = _motion(desk, motion)
    if found.decision is None or found.index is not None:
        raise Refused("office.motion-open")
    kept = kept_draft(found)
    head = msgspec.structs.replace(kept.head, decision=found.decision)
    draft = replace(kept, head=head, by=desk.role, at=desk.now)
    beside = Beside("motion.performed", {"motion": found.pk})
    return propose(desk, lambda _state: draft, then=found.next, beside=beside)


@action(MOTIONS, "record")
def withdraw(desk: Desk, motion: int) -> HttpResponse:
    """A mover takes the motion back before it is decided; it stays in the list.

    Nothing is signed, so that the role's key has to be this person's: any member may give roles.
    """
    found = _waiting(desk, motion)
    if found.mover not in desk.roles or not desk.holds(found.mover):
        raise Refused("office.not-granted", desk="motions", action="record")
    found.withdrawn = True
    found.save(update_fields=["withdrawn"])
    return _back(desk, found)


@effect("motion.decided")
def _decided(proposal: Proposal, written: Written) -> None:
    found = Motion.objects.select_for_update().get(pk=proposal.args["motion"])
    if found.withdrawn or found.decision is not None:
        raise Refused("office.motion-ended")
    found.decision = written.index
    found.save(update_fields=["decision"])


@effect("motion.performed")
def _performed(proposal: Proposal, written: Written) -> None:
    """The motion's own effect goes with its act."""
    found = Motion.objects.select_for_update().get(pk=proposal.args["motion"])
    if found.index is not None:
        raise Refused("office.motion-ended")
    found.index = written.index
    found.save(update_fields=["index"])
    if found.effect:
        proposal.effect, proposal.args = found.effect, found.args
        apply_effect(proposal, written)


def _voted(desk: Desk, kept: MotionVote | None, member: str) -> Voted:
    if kept is not None:
        digest = vote_digest(kept.reason)
        said = MemberVote(cast("Choice", kept.choice), digest, kept.signature)
        return Voted(said, kept.reason.encode())
    choice = desk.request.POST.get(f"uncast-{member}", "absent")
    if choice not in _UNCAST:
        raise Malformed("office.choice", at=f"uncast-{member}")
    return Voted(MemberVote(cast("Choice", choice)))


def _as_signed(reason: str) -> str:
    """A typed reason as the browser signed it: one kind of line end, composed characters."""
    return unicodedata.normalize("NFC", reason.replace("\r\n", "\n"))


def _motion(desk: Desk, number: int) -> Motion:
    found = Motion.objects.filter(election=desk.election, pk=number).first()
    if found is None:
        raise Http404
    return found


def _another_key(desk: Desk) -> list[str]:
    """The members among this person's roles whose last key, of this browser, is not in office."""
    made = Grant.objects.filter(election=desk.election, person=desk.person).exclude(key="")
    in_office = desk.state.keys
    return [place_of(one.role) for one in made if in_office.get(one.role) != one.key]


def _waiting(desk: Desk, number: int) -> Motion:
    found = _motion(desk, number)
    if found.withdrawn or found.decision is not None:
        raise Refused("office.motion-ended")
    return found


def _address(desk: Desk, found: Motion) -> str:
    return reverse("motion", args=(desk.election.slug, found.pk))


def _back(desk: Desk, found: Motion) -> HttpResponseRedirect:
    return HttpResponseRedirect(_address(desk, found))
