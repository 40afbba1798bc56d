"""What a record would write, in words: every field of the record and its payload, none left out.

The rows are read from the very bytes that are signed, leaf by leaf. A value that has words or a
title is told by them, any other as it stands; so a field that is added tomorrow appears by its
plain name. Two different records are never told alike, but for the middle of a long hash.

>>> rows = told_record(titles, record, payload)
>>> [(row.label, row.text) for row in rows][:2]                          # doctest: +SKIP
[('Act', 'Rule on a dispute'), ('Dispute', 'd1')]
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from suffrage.board.kinds import KINDS
from suffrage.office.signing.titles import Place, Titles
from suffrage.words import codes

__all__ = ["Row", "field_words", "told_record"]

_LAST: Final = ("decision", "by", "at")
_BYTES: Final = ("payload", "size")
_KEYED: Final[Mapping[str, str]] = {
    "votes": "option",
    "seats": "option",
    "shares": "option",
    "ranges": "option",
    "void": "void",
    "agents": "camp",
    "units": "unit",
    "keys": "role",
    "figures": "figure",
    "commitments": "figure",
    "blindings": "figure",
}
"""Tables whose keys are names of things, and what things; other tables have fields for keys."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line: the name of a field in the reader's words, and its value in words.

    ``path`` is the dotted name in the bytes, for which ``label`` and ``text`` stand.
    """

    path: str
    label: str
    text: str


def told_record(titles: Titles, record: bytes, payload: bytes | None) -> tuple[Row, ...]:
    """All that the unsigned bytes of a record and its payload say, the act's own fields first."""
    head: dict[str, Any] = json.loads(record)
    body = _body(str(head["kind"]), payload)
    place = Place(str(head["kind"])).entered(head)
    rows = [Row("kind", field_words(titles, "kind"), titles.act(place.kind))]
    own = {name: v for name, v in head.items() if name not in ("kind", *_LAST, *_BYTES)}
    rows += _table(titles, place, own, "", "")
    if place.kind.startswith("sheet.reserved/"):
        rows = [_finding(titles, place, row, body) for row in rows]
    rows += _of_body(titles, place, body, head)
    rows += _table(titles, place, {n: head[n] for n in _LAST if n in head}, "", "")
    if "payload" in head:
        size = titles.speaker.t(
            "told.payload", size=head.get("size", 0), hash=titles.value("", head["payload"], place)
        )
        rows.append(Row("payload", titles.speaker.t("told.payload-label"), size))
    return tuple(rows)


def _finding(titles: Titles, place: Place, row: Row, body: Any) -> Row:
    """The reason of a reserved sheet: the sentence of the check that failed."""
    return replace(row, text=titles.finding(row.text, body, place)) if row.path == "reason" else row


def field_words(titles: Titles, name: str) -> str:
    """A field in the reader's words; its plain name where it has none."""
    code = f"desk.field.{name.replace('_', '-')}"
    known = code in codes(titles.speaker.language)
    return titles.speaker.t(code) if known else name


def _body(kind: str, payload: bytes | None) -> Any:
    """The value of canonical JSON, or the text of a payload that is a text."""
    if payload is None:
        return None
    if isinstance(KINDS[kind].body, str):
        return payload.decode("utf-8", "replace")
    return json.loads(payload) if payload else None


def _of_body(titles: Titles, place: Place, body: Any, head: Mapping[str, Any]) -> Iterator[Row]:
    if isinstance(body, str):
        yield Row("text", field_words(titles, "text"), body)
    elif body is not None:
        # What record and payload both say, in the same words, is told once.
        new = {name: value for name, value in body.items() if head.get(name) != value}
        yield from _table(titles, place.entered(body), new, "", "")


def _table(
    titles: Titles, place: Place, table: Mapping[str, Any], path: str, label: str
) -> Iterator[Row]:
    decided = place.kind.startswith("commission.decided/")
    for name, value in table.items():
        under = f"{path}.{name}" if path else name
        words = titles.speaker.t("motions.choice") if decided and name == "votes" else ""
        words = words or field_words(titles, name)
        yield from _rows(
            titles, place, name, value, under, f"{label} – {words}" if label else words
        )


def _rows(
    titles: Titles, place: Place, name: str, value: Any, path: str, label: str
) -> Iterator[Row]:
    """The rows of one field; what has no table in it is one row."""
    if isinstance(value, dict) and value:
        named = _keyed(name, place, value)
        if named is None:
            yield from _table(titles, place.entered(value), value, path, label)
            return
        inside = replace(place, inside=name)
        for key, one in value.items():
            words = titles.value(named, key, place)
            yield from _element(titles, inside, name, one, f"{path}.{key}", f"{label} – {words}")
    elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
        for number, one in enumerate(value, 1):
            inner = place.entered(one) if isinstance(one, dict) else place
            yield from _element(titles, inner, name, one, f"{path}.{number}", f"{label} {number}")
    else:
        yield Row(path, label, _flat(titles, place, name, value))


def _element(
    titles: Titles, place: Place, name: str, one: Any, path: str, label: str
) -> Iterator[Row]:
    """One of a list: in one row where it holds no table of its own."""
    if isinstance(one, dict) and not any(_nested(value) for value in one.values()):
        said = [f"{field_words(titles, n)}{titles.colon} {_flat(titles, place, n, v)}"
                for n, v in one.items()]  # fmt: skip
        yield Row(path, label, " ; ".join(said) if said else "–")
    else:
        yield from _rows(titles, place, name, one, path, label)


def _nested(value: Any) -> bool:
    return isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(one, dict | list) for one in value)
    )


def _flat(titles: Titles, place: Place, name: str, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_flat(titles, place, name, one) for one in value) or "–"
    return "–" if value == {} else titles.value(name, value, place)


def _keyed(name: str, place: Place, table: Mapping[str, Any]) -> str | None:
    """What the keys of a table name; ``None`` where they are fields."""
    if name == place.inside:
        return None  # a value of a table, such as a member's vote, has fields again
    if name == "votes" and place.kind.startswith("commission.decided/"):
        return "member"
    if name == "title" or (name == "text" and "title" not in table and "sha256" not in table):
        return "language"
    return _KEYED.get(name)
