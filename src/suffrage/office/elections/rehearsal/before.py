"""The script before the vote: convening, appointments, roll, rules."""

import hashlib
from collections.abc import Iterator

from suffrage.acts.opening.appoint_officers import appoint_officers
from suffrage.acts.opening.commit_roll import commit_roll
from suffrage.acts.opening.convene import convene
from suffrage.acts.opening.fix_rules import fix_rules
from suffrage.model.definition import Definition
from suffrage.office.elections.rehearsal.cast import Cast, agents_of
from suffrage.office.elections.rehearsal.step import Clock, Step

__all__ = ["before_the_vote"]


def before_the_vote(definition: Definition, cast: Cast, clock: Clock) -> Iterator[Step]:
    """From the first record to the fixed rules.

    The roll is nobody's: its root is the hash of the origin, its counts are those declared.
    """
    chair = f"commission@{definition.commission.members[0]}"
    yield clock.step("convener", "rehearsal.convenes", {}, convene, definition)
    for by, roles in _appointments(definition, chair).items():
        keys = {role: cast.key(role) for role in roles}
        number = {"number": len(roles)}
        yield clock.step(by, "rehearsal.appoints", number, appoint_officers, keys)
    root = hashlib.sha256(definition.origin.encode()).hexdigest()
    entitled = {unit.id: unit.registered for unit in definition.tree.sections}
    yield clock.step(chair, "rehearsal.commits-roll", {}, commit_roll, root, entitled)
    yield clock.step(chair, "rehearsal.fixes-rules", {}, fix_rules, decided=True)


def _appointments(definition: Definition, chair: str) -> dict[str, list[str]]:
    """Who appoints whom; a federation its sections' people, the commission everybody else."""
    tree = definition.tree
    found = {chair: [f"federation@{unit.id}" for unit in tree.federations]}
    found[chair] += agents_of(definition)
    for unit in tree.sections:
        by = f"federation@{unit.parent}" if unit.parent else chair
        found.setdefault(by, []).extend((f"secretary@{unit.id}", f"teller@{unit.id}"))
    return {by: roles for by, roles in found.items() if roles}
