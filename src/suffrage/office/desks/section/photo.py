"""A photo of the sheet arrives: kept for good before the phone is told so."""

from django.http import HttpResponse, JsonResponse

from suffrage.errors import Malformed, Refused
from suffrage.office.desks.section.phone import Phone, section_action
from suffrage.office.photos import LARGEST, keep_photo

__all__ = ["photo"]


@section_action("photo")
def photo(phone: Phone) -> HttpResponse:
    """Keep the JPEG in the body for the contest that ``X-Contest`` names."""
    contest = phone.request.headers.get("X-Contest", "")
    declared = phone.state.rules.contest_by_id.get(contest)
    if declared is None or declared.round != phone.round:
        raise Refused("contest.unknown", at="contest", contest=contest[:40])
    pool = phone.state.rules.pool_of(contest, phone.unit)
    if pool is not None:
        raise Refused("sheet.hidden", at="unit", unit=phone.unit, pool=pool.id)
    if int(phone.request.headers.get("Content-Length") or 0) > LARGEST:
        raise Malformed("photo.large")
    kept = keep_photo(phone.kit.election, phone.unit, contest, phone.request.body, phone.role)
    return JsonResponse({"scan": kept.scan})
