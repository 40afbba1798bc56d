"""Who asks: a token in a header, and the policy that every view asks before anything else.

>>> @api.get("/elections/{slug:election}/board", response=BoardOut)
... @api_action("read")
... def board(request: HttpRequest, election: str) -> BoardOut:
...     asked = asked_of(request)
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any, Final, TypeVar, cast

from django.http import Http404, HttpRequest
from ninja.security import HttpBearer

from suffrage.errors import Refused
from suffrage.office.api.policy import API
from suffrage.office.api.tokens import find_token
from suffrage.office.clock import now
from suffrage.office.models import ApiToken, Election
from suffrage.office.published import Published, published
from suffrage.office.rights.desk import Action

__all__ = ["ACTIONS", "Asked", "TokenAuth", "api_action", "asked_of"]

_View = TypeVar("_View", bound=Callable[..., Any])
_USED: Final = timedelta(minutes=1)

ACTIONS: Final[dict[str, Action]] = {}
"""The action of each view, by its name; the addresses carry them too."""


@dataclass(frozen=True)
class Asked:
    """One request: its token, and the election that it is scoped to, as published."""

    token: ApiToken
    election: Election
    found: Published


class TokenAuth(HttpBearer):
    """``Authorization: Bearer TOKEN``; no session and no cookie is looked at."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:  # noqa: ARG002
        """The token, which says when it was used last."""
        found = find_token(token)
        if found is not None and (found.used_at is None or now() - found.used_at > _USED):
            ApiToken.objects.filter(pk=found.pk).update(used_at=now())
        return found


def api_action(name: str) -> Callable[[_View], _View]:
    """A view that the policy allows under this name to the role of the token.

    An election other than the token's own is answered as one that does not exist.
    """
    if name not in API.actions:
        raise LookupError(name)

    def decorate(view: _View) -> _View:
        @wraps(view)
        def asked(request: HttpRequest, **named: Any) -> Any:
            token: ApiToken = request.auth  # type: ignore[attr-defined]
            if named.get("election", token.election.slug) != token.election.slug:
                raise Http404
            API.check([token.role], name)
            if name == "submit" and not token.may_submit:
                raise Refused("api.read-only")
            return view(request, **named)

        ACTIONS[view.__name__] = Action(API, name, "")
        return cast("_View", asked)

    return decorate


def asked_of(request: HttpRequest) -> Asked:
    """What a view knows of the request, after its policy has been asked."""
    token: Any = request.auth  # type: ignore[attr-defined]
    return Asked(token, token.election, published(token.election))
