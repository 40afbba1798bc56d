"""Convene: the first record of the board, signed by the convener once all keys are there."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotAllowed
from django.urls import reverse

from suffrage.acts.opening.convene import convene as convene_act
from suffrage.acts.perform import Written
from suffrage.errors import Refused
from suffrage.office.desks.commission.policy import POLICY
from suffrage.office.elections.draft import complete
from suffrage.office.models import Election, Grant, Proposal
from suffrage.office.publishing.log_key import log_key
from suffrage.office.rights.desk import Desk, action
from suffrage.office.signing.effects import effect
from suffrage.office.signing.propose import Beside, propose
from suffrage.tlog.keys import format_key
from suffrage.verify.policy import Policy, PolicyWitnesses, write_policy

__all__ = ["convene", "keys_awaited", "notice", "policy_file"]


@action(POLICY, "convene")
def convene(desk: Desk) -> HttpResponse:
    """Propose the first record, with the keys of the convener and of every member.

    Raises ``Refused("election.not-first" | "election.no-key" | "draft.two-keys")`` and what
    ``complete`` raises.
    """
    if desk.request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if desk.election.convened:
        raise Refused("election.not-first")
    whole = complete(desk.election.drafted(), _keys(desk))
    act = lambda state: convene_act(state, "convener", desk.now, whole)  # noqa: E731
    then = reverse("notice", args=(desk.election.slug,))
    return propose(
        desk, act, then=then, beside=Beside("election.convened", {"origin": whole.origin})
    )


@action(POLICY, "see")
def notice(desk: Desk) -> HttpResponse:
    """What the convening notice prints, and the policy file with it."""
    made = _policy(desk)
    return desk.render("commission/notice.html", policy=made, final=desk.state.phase != "draft")


@action(POLICY, "see")
def policy_file(desk: Desk) -> HttpResponse:
    """The policy (``docs/spec/policy.md``) that people verify with."""
    headers = {"Content-Disposition": f'attachment; filename="{desk.election.slug}-policy.toml"'}
    return HttpResponse(write_policy(_policy(desk)), "application/toml", headers=headers)


def keys_awaited(desk: Desk) -> list[str]:
    """The roles of the definition that nobody has made a key for."""
    made = {one.role for one in Grant.objects.filter(election=desk.election).exclude(key="")}
    return [role for role in _roles(desk) if role not in made]


def _roles(desk: Desk) -> list[str]:
    members = desk.definition.commission.members
    return ["convener", *(f"commission@{name}" for name in members)]


def _keys(desk: Desk) -> Mapping[str, str]:
    """One key a role; two people with keys for one role must settle who it is first."""
    found: dict[str, str] = {}
    for grant in Grant.objects.filter(election=desk.election, role__in=_roles(desk)):
        if grant.key and found.setdefault(grant.role, grant.key) != grant.key:
            raise Refused("draft.two-keys", at="keys", role=grant.role)
    return found


def _policy(desk: Desk) -> Policy:
    if not desk.election.convened:
        raise Refused("election.not-convened")
    rules = desk.state.rules
    key = log_key(settings.ENVIRONMENT.data, desk.election.slug, rules.origin).key
    witnesses = PolicyWitnesses(rules.witnesses.quorum, dict(rules.witnesses.keys))
    return Policy(1, rules.origin, format_key(key), rules.digest, witnesses)


@effect("election.convened")
def _convened(proposal: Proposal, _written: Written) -> None:
    """The draft has become the board's; the log has its key from its first record on."""
    Election.objects.filter(pk=proposal.election_id).update(draft=b"")
    log_key(settings.ENVIRONMENT.data, proposal.election.slug, str(proposal.args["origin"]))
