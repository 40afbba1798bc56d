"""The definition of a rehearsal, from that of the election.

Nobody can take one for the other: its origin is another (``rehearsal-…``), so that no signature
made for one is worth anything on the other; its title says what it is in every language; every
key is fresh; and the field ``rehearsal`` puts a banner on every page.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Final

import msgspec

from suffrage.errors import Refused
from suffrage.model.check_definition import check_definition
from suffrage.model.contests import Contest
from suffrage.model.definition import Definition
from suffrage.model.governance import Publication, Witnesses
from suffrage.model.units import PAPER
from suffrage.office.elections.rehearsal.cast import Cast

__all__ = ["rehearsal_of"]

_PREFIX: Final = "rehearsal-"
_LONGEST: Final = 32
_MARK: Final = 6
_LABEL: Final = 200
_SAID: Final = {"fr": "RÉPÉTITION – ceci n'est pas une élection"}
_SAID_ELSE: Final = "REHEARSAL – not an election"


def rehearsal_of(definition: Definition, cast: Cast, opens: str, *, number: int = 1) -> Definition:
    """The rehearsal whose first polls open at the instant ``opens``.

    ``number`` is 2 for the second rehearsal of an election, which has another origin again.

    Units, contests, rules, bodies, commission and grounds are those of the election; all hours
    move together. Online boxes and pools are left out, and all sections vote on paper, one by
    one: their figures are made up and hide nobody, and boxes have a drill of their own. Raises
    ``Refused("rehearsal.again")`` for what is a rehearsal already.
    """
    if definition.rehearsal:
        raise Refused("rehearsal.again")
    first = min(contest.opens for contest in definition.contests)
    delta = datetime.fromisoformat(opens) - datetime.fromisoformat(first)
    publication = definition.publication
    if isinstance(publication, Publication):
        moment = _moved(publication.not_before, delta)
        publication = msgspec.structs.replace(publication, not_before=moment)
    rehearsal = msgspec.structs.replace(
        definition,
        rehearsal=True,
        slug=_slug(definition.slug, number),
        title=_title(definition),
        units=tuple(msgspec.structs.replace(unit, channel=PAPER) for unit in definition.units),
        contests=tuple(_contest(contest, delta) for contest in definition.contests),
        boxes=(),
        pools=(),
        publication=publication,
        witnesses=Witnesses(definition.witnesses.quorum, cast.witness_keys()),
        keys={role: cast.key(role) for role in cast.seeds if _is_named(role)},
    )
    check_definition(rehearsal)
    return rehearsal


def _slug(slug: str, number: int) -> str:
    """A name of its own; one that is too long ends with its hash, so that no two are alike."""
    end = f"-{number}" if number > 1 else ""
    room = _LONGEST - len(_PREFIX) - len(end)
    if len(slug) > room:
        mark = hashlib.sha256(slug.encode()).hexdigest()[:_MARK]
        slug = f"{slug[: room - _MARK - 1].rstrip('-')}-{mark}"
    return _PREFIX + slug + end


def _title(definition: Definition) -> dict[str, str]:
    """The title in every language that it has, behind the words that nobody can miss."""
    said = {one: _SAID.get(one, _SAID_ELSE) for one in definition.title or ("fr", "en")}
    return {
        one: f"{words} – {definition.title.get(one, definition.slug)}"[:_LABEL]
        for one, words in said.items()
    }


def _contest(contest: Contest, delta: timedelta) -> Contest:
    return msgspec.structs.replace(
        contest, opens=_moved(contest.opens, delta), closes=_moved(contest.closes, delta)
    )


def _is_named(role: str) -> bool:
    """Whether the definition itself names the key; the others are appointed on the board."""
    return role == "convener" or role.startswith("commission@")


def _moved(instant: str, delta: timedelta) -> str:
    moved = datetime.fromisoformat(instant) + delta
    return moved.strftime("%Y-%m-%dT%H:%M:%SZ")
