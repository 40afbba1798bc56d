"""What open disputes can change, in sentences; how members voted, with their reasons."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from suffrage.board.kinds.disputes import Decision
from suffrage.errors import Refused
from suffrage.night.dispute_effect import Effect, outcome_effect, seat_effect
from suffrage.office.desks.commission.incidents_texts import Told, told_texts
from suffrage.office.histories import history_of
from suffrage.office.rights.desk import Desk
from suffrage.office.speech import reader
from suffrage.site.pages.people import titled
from suffrage.site.pages.render import Reader

__all__ = ["Vote", "told_effects", "votes_of"]

_Fold = Callable[[], Effect]


@dataclass(frozen=True, slots=True)
class Vote:
    """How a member voted, and the reason as it may be shown now."""

    member: str
    choice: str
    reason: Told | None


def told_effects(desk: Desk, instance: str) -> list[tuple[str, list[str]]]:
    """What the open disputes of an instance can change: a subject and its sentences, each."""
    state, speaker = desk.state, reader(desk.definition.time_zone)
    outcome = partial(outcome_effect, state, instance)
    subjects: list[tuple[str, _Fold]] = [(speaker.t("page.effect.outcome"), outcome)]
    for body in state.rules.bodies:
        if body.contest == instance:
            title = titled(body.title, speaker.language, body.id)
            said = speaker.t("page.effect.seats", body=title)
            subjects.append((said, partial(seat_effect, state, body)))
    found = []
    for subject, effect in subjects:
        try:
            found.append((subject, _told(effect(), speaker)))
        except Refused as why:
            found.append((subject, [speaker.told(why.code, why.fields)]))
    return found


def votes_of(desk: Desk, decision: int) -> list[Vote]:
    """The members' votes of a recorded decision, with their reasons."""
    entries = history_of(desk.election.slug).acts("commission.decided/1")
    body = next((one.body for one in entries if one.index == decision), None)
    if not isinstance(body, Decision):
        return []
    texts = told_texts(desk, [vote.reason for vote in body.votes.values() if vote.reason])
    return [
        Vote(member, body.votes[member].choice, texts.get(body.votes[member].reason))
        for member in desk.definition.commission.members
    ]


def _told(effect: Effect, speaker: Reader) -> list[str]:
    if not effect.smallest:
        return [speaker.t("page.effect.none")]
    told = []
    if effect.alone:
        told.append(speaker.t("page.effect.alone", disputes=", ".join(effect.alone)))
    if len(effect.smallest) > 1:
        named, number = ", ".join(effect.smallest), len(effect.smallest)
        told.append(speaker.t("page.effect.smallest", disputes=named, number=number))
    return told
