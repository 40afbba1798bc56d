"""What the JSON interface answers, field by field; figures are those of the published board."""

from typing import Any

from ninja import Field, Schema

__all__ = [
    "BoardOut",
    "ClaimOut",
    "ContestOut",
    "DisputeOut",
    "ElectionOut",
    "Fault",
    "FiguresOut",
    "OptionOut",
    "RecordOut",
    "RollChangeOut",
    "RollChangesOut",
    "SheetOut",
    "SheetsOut",
    "UnitOut",
    "UnitRecordsOut",
    "UnitsOut",
    "VerdictOut",
    "WitnessOut",
    "WrittenOut",
]


class Fault(Schema):
    """A refusal: a stable code, the field at fault or an empty text, a sentence for people."""

    code: str
    field: str
    sentence: str


class OptionOut(Schema):
    """An option that stands."""

    id: str
    label: str


class ContestOut(Schema):
    """A contest instance."""

    instance: str
    contest: str
    place: str
    round: int
    title: dict[str, str]
    options: list[OptionOut]
    opened: bool
    closed: bool


class ElectionOut(Schema):
    """An election, and the role of the token in it; ``size`` is what is published."""

    slug: str
    origin: str
    title: dict[str, str]
    role: str
    may_submit: bool
    phase: str
    size: int
    contests: list[ContestOut]


class WitnessOut(Schema):
    """A camp's witness; ``last`` is the size that it has cosigned last, 0 for none."""

    camp: str
    key: str
    last: int
    current: bool


class BoardOut(Schema):
    """The published board; ``checkpoint`` is the signed note as it is served."""

    origin: str
    size: int
    at: str
    checkpoint: str
    quorum: int
    cosigned: list[str]
    below_quorum: bool
    witnesses: list[WitnessOut]
    alarms: list[dict[str, Any]]
    fault: str


class FiguresOut(Schema):
    """The figures of a sheet or box."""

    registered: int
    signatures: int
    ballots: int
    blank: int
    void: int
    valid: int
    votes: dict[str, int]


class UnitOut(Schema):
    """A section in a contest; ``figures`` is null while it has none that may be seen."""

    unit: str
    name: str
    federation: str
    channel: str
    registered: int
    state: str
    disputed: bool
    figures: FiguresOut | None


class UnitsOut(Schema):
    """Sections; ``next`` is the ``after`` of the next page, empty on the last one."""

    instance: str
    size: int
    units: list[UnitOut]
    next: str


class RecordOut(Schema):
    """A record: ``head`` as it stands on the board, ``sheet`` the open sheet that it brought."""

    index: int
    at: str
    kind: str
    by: str
    head: dict[str, Any]
    payload: str
    sheet: dict[str, Any] | None


class UnitRecordsOut(Schema):
    """All that has come of a section in a contest."""

    unit: UnitOut
    records: list[RecordOut]


class SheetOut(Schema):
    """A record of a sheet."""

    index: int
    at: str
    kind: str
    by: str
    instance: str
    unit: str
    federation: str
    figures: FiguresOut | None


class SheetsOut(Schema):
    """Records of sheets; ``next`` is the ``since`` of the next request."""

    size: int
    sheets: list[SheetOut]
    next: int


class VerdictOut(Schema):
    """A line of the arithmetic on a claim; shares in ``fields`` are fractions such as 97/200."""

    finding: str
    code: str
    fields: dict[str, str]
    sentence: str


class ClaimOut(Schema):
    """A claim as it stands on the board, with what the board of its moment made of it."""

    index: int
    at: str
    claim: dict[str, Any]
    answer: str
    answered_at: str
    verdicts: list[VerdictOut]


class DisputeOut(Schema):
    """A dispute."""

    dispute: str
    instance: str
    unit: str
    ground: str
    by: str
    status: str


class RollChangeOut(Schema):
    """A signed change of a section's roll."""

    index: int
    at: str
    by: str
    head: dict[str, Any]


class RollChangesOut(Schema):
    """Changes of rolls; ``next`` is the ``since`` of the next request."""

    size: int
    changes: list[RollChangeOut]
    next: int


class WrittenOut(Schema):
    """Where a submitted record stands; the same bytes again get the same answer."""

    index: int = Field(description="Index of the record on the board")
    size: int = Field(description="Size of the board that holds it; published a little later")
