"""Whether figures may be shown at a moment, or what is awaited and from when.

The definition freezes it: never before the polls of the round are closed, whose hour is the
last one of all units; not before the hour of ``publication.not_before``; not before the units
that are settled hold ``publication.coverage`` of the members.
"""

from suffrage.conduct.standing import option_ids
from suffrage.conduct.state import State
from suffrage.errors import Refused
from suffrage.model.contests import instance_place
from suffrage.model.governance import Publication
from suffrage.night.counted import Counted

__all__ = ["last_poll", "require_figures"]


def last_poll(state: State, instance: str) -> str:
    """The instant at which the last poll of an instance's round closes, extensions included."""
    contest = state.rules.contest_by_id[instance_place(instance)[0]]
    hours: list[str] = [contest.closes, *state.evening(contest.round).ends.values()]
    return max(hours)


def require_figures(state: State, figures: Counted, now: str) -> None:
    """Raise ``Refused`` unless a page may show these figures at the instant ``now``.

    The code and its fields are what the page says instead: ``night.polls-open`` and
    ``night.not-before`` with the ``moment`` from which figures are awaited, ``night.coverage``
    with the members covered and needed, ``round.not-held`` where nobody stands.
    """
    instance = figures.instance
    round_ = state.rules.contest_by_id[instance_place(instance)[0]].round
    if not state.evening(round_).closed:
        raise Refused("night.polls-open", contest=instance, moment=last_poll(state, instance))
    if not option_ids(state, instance):
        raise Refused("round.not-held", round=round_)
    publication = state.rules.publication
    if not isinstance(publication, Publication):
        return
    if now < publication.not_before:
        raise Refused("night.not-before", contest=instance, moment=publication.not_before)
    if figures.coverage < publication.coverage:
        everybody = figures.totals.registered_all
        needed = -(-publication.coverage.numerator * everybody // publication.coverage.denominator)
        raise Refused("night.coverage", contest=instance, covered=figures.settled, needed=needed)
