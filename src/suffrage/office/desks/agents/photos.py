"""Photos of sheets: for all agents at the same second, and each look at one is written down.

A photo can be seen once its sheet is published, so that it tells nobody a figure first. That of a
section in a pool stays with its federation: its figures are nobody's to see. Whoever looks sees
the own looks; the commission sees everybody's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.http import Http404, HttpResponse

from suffrage.conduct.state import State
from suffrage.count.unit_state import Awaited, Pooled, Sealed
from suffrage.office.desks.agents.choice import asked_instance, instances_of
from suffrage.office.desks.agents.policy import POLICY
from suffrage.office.models import Photo, PhotoView
from suffrage.office.photos import look_at_photo
from suffrage.office.published import published
from suffrage.office.rights.desk import Desk, action
from suffrage.site.pages.people import unit_title

__all__ = ["photos", "picture"]

LISTED: Final = 300
"""Photos on one page; whoever wants others names the section."""


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """A photo with its section, and who has looked at it as far as this person may know."""

    photo: Photo
    title: str
    looks: Sequence[PhotoView]


@action(POLICY, "photos")
def photos(desk: Desk) -> HttpResponse:
    """The photos of a contest, the latest first; of one section if it is asked for."""
    found = published(desk.election)
    if not found.size:
        return desk.render("agents/before.html")
    instance, unit = asked_instance(desk, found.state), desk.request.GET.get("unit", "").strip()
    contest = instance.partition("@")[0]
    wanted = Photo.objects.filter(election=desk.election, contest=contest)
    if unit:
        wanted = wanted.filter(unit=unit)
    shown = [
        one
        for one in wanted.order_by("-received_at", "-pk")
        if _open(found.state, one) and found.state.rules.instance_of(contest, one.unit) == instance
    ]
    everybody = any(role.startswith("commission@") for role in desk.roles)
    return desk.render(
        "agents/photos.html",
        instance=instance,
        instances=instances_of(found.state),
        unit=unit,
        number=len(shown),
        listed=LISTED,
        everybody=everybody,
        rows=_rows(desk, found.state, shown[:LISTED], everybody=everybody),
    )


@action(POLICY, "photos")
def picture(desk: Desk, photo: int) -> HttpResponse:
    """The picture itself, once it is written down who looks; kept in no cache."""
    found = Photo.objects.filter(election=desk.election, pk=photo).first()
    if found is None or not _open(published(desk.election).state, found):
        raise Http404
    response = HttpResponse(look_at_photo(found, desk.person), content_type="image/jpeg")
    response["Cache-Control"] = "no-store"
    response["Content-Disposition"] = f'inline; filename="{found.unit}-{found.pk}.jpg"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _rows(desk: Desk, state: State, listed: Sequence[Photo], *, everybody: bool) -> list[PhotoRow]:
    """The photos with the looks at them, all asked in one question."""
    looks = PhotoView.objects.filter(photo__in=listed).select_related("person").order_by("at")
    if not everybody:
        looks = looks.filter(person=desk.person)
    of_photo: dict[int, list[PhotoView]] = {}
    for look in looks:
        of_photo.setdefault(look.photo_id, []).append(look)
    return [PhotoRow(one, unit_title(state, one.unit), of_photo.get(one.pk, [])) for one in listed]


def _open(state: State, photo: Photo) -> bool:
    """Whether the photo's sheet is published, and may be seen."""
    if state.definition is None or photo.unit not in state.rules.tree.by_id:
        return False
    if photo.contest not in state.rules.contest_by_id:
        return False
    hidden = state.rules.pool_of(photo.contest, photo.unit) is not None
    unit = state.unit(photo.contest, photo.unit)
    return not hidden and not isinstance(unit, Awaited | Sealed | Pooled)
