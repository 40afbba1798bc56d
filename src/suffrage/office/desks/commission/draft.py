"""The draft of an election: read, downloaded and changed until the election is convened."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from suffrage.errors import Malformed, Refused, SuffrageError
from suffrage.model import canonical
from suffrage.model.check_definition import check_definition
from suffrage.model.definition import Definition
from suffrage.model.definition_to_toml import definition_to_toml, units_to_csv
from suffrage.model.governance import Commission, Ground
from suffrage.model.local_time import instant_of
from suffrage.office.accounts.granting import check_role_exists
from suffrage.office.desks.commission.draft_file import drafted_from, uploaded
from suffrage.office.desks.commission.policy import POLICY
from suffrage.office.models import Election, Grant
from suffrage.office.rights.desk import Desk, action
from suffrage.office.speech import reader

__all__ = ["definition_file", "edit", "edit_file", "edit_grounds", "show", "units_file"]

_EFFECTS = ("annul-unit", "correct-sheet", "annul-run")
_SPARE = 3
"""Empty lines for further grounds."""


@action(POLICY, "see")
def show(desk: Desk) -> HttpResponse:
    """The definition as it stands, with what may be changed."""
    return _page(desk)


@action(POLICY, "see")
def definition_file(desk: Desk) -> HttpResponse:
    """The definition as TOML."""
    text = definition_to_toml(desk.definition)
    return _download(text.encode(), f"{desk.election.slug}.toml", "application/toml")


@action(POLICY, "see")
def units_file(desk: Desk) -> HttpResponse:
    """The sections as the CSV that the TOML names."""
    return _download(units_to_csv(desk.definition), "units.csv", "text/csv; charset=utf-8")


@action(POLICY, "draft")
def edit(desk: Desk) -> HttpResponse:
    """Change titles, hours and quorum."""
    return _changed(desk, "common", _common)


@action(POLICY, "draft")
def edit_grounds(desk: Desk) -> HttpResponse:
    """Change the grounds of annulment."""
    return _changed(desk, "grounds", _grounds)


@action(POLICY, "draft")
def edit_file(desk: Desk) -> HttpResponse:
    """Change everything else: the definition as text, with the sections if they change."""
    return _changed(desk, "file", _from_file)


def _changed(desk: Desk, part: str, change: Callable[[Desk], Definition]) -> HttpResponse:
    """Save what a form makes of the draft, or show the form again with what is wrong."""
    _check_open(desk)
    if desk.request.method != "POST":
        return HttpResponseRedirect(_address(desk))
    try:
        made = change(desk)
        check_definition(made)
        made = canonical.decode(canonical.encode(made), Definition)
        lost = save_draft(desk.election, made)
    except SuffrageError as error:
        sentence = reader().told(error.code, error.fields)
        said = f"{error.at}: {sentence}" if error.at else sentence
        return _page(desk, {part: said}, status=422)
    messages.success(desk.request, reader().t("draft.saved"))
    if lost:
        messages.warning(desk.request, reader().t("draft.roles-lost", number=lost))
    return HttpResponseRedirect(_address(desk))


def save_draft(election: Election, made: Definition) -> int:
    """Keep a draft; how many grants went with the roles that it no longer has.

    Where the name of the board changes, so does what keys are proved for: they are made anew.
    Raises ``Refused("draft.convened" | "draft.other-slug")``.
    """
    with transaction.atomic():
        kept = Election.objects.select_for_update().get(pk=election.pk)
        if kept.convened:
            raise Refused("draft.convened")
        if made.slug != kept.slug:
            raise Refused("draft.other-slug", at="slug", name=kept.slug)
        moved = made.origin != kept.drafted().origin
        kept.draft = canonical.encode(made)
        kept.save(update_fields=["draft"])
        gone = [one.pk for one in Grant.objects.filter(election=kept) if _is_gone(made, one.role)]
        Grant.objects.filter(pk__in=gone).delete()
        if moved:
            Grant.objects.filter(election=kept).update(key="")
    return len(gone)


def _is_gone(made: Definition, role: str) -> bool:
    if role == "convener":
        return False
    try:
        check_role_exists(made, role)
    except Malformed:
        return True
    return False


def _common(desk: Desk) -> Definition:
    """The draft with the titles, hours and quorum of the form."""
    found, said = desk.definition, desk.request.POST
    zone = ZoneInfo(found.time_zone)
    contests = tuple(
        msgspec.structs.replace(
            one,
            opens=_instant(said.get(f"opens-{one.round}", ""), zone, f"opens-{one.round}"),
            closes=_instant(said.get(f"closes-{one.round}", ""), zone, f"closes-{one.round}"),
        )
        for one in found.contests
    )
    title = {name: said.get(f"title-{name}", "").strip() for name in ("fr", "en")}
    quorum = said.get("quorum", "").strip()
    if not (quorum.isascii() and quorum.isdigit() and len(quorum) < 4):  # noqa: PLR2004
        raise Malformed("answer.number", at="quorum", field="quorum")
    publication = found.publication
    if publication is not msgspec.UNSET and publication.not_before == found.contests[0].closes:
        # It was the end of the first evening, and stays so.
        publication = msgspec.structs.replace(publication, not_before=contests[0].closes)
    return msgspec.structs.replace(
        found,
        title={name: text for name, text in title.items() if text},
        contests=contests,
        commission=Commission(found.commission.members, int(quorum)),
        publication=publication,
    )


def _instant(text: str, zone: ZoneInfo, at: str) -> str:
    try:
        local = datetime.fromisoformat(text)
    except ValueError as error:
        raise Malformed("answer.hours", at=at, text=text[:40]) from error
    return instant_of(local, zone, at)


def _grounds(desk: Desk) -> Definition:
    """The draft with the grounds of the form; a line without a text is left out."""
    said = desk.request.POST
    found: list[Ground] = []
    for number in range(len(desk.definition.grounds) + _SPARE):
        texts = {name: said.get(f"{name}-{number}", "").strip() for name in ("fr", "en")}
        texts = {name: text for name, text in texts.items() if text}
        effect = said.get(f"effect-{number}", "")
        if texts and effect in _EFFECTS:
            name = said.get(f"id-{number}", "").strip() or f"ground-{number + 1}"
            found.append(Ground(name, texts, effect))  # type: ignore[arg-type]
    return msgspec.structs.replace(desk.definition, grounds=tuple(found))


def _from_file(desk: Desk) -> Definition:
    text, units = uploaded(desk.request)
    return drafted_from(text, units or units_to_csv(desk.definition))


def _page(desk: Desk, faults: dict[str, str] | None = None, status: int = 200) -> HttpResponse:
    found, zone = desk.definition, ZoneInfo(desk.definition.time_zone)
    said = desk.request.POST
    rounds = [
        {
            "number": number,
            "opens": said.get(f"opens-{number}") or _local(contests[0].opens, zone),
            "closes": said.get(f"closes-{number}") or _local(contests[0].closes, zone),
            "contests": contests,
        }
        for number in found.rounds
        if (contests := found.contests_of(number))
    ]
    return desk.render(
        "commission/draft.html",
        status=status,
        rounds=rounds,
        grounds=[*found.grounds, *[None] * _SPARE],
        effects=_EFFECTS,
        text=said.get("definition") or definition_to_toml(found),
        editable=not desk.election.convened and "convener" in desk.roles,
        faults=faults or {},
        tree=found.tree,
        said=said,
    )


def _local(instant: str, zone: ZoneInfo) -> str:
    return datetime.fromisoformat(instant).astimezone(zone).strftime("%Y-%m-%dT%H:%M")


def _check_open(desk: Desk) -> None:
    if desk.election.convened:
        raise Refused("draft.convened")


def _address(desk: Desk) -> str:
    return reverse("draft", args=(desk.election.slug,))


def _download(data: bytes, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=kind, headers=headers)
