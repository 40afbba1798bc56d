"""Photos of sheets for whoever reads them: each look is noted, an unreadable one marked."""

from django.http import Http404, HttpResponse, HttpResponseRedirect

from suffrage.office.desks.federation.faults import file_of
from suffrage.office.desks.federation.hidden import check_public
from suffrage.office.desks.federation.policy import POLICY
from suffrage.office.desks.federation.second import back_to
from suffrage.office.desks.federation.section import check_section
from suffrage.office.desks.kits.posted import posted
from suffrage.office.models import Photo
from suffrage.office.photos import keep_photo, look_at_photo, mark_unreadable
from suffrage.office.rights.desk import Desk, action

__all__ = ["bring_photo", "photo", "unreadable"]


@action(POLICY, "photo", unit="unit")
def photo(desk: Desk, unit: str, photo: int) -> HttpResponse:
    """The picture, and a line about who looked."""
    data = look_at_photo(_photo(desk, unit, photo), desk.person)
    return HttpResponse(data, content_type="image/jpeg")


@action(POLICY, "unreadable", unit="unit")
@posted
def unreadable(desk: Desk, unit: str, photo: int) -> HttpResponse:
    """Mark a photo that nobody can read; the section is asked for another."""
    mark_unreadable(_photo(desk, unit, photo))
    return HttpResponseRedirect(back_to(desk, unit))


@action(POLICY, "bring", unit="unit")
@posted
def bring_photo(desk: Desk, unit: str, contest: str) -> HttpResponse:
    """Keep a photo of a paper that reached the federation by another way."""
    check_section(desk.state, unit, contest)
    check_public(desk.state, contest, unit)
    keep_photo(desk.election, unit, contest, file_of(desk.request), desk.role)
    return HttpResponseRedirect(back_to(desk, unit))


def _photo(desk: Desk, unit: str, number: int) -> Photo:
    found = Photo.objects.filter(pk=number, election=desk.election, unit=unit).first()
    if found is None:
        raise Http404
    return found
