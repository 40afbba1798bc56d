"""The health page: whether the office answers, writes, and publishes; nothing about anybody."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from suffrage.errors import SuffrageError
from suffrage.office.boards import board_state
from suffrage.office.models import Election, Publishing

__all__ = ["health"]

_LATE = 60
"""Seconds after which a publisher that has said nothing is taken for dead."""


def health(_request: HttpRequest) -> HttpResponse:
    """200 while all is well, 503 otherwise; the body names what is not."""
    boards = {}
    well = True
    for election in Election.objects.filter(draft=b"").order_by("slug"):
        told = _board(election)
        well = well and told["well"] is True
        boards[election.slug] = told
    return JsonResponse({"well": well, "boards": boards}, status=200 if well else 503)


def _board(election: Election) -> dict[str, object]:
    try:
        size = board_state(election.slug).size
    except SuffrageError as error:
        return {"well": False, "fault": error.code}
    found = Publishing.objects.filter(election=election).first()
    if found is None:
        return {"well": False, "size": size, "fault": "office.not-published"}
    age = (timezone.now() - found.seen_at).total_seconds()
    fault = found.fault or ("publisher.silent" if age >= _LATE else "")
    return {
        "well": not fault and not found.alarms,
        "size": size,
        "published": found.size,
        "seconds": int(age),
        "fault": fault,
        "alarms": found.alarms,
    }
