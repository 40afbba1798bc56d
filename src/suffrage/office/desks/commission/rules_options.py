"""Who stands: options join the draft, and withdraw once the rules are fixed."""

import msgspec
from django.http import HttpResponse, HttpResponseNotAllowed
from django.urls import reverse

from suffrage.acts.opening.admit_option import admit_option
from suffrage.acts.opening.withdraw_option import withdraw_option
from suffrage.conduct.standing import options_now
from suffrage.errors import Malformed, SuffrageError
from suffrage.model import canonical
from suffrage.model.contests import Linked, Option
from suffrage.office.desks.commission.policy import POLICY
from suffrage.office.motions.move import move
from suffrage.office.rights.desk import Desk, action
from suffrage.office.signing.propose import propose
from suffrage.office.speech import reader

__all__ = ["admit", "options", "withdraw"]


@action(POLICY, "see")
def options(desk: Desk) -> HttpResponse:
    """Who stands in every instance, with the forms to admit and to withdraw."""
    return _page(desk)


@action(POLICY, "act")
def admit(desk: Desk) -> HttpResponse:
    """Propose that an option joins a contest of the draft."""
    if desk.request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    typed = {name: str(desk.request.POST[name]).strip() for name in desk.request.POST}
    try:
        contest, option = typed.get("contest", ""), _option(desk, typed)
        return propose(
            desk,
            lambda state: admit_option(state, desk.role, desk.now, contest, option),
            then=_address(desk),
        )
    except SuffrageError as error:
        return _page(desk, typed, reader().told(error.code, error.fields), status=422)


@action(POLICY, "move")
def withdraw(desk: Desk) -> HttpResponse:
    """Move that an option withdraws before its polls open."""
    if desk.request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    instance = desk.request.POST.get("instance", "")
    option = desk.request.POST.get("option", "")
    then = desk.request.POST.get("next", "") or _address(desk)
    if not then.startswith(f"/desk/{desk.election.slug}/"):
        then = _address(desk)
    act = lambda state: withdraw_option(state, desk.role, desk.now, instance, option)  # noqa: E731
    return move(desk, act, then=then)


def _option(desk: Desk, typed: dict[str, str]) -> Option:
    """The option of the form; raises ``Malformed`` for what no definition can hold."""
    contest = desk.definition.contest_by_id.get(typed.get("contest", ""))
    if contest is None or isinstance(contest.options, Linked):
        raise Malformed("option.contest", at="contest", contest=typed.get("contest", ""))
    age = typed.get("age_rank") or "0"
    if not (age.isascii() and age.isdigit() and len(age) <= 4):  # noqa: PLR2004
        raise Malformed("answer.number", at="age_rank", field="age_rank")
    named = typed.get("id") or f"o{len(contest.options) + 1}"
    made = Option(
        named,
        typed.get("label", ""),
        typed.get("first_signatory", ""),
        int(age),
        typed.get("within", ""),
    )
    return canonical.convert(msgspec.to_builtins(made), Option)


def _page(
    desk: Desk, typed: dict[str, str] | None = None, fault: str = "", status: int = 200
) -> HttpResponse:
    return desk.render(
        "commission/options.html",
        status=status,
        instances=[(name, _standing(desk, name)) for name in desk.definition.instances()],
        written=[one for one in desk.definition.contests if not isinstance(one.options, Linked)],
        phase=desk.state.phase,
        typed=typed or {},
        fault=fault,
        acts=any(role.startswith("commission@") for role in desk.roles),
    )


def _standing(desk: Desk, instance: str) -> list[tuple[Option, bool]]:
    """Options of an instance, and whether each may still withdraw."""
    if not desk.election.convened or desk.state.phase != "fixed":
        return [(one, False) for one in desk.definition.declared_options(instance)]
    try:
        found = options_now(desk.state, instance)
    except SuffrageError:
        return []
    contest = desk.definition.contest_by_id[instance.partition("@")[0]]
    early = not desk.state.evening(contest.round).opened and len(found) > 1
    return [(one, early) for one in found]


def _address(desk: Desk) -> str:
    return reverse("options", args=(desk.election.slug,))
