"""The section reads again what another person has read otherwise.

Equal to what stands on the board, it holds to it, and its federation is told. Different, the sheet
is corrected by the phone's key, as any sheet is signed. Holding needs no key and no script: it
writes no record, and says what the section would say by telephone.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from suffrage.count.unit_state import Received
from suffrage.errors import Refused, SuffrageError
from suffrage.model import canonical
from suffrage.model.values import Digest, Value
from suffrage.office.desks.federation import rereading
from suffrage.office.desks.federation.sheet_form import SheetForm, label_of
from suffrage.office.desks.section.correcting import asked_difference, in_force, require_read
from suffrage.office.desks.section.figures import SheetFields, require_contest, sheet_from
from suffrage.office.desks.section.phone import Phone, section_action
from suffrage.office.desks.section.said import read_said
from suffrage.office.officers import federation_phone
from suffrage.office.refusals import status_of, told
from suffrage.office.speech import reader
from suffrage.paper.sheet import Sheet
from suffrage.site.pages.people import contest_title, unit_name

__all__ = ["Question", "again", "questions", "reread"]


class _Said(Value, frozen=True):
    sheet: SheetFields
    replaces: Digest
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """The lines of a sheet that differ: each field, its label, what was typed now, what is wrong.

    ``held`` tells that the section has answered. No figure of either reading is in it.
    """

    contest: str
    title: str
    replaces: str
    held: bool
    fields: tuple[tuple[str, str, str, str], ...]


@section_action("reread")
def reread(phone: Phone) -> HttpResponse:
    """Whether the section holds to its sheet; if not, what it has read goes as a correction."""
    said = canonical.convert(read_said(phone.request), _Said)
    require_contest(phone, said.sheet.contest)
    sheet = sheet_from(phone, said.sheet)
    return JsonResponse({"held": _holds(phone, said.replaces, sheet, said.names)})


@section_action("reread", page=True)
def again(phone: Phone) -> HttpResponse:
    """The same as a plain form of the lines that differ, for a phone that runs no script."""
    try:
        return _read_again(phone)
    except SuffrageError as error:
        return _page(phone, None, told(error), status_of(error))


def _read_again(phone: Phone) -> HttpResponse:
    sent, unit = phone.request.POST, phone.unit
    contest, replaces = sent.get("contest", ""), sent.get("replaces", "")
    require_contest(phone, contest)
    first = in_force(phone.state, contest, unit, replaces)
    asked = _question(phone, contest)
    if asked is None or not isinstance(first, Received):
        raise Refused("section.no-difference", unit=unit)
    names = [name for name, *_ in asked.fields]
    if not asked.held:
        try:
            # The form has a field for each line that it asked for, be it blank.
            require_read(phone, names, sent)
        except Refused as error:
            return _page(phone, asked, told(error), status_of(error))
    form = SheetForm.typed(sent, names)
    shown = _question(phone, contest, form)
    if form.faults:
        return _page(phone, shown, "", 422)
    sheet = rereading.reread(phone.state, first.sheet, form.figures, phone.role)
    if _holds(phone, replaces, sheet, names):
        return HttpResponseRedirect(reverse("section"))
    return _page(phone, shown, reader().t("section.again.script"))


def questions(phone: Phone) -> list[Question]:
    """What this section is asked to read again, contest by contest."""
    contests = phone.state.rules.contests_of(phone.round)
    return [found for one in contests if (found := _question(phone, one.id))]


def _question(phone: Phone, contest: str, form: SheetForm | None = None) -> Question | None:
    state, unit, speaker = phone.state, phone.unit, reader()
    first = state.unit(contest, unit)
    if not isinstance(first, Received):
        return None
    row = rereading.open_difference(phone.kit.election, first)
    if row is None:
        return None
    names = rereading.names_again(state, row, first.sheet)
    form = form or SheetForm(names)
    return Question(
        contest=contest,
        title=contest_title(state, state.rules.instance_of(contest, unit), speaker.language),
        replaces=first.payload,
        held=row.held_at is not None,
        fields=tuple(
            (
                name,
                label_of(state, contest, unit, name, speaker),
                form.values.get(name, ""),
                form.faults.get(name, ""),
            )
            for name in names
        ),
    )


def _holds(phone: Phone, replaces: str, sheet: Sheet, read: Collection[str]) -> bool:
    """Keep that the section holds to the sheet named, where it has read the same.

    Raises ``Refused``: as ``in_force`` and ``asked_difference`` do, and ``federation.answered``.
    """
    first = in_force(phone.state, sheet.contest, phone.unit, replaces)
    row = asked_difference(phone, first, sheet, read)
    if rereading.changed_fields(first.sheet, sheet):
        return False
    if row.held_at is None:
        rereading.hold(row, phone.role)
    return True


def _page(phone: Phone, asked: Question | None, sentence: str, status: int = 200) -> HttpResponse:
    context = {
        "unit": phone.unit,
        "name": unit_name(phone.state, phone.unit),
        "phone": federation_phone(phone.kit.election, phone.state, phone.unit),
        "questions": [asked] if asked else [],
        "sentence": sentence,
    }
    return render(phone.request, "section/again.html", context, status=status)
