"""The table of a national contest in the layout of the French ministry's files of 2024.

Source: the ministry's results of the legislative elections of 2024 by polling station
(data.gouv.fr, Licence Ouverte): ``;``, a block of columns an option with its number, shares as
``33,33%``. ``docs/spec/export.md`` says what stands for what. Departures: the file begins with
a byte order mark, without which Excel misreads accents, and a share of nothing is empty.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from suffrage.count.figures import Figures
from suffrage.site.exports.cells import csv_bytes, percent_cell, text_cell
from suffrage.site.exports.tables import Row, Table

__all__ = ["block", "head", "wide_csv"]

_MARK: Final = b"\xef\xbb\xbf"
_HEAD: Final = {
    "Code département": "string",
    "Libellé département": "string",
    "Code commune": "string",
    "Libellé commune": "string",
    "Code BV": "string",
    "Inscrits": "integer",
    "Votants": "integer",
    "% Votants": "number",
    "Abstentions": "integer",
    "% Abstentions": "number",
    "Exprimés": "integer",
    "% Exprimés/inscrits": "number",
    "% Exprimés/votants": "number",
    "Blancs": "integer",
    "% Blancs/inscrits": "number",
    "% Blancs/votants": "number",
    "Nuls": "integer",
    "% Nuls/inscrits": "number",
    "% Nuls/votants": "number",
}
_BLOCK: Final = {
    "Numéro de panneau": "integer",
    "Nuance candidat": "string",
    "Nom candidat": "string",
    "Prénom candidat": "string",
    "Sexe candidat": "string",
    "Voix": "integer",
    "% Voix/inscrits": "number",
    "% Voix/exprimés": "number",
    "Elu": "string",
}


def head() -> Mapping[str, str]:
    """The columns of a unit, with their types in a Table Schema."""
    return _HEAD


def block(number: int) -> Mapping[str, str]:
    """The columns of an option, counted from 1."""
    return {f"{name} {number}": kind for name, kind in _BLOCK.items()}


def wide_csv(table: Table, names: Mapping[str, str]) -> bytes:
    """One row a unit; ``names`` has the name of each federation by its code."""
    columns = [*head()]
    for number in range(1, len(table.options) + 1):
        columns += block(number)
    rows = ((*_unit(row, names), *_options(table, row)) for row in table.rows)
    return _MARK + csv_bytes([columns, *rows], ";")


def _unit(row: Row, names: Mapping[str, str]) -> tuple[str, ...]:
    unit = row.unit
    place = (unit.parent, text_cell(names.get(unit.parent, "")), unit.id, text_cell(unit.name))
    if row.figures is None:
        return (*place, unit.id, str(row.registered), *("",) * (len(_HEAD) - 6))
    return (*place, unit.id, *_figures(row.figures))


def _figures(figures: Figures) -> Iterator[str]:
    everybody, voters = figures.registered, figures.ballots
    stayed = everybody - voters
    yield from (str(everybody), str(voters), percent_cell(voters, everybody))
    yield from (str(stayed), percent_cell(stayed, everybody))
    for part in (figures.valid, figures.blank, figures.void):
        yield from (str(part), percent_cell(part, everybody), percent_cell(part, voters))


def _options(table: Table, row: Row) -> Iterator[str]:
    figures = row.figures
    for number, option in enumerate(table.options, start=1):
        yield from (str(number), option.id, text_cell(option.label), "", "")
        if figures is None:
            yield from ("", "", "")
        else:
            votes = figures.votes.get(option.id, 0)
            yield str(votes)
            yield from (percent_cell(votes, figures.registered), percent_cell(votes, figures.valid))
        yield _elected(table, option.id)


def _elected(table: Table, option: str) -> str:
    if option == table.elected:
        return "élu"
    return "QUALIF T2" if option in table.qualified else ""
