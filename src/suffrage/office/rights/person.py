"""Pages of a person outside any election, asked of a policy as those of a desk are.

The only role there is ``convenes``: the person may begin elections in this office.

>>> @person_action(CONVENING, "new")
... def new(person: Person, request: HttpRequest) -> HttpResponse: ...
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from suffrage.office.models import Person
from suffrage.office.rights.desk import Action
from suffrage.office.rights.policy import DeskPolicy

__all__ = ["person_action", "roles_of_person"]

_P = ParamSpec("_P")


def roles_of_person(person: Person) -> tuple[str, ...]:
    """What a person may do outside elections."""
    return ("convenes",) if person.may_convene else ()


def person_action(
    policy: DeskPolicy, name: str
) -> Callable[
    [Callable[Concatenate[Person, HttpRequest, _P], HttpResponse]], Callable[..., HttpResponse]
]:
    """A view that the policy allows under this name to whoever is signed in."""
    if name not in policy.actions:
        raise LookupError(name)

    def decorate(
        view: Callable[Concatenate[Person, HttpRequest, _P], HttpResponse],
    ) -> Callable[..., HttpResponse]:
        @wraps(view)
        def asked(request: HttpRequest, **named: Any) -> HttpResponse:
            if not isinstance(request.user, Person):
                return redirect_to_login(request.get_full_path())
            policy.check(roles_of_person(request.user), name)
            return view(request.user, request, **named)  # type: ignore[call-arg]  # (the address)

        asked.action = Action(policy, name, "")  # type: ignore[attr-defined]
        return asked

    return decorate
