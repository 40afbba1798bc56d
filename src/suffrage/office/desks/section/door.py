"""The door of a section: the address in the kit's QR code, which asks for the one-time code.

The address is no secret, and whoever has no code learns nothing here: a section without a kit
and a false code get the same answer. The right code opens once, on one phone; that phone may
type it again, when the answer was lost. Another phone is told so and calls the federation.
"""

import secrets
from typing import Final

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from suffrage.conduct.state import State
from suffrage.errors import NotVerified, Refused, SuffrageError
from suffrage.office.boards import board_state
from suffrage.office.clock import instant, now
from suffrage.office.codes import check_code, parse_code
from suffrage.office.desks.section.cookies import DOOR, PHONE, fresh, kept, put, sent
from suffrage.office.desks.section.evening import check_evening
from suffrage.office.desks.section.limits import charge, give_back
from suffrage.office.models import Election, Kit
from suffrage.office.officers import federation_phone
from suffrage.office.pages import set_board
from suffrage.office.refusals import status_of, told
from suffrage.site.pages.people import unit_name

__all__ = ["door"]

_NOBODYS: Final = "scrypt:16384:8:1:" + secrets.token_hex(16) + ":" + secrets.token_hex(32)
"""Compared with where there is no kit, so that this takes as long."""


@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest, slug: str, unit: str, round: int) -> HttpResponse:  # noqa: A002  (the address names it)
    """Ask for the code; with the right one, lead to the section's page."""
    election = Election.objects.filter(slug=slug, draft=b"").first()
    if election is None:
        raise Http404
    state = board_state(slug)
    if unit not in state.rules.tree.section_ids or round not in state.rules.rounds:
        raise Http404
    set_board(request, state.rules)
    kit = Kit.objects.filter(election=election, unit=unit, round=round, revoked=False).first()
    if request.method != "POST" and kit and kit.phone and kit.phone == _phone_of(request):
        return HttpResponseRedirect(reverse("section"))
    sentence, status = "", 200
    try:
        check_evening(state, unit, round, instant())
        if request.method == "POST":
            return _enter(request, kit)
    except SuffrageError as error:
        sentence, status = told(error), status_of(error) if request.method == "POST" else 200
    return _page(request, election, state, unit, sentence, status)


def _enter(request: HttpRequest, kit: Kit | None) -> HttpResponse:
    """Check what was typed and open; raises ``Malformed``, ``NotVerified`` and ``Refused``."""
    code = parse_code(request.POST.get("code", ""))
    charge(request)
    try:
        check_code(kit.code if kit else _NOBODYS, code)
    except NotVerified as error:
        raise NotVerified("door.wrong", at="code") from error
    if kit is None:
        raise NotVerified("door.wrong", at="code")
    give_back(request)
    value = fresh()
    _bind(kit, sent(request, DOOR), value)
    rotate_token(request)
    response = HttpResponseRedirect(reverse("section"))
    put(response, PHONE, value)
    return response


def _bind(kit: Kit, device: str, value: str) -> None:
    """Give the kit to this phone; raises ``Refused("door.other-phone")`` if another has it."""
    if not device:
        raise Refused("door.no-cookie")
    with transaction.atomic():
        held = Kit.objects.select_for_update().get(pk=kit.pk)
        if held.revoked:
            raise NotVerified("door.wrong", at="code")
        if held.device and held.device != kept(device):
            raise Refused("door.other-phone")
        held.device, held.phone = kept(device), kept(value)
        held.opened_at = held.opened_at or now()
        held.save(update_fields=["device", "phone", "opened_at"])


def _page(
    request: HttpRequest, election: Election, state: State, unit: str, sentence: str, status: int
) -> HttpResponse:
    context = {
        "unit": unit,
        "name": unit_name(state, unit),
        "sentence": sentence,
        "phone": federation_phone(election, state, unit),
    }
    response = render(request, "section/door.html", context, status=status)
    if not sent(request, DOOR):
        put(response, DOOR, fresh())
    return response


def _phone_of(request: HttpRequest) -> str:
    value = sent(request, PHONE)
    return kept(value) if value else ""
