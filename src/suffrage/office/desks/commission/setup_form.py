"""The form of a new election: what a template asks, what was typed, and what is wrong with it.

Nothing typed is lost: a file of sections comes back as the text of its field. Lists are written
one a line, so that a phone and a screen reader have one field for them:

* options: ``Ada``, or ``Text 1 ; Ada`` where a first signatory is asked, or
  ``Together : Ada, Ben`` where lists have members;
* members of the commission: ``chair``;
* witnesses: ``to1 KEY``.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from django.http import HttpRequest

from suffrage.errors import Malformed
from suffrage.model.candidacy import ListMember
from suffrage.office.desks.commission.draft_file import sent_file
from suffrage.office.elections.answers import AnswerFault, Answers, Hours, Stands
from suffrage.office.elections.template import Template
from suffrage.office.speech import reader

__all__ = ["SetupForm", "answers_of", "spoken_faults", "typed_of"]

_NUMBERS: Final = ("room", "quorum", "seats", "ex_officio")
_DIGITS = re.compile(r"[0-9]{1,9}")
_NAME = re.compile(r"[a-z_]+")
_LINE = re.compile(r"[a-z_]+\[([0-9]+)\]")
_UNREADABLE: Final = "units_unreadable"
_LARGE: Final = "units_large"


@dataclass
class SetupForm:
    """What a page of the form shows: typed values by field, and the sentences beside them."""

    template: Template
    typed: Mapping[str, str]
    faults: dict[str, list[str]] = field(default_factory=dict)

    @property
    def both_places(self) -> bool:
        """Whether sections or one room may be given."""
        return "room" not in self.template.asks

    @property
    def rounds(self) -> range:
        """The evenings of this kind of election, counted from 0."""
        return range(self.template.evenings)

    def has(self, name: str) -> bool:
        """Whether the template knows this answer."""
        return name in self.template.asks or name in self.template.offers

    def value(self, name: str) -> str:
        """What was typed."""
        return self.typed.get(name, "")


def typed_of(request: HttpRequest) -> dict[str, str]:
    """The fields of a request; a file of sections replaces the text of its field."""
    typed = {name: str(request.POST[name]) for name in request.POST}
    typed.pop(_UNREADABLE, None)
    typed.pop(_LARGE, None)
    file = request.FILES.get("units_file")
    if file is not None and file.size:
        try:
            typed["units"] = sent_file(file, "units").decode("utf-8-sig")
        except Malformed:
            typed["units"], typed[_LARGE] = "", "yes"
        except UnicodeDecodeError:
            # Shown with signs replaced, it would be sent again so, and names be lost.
            typed["units"], typed[_UNREADABLE] = "", "yes"
    return typed


def answers_of(template: Template, typed: Mapping[str, str]) -> tuple[Answers, list[AnswerFault]]:
    """The answers in what was typed, and the fields that are no numbers."""
    faults = [
        AnswerFault(name, "answer.number", {"field": name})
        for name in _NUMBERS
        if typed.get(name, "").strip() and not _DIGITS.fullmatch(typed[name].strip())
    ]

    def text(name: str) -> str:
        return typed.get(name, "").strip()

    def whole(name: str, absent: int = 0) -> int:
        found = _DIGITS.fullmatch(text(name))
        return int(found[0]) if found else absent

    answers = Answers(
        slug=text("slug"),
        host=text("host"),
        title_fr=text("title_fr"),
        title_en=text("title_en"),
        evenings=_evenings(template, text),
        commission=tuple(re.split(r"[\s,;]+", text("commission"))) if text("commission") else (),
        options=tuple(_options(template, typed)),
        units=typed.get("units", "").strip().encode(),
        room=whole("room"),
        time_zone=text("time_zone") or "Europe/Paris",
        quorum=whole("quorum"),
        seats=whole("seats"),
        threshold=_share(text("threshold")) or "5%",
        ex_officio=whole("ex_officio", -1),
        majority=_share(text("majority")) or "1/2",
        witnesses=dict(_witness(line) for line in _lines(typed.get("witnesses", ""))),
    )
    if typed.get(_UNREADABLE):
        faults.append(AnswerFault("units", "csv.encoding", {}))
    if typed.get(_LARGE):
        faults.append(AnswerFault("units", "draft.file-large", {"most": 4}))
    return answers, faults


def spoken_faults(faults: list[AnswerFault]) -> dict[str, list[str]]:
    """The sentences by field, each with the line that it is about."""
    speak = reader()
    found: dict[str, list[str]] = {}
    for one in faults:
        match = _NAME.match(one.field)
        name = match[0] if match else "slug"
        if name == "contests":
            name = "options"
        fields = dict(one.fields)
        if "field" in fields:
            fields["field"] = speak.t(f"new.field.{fields['field']}")
        sentence = speak.told(one.code, fields)
        found.setdefault(name, []).append(_placed(one.field, sentence))
    return found


def _placed(at: str, sentence: str) -> str:
    """The sentence with its line: that of a file as it stands there, that of a list counted."""
    line = _LINE.match(at)
    if line and not at.startswith("evenings"):
        return reader().t("new.line", line=int(line[1]) + 1, sentence=sentence)
    where = at.partition(": ")[2]
    return f"{where}: {sentence}" if where else sentence


def _evenings(template: Template, text: Callable[[str], str]) -> tuple[Hours, ...]:
    """Those of which anything was typed; a later one that is wholly empty follows the first."""
    found: list[Hours] = []
    for number in range(template.evenings):
        parts = [text(f"{name}_{number}") for name in ("day", "opens", "closes")]
        if any(parts):
            found.append(Hours(*parts))
    return tuple(found)


def _options(template: Template, typed: Mapping[str, str]) -> list[Stands]:
    aged = bool(typed.get("aged"))
    found = []
    for rank, line in enumerate(_lines(typed.get("options", "")), start=1):
        label, _, rest = line.partition(" ; " if " ; " in line else ";")
        members: tuple[ListMember, ...] = ()
        if not template.signatories:
            label, rest = line, ""
            if template.name == "board-of-association" and ":" in line:
                label, _, names = line.partition(":")
                members = tuple(
                    ListMember(name.strip()) for name in names.split(",") if name.strip()
                )
        found.append(
            Stands(label.strip(), rest.strip(), age_rank=rank if aged else 0, members=members)
        )
    return found


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _witness(line: str) -> tuple[str, str]:
    camp, _, key = line.partition(" ")
    return camp, key.strip()


def _share(text: str) -> str:
    """``5`` and ``5,5 %`` as people write shares."""
    text = text.replace(" ", "").replace("\N{NO-BREAK SPACE}", "").replace(",", ".")
    return f"{text}%" if text and not text.endswith("%") and "/" not in text else text
