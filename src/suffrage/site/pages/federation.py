"""The values of a federation's page: its totals and bounds, and every unit that it has.

The federation of sections that lie right below the nation is the nation's name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from suffrage.conduct.tables import unit_counts
from suffrage.count.figures import Figures
from suffrage.count.totals import Totals, UnitCount
from suffrage.count.unit_state import Pooled, Reserved, Summed, figures_in_force
from suffrage.model.contests import Option, instance_place
from suffrage.model.units import NATION
from suffrage.night.bounds import Partial, share_range
from suffrage.site.pages.addresses import unit_path
from suffrage.site.pages.board import Board
from suffrage.site.pages.people import options_of, unit_name
from suffrage.site.pages.render import Reader
from suffrage.site.pages.sentences import list_of
from suffrage.site.pages.standing_of import standing_name

__all__ = ["FederationView", "OptionLine", "UnitLine", "federation_view", "federations_of"]


@dataclass(frozen=True, slots=True)
class OptionLine:
    """An option in a federation; ``bounds`` of the share once all of its units are counted."""

    id: str
    label: str
    votes: int
    share: Fraction | None
    bounds: tuple[Fraction, Fraction] | None


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit, or the sum of a pool; ``figures`` are those in force.

    ``missing`` if it has given none yet; ``flags`` are words: disputed, corrected, reserved.
    """

    unit: str
    name: str
    path: str
    standing: str
    registered: int
    figures: Figures | None
    missing: bool
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FederationView:
    """Everything that the page shows; no sum while ``totals`` are ``None``.

    ``outstanding`` are the most ballots that its missing units can bring; ``apart`` its units
    whose figures are in a sum with units of other federations, and in no total here.
    """

    instance: str
    federation: str
    sentence: str
    options: tuple[Option, ...]
    totals: Totals | None
    lines: tuple[OptionLine, ...]
    outstanding: int
    missing: tuple[UnitLine, ...]
    apart: int
    units: tuple[UnitLine, ...]


def federations_of(board: Board, instance: str) -> Mapping[str, tuple[UnitCount, ...]]:
    """The units of an instance, and the sums within, by the federation right above them."""
    return board.once(_federations)[instance]


def federation_view(
    board: Board, instance: str, federation: str, name: str, reader: Reader
) -> FederationView:
    """What may be said of a federation as the board stands."""
    rows = federations_of(board, instance)[federation]
    size = board.history.changed(instance)
    units = tuple(_unit(board, instance, row, reader) for row in rows)
    above = "" if federation == NATION else federation
    awaited = board.awaited(instance, size) is not None
    totals = None if awaited else board.federations(instance, size).get(above)
    more = sum(one.most for one in board.counted(instance, size).missing if one.federation == above)
    options = options_of(board.state, instance)
    apart = _apart(rows)
    beyond = sum(row.registered for row in apart)
    return FederationView(
        instance=instance,
        federation=federation,
        sentence=_sentence(name, options, totals, reader),
        options=options,
        totals=totals,
        lines=tuple(_lines(options, totals, more + beyond)) if totals else (),
        outstanding=more,
        missing=tuple(one for one in units if one.missing),
        apart=len(apart),
        units=units,
    )


def _sentence(name: str, options: tuple[Option, ...], totals: Totals | None, reader: Reader) -> str:
    """What may be quoted: how much is counted, and who leads."""
    if totals is None:
        return reader.t("page.federation.awaited", place=name)
    fields: dict[str, str | int | Fraction] = {
        "place": name,
        "counted": totals.counted,
        "expected": totals.expected,
    }
    most = max(totals.votes.values(), default=0)
    if not most:
        return reader.t("page.federation.no-votes", **fields)
    first = [one.label for one in options if totals.votes.get(one.id) == most]
    fields |= {"option": list_of(reader, tuple(first)), "share": Fraction(most, totals.valid)}
    code = "page.federation.level" if len(first) > 1 else "page.federation.ahead"
    return reader.t(code, **fields)


def _federations(board: Board) -> Mapping[str, Mapping[str, tuple[UnitCount, ...]]]:
    return {instance: _grouped(board, instance) for instance in board.state.rules.instances()}


def _grouped(board: Board, instance: str) -> Mapping[str, tuple[UnitCount, ...]]:
    groups: dict[str, list[UnitCount]] = {}
    tree = board.state.rules.tree
    for row in unit_counts(board.state, instance):
        parents = {tree.by_id[unit].parent for unit in row.sections}
        if len(parents) == 1:
            groups.setdefault(parents.pop() or NATION, []).append(row)
    return {federation: tuple(rows) for federation, rows in groups.items()}


def _apart(rows: tuple[UnitCount, ...]) -> tuple[UnitCount, ...]:
    """Sections whose sum reaches beyond: for their federation their ballots are still to come."""
    within = {unit for row in rows if isinstance(row.state, Summed) for unit in row.sections}
    return tuple(row for row in rows if isinstance(row.state, Pooled) and row.unit not in within)


def _lines(options: tuple[Option, ...], totals: Totals, more: int) -> Iterator[OptionLine]:
    partial = Partial(totals.votes, totals.ballots, totals.blank, totals.registered_all, more)
    for option in options:
        if option.id in totals.votes:
            votes = totals.votes[option.id]
            yield OptionLine(
                id=option.id,
                label=option.label,
                votes=votes,
                share=Fraction(votes, totals.valid) if totals.valid else None,
                bounds=share_range(partial, option.id),
            )


def _unit(board: Board, instance: str, row: UnitCount, reader: Reader) -> UnitLine:
    name = unit_name(board.state, row.unit)
    if isinstance(row.state, Summed):
        name = reader.t("page.pool", pool=row.unit)
    standing = standing_name(row.state)
    return UnitLine(
        unit=row.unit,
        name=name,
        path=unit_path(reader.language, instance, row.unit),
        standing=reader.t(f"page.state.{standing}"),
        registered=row.registered,
        figures=figures_in_force(row.state),
        missing=standing in ("awaited", "reserved", "sealed"),
        flags=tuple(reader.t(f"page.flag.{flag}") for flag in _flags(board, instance, row)),
    )


def _flags(board: Board, instance: str, row: UnitCount) -> Iterator[str]:
    if row.disputed:
        yield "disputed"
    if isinstance(row.state, Reserved):
        yield "reserved"
    entries = board.history.entries.get((instance_place(instance)[0], row.unit), ())
    if any(entry.record.kind == "sheet.corrected/1" for entry in entries):
        yield "corrected"
