"""From a template and a form's answers to a definition, and from a draft to a complete one.

>>> from suffrage.office.elections.templates.all_templates import TEMPLATES
>>> from suffrage.office.elections.answers import Answers, Hours
>>> answers = Answers(slug="vote", host="vote.example.org", title_fr="Oui ou non",
...     title_en="Yes or no", evenings=(Hours("2026-12-03", "17:00", "22:00"),),
...     commission=("chair", "dean", "clerk"), room=64)
>>> made = draft(TEMPLATES["consultation"], answers)
>>> made.commission.quorum, made.contests[0].closes
(2, '2026-12-03T21:00:00Z')
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from suffrage.errors import Malformed, Refused
from suffrage.model import canonical
from suffrage.model.check_definition import check_definition
from suffrage.model.csv_table import read_table
from suffrage.model.definition import Definition
from suffrage.model.governance import Commission, Publication, Witnesses
from suffrage.model.local_time import instant_of
from suffrage.model.units import Unit
from suffrage.model.units_csv import read_units
from suffrage.office.elections.answers import AnswerFault, Answers, FaultyAnswers, Hours
from suffrage.office.elections.check_answers import check_answers
from suffrage.office.elections.template import Evening, Template

__all__ = ["complete", "draft"]

_COLUMNS: Final = ("parent", "name", "registered")
_OPTION = re.compile(r"contests\[[0-9]+\]\.(options\[[0-9]+\].*)")
_ROOM: Final = "room"


def draft(template: Template, answers: Answers) -> Definition | FaultyAnswers:
    """The definition without keys, which ``check_definition`` accepts; or every fault at once."""
    faults = check_answers(template, answers)
    if faults:
        return FaultyAnswers(faults)
    try:
        return _made(template, answers)
    except Malformed as error:
        found = _OPTION.fullmatch(error.at)
        field = found[1] if found else error.at
        return FaultyAnswers((AnswerFault(field, error.code, error.fields),))


def complete(made: Definition, keys: Mapping[str, str]) -> Definition:
    """The draft with the public keys of its convener and of every member of the commission.

    Raises ``Refused("election.no-key")`` for the first role without one, and what
    ``check_definition`` raises: one key under two roles, a key of somebody else.
    """
    for role in ("convener", *(f"commission@{name}" for name in made.commission.members)):
        if role not in keys:
            raise Refused("election.no-key", at="keys", role=role)
    whole = msgspec.structs.replace(made, keys=dict(keys))
    check_definition(whole)
    return canonical.decode(canonical.encode(whole), Definition)


def _made(template: Template, answers: Answers) -> Definition:
    evenings = _evenings(template, answers)
    parts = template.make(answers, evenings)
    members = answers.commission
    definition = Definition(
        suffrage=1,
        slug=answers.slug,
        host=answers.host,
        title={"fr": answers.title_fr, "en": answers.title_en},
        time_zone=answers.time_zone,
        units=_units(answers),
        contests=parts.contests,
        commission=Commission(members, answers.quorum or len(members) // 2 + 1),
        bodies=parts.bodies,
        grounds=answers.grounds,
        witnesses=Witnesses(_witness_quorum(answers), dict(answers.witnesses)),
        publication=Publication(evenings[0].closes),
    )
    # What was built here is held to the same types as what is read.
    definition = canonical.decode(canonical.encode(definition), Definition)
    check_definition(definition)
    return definition


def _witness_quorum(answers: Answers) -> int:
    """More than half of the witnesses, so that no single camp can block a certificate."""
    return len(answers.witnesses) // 2 + 1 if answers.witnesses else 0


def _units(answers: Answers) -> tuple[Unit, ...]:
    if answers.room:
        return (Unit(id=_ROOM, name="Salle – Room", registered=answers.room),)
    table = {"csv": "units", "code": "code"}
    header = read_table(answers.units).header
    table |= {name: name for name in _COLUMNS if name in header}
    plain = read_units(table, lambda _name: answers.units)
    return canonical.convert(plain.units, tuple[Unit, ...])


def _evenings(template: Template, answers: Answers) -> tuple[Evening, ...]:
    """The hours of all rounds in UTC; those that the form lacks follow the last one given."""
    zone = ZoneInfo(answers.time_zone)
    local = [_local(hours) for hours in answers.evenings]
    while len(local) < template.evenings:
        opens, closes = local[-1]
        if template.apart >= timedelta(days=1):
            local.append((opens + template.apart, closes + template.apart))
        else:
            start = closes + template.apart
            local.append((start, start + (closes - opens)))
    return tuple(
        Evening(
            instant_of(opens, zone, f"evenings[{i}].opens"),
            instant_of(closes, zone, f"evenings[{i}].closes"),
        )
        for i, (opens, closes) in enumerate(local)
    )


def _local(hours: Hours) -> tuple[datetime, datetime]:
    return (
        datetime.fromisoformat(f"{hours.day}T{hours.opens}"),
        datetime.fromisoformat(f"{hours.day}T{hours.closes}"),
    )
