"""The freeze: salts drawn, the root over all leaves, and the commission's record of it.

Leaves are prepared with the proposal and count for nothing until it is signed. Whatever changes
the roll in between makes the version differ, and the signature is then refused.
"""

import os
from collections.abc import Sequence

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from suffrage.acts.opening.commit_roll import commit_roll
from suffrage.acts.perform import Written
from suffrage.errors import Inconsistent
from suffrage.office.desks.kits.posted import posted
from suffrage.office.desks.roll.as_member import as_member
from suffrage.office.desks.roll.bulk import insert_rows
from suffrage.office.desks.roll.policy import POLICY
from suffrage.office.desks.roll.rolls import locked_roll
from suffrage.office.models import Election, Member, Proposal, Roll, RollLeaf
from suffrage.office.rights.desk import Desk, action
from suffrage.office.signing.effects import effect
from suffrage.office.signing.propose import Beside, propose
from suffrage.roll.snapshot import FrozenRoll, freeze
from suffrage.tlog.tree import Tree

__all__ = ["freeze_roll", "frozen"]


@action(POLICY, "freeze")
@posted
def freeze_roll(desk: Desk) -> HttpResponse:
    """Prepare the leaves and propose their root with the counts by section."""
    then = reverse("roll", args=(desk.election.slug,))
    with transaction.atomic():
        roll = locked_roll(desk.election)
        units = desk.state.rules.tree.section_ids
        rows = Member.objects.filter(election=desk.election, on_roll=True)
        made = freeze([as_member(row) for row in rows], units, os.urandom, _root)
        _keep(desk.election, roll, made)
        return propose(
            desk,
            lambda state: commit_roll(state, desk.role, desk.now, made.root, made.registered),
            then=then,
            beside=Beside("roll.frozen", {"version": roll.version}),
        )


@effect("roll.frozen")
def frozen(proposal: Proposal, written: Written) -> None:
    """The roll is frozen as it was prepared.

    Raises ``Inconsistent("roll.prepared-before")`` when something changed since.
    """
    roll = Roll.objects.select_for_update().get(election=proposal.election)
    if roll.version != proposal.args["version"]:
        raise Inconsistent("roll.prepared-before")
    roll.index = written.index
    roll.save(update_fields=["index"])


def _keep(election: Election, roll: Roll, made: FrozenRoll) -> None:
    RollLeaf.objects.filter(election=election).delete()
    leaves = (
        RollLeaf(
            election=election,
            position=position,
            number=secret.number,
            unit=secret.unit,
            salt=secret.salt,
        )
        for position, secret in enumerate(made.secrets)
    )
    insert_rows(RollLeaf, leaves)
    roll.root = made.root
    roll.save(update_fields=["root"])


def _root(leaves: Sequence[bytes]) -> bytes:
    return Tree(leaves).root()
