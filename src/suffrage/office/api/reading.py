"""What may be asked: everything is the published board, the same for every token."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router

from suffrage.conduct.tables import open_disputes
from suffrage.errors import Refused
from suffrage.night.claims import claim_cards
from suffrage.office.api.asking import api_action, asked_of
from suffrage.office.api.limits import READING
from suffrage.office.api.schemas import (
    BoardOut,
    ClaimOut,
    DisputeOut,
    ElectionOut,
    Fault,
    RollChangeOut,
    RollChangesOut,
    SheetsOut,
    UnitRecordsOut,
    UnitsOut,
)
from suffrage.office.api.telling import (
    checked_instance,
    plain,
    told_board,
    told_claim,
    told_election,
    told_record,
    told_sheet,
    told_unit,
)
from suffrage.office.published import records_of, sheets_since

__all__ = ["router"]

router = Router(throttle=READING, tags=["read"])
_FAULTS = {401: Fault, 403: Fault, 404: Fault, 409: Fault, 422: Fault, 429: Fault, 503: Fault}

Since = Annotated[int, Query(0, ge=0, le=10**9, description="Index of the first record")]
Many = Annotated[int, Query(200, ge=1, le=1000, description="How many at most")]


@router.get("/elections", response={200: list[ElectionOut], **_FAULTS})
@api_action("read")
def elections(request: HttpRequest) -> list[ElectionOut]:
    """The elections of the token: one."""
    return [told_election(asked_of(request))]


@router.get("/elections/{slug:election}", response={200: ElectionOut, **_FAULTS})
@api_action("read")
def one_election(request: HttpRequest, election: str) -> ElectionOut:  # noqa: ARG001
    """The election with its contests and options."""
    return told_election(asked_of(request))


@router.get("/elections/{slug:election}/board", response={200: BoardOut, **_FAULTS})
@api_action("read")
def board(request: HttpRequest, election: str) -> BoardOut:  # noqa: ARG001
    """The published size, the checkpoint as served, its cosignatures, and alarms."""
    return told_board(asked_of(request))


@router.get("/elections/{slug:election}/units", response={200: UnitsOut, **_FAULTS})
@api_action("read")
def units(
    request: HttpRequest,
    election: str,  # noqa: ARG001
    contest: str,
    after: str = "",
    limit: Many = 200,
) -> UnitsOut:
    """The sections of a contest instance with their states, in the order of the definition."""
    found = asked_of(request).found
    instance = checked_instance(found.state, contest)
    sections = found.state.rules.sections_of(instance)
    places = {unit.id: number for number, unit in enumerate(sections)}
    if after and after not in places:
        raise Refused("unit.unknown", at="after", unit=after)
    first = places[after] + 1 if after else 0
    page = sections[first : first + limit]
    more = first + limit < len(sections)
    disputed = open_disputes(found.state)
    return UnitsOut(
        instance=instance,
        size=found.size,
        units=[told_unit(found.state, instance, unit, disputed) for unit in page],
        next=page[-1].id if more else "",
    )


@router.get("/elections/{slug:election}/units/{unit}", response={200: UnitRecordsOut, **_FAULTS})
@api_action("read")
def unit_records(
    request: HttpRequest,
    election: str,  # noqa: ARG001
    unit: str,
    contest: str,
) -> UnitRecordsOut:
    """A section in a contest instance, and every record that concerns it."""
    found = asked_of(request).found
    instance = checked_instance(found.state, contest)
    named = {one.id: one for one in found.state.rules.sections_of(instance)}
    if unit not in named:
        raise Refused("unit.unknown", at="unit", unit=unit)
    return UnitRecordsOut(
        unit=told_unit(found.state, instance, named[unit], open_disputes(found.state)),
        records=[told_record(one) for one in records_of(found, instance, unit)],
    )


@router.get("/elections/{slug:election}/sheets", response={200: SheetsOut, **_FAULTS})
@api_action("read")
def sheets(
    request: HttpRequest,
    election: str,  # noqa: ARG001
    since: Since = 0,
    limit: Many = 200,
) -> SheetsOut:
    """The records of sheets from an index of the board on; ask again with ``next``."""
    found = asked_of(request).found
    came = sheets_since(found, since)
    page = came[:limit]
    after = page[-1].index + 1 if len(came) > limit else max(found.size, since)
    return SheetsOut(size=found.size, sheets=[told_sheet(one) for one in page], next=after)


@router.get("/elections/{slug:election}/claims", response={200: list[ClaimOut], **_FAULTS})
@api_action("read")
def claims(request: HttpRequest, election: str, contest: str) -> list[ClaimOut]:  # noqa: ARG001
    """The claims on a contest instance, with the verdict of the board of each one's moment."""
    found = asked_of(request).found
    instance = checked_instance(found.state, contest)
    return [told_claim(one) for one in claim_cards(found.board.history, instance, found.size)]


@router.get("/elections/{slug:election}/disputes", response={200: list[DisputeOut], **_FAULTS})
@api_action("read")
def disputes(request: HttpRequest, election: str) -> list[DisputeOut]:  # noqa: ARG001
    """Every dispute with its status."""
    state = asked_of(request).found.state
    return [
        DisputeOut(
            dispute=name,
            instance=state.rules.instance_of(one.contest, one.unit),
            unit=one.unit,
            ground=one.ground,
            by=one.by,
            status=one.status,
        )
        for name, one in sorted(state.disputes.items())
    ]


@router.get("/elections/{slug:election}/roll-changes", response={200: RollChangesOut, **_FAULTS})
@api_action("read")
def roll_changes(
    request: HttpRequest,
    election: str,  # noqa: ARG001
    since: Since = 0,
    limit: Many = 200,
) -> RollChangesOut:
    """The public records of changed rolls: a section, numbers and a ground, and nobody's name."""
    found = asked_of(request).found
    entries = [
        one for one in found.board.history.acts("roll.amended/1") if since <= one.index < found.size
    ]
    page = entries[:limit]
    after = page[-1].index + 1 if len(entries) > limit else max(found.size, since)
    changes = [
        RollChangeOut(index=one.index, at=one.at, by=one.record.by, head=plain(one.record.head))
        for one in page
    ]
    return RollChangesOut(size=found.size, changes=changes, next=after)
