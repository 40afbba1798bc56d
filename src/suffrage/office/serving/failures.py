"""The pages of requests that no desk answered: refused, not found, too many, a fault of ours."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from suffrage.office.speech import reader

__all__ = ["forbidden", "form_refused", "missing", "our_fault", "too_often"]


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """403: nobody may do this, or not this person."""
    return _page(request, 403, "failure.forbidden", "failure.forbidden.next")


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """403: a form that did not come from a page of this office."""
    return _page(request, 403, "failure.form", "failure.form.next")


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """404: no such page, or none that this person may know of."""
    return _page(request, 404, "failure.missing", "failure.missing.next")


def too_often(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """429: a limit of sign-in was reached."""
    return _page(request, 429, "failure.often", "failure.often.next")


def our_fault(request: HttpRequest) -> HttpResponse:
    """500: the page asks nothing of sessions and tables, which may be what has failed."""
    speaker = reader()
    number = getattr(request, "number", "")
    sentence = speaker.t("failure.ours.next", number=number)
    if _wants_json(request):
        return JsonResponse({"code": "failure.ours", "sentence": sentence}, status=500)
    told = {"language": speaker.language, "t": speaker.t, "sentence": sentence}
    return HttpResponse(render_to_string("fault.html", told), status=500)


def _page(request: HttpRequest, status: int, code: str, then: str) -> HttpResponse:
    speaker = reader()
    title, sentence = speaker.t(code), speaker.t(then)
    if _wants_json(request):
        return JsonResponse({"code": code, "sentence": sentence}, status=status)
    told = {"heading": title, "sentence": sentence}
    return render(request, "failure.html", told, status=status)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")
