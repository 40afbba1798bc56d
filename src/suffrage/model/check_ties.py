"""A rule that says how a tie ends must be able to end it.

Age alone ends a tie only if all ages are known and different; otherwise a lot must follow. A
rule that declares nothing says that a tie stands and the contest is held anew.
"""

from collections.abc import Mapping

from suffrage.errors import Malformed
from suffrage.model.bodies import Body
from suffrage.model.contests import Contest, Option, written_options
from suffrage.model.rule import ContestRule, SeatRule

__all__ = ["check_ties"]


def check_ties(contests: Mapping[str, Contest], bodies: tuple[Body, ...]) -> None:
    """Raise ``Malformed("definition.tie-open")`` for the first rule whose ties may never end."""
    for index, contest in enumerate(contests.values()):
        if not _ends(contest.rule, written_options(contests, contest)[1]):
            at = f"contests[{index}].rule.tie"
            raise Malformed("definition.tie-open", at=at, name=contest.id)
    for index, body in enumerate(bodies):
        contest = contests[body.contest]
        if not _ends(body.rule, written_options(contests, contest)[1]):
            raise Malformed("definition.tie-open", at=f"bodies[{index}].rule.tie", name=body.id)


def _ends(rule: ContestRule | SeatRule, options: tuple[Option, ...]) -> bool:
    """Whether the declared rules end any tie of these options."""
    if not rule.tie or "lot" in rule.tie:
        return True
    ages = [(option.within, option.age_rank) for option in options]
    return all(rank for _, rank in ages) and len(set(ages)) == len(ages)
