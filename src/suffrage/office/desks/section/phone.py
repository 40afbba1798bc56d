"""One request of a section's phone, and what makes a view of it: no account, one section.

``section_action`` is to a phone what ``rights.desk.action`` is to a person: it finds the kit
whose code opened this phone, looks at the hour, and asks the policy. Errors are answered as
``docs/spec/office.md`` says.

>>> @section_action("draft")
... def draft(phone: Phone) -> HttpResponse: ...
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    JsonResponse,
)
from django.urls import reverse

from suffrage.conduct.state import State
from suffrage.errors import Refused, SuffrageError
from suffrage.office.boards import board_state
from suffrage.office.clock import instant
from suffrage.office.desks.section.cookies import PHONE, kept, sent
from suffrage.office.desks.section.evening import check_evening
from suffrage.office.desks.section.policy import POLICY
from suffrage.office.models import Kit, SectionKey
from suffrage.office.pages import set_board
from suffrage.office.refusals import status_of, told
from suffrage.office.rights.desk import Action

__all__ = ["Phone", "open_kit", "section_action"]

_SHUT = ("door.shut", "door.early", "door.over", "office.not-granted")


@dataclass
class Phone:
    """A request of the phone that opened ``kit``."""

    request: HttpRequest
    kit: Kit

    @property
    def unit(self) -> str:
        """The section."""
        return self.kit.unit

    @property
    def round(self) -> int:
        """The evening's round."""
        return self.kit.round

    @property
    def slug(self) -> str:
        """The board."""
        return self.kit.election.slug

    @property
    def role(self) -> str:
        """In which role this phone signs; the only one that it can have."""
        return f"secretary@{self.kit.unit}"

    @cached_property
    def state(self) -> State:
        """The board's state when the request first asked for it."""
        return board_state(self.slug)

    @cached_property
    def now(self) -> str:
        """The moment of this request, as records write it."""
        return instant()

    @cached_property
    def key(self) -> SectionKey | None:
        """The key that this phone has made last."""
        return self.kit.keys.order_by("-pk").first()

    @property
    def key_state(self) -> str:
        """``none``, ``waiting`` or ``appointed``: the last is the board's to say."""
        if self.key is None:
            return "none"
        in_office = self.state.keys.get(self.role) == self.key.key
        return "appointed" if in_office else "waiting"

    @property
    def hidden(self) -> bool:
        """Whether the section's figures are summed with others' and never shown alone."""
        contests = self.state.rules.contests_of(self.round)
        return any(self.state.rules.pool_of(one.id, self.unit) for one in contests)


def open_kit(request: HttpRequest) -> Phone:
    """The phone that asks; raises ``Refused``: ``door.shut``, ``door.early`` and ``door.over``."""
    value = sent(request, PHONE)
    kit = (
        Kit.objects.select_related("election").filter(phone=kept(value), revoked=False).first()
        if value
        else None
    )
    if kit is None:
        raise Refused("door.shut")
    phone = Phone(request, kit)
    check_evening(phone.state, kit.unit, kit.round, phone.now)
    set_board(request, phone.state.rules)
    return phone


def section_action(
    name: str, *, page: bool = False
) -> Callable[[Callable[[Phone], HttpResponse]], Callable[[HttpRequest], HttpResponse]]:
    """A view of the section's desk that the policy allows under this name.

    A ``page`` that may not be shown leads back to the door; anything else answers in JSON.
    """
    if name not in POLICY.actions:
        raise LookupError(name)
    methods = ["GET", "HEAD"] if name == "see" else ["POST"]

    def decorate(view: Callable[[Phone], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
        @wraps(view)
        def asked(request: HttpRequest) -> HttpResponse:
            try:
                phone = open_kit(request)
                POLICY.check([phone.role], name, phone.state.rules.tree, phone.unit)
                if page and request.method == "GET" and "GET" not in methods:
                    # Another language was chosen on the page that answered a form.
                    return HttpResponseRedirect(reverse("section"))
                if request.method not in methods:
                    return HttpResponseNotAllowed(methods)
                return view(phone)
            except SuffrageError as error:
                if page:
                    return HttpResponseRedirect(reverse("section-shut"))
                return _spoken(error)

        asked.action = Action(POLICY, name, "")  # type: ignore[attr-defined]
        return asked

    return decorate


def _spoken(error: SuffrageError) -> HttpResponse:
    said = {"code": error.code, "field": error.at, "sentence": told(error)}
    status = 403 if error.code in _SHUT else status_of(error)
    return JsonResponse(said, status=status)
