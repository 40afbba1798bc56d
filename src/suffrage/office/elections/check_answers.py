"""Every fault of a form at once, each with the name of its field."""

import re
from collections.abc import Iterator
from datetime import date, time
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from suffrage.errors import Malformed, SuffrageError
from suffrage.model import canonical
from suffrage.model.csv_table import RowFault, Table, missing_columns, number, read_table
from suffrage.model.rule import parse_share
from suffrage.model.values import Ident, Label, UnitId
from suffrage.office.elections.answers import AnswerFault, Answers, Hours
from suffrage.office.elections.template import Template
from suffrage.tlog.keys import COSIGNER, parse_key

__all__ = ["check_answers"]

_HOST = re.compile(r"[a-z0-9.-]+(?::[0-9]+)?(?:/[a-z0-9._-]+)*")
_NEEDED: Final = ("code", "registered")
_MOST_SEATS: Final = 100_000


def check_answers(template: Template, answers: Answers) -> tuple[AnswerFault, ...]:
    """All faults that single fields show; none if a definition can be tried."""
    return (
        *_names(template, answers),
        *_evenings(template, answers),
        *_places(template, answers),
        *_options(template, answers),
        *_commission(answers),
        *_numbers(template, answers),
    )


def _fault(field: str, code: str, /, **fields: str | int) -> AnswerFault:
    return AnswerFault(field, code, fields)


def _names(template: Template, answers: Answers) -> Iterator[AnswerFault]:
    for name in template.asks:
        if not getattr(answers, name):
            yield _fault(name, "answer.missing", field=name)
    if answers.slug and (not _is(answers.slug, Ident) or answers.slug.startswith("rehearsal-")):
        yield _fault("slug", "answer.slug", name=answers.slug)
    if answers.host and not _HOST.fullmatch(answers.host):
        yield _fault("host", "answer.host", name=answers.host)
    for name in ("title_fr", "title_en"):
        text: str = getattr(answers, name)
        if text and not _is(text, Label):
            yield _fault(name, "answer.text", field=name)
    if _zone(answers.time_zone) is None:
        yield _fault("time_zone", "definition.time-zone", name=answers.time_zone)


def _is(value: object, kind: Any) -> bool:
    """Whether a value has the type of a definition's field, and canonical text."""
    try:
        canonical.encode(value)
        canonical.convert(value, kind)
    except Malformed:
        return False
    return True


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _evenings(template: Template, answers: Answers) -> Iterator[AnswerFault]:
    if len(answers.evenings) > template.evenings:
        yield _fault("evenings", "answer.evenings", most=template.evenings)
    for index, hours in enumerate(answers.evenings):
        if not _readable(hours):
            text = f"{hours.day} {hours.opens} {hours.closes}"
            yield _fault(f"evenings[{index}]", "answer.hours", text=text)
        elif hours.opens >= hours.closes:
            yield _fault(f"evenings[{index}].closes", "definition.hours", name=hours.day)


def _readable(hours: Hours) -> bool:
    try:
        date.fromisoformat(hours.day)
        times = [time.fromisoformat(one) for one in (hours.opens, hours.closes)]
    except ValueError:
        return False
    return [f"{one:%H:%M}" for one in times] == [hours.opens, hours.closes]


def _places(template: Template, answers: Answers) -> Iterator[AnswerFault]:
    if "room" in template.asks and not answers.room and not answers.units:
        return  # named as missing already
    if bool(answers.units) is bool(answers.room):
        yield _fault("units", "answer.units-or-room")
    elif answers.room < 0:
        yield _fault("room", "answer.number", field="room")
    elif answers.units:
        yield from _units(answers.units)


def _units(data: bytes) -> Iterator[AnswerFault]:
    try:
        table = read_table(data)
    except Malformed as error:
        yield AnswerFault(f"units: {error.at}", error.code, error.fields)
        return
    for one in (*table.faults, *(missing_columns(table, _NEEDED) or _rows(table))):
        yield AnswerFault(f"units: {one.at}", one.code, one.fields)


def _rows(table: Table) -> list[RowFault]:
    """Codes that are none or stand twice, and rolls that are no numbers."""
    faults: list[RowFault] = []
    seen = set[str]()
    for row in table.rows:
        code = row.cells["code"].strip()
        if not _is(code, UnitId):
            faults.append(RowFault(row.line, "code", "answer.unit-code", {"unit": code[:40]}))
        elif code.casefold() in seen:
            faults.append(RowFault(row.line, "code", "units.duplicate", {"unit": code}))
        seen.add(code.casefold())
        if row.cells["registered"].strip():
            number(row, "registered", faults)
    return faults


def _options(template: Template, answers: Answers) -> Iterator[AnswerFault]:
    if "options" in template.asks and 0 < len(answers.options) < template.fewest:
        yield _fault("options", "answer.options-few", fewest=template.fewest)
    for index, one in enumerate(answers.options):
        at = f"options[{index}]"
        if not _is(one.label, Label):
            yield _fault(f"{at}.label", "answer.text", field="label")
        if template.signatories and not one.first_signatory.strip():
            yield _fault(f"{at}.first_signatory", "answer.missing", field="first_signatory")
        if one.id and not _is(one.id, Ident):
            yield _fault(f"{at}.id", "answer.slug", name=one.id)


def _commission(answers: Answers) -> Iterator[AnswerFault]:
    for index, member in enumerate(answers.commission):
        if not _is(member, Ident):
            yield _fault(f"commission[{index}]", "answer.slug", name=member)
        elif member in answers.commission[:index]:
            yield _fault(f"commission[{index}]", "definition.duplicate", name=member)
    if not 0 <= answers.quorum <= max(1, len(answers.commission)):
        yield _fault("quorum", "definition.quorum", name=answers.quorum)
    for camp, text in answers.witnesses.items():
        try:
            kind = parse_key(text).kind if _is(camp, Ident) else None
        except SuffrageError:
            kind = None
        if kind != COSIGNER:
            yield _fault(f"witnesses.{camp}", "answer.witness", camp=camp)


def _numbers(template: Template, answers: Answers) -> Iterator[AnswerFault]:
    if "seats" in template.asks and not 0 <= answers.seats <= _MOST_SEATS:
        yield _fault("seats", "answer.number", field="seats")
    if answers.ex_officio < -1:
        yield _fault("ex_officio", "answer.number", field="ex_officio")
    for name in ("threshold", "majority"):
        try:
            parse_share(getattr(answers, name))
        except Malformed as error:
            yield AnswerFault(name, error.code, error.fields)
