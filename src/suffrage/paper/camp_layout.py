"""Where a camp's own file has its figures: one column an option, or one row an option.

A scrutineer types what is plainest: the section, by its code or its name, and a column for each
option. Columns are found by their names, in English or French, unless somebody names them
(``SheetColumns``). A column that is none of these is left out *and said*, so that a misspelt
option is not taken for agreement. ``web/core/src/camp.ts`` finds the same columns.

>>> key("LIÉVIN"), key("Nœux ")
('lievin', 'nœux')
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from suffrage.errors import Malformed
from suffrage.model.csv_table import RowFault, Table, fault, missing_columns
from suffrage.model.sheet_columns import SheetColumns
from suffrage.paper.layouts import figure_columns
from suffrage.paper.option_names import fold

__all__ = ["CampLayout", "Names", "find_layout", "key"]

_SECTION: Final = ("unit", "code", "code-section", "section-code", "section", "bureau")
_FIGURES: Final = {
    "registered": ("registered", "inscrits"),
    "signatures": ("signatures", "emargements"),
    "ballots": ("ballots", "bulletins"),
    "blank": ("blank", "blancs"),
    "void": ("void", "nuls"),
    "valid": ("valid", "exprimes"),
}
_OPTION: Final = ("option",)
_VOTES: Final = ("votes", "voix")
_CONTEST: Final = ("contest", "scrutin")


def key(text: str) -> str:
    """What two spellings of one name have in common.

    The fold of ``option_names``, but only of what is ASCII without its accents: letters of
    another alphabet would be dropped by it, and a twin of one name read as another name.
    """
    apart = unicodedata.normalize("NFKD", text)
    bare = "".join(mark for mark in apart if not unicodedata.category(mark).startswith("M"))
    return fold(bare) if bare.isascii() else text.strip().lower()


class Names:
    """Ids with everything that they may be called: the id itself, then any name of one alone."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        self.ids = tuple(names)
        self._by_key: dict[str, list[str]] = {}
        for one, others in names.items():
            for spelt in dict.fromkeys(key(text) for text in (one, *others)):
                self._by_key.setdefault(spelt, []).append(one)

    def named(self, text: str) -> tuple[str, ...]:
        """The ids that a text may mean, in their order: one, none, or several."""
        bare = text.strip()
        if bare in self.ids:
            return (bare,)
        spelt = key(bare)
        return tuple(self._by_key.get(spelt, ())) if spelt else ()

    def spellings(self) -> Iterator[tuple[str, str]]:
        """Each key with the id, or one of the ids, that it stands for."""
        for spelt, ids in self._by_key.items():
            yield from ((spelt, one) for one in ids)


@dataclass(frozen=True, slots=True)
class CampLayout:
    """The columns of a file: ``votes`` by column, ``figures`` by field of the sheet.

    A tidy file has ``option`` and one column in ``votes``, whose option is empty.
    """

    code: tuple[str, ...]
    contest: str
    option: str
    votes: Mapping[str, str]
    figures: Mapping[str, str]
    ignored: tuple[str, ...]


def find_layout(
    table: Table,
    options: Names,
    columns: SheetColumns | None,
    usual: SheetColumns | None,
    faults: list[RowFault],
) -> CampLayout:
    """The layout of a table; ``columns`` must be there, ``usual`` serves if the file has them.

    Raises ``Malformed("compare.no-columns")`` where nothing can be compared.
    """
    if columns is not None:
        wanted = (*columns.code, *figure_columns(columns).values(), columns.option)
        faults += missing_columns(table, [one for one in wanted if one])
    elif usual is not None and all(one in table.header for one in usual.code):
        columns = usual
    layout = _named(table, columns, options) if columns else _guessed(table, options)
    found = list(layout.votes.values())
    for column, option in layout.votes.items():
        if option and option in found[: list(layout.votes).index(column)]:
            faults.append(fault(1, column, "sheets.option-twice", option=option))
    if not faults and not layout.votes and not layout.figures:
        raise Malformed("compare.no-columns", options=", ".join(options.ids))
    return layout


def _named(table: Table, columns: SheetColumns, options: Names) -> CampLayout:
    """The columns that somebody named, as far as the file has them."""
    given = figure_columns(columns)
    figures = {name: column for name, column in given.items() if column in table.header}
    taken = {*columns.code, *figures.values()}
    contest = _first(table.header, _CONTEST, taken)
    if columns.option:
        votes = {columns.votes: ""} if columns.votes in table.header else {}
    else:
        before, _, after = columns.votes.partition("{option}")
        made = (
            (one, one.removeprefix(before).removesuffix(after))
            for one in table.header
            if one not in taken and one.startswith(before) and one.endswith(after)
        )
        # An option's bare name too: a camp adds its columns to a file of the ministry's layout.
        named = {one: one for one in table.header if one not in taken} | dict(made)
        found = {one: options.named(name) for one, name in named.items()}
        votes = {one: ids[0] for one, ids in found.items() if len(ids) == 1}
    return _layout(table, columns.code, contest, columns.option, votes, figures)


def _guessed(table: Table, options: Names) -> CampLayout:
    """The columns by their names; the section's is else the first that is nothing else."""
    header = table.header
    votes = {one: ids[0] for one in header if one and len(ids := options.named(one)) == 1}
    taken = set(votes)
    option = "" if votes else _first(header, _OPTION, taken)
    amount = _first(header, _VOTES, taken) if option else ""
    if amount:
        votes = {amount: ""}
        taken |= {option, amount}
    found = {name: _first(header, names, taken) for name, names in _FIGURES.items()}
    figures = {name: column for name, column in found.items() if column}
    contest = _first(header, _CONTEST, taken)
    taken |= {*figures.values(), contest}
    code = _first(header, _SECTION, taken) or next((c for c in header if c not in taken), "")
    if not code:
        raise Malformed("compare.no-section")
    return _layout(table, (code,), contest, option if amount else "", votes, figures)


def _layout(
    table: Table,
    code: tuple[str, ...],
    contest: str,
    option: str,
    votes: Mapping[str, str],
    figures: Mapping[str, str],
) -> CampLayout:
    read = {*code, contest, option, *votes, *figures.values()}
    ignored = tuple(one for one in table.header if one and one not in read)
    return CampLayout(code, contest, option, votes, figures, ignored)


def _first(header: tuple[str, ...], names: tuple[str, ...], taken: set[str]) -> str:
    """The column that the first possible of these names calls, empty if there is none."""
    called = {key(one): one for one in reversed(header) if one not in taken}
    return next((called[name] for name in names if name in called), "")
