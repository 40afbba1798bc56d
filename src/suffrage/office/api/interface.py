"""The JSON interface under ``/api/``: its addresses, and every refusal in one shape.

There is no page to try requests from: it would need scripts and styles that the pages' policy
forbids. ``/api/openapi.json`` describes everything to programs.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, Throttled, ValidationError

from suffrage.errors import Malformed, Refused, SuffrageError, Unavailable
from suffrage.office.api import reading, submitting
from suffrage.office.api.asking import ACTIONS, TokenAuth
from suffrage.office.refusals import status_of, told

__all__ = ["API_VERSION", "api", "api_urls", "openapi"]

API_VERSION = "1"


class _Interface(NinjaAPI):
    """Knows where it lies, so that no address at its root has to say so."""

    def get_root_path(self, path_params: dict[str, Any]) -> str:  # noqa: ARG002
        return "/api/"


api = _Interface(
    title="Suffrage office",
    version=API_VERSION,
    description="Reads the published board; takes records that were signed elsewhere.",
    auth=TokenAuth(),
    docs_url=None,
    urls_namespace="api",
)
api.add_router("", reading.router)
api.add_router("", submitting.router)


def openapi() -> dict[str, Any]:
    """The description of the interface, as ``/api/openapi.json`` gives it."""
    return dict(api.get_openapi_schema(path_prefix="/api/"))


def _answer(request: HttpRequest, error: SuffrageError, status: int) -> HttpResponse:
    said = {"code": error.code, "field": error.at, "sentence": told(error)}
    return api.create_response(request, said, status=status)


@api.exception_handler(SuffrageError)
def _refused(request: HttpRequest, error: SuffrageError) -> HttpResponse:
    return _answer(request, error, status_of(error))


@api.exception_handler(Http404)
def _unknown(request: HttpRequest, _error: Http404) -> HttpResponse:
    return _answer(request, Refused("api.unknown"), 404)


@api.exception_handler(AuthenticationError)
def _stranger(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    answer = _answer(request, Refused("api.token"), 401)
    answer["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(Throttled)
def _throttled(request: HttpRequest, _error: Throttled) -> HttpResponse:
    return _answer(request, Unavailable("api.often"), 429)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    place = error.errors[0].get("loc", ()) if error.errors else ()
    name = str(place[-1]) if place else ""
    return _answer(request, Malformed("api.field", at=name, field=name), 422)


def api_urls() -> tuple[list[Any], str, str]:
    """The addresses, each view with the action that its policy allows; a test walks them."""
    found, app, space = api.urls
    for pattern in found:
        if isinstance(pattern, URLPattern) and pattern.name in ACTIONS:
            pattern.callback.action = ACTIONS[pattern.name]  # type: ignore[attr-defined]
    # The root would only name a page that is not there.
    return [one for one in found if getattr(one, "name", "") != "api-root"], app, space
