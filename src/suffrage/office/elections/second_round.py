"""Prepare a later round: who stands and why, what has changed, what is in the way, what to sign.

The model does most of it by itself. The finalists follow from the earlier round's result as it
stands on the board: nobody writes or signs a list of them. Units, hours and rule were fixed
before the first round. The record that opens the polls freezes who stands, and the round is
certified only if the earlier one, as certified then, gives the same. What is left to people is
to announce and certify the earlier round, to amend the roll, to withdraw, and to open the polls.

>>> from suffrage.conduct.state import State
>>> prepare_round(State(), 2)
Traceback (most recent call last):
suffrage.errors.Refused: election.not-convened
"""

from collections.abc import Iterator, Mapping

from suffrage.conduct.standing import stands, total_now
from suffrage.conduct.state import State
from suffrage.conduct.tables import ending_of
from suffrage.errors import Refused
from suffrage.model.contests import Contest, Linked, instance_id, instance_place
from suffrage.office.elections.round_acts import in_the_way, planned_acts
from suffrage.office.elections.round_plan import Finalist, RollChange, RoundPlan, Standing
from suffrage.rules.tie import Resolved

__all__ = ["prepare_round"]


def prepare_round(state: State, round_: int) -> RoundPlan:
    """The plan of a round, from the board as it stands.

    Raises ``Refused``: ``election.not-convened``; ``round.unknown``; ``round.first`` where no
    contest of the round follows an earlier one.
    """
    contests = state.rules.contests_of(round_)
    if not contests:
        raise Refused("round.unknown", at="round", round=round_)
    linked = [contest for contest in contests if isinstance(contest.options, Linked)]
    if not linked:
        raise Refused("round.first", round=round_)
    instances = _instances(state, linked)
    standing = tuple(_standing(state, one, source) for one, source in instances.items())
    until = _withdraw_until(state, contests)
    obstacles = tuple(in_the_way(state, round_, instances))
    return RoundPlan(
        round=round_,
        held=len(linked) < len(contests) or any(stands(state, one) for one in instances),
        opens=contests[0].opens,
        closes=contests[0].closes,
        units=tuple(unit.id for unit in state.rules.tree.sections),
        standing=standing,
        withdraw_until=until,
        roll_changes=tuple(_roll_changes(state, round_)),
        in_the_way=obstacles,
        acts=tuple(planned_acts(state, round_, standing, until)),
    )


def _instances(state: State, linked: list[Contest]) -> dict[str, str]:
    """The instances of the round, each with the one from which its options come."""
    return {
        instance_id(contest.id, place): instance_id(contest.options.source, place)
        for contest in linked
        if isinstance(contest.options, Linked)
        for place in state.rules.places(contest)
    }


def _standing(state: State, instance: str, source: str) -> Standing:
    """The finalists by the rule, with those who have withdrawn since."""
    result = state.certified.get(source) or state.announced.get(source)
    if result is None or result.outcome.tie:
        return Standing(instance, source, "", {}, ())
    if result.outcome.elected:
        fields = {"contest": source, "option": result.outcome.elected}
        return Standing(instance, source, "round.majority-reached", fields, ())
    if not result.outcome.qualified:
        return Standing(instance, source, "round.nobody-qualified", {"contest": source}, ())
    link = state.rules.contest_by_id[instance_place(instance)[0]].options
    always = isinstance(link, Linked) and link.held == "always"
    finalists = _finalists(state, instance, source, result.votes, result.outcome.qualified)
    reason = "round.first-places" if always else "round.no-majority"
    places: dict[str, str | int] = {"contest": source, "places": len(finalists)}
    return Standing(instance, source, reason, places, finalists, _tie_rules(state, source))


def _finalists(
    state: State, instance: str, source: str, votes: Mapping[str, int], names: tuple[str, ...]
) -> tuple[Finalist, ...]:
    """By votes; equal votes share a rank."""
    link = state.rules.contest_by_id[instance_place(instance)[0]].options
    by_name = isinstance(link, Linked) and link.take == "first_signatory"
    options = {option.id: option for option in state.options[source]}
    found = [
        Finalist(
            option=name,
            label=options[name].first_signatory if by_name else options[name].label,
            rank=1 + sum(other > votes[name] for other in votes.values()),
            votes=votes[name],
            withdrawn=(instance, name) in state.withdrawn,
        )
        for name in names
    ]
    return tuple(sorted(found, key=lambda one: one.rank))


def _tie_rules(state: State, source: str) -> tuple[str, ...]:
    tie = ending_of(state, source, total_now(state, source)).tie
    return tuple(step.rule for step in tie.steps) if isinstance(tie, Resolved) else ()


def _withdraw_until(state: State, contests: tuple[Contest, ...]) -> str:
    names = {contest.id for contest in contests}
    boxes = [box.opens for box in state.rules.boxes if box.contest in names]
    return min([contests[0].opens, *boxes])


def _roll_changes(state: State, round_: int) -> Iterator[RollChange]:
    """Against the roll of the last evening before this one, where one has ended."""
    earlier = [one for one in state.rules.rounds if one < round_]
    for unit in state.rules.tree.sections:
        before = state.rolls.get((earlier[-1], unit.id))
        after = state.registered.get(unit.id)
        if before is not None and after is not None and before != after:
            yield RollChange(unit.id, before, after)
