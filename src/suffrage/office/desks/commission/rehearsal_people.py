"""A rehearsal with people: the script opens the polls, and they do the rest on their own devices.

The commission and the convener stay the script's, which accepts in their name the keys that
people make: those of officers and agents by a decision, those of phones for a federation that
nobody plays. A federation that somebody plays accepts its sections' phones at its own desk.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Final

from django.db import close_old_connections
from django.utils import timezone

from suffrage.acts.opening.appoint_officers import appoint_officers
from suffrage.acts.opening.close_polls import close_polls
from suffrage.acts.opening.replace_officer import replace_officer
from suffrage.board.record import Draft
from suffrage.conduct.state import State
from suffrage.errors import SuffrageError
from suffrage.office.accounts.granting import UNSIGNED
from suffrage.office.clock import instant
from suffrage.office.elections.rehearsal.cast import Cast
from suffrage.office.elections.rehearsal.step import Meeting, Step
from suffrage.office.models import Grant, Rehearsal, SectionKey
from suffrage.office.rights.policy import kind_of, place_of

__all__ = ["accompany", "key_steps"]

LOOK: Final = 1.0
"""Seconds between two looks at what people have done."""

_LONGEST: Final = timedelta(hours=12)


def accompany(
    run: Rehearsal, cast: Cast, state: Callable[[], State], perform: Callable[[Step], object]
) -> None:
    """Accept people's keys and close the polls when they ask for it, until they end it."""
    begun, tried = timezone.now(), set[str]()
    Rehearsal.objects.filter(pk=run.pk, stage="script").update(stage="open")
    while timezone.now() - begun < _LONGEST:
        run.refresh_from_db(fields=["stage"])
        if run.stage == "ended":
            return
        first = state().rules.rounds[0]
        if run.stage == "count" and not state().evening(first).closed:
            perform(_closing(state(), first))
        for key, step in key_steps(state(), run, cast):
            if key not in tried:
                tried.add(key)
                # A key that the board refuses stays out; its holder makes another.
                with suppress(SuffrageError):
                    perform(step)
        Rehearsal.objects.filter(pk=run.pk).update(beat=timezone.now())
        close_old_connections()
        time.sleep(LOOK)


def key_steps(state: State, run: Rehearsal, cast: Cast) -> Iterator[tuple[str, Step]]:
    """The keys that wait, each with the act that the script signs for it."""
    for role, key in (*_of_people(run), *_of_phones(run)):
        by = _by(state, role, cast)
        if by and key not in state.used_keys:
            yield key, _accepting(state, by, role, key)


def _by(state: State, role: str, cast: Cast) -> str:
    """Who accepts a role's key; nobody here where a person does, or for a member's."""
    chair = f"commission@{state.rules.commission.members[0]}"
    if kind_of(role) in ("convener", "commission", *UNSIGNED):
        return ""
    if kind_of(role) not in ("secretary", "teller"):
        return chair
    unit = state.rules.tree.by_id.get(place_of(role))
    if unit is None:
        return ""
    if not unit.parent:
        return chair
    by = f"federation@{unit.parent}"
    return by if state.keys.get(by) == cast.key(by) else ""


def _accepting(state: State, by: str, role: str, key: str) -> Step:
    at, held = instant(), role in state.keys

    def act(met: Meeting) -> Draft:
        if held:
            return replace_officer(met.state, by, at, role, key, decision=met.decision)
        return appoint_officers(met.state, by, at, {role: key}, decision=met.decision)

    decided = kind_of(by) == "commission"
    return Step("rehearsal.accepts", by, at, act, {"role": role}, decided)


def _closing(state: State, round_: int) -> Step:
    by, at = f"commission@{state.rules.commission.members[0]}", instant()

    def act(met: Meeting) -> Draft:
        return close_polls(met.state, by, at, round_)

    return Step("rehearsal.closes-polls", by, at, act, {"round": round_})


def _of_people(run: Rehearsal) -> list[tuple[str, str]]:
    grants = Grant.objects.filter(election=run.election).exclude(key="").order_by("pk")
    return list(grants.values_list("role", "key"))


def _of_phones(run: Rehearsal) -> list[tuple[str, str]]:
    keys = SectionKey.objects.filter(kit__election=run.election, kit__revoked=False)
    return list(keys.order_by("pk").values_list("role", "key"))
