"""What the commission and the agents check: the table against the board."""

import hashlib
from dataclasses import dataclass
from itertools import pairwise

from suffrage.belenios.credentials import write_public_credentials
from suffrage.conduct.state import State
from suffrage.errors import NotVerified
from suffrage.registrar.lists import Leaf, Table
from suffrage.registrar.runs import Run
from suffrage.roll.salted import in_order
from suffrage.tlog.tree import Tree

__all__ = ["CheckedRun", "check_table", "silent_runs"]


@dataclass(frozen=True, slots=True)
class CheckedRun:
    """A run whose list and root are those of the table; how many members, how many void keys."""

    run: Run
    members: int
    void: int


def check_table(table: Table, state: State) -> list[CheckedRun]:
    """Each run of the table that the registrar has committed, compared with the board.

    Raises ``NotVerified``: ``registrar.other-board``, ``registrar.member-twice``,
    ``registrar.key-shared`` when two members have one key, or a void key counts,
    ``registrar.list-differs``, ``registrar.root-differs``, ``registrar.not-committed``.
    """
    if table.origin != state.origin:
        raise NotVerified("registrar.other-board", origin=table.origin)
    numbers = [row.number for row in table.members]
    for before, after in pairwise(numbers):
        if before >= after:
            raise NotVerified("registrar.member-twice", number=after)
    _check_keys(table)
    return [_check_run(table, run, state) for run in table.runs]


def silent_runs(table: Table, state: State) -> tuple[str, ...]:
    """The runs of the channel whose list is on the board and of which the table says nothing.

    A registrar who adds credentials of nobody to one list could hand out a table of the others;
    a table of an earlier or later folder may be the one that has them. Annulled runs count nobody.
    """
    said = {(run.box, run.run) for run in table.runs}
    boxes = {box.id for box in state.rules.boxes if (box.channel or box.id) == table.channel}
    return tuple(
        f"{box}-{run}"
        for (box, run), stated in sorted(state.runs.items())
        if box in boxes
        and (box, run) not in said
        and stated.credentials
        and stated.phase != "annulled"
    )


def _check_keys(table: Table) -> None:
    owners = [(line.key, row.number) for row in table.members for line in row.keys.values()]
    owners += [(void.key, void.number) for void in table.void]
    seen: dict[str, str] = {}
    for key, number in owners:
        if key in seen:
            raise NotVerified("registrar.key-shared", first=seen[key], second=number)
        seen[key] = number


def _check_run(table: Table, run: Run, state: State) -> CheckedRun:
    stated = state.runs.get((run.box, run.run))
    if stated is None or not stated.credentials:
        raise NotVerified("registrar.not-committed", box=run.box, run=run.run)
    lines = [(row.number, row.keys[run.name]) for row in table.members if run.name in row.keys]
    public = write_public_credentials((line.key for _, line in lines), group=run.group)
    if hashlib.sha256(public).hexdigest() != stated.credentials:
        raise NotVerified("registrar.list-differs", box=run.box, run=run.run)
    leaves = in_order(Leaf(salt=line.salt, credential=line.key, number=n) for n, line in lines)
    if Tree(leaf.leaf for leaf in leaves).root().hex() != stated.credential_root:
        raise NotVerified("registrar.root-differs", box=run.box, run=run.run)
    void = sum(one.run == run.name for one in table.void)
    return CheckedRun(run, len(lines), void)
