"""The rule of eligibility, and until when appeals are taken: declared before, with its hash."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from suffrage.errors import Malformed, SuffrageError
from suffrage.model import canonical
from suffrage.model.local_time import instant_of
from suffrage.office.desks.kits.posted import posted
from suffrage.office.desks.roll.decided import decide_again
from suffrage.office.desks.roll.policy import POLICY
from suffrage.office.desks.roll.rolls import is_frozen, locked_roll, roll_of
from suffrage.office.models import Member
from suffrage.office.refusals import told
from suffrage.office.rights.desk import Desk, action
from suffrage.roll.eligibility import EligibilityRule, check_rule, read_rule

__all__ = ["rule", "save_rule"]

_DAYS = ("presented_by", "dues_from", "dues_by")
_FIELDS = ("at", "months", *_DAYS, "appeals_until")


@action(POLICY, "see")
def rule(desk: Desk) -> HttpResponse:
    """The rule as it stands, with its hash."""
    roll = roll_of(desk.election)
    typed = _typed(read_rule(bytes(roll.rule)) if roll.rule else None)
    typed["appeals_until"] = _local(desk, roll.appeals_until)
    return _page(desk, typed, {})


@action(POLICY, "prepare")
@posted
def save_rule(desk: Desk) -> HttpResponse:
    """Save the rule and decide every member by it; with no day of membership there is none."""
    typed = {name: desk.request.POST.get(name, "").strip() for name in _FIELDS}
    faults: dict[str, str] = {}
    found = _read(typed, faults)
    until = _instant(desk, typed["appeals_until"], faults)
    if faults:
        return _page(desk, typed, faults, 422)
    with transaction.atomic():
        roll = locked_roll(desk.election)
        roll.rule = canonical.encode(found) if found else b""
        roll.appeals_until = until
        roll.save(update_fields=["rule", "appeals_until"])
        decide_again(desk.election, roll, list(Member.objects.filter(election=desk.election)))
    return HttpResponseRedirect(reverse("roll-rule", args=(desk.election.slug,)))


def _page(
    desk: Desk, typed: dict[str, str], faults: dict[str, str], status: int = 200
) -> HttpResponse:
    roll = roll_of(desk.election)
    return desk.render(
        "roll/rule.html",
        status=status,
        typed=typed,
        faults=faults,
        digest=canonical.digest(read_rule(bytes(roll.rule))) if roll.rule else "",
        canonical=bytes(roll.rule).decode(),
        frozen=is_frozen(desk.election, roll),
    )


def _typed(found: EligibilityRule | None) -> dict[str, str]:
    if found is None:
        return dict.fromkeys(_FIELDS, "")
    return {name: str(getattr(found, name)) for name in ("at", "months", *_DAYS)}


def _read(typed: dict[str, str], faults: dict[str, str]) -> EligibilityRule | None:
    """The rule that was typed, ``None`` where all of it is empty; faults beside their fields."""
    if not any(typed[name] for name in ("at", "months", *_DAYS)):
        return None
    plain: dict[str, Any] = {"suffrage-eligibility": 1, "at": typed["at"]}
    plain |= {name: typed[name] for name in _DAYS if typed[name]}
    for name in ("at", *_DAYS):
        if not _is_day(typed[name]) and (typed[name] or name == "at"):
            faults[name] = told(Malformed("roll.rule-day", at=name))
    if typed["months"]:
        plain["months"] = int(typed["months"]) if typed["months"].isdecimal() else -1
    try:
        found = canonical.convert(plain, EligibilityRule)
        check_rule(found)
    except SuffrageError as error:
        if not faults:
            name = error.at if error.at in _FIELDS else "months"
            wrong = Malformed("roll.rule-months", at=name)
            faults[name] = told(error if error.code == "eligibility.dues" else wrong)
        return None
    return found


def _is_day(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).date().isoformat() == text
    except ValueError:
        return False


def _instant(desk: Desk, text: str, faults: dict[str, str]) -> str:
    if not text:
        return ""
    try:
        zone = ZoneInfo(desk.definition.time_zone)
        return instant_of(datetime.fromisoformat(text), zone, "appeals_until")
    except ValueError:
        faults["appeals_until"] = told(Malformed("roll.rule-moment", at="appeals_until"))
    except SuffrageError as error:
        faults["appeals_until"] = told(error)
    return ""


def _local(desk: Desk, instant: str) -> str:
    if not instant:
        return ""
    zone = ZoneInfo(desk.definition.time_zone)
    return f"{datetime.fromisoformat(instant).astimezone(zone):%Y-%m-%dT%H:%M}"
