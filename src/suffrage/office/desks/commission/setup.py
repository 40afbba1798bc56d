"""A new election: from a template's form, or from a definition as people write it.

What comes of it is a draft of this office's; nothing is on a board before it is convened.
"""

from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from suffrage.errors import Malformed
from suffrage.model import canonical
from suffrage.model.definition import Definition
from suffrage.office.desks.commission.draft_file import drafted_from, uploaded
from suffrage.office.desks.commission.setup_form import (
    SetupForm,
    answers_of,
    spoken_faults,
    typed_of,
)
from suffrage.office.elections.answers import AnswerFault, FaultyAnswers
from suffrage.office.elections.check_answers import check_answers
from suffrage.office.elections.draft import draft
from suffrage.office.elections.template import Template
from suffrage.office.elections.templates.all_templates import TEMPLATES
from suffrage.office.models import Election, Grant, Person
from suffrage.office.rights.person import person_action
from suffrage.office.rights.policy import DeskPolicy
from suffrage.office.speech import reader

__all__ = ["CONVENING", "fill_in", "new", "upload"]

CONVENING: Final = DeskPolicy("convening", {"new": ("convenes",)})


@person_action(CONVENING, "new")
def new(person: Person, request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The kinds of election to choose from."""
    return render(request, "commission/setup.html", {"templates": TEMPLATES, "fault": ""})


@person_action(CONVENING, "new")
def fill_in(person: Person, request: HttpRequest, template: str) -> HttpResponse:
    """The form of a template; sent, it makes a draft or shows all that is wrong."""
    chosen = TEMPLATES.get(template)
    if chosen is None:
        raise Http404
    if request.method != "POST":
        typed = {"host": settings.ENVIRONMENT.host, "time_zone": "Europe/Paris"}
        return _form(request, SetupForm(chosen, typed))
    typed = typed_of(request)
    made = _drafted(chosen, typed)
    if isinstance(made, list):
        return _form(request, SetupForm(chosen, typed, spoken_faults(made)), status=422)
    return _begun(person, made)


@person_action(CONVENING, "new")
def upload(person: Person, request: HttpRequest) -> HttpResponse:
    """A definition as TOML, with the CSV of its sections."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("new-election"))
    try:
        text, units = uploaded(request)
        made = drafted_from(text, units)
        check_free(made.slug)
    except Malformed as error:
        said = f"{error.at}: {reader().told(error.code, error.fields)}"
        context = {"templates": TEMPLATES, "fault": said}
        return render(request, "commission/setup.html", context, status=422)
    return _begun(person, made)


def check_free(slug: str) -> None:
    """Raise ``Malformed("draft.slug-taken")`` for the name of an election of this office."""
    if Election.objects.filter(slug=slug).exists():
        raise Malformed("draft.slug-taken", at="slug", name=slug)


def _drafted(chosen: Template, typed: dict[str, str]) -> Definition | list[AnswerFault]:
    """The definition, or every fault: of the fields, and of a name that is taken."""
    answers, faults = answers_of(chosen, typed)
    known = {fault.field for fault in faults}
    faults += [one for one in check_answers(chosen, answers) if one.field not in known]
    named = not any(fault.field == "slug" for fault in faults)
    if named and Election.objects.filter(slug=answers.slug).exists():
        faults.append(AnswerFault("slug", "draft.slug-taken", {"name": answers.slug}))
    if faults:
        return faults
    made = draft(chosen, answers)
    return list(made.faults) if isinstance(made, FaultyAnswers) else made


def _form(request: HttpRequest, form: SetupForm, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {"form": form}
    return render(request, "commission/setup_form.html", context, status=status)


def _begun(person: Person, made: Definition) -> HttpResponse:
    """The election with its convener, who goes on to the desk."""
    with transaction.atomic():
        election = Election.objects.create(
            slug=made.slug, draft=canonical.encode(made), convener=person
        )
        Grant.objects.create(election=election, person=person, role="convener")
    return HttpResponseRedirect(reverse("commission", args=(made.slug,)))
