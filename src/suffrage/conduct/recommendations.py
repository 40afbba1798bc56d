"""What an option that does not go on tells its voters, between two rounds.

The definition is frozen before anybody votes, so that this cannot be one of its facts. It is a
record, which moves no vote.
"""

from dataclasses import replace

from suffrage.board.kinds.opening import OptionRecommended
from suffrage.board.record import Record
from suffrage.conduct.opening import check_own_option
from suffrage.conduct.standing import later_instances, option_ids, options_now
from suffrage.conduct.state import Recommendation, State
from suffrage.errors import Refused
from suffrage.model.contests import instance_place
from suffrage.model.roles import role_kind, role_place

__all__ = ["recommended"]


def recommended(state: State, record: Record, head: OptionRecommended, _body: None) -> State:
    """An option that is not in the next round recommends one that is, or leaves its voters free.

    It speaks once the round before has a result, until the polls of the next are closed; a later
    word takes the place of an earlier one.
    """
    instance = head.contest
    if instance not in state.rules.instances():
        raise Refused("contest.unknown", at="contest", contest=instance)
    if role_kind(record.by) == "agent":
        check_own_option(state, instance_place(instance)[0], head.option, role_place(record.by))
    if head.option not in option_ids(state, instance):
        raise Refused("option.unknown", at="option", option=head.option)
    finalists = _finalists(state, instance)
    if head.option in finalists:
        raise Refused("recommendation.own-round", at="option", option=head.option)
    if head.recommended and head.recommended not in finalists:
        raise Refused("option.unknown", at="recommended", option=head.recommended)
    word = Recommendation(state.size, record.at, head.recommended)
    return replace(state, recommended=state.recommended.set((instance, head.option), word))


def _finalists(state: State, instance: str) -> frozenset[str]:
    """Who stands in the rounds that follow and are not over; raises where there is none."""
    later = later_instances(state, instance)
    if not later:
        raise Refused("recommendation.last-round", contest=instance)
    found: set[str] = set()
    for name in later:
        round_ = state.rules.contest_by_id[instance_place(name)[0]].round
        if state.evening(round_).closed:
            raise Refused("recommendation.too-late", round=round_)
        frozen = option_ids(state, name)
        found.update(frozen or (option.id for option in options_now(state, name)))
    if not found:
        raise Refused("round.not-held", round=round_)
    return frozenset(found)
