"""Words for single values of a record: roles, hours, numbers, shares, choices, reasons.

What is named by the definition is told by ``signing.named``. A value for which no word is known
stands as it is written.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Final

from suffrage.errors import Malformed
from suffrage.model import canonical
from suffrage.office.signing.named import Named
from suffrage.office.speech import role_words
from suffrage.paper.checks import check_sheet
from suffrage.paper.sheet import Sheet
from suffrage.site.pages.render import Reader
from suffrage.words import codes

__all__ = ["Place", "Titles", "shortened"]

_LONG: Final = re.compile(r"[0-9a-f]{40,}")
_INSTANT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SHARE: Final = re.compile(r"[0-9]{1,9}/[1-9][0-9]{0,8}")
_TENTHS_OF_THOUSAND: Final = 10_000
_FREE: Final = frozenset({
    "label", "title", "text", "value", "said_by", "office", "first_signatory", "successor", "slug",
    "host", "source", "code", "credential",
})  # fmt: skip
"""What somebody wrote, told as it was written."""
_ROLES: Final = frozenset({"by", "role", "entered_by"})
_UNITS: Final = frozenset({"unit", "units", "parent", "within", "place"})
_OPTIONS: Final = frozenset({"option", "elected", "qualified", "tie", "recommended", "order"})
_CODED: Final[Mapping[str, Callable[[str], str]]] = {
    "agents": lambda one: f"section.agent.{one}",
    "answer": lambda one: f"agents.claim.answer.{one}",
    "choice": lambda one: f"motions.choice.{one}",
    "confirmed": lambda one: f"told.confirmed.{one}",
    "effect": lambda one: f"told.effect.{one}",
    "figure": lambda one: f"desk.field.{one}",
    "held": lambda one: f"told.held.{one}",
    "language": lambda one: f"told.language.{one}",
    "of": lambda one: f"told.of.{one}",
    "scope": lambda one: f"told.scope.{one}",
    "sex": lambda one: f"told.sex.{one}",
    "share_of": lambda one: f"told.share-of.{one}",
    "take": lambda one: f"told.take.{one}",
    "type": lambda one: f"commission.incident.type.{one}",
}
_BY_KIND: Final[Mapping[tuple[str, str], Callable[[str], str]]] = {
    ("blob.erased", "reason"): lambda one: f"commission.text.why.{one}",
    ("claim.made", "claim"): lambda one: f"page.claim.kind.{one}",
    ("roll.amended", "ground"): lambda one: f"roll.ground.{one}",
    ("unit.excused", "reason"): lambda one: f"told.excused.{one}",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: its record's kind, contest and unit; the table whose value it is."""

    kind: str
    contest: str = ""
    unit: str = ""
    inside: str = ""
    tagged: bool = False

    def entered(self, table: Mapping[str, Any]) -> "Place":
        """The same inside a table, which may say of which contest and unit it is."""
        found = {n: v for n in ("contest", "unit") if isinstance(v := table.get(n), str)}
        # A rule's name says which rule it is; a person's is a name.
        return replace(self, **found, inside="", tagged="name" in table and "tie" in table)


@dataclass(frozen=True)
class Titles:
    """How values are told to one reader.

    ``texts`` are the texts that go with a record: where it names one by its hash, it is told.
    """

    speaker: Reader
    named: Named
    texts: tuple[str, ...] = ()

    @property
    def colon(self) -> str:
        """What follows a name, in the reader's language."""
        return self.speaker.t("page.colon")

    def act(self, kind: str) -> str:
        """A kind of record; a later version than the first says so."""
        name, _, version = kind.partition("/")
        words = self._word(f"office.kind.{name}", name)
        return words if version == "1" else f"{words} ({kind})"

    def value(self, name: str, value: object, place: Place) -> str:
        """A single value of the field ``name``."""
        if isinstance(value, bool):
            return self.speaker.t("page.yes" if value else "page.no")
        if isinstance(value, int):
            return self._number(name, value)
        return self._text(name, str(value), place)

    def finding(self, code: str, sheet: object, place: Place) -> str:
        """Why a sheet cannot be right: the sentence of a failed check, which is named by a code."""
        try:
            read = canonical.convert(sheet, Sheet)
        except Malformed:
            return code
        hard = check_sheet(
            read,
            read.registered,
            [one.id for one in self.named.standing(place.contest, place.unit)],
        ).hard
        found = (self.speaker.told(one.code, one.numbers) for one in hard if one.code == code)
        return next((f"{said} ({code})" for said in found), code)

    def _number(self, name: str, value: int) -> str:
        if name == "decision":
            code = "told.decision" if value else "told.no-decision"
            return self.speaker.t(code, index=value) if value else self.speaker.t(code)
        if name == "claim":
            return self.speaker.t("told.entry", index=value)
        return self.speaker.num(value)

    def _text(self, name: str, value: str, place: Place) -> str:
        if name in _FREE or (name == "name" and not place.tagged):
            return value or "–"
        if _LONG.fullmatch(value):
            return self._named_text(value) or shortened(value)
        if _INSTANT.fullmatch(value):
            return self._moment(value)
        if _DAY.fullmatch(value):
            return self.speaker.when(f"{value}T12:00:00Z").rpartition(",")[0]
        if _SHARE.fullmatch(value):
            return self._share(value)
        return self._titled(name, value, place)

    def _titled(self, name: str, value: str, place: Place) -> str:
        kind = place.kind.partition("/")[0]
        if coded := _BY_KIND.get((kind, name)):
            return self._word(coded(value), value)
        if name in ("act", "kind") and "/" in value:
            return self.act(value)
        if name in _ROLES:
            return self._role(value)
        if name in _UNITS:
            return self.named.unit(value)
        if name in _OPTIONS and not (name == "tie" and place.tagged):
            return self.named.option(value, place.contest, place.unit)
        return self._by_name(name, value, place)

    def _by_name(self, name: str, value: str, place: Place) -> str:
        ways: Mapping[str, Callable[[], str]] = {
            "contest": lambda: self.named.contest(value),
            "subject": lambda: self.named.subject(value),
            "ground": lambda: self.named.ground(value),
            "camp": lambda: self.named.camp(value),
            "dispute": lambda: self.named.dispute(value),
            "void": lambda: self._word(f"void.reason.{value}", value),
            "tie": lambda: self._word(f"told.tie.{value}", value),
            "name": lambda: self._word(f"told.rule.{value}", value),
            "figure": lambda: self._figure(value, place),
        }
        if name in ways:
            return ways[name]()
        coded = _CODED.get(name)
        return self._word(coded(value), value) if coded else value or "–"

    def _word(self, code: str, otherwise: str) -> str:
        return self.speaker.t(code) if code in codes(self.speaker.language) else otherwise

    def _named_text(self, digest: str) -> str:
        said = (one for one in self.texts if hashlib.sha256(one.encode()).hexdigest() == digest)
        return next((f"« {one} »" for one in said), "")

    def _moment(self, instant: str) -> str:
        seconds = instant[17:19]
        return self.speaker.when(instant) + ("" if seconds == "00" else f":{seconds}")

    def _share(self, text: str) -> str:
        share = Fraction(text)
        told = self.speaker.pct(share)
        exact = (_TENTHS_OF_THOUSAND * share).denominator == 1
        return told if exact else f"{told} ({text})"

    def _role(self, role: str) -> str:
        try:
            return role_words(self.speaker, role)
        except KeyError:  # of a kind that is no role here, or a body's name in words
            return role

    def _figure(self, name: str, place: Place) -> str:
        first, _, option = name.partition(".")
        words = self._word(f"desk.field.{first}", first)
        return (
            f"{words} – {self.named.option(option, place.contest, place.unit)}" if option else words
        )


def shortened(value: str) -> str:
    """A long hash or key cut to what an eye compares."""
    return f"{value[:8]}…{value[-8:]}"
