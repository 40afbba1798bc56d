"""The ways from the commission's desk, under the headings of an election's course.

The heading that matters now comes first and says so; the others keep their order.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from suffrage.office.desks.commission.policy import POLICY
from suffrage.office.desks.navigation import DESKS
from suffrage.office.rights.desk import Desk

__all__ = ["Group", "Stage", "commission_groups", "stage_of"]

Stage = Literal["before", "evening", "disputes", "result", "settings"]

_GROUPS: Final[tuple[tuple[Stage, tuple[str, ...]], ...]] = (
    ("before", ("commission", "roll", "kits")),
    (
        "evening",
        (
            "polls",
            "night-board",
            "federation",
            "second-readings",
            "commission-incidents",
            "helpdesk",
        ),
    ),
    ("disputes", ("commission-disputes", "motions", "sheet-checks", "agents", "commission-pools")),
    ("result", ("closing", "ratification")),
    ("settings", ("keys", "tokens")),
)
_OWN: Final = {
    "polls": "commission.polls",
    "commission-incidents": "commission.incidents",
    "commission-disputes": "page.disputes",
    "commission-pools": "commission.pools",
    "closing": "commission.closing",
}
"""Pages of the commission's desk that have a way of their own once it is convened."""


@dataclass(frozen=True, slots=True)
class Group:
    """A heading, whether it matters now, and its ways: the name of a page and its word."""

    stage: Stage
    now: bool
    ways: tuple[tuple[str, str], ...]


def commission_groups(desk: Desk) -> list[Group]:
    """The groups of somebody who sees the commission's desk; none for anybody else."""
    if not POLICY.roles_for(desk.roles, "see"):
        return []
    words = {
        page: word for policy, opens, page, word in DESKS if policy.roles_for(desk.roles, opens)
    }
    words |= dict(_own(desk))
    now = stage_of(desk)
    found = [
        Group(stage, stage == now, tuple((page, words[page]) for page in pages if page in words))
        for stage, pages in _GROUPS
    ]
    return sorted((one for one in found if one.ways), key=lambda one: not one.now)


def stage_of(desk: Desk) -> Stage:
    """Where the election stands: what the commission has to look at first."""
    state = desk.state
    if not any(evening.opened for evening in state.evenings.values()):
        return "before"
    if any(evening.opened and not evening.closed for evening in state.evenings.values()):
        return "evening"
    if any(one.status in ("open", "correction-due") for one in state.disputes.values()):
        return "disputes"
    return "result" if state.announced else "evening"


def _own(desk: Desk) -> Iterator[tuple[str, str]]:
    if desk.election.convened:
        for page, word in _OWN.items():
            if page != "commission-pools" or desk.definition.pools:
                yield page, word
