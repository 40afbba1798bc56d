"""The page of a section's phone, its worker, and what is shown when there is no session."""

from typing import Final

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from suffrage.office.desks.section.phone import Phone, section_action
from suffrage.office.desks.section.reading import questions
from suffrage.office.officers import federation_phone
from suffrage.site.pages.people import unit_name

__all__ = ["app", "shut", "worker"]

_WORKER: Final = "section_worker.js"


@section_action("see", page=True)
def app(phone: Phone) -> HttpResponse:
    """The four taps, and without a script what is to be read again.

    A section whose figures are hidden is told what to do with its paper.
    """
    if phone.hidden:
        context = {
            "unit": phone.unit,
            "name": unit_name(phone.state, phone.unit),
            "phone": federation_phone(phone.kit.election, phone.state, phone.unit),
        }
        return render(phone.request, "section/hidden.html", context)
    return render(phone.request, "section/app.html", {"questions": questions(phone)})


@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """The service worker, which may look after ``/section/`` and nothing else."""
    found = finders.find(_WORKER)
    if not isinstance(found, str):
        raise Http404
    with open(found, "rb") as file:  # noqa: PTH123  (the finder gives a text)
        response = HttpResponse(file.read(), content_type="text/javascript")
    response["Service-Worker-Allowed"] = "/section/"
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def shut(request: HttpRequest) -> HttpResponse:
    """No section is open on this phone: scan the kit's QR code again."""
    return render(request, "section/shut.html", status=403)
