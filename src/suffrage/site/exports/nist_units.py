"""The units of a NIST report: the nation, federations and sections, and their ballots."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from suffrage.conduct.state import State
from suffrage.count.figures import Figures
from suffrage.model.units import PAPER, Unit
from suffrage.night.counted import count_federations
from suffrage.site.exports.nist_values import Node, identifier, node, text
from suffrage.site.exports.tables import Row, Table

__all__ = ["ballot_counts", "figures_by_unit", "unit_id", "unit_nodes"]


def unit_id(unit: str) -> str:
    """The id of a unit in a report; that of the nation for none."""
    return f"unit-{unit}" if unit else "nation"


def unit_nodes(state: State, instances: Sequence[Table]) -> list[Node]:
    """Every unit and pool: who may vote there, who took part, and what it is made of."""
    rows = {row.unit.id: row for table in instances for row in table.rows}
    above: dict[str, list[Unit]] = {}
    for unit in state.rules.units:
        above.setdefault(unit.parent, []).append(unit)
    nation = node(
        "ReportingUnit",
        id="nation",
        Type="other",
        OtherType="organisation",
        Name=text(state.rules.title or {"und": state.rules.slug}),
        VotersRegistered=sum(row.registered for row in rows.values()),
        ComposingGpUnitIds=[unit_id(unit.id) for unit in above[""]],
    )
    units = [_unit(unit, rows, above.get(unit.id, [])) for unit in state.rules.units]
    return [nation, *units, *(_pool(row) for row in rows.values() if row.parts)]


def _unit(unit: Unit, rows: Mapping[str, Row], parts: Sequence[Unit]) -> Node:
    found = node(
        "ReportingUnit",
        id=unit_id(unit.id),
        ExternalIdentifier=[identifier("unit", unit.id)],
        Name=text({"und": unit.name or unit.id}),
        **_type(unit, bool(parts)),
    )
    if parts:
        found["ComposingGpUnitIds"] = [unit_id(part.id) for part in parts]
    row = rows.get(unit.id)
    if row is not None:
        found["VotersRegistered"] = row.registered
        found["CountStatus"] = [node("CountStatus", Type="total", Status=_progress(row))]
        if row.figures is not None:
            found["VotersParticipated"] = row.figures.signatures
    return found


def _pool(row: Row) -> Node:
    """Sections too small to be published alone, whose sum is."""
    return node(
        "ReportingUnit",
        id=unit_id(row.unit.id),
        Type="other",
        OtherType="pool",
        Name=text({"und": row.unit.id}),
        ComposingGpUnitIds=[unit_id(part) for part in row.parts],
    )


def _type(unit: Unit, composed: bool) -> dict[str, str]:  # noqa: FBT001
    if composed:
        return {"Type": "other", "OtherType": "federation"}
    if unit.channel == PAPER:
        return {"Type": "polling-place"}
    return {"Type": "other", "OtherType": "online-box"}


def _progress(row: Row) -> str:
    """A first entry waits for a second, a reserved sheet for a ruling, a sealed one for a sum."""
    if row.state == "awaited":
        return "not-processed"
    return "completed" if row.settled and row.state != "received" else "in-process"


def figures_by_unit(state: State, table: Table) -> Iterator[tuple[str, Figures]]:
    """The place of an instance, its federations and its sections, each with figures.

    None while figures may not appear; a federation without a counted section is left out.
    """
    if not table.shown:
        return
    yield table.place, table.totals.figures()
    for federation, totals in count_federations(state, table.instance).items():
        if federation not in ("", table.place) and totals.counted:
            yield federation, totals.figures()
    for row in table.rows:
        if row.figures is not None and row.unit.id != table.place:
            yield row.unit.id, row.figures


def ballot_counts(counts: Iterable[tuple[str, Figures]]) -> Iterator[Node]:
    """Ballots cast and those that are void, by unit."""
    for unit, figures in counts:
        yield node(
            "BallotCounts",
            GpUnitId=unit_id(unit),
            Type="total",
            BallotsCast=figures.ballots,
            BallotsRejected=figures.void,
        )
