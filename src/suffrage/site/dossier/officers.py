"""Who held which role with which key, from the rules' own keys to the last replacement.

The document lists those of the whole election and every replacement; thousands of secretaries
and tellers stand in a table of their own, which it cites.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from suffrage.board.kinds.opening import OfficerReplaced, OfficersAppointed
from suffrage.model.roles import role_kind
from suffrage.night.history import Entry
from suffrage.site.dossier.source import Rows, Source

__all__ = ["Officers", "officers_csv_rows", "officers_of"]

_OF_SECTIONS = ("secretary", "teller")


@dataclass(frozen=True, slots=True)
class _Appointed:
    """A role with its key: by the rules themselves (no record), or by a record."""

    role: str
    key: str
    previous: str = ""
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Officers:
    """``whole`` are (role, key, since, by, record), ``replaced`` the same with the lost key.

    ``sections`` says how many secretaries and tellers hold a role, whom the table names.
    """

    whole: Rows
    replaced: Rows
    sections: Rows


def officers_of(source: Source) -> Officers:
    """The officers as the document lists them."""
    every = tuple(_appointed(source))
    kinds = Counter(role_kind(one.role) for one in every if not one.previous)
    return Officers(
        whole=tuple(
            _row(source, one)
            for one in every
            if not one.previous and role_kind(one.role) not in _OF_SECTIONS
        ),
        replaced=tuple((*_row(source, one), one.previous) for one in every if one.previous),
        sections=tuple((kind, source.reader.num(kinds[kind])) for kind in _OF_SECTIONS),
    )


def officers_csv_rows(source: Source) -> Iterator[tuple[str, ...]]:
    """Every appointment and replacement for programs, and a heading."""
    yield "role", "key", "previous", "at", "by", "record"
    for one in _appointed(source):
        entry = one.entry
        told = (entry.at, entry.record.by, str(entry.index)) if entry else ("", "", "")
        yield one.role, one.key, one.previous, *told


def _appointed(source: Source) -> Iterator[_Appointed]:
    """In the order of the log, those of the definition first."""
    for role, key in sorted(source.state.rules.keys.items()):
        yield _Appointed(role, key)
    for entry in source.acts("officer.appointed", "officer.replaced"):
        head = entry.record.head
        if isinstance(entry.body, OfficersAppointed):
            for one in entry.body.officers:
                yield _Appointed(one.role, one.key, entry=entry)
        elif isinstance(head, OfficerReplaced):
            yield _Appointed(head.role, head.key, head.previous, entry)


def _row(source: Source, one: _Appointed) -> tuple[str, ...]:
    entry = one.entry
    if entry is None:
        return source.role(one.role), one.key, "–", "–", "–"
    moment = source.reader.when(entry.at)
    return source.role(one.role), one.key, moment, source.role(entry.record.by), str(entry.index)
