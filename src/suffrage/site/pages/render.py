"""Templates and the reader's language: from a view to the bytes of a page.

A template gets ``view`` (the values of its page), ``t`` (a code's words), ``fig`` (a named
figure) and the ways to write numbers, shares and moments. It has no other way to text: what
people typed is escaped, and a code without words fails the build.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Final

from suffrage.site.pages.addresses import ASSETS, SITE, relative
from suffrage.words import LANGUAGES, Language, sentence
from suffrage.words.numbers import clock, moment, number, percent

if TYPE_CHECKING:
    # They come with an extra, and the terminal speaks as the pages do without it.
    from jinja2 import Environment
    from markupsafe import Markup

__all__ = ["Fields", "Head", "Reader", "render", "spaced"]

Fields = Mapping[str, str | int | Fraction]
_INSTANTS: Final = frozenset({"at", "closes", "instant", "moment", "opens", "since"})
_DECIMALS: Final[Mapping[str, int]] = {"coverage": 1, "quota": 0}


@dataclass(frozen=True, slots=True)
class Head:
    """What every page says of itself.

    ``title`` is a text ready for people; ``size`` and ``root`` (base64) the board on which the
    page rests; ``follow`` how many seconds a reader waits before asking for a newer board, 0 for
    a page that never changes; ``scripted`` whether the site has its script; ``twins`` the same
    page in each language; ``up`` the trail of (title, path) above it; ``card`` and ``summary``
    what others show of a link to it; ``rehearsal`` whether the election is none;
    ``quorum`` of the ``witnesses``, by their keys, makes a state of the board count.
    """

    path: str
    title: str
    election: str
    origin: str
    size: int
    root: str
    key: str
    zone: str
    twins: Mapping[str, str]
    up: tuple[tuple[str, str], ...] = ()
    follow: int = 0
    scripted: bool = False
    summary: str = ""
    card: str = ""
    rehearsal: bool = False
    quorum: int = 0
    witnesses: tuple[str, ...] = ()

    def below(self, *above: tuple[str, str]) -> "Head":
        """The same with more (title, path) in the trail above it."""
        return replace(self, up=(*self.up, *above))


@dataclass(frozen=True, slots=True)
class Reader:
    """How a page speaks: its language, and the zone in which its hours are told."""

    language: Language
    zone: str

    def t(self, code: str, /, **fields: str | int | Fraction) -> str:
        """The words of a code; shares, numbers and instants written as the language does."""
        if not fields:
            return _plain(code, self.language)
        told = {name: self.text(name, field) for name, field in fields.items()}
        said = sentence(code, told, self.language)
        return spaced(said) if self.language == "fr" else said

    def told(self, code: str, fields: Fields) -> str:
        """The words of a code whose fields come as a mapping."""
        return self.t(code, **fields)

    def text(self, name: str, value: str | int | Fraction) -> str:
        """A field of a sentence, written as its name and kind ask for."""
        if isinstance(value, Fraction):
            exact = (100 * value).denominator == 1
            decimals = _DECIMALS.get(name, 2)
            return percent(value, self.language, decimals if decimals or exact else 2)
        if isinstance(value, int):
            return number(value, self.language)
        dated = name in _INSTANTS and value[-1:] == "Z"
        return moment(value, self.zone, self.language) if dated else value

    def num(self, value: int) -> str:
        """A whole number."""
        return number(value, self.language)

    def pct(self, share: Fraction | float, decimals: int = 2) -> str:
        """A share; a float, which only a projection is, with the decimals given."""
        return percent(Fraction(share), self.language, decimals)

    def when(self, instant: str) -> str:
        """Day and hour."""
        return moment(instant, self.zone, self.language)

    def hour(self, instant: str) -> str:
        """Hour and minute."""
        return clock(instant, self.zone)

    def fig(self, value: int | Fraction, name: str, field: str = "") -> "Markup":
        """A figure with its exact value and its name, for programs and for following.

        ``field`` is where it stands in the sheet (``votes.to1``), for the check in the browser.
        """
        text = self.pct(value) if isinstance(value, Fraction) else self.num(value)
        return _data(str(value), name, text, field)

    def change(self, value: int, name: str) -> "Markup":
        """A difference, with its sign."""
        sign = "+" if value > 0 else ""
        return _data(str(value), name, sign + self.num(value))

    def rough(self, share: Fraction, name: str) -> "Markup":
        """A share exactly for programs, and in whole per cent for people."""
        return _data(str(share), name, self.pct(share, 0))

    def points(self, change: Fraction, name: str) -> "Markup":
        """A difference of two shares, in points with its sign."""
        digits = self.pct(change).rstrip("%").rstrip()
        return _data(str(change), name, f"+{digits}" if change > 0 else digits)

    def est(self, value: float, name: str, decimals: int = 1) -> "Markup":
        """An estimate: a share to a tenth of a per cent, named as a figure is."""
        return _data(f"{value:.4f}", name, self.pct(value, decimals))


@cache
def _plain(code: str, language: Language) -> str:
    """The words of a code without fields."""
    said = sentence(code, {}, language)
    return spaced(said) if language == "fr" else said


def spaced(text: str) -> str:
    """French marks of two parts stay on the line of their word."""
    for mark in ";:!?»%":
        text = text.replace(f" {mark}", f"\N{NARROW NO-BREAK SPACE}{mark}")
    return text.replace("« ", "«\N{NARROW NO-BREAK SPACE}")


def _data(value: str, name: str, text: str, field: str = "") -> "Markup":
    from markupsafe import Markup, escape  # noqa: PLC0415  (see above)

    # Thousands of these make a site: ``Markup.format`` takes five times as long.
    named = f'value="{escape(value)}" data-name="{escape(name)}"'
    of = f' data-field="{escape(field)}"' if field else ""
    return Markup(f"<data {named}{of}>{escape(text)}</data>")  # noqa: S704  (escaped above)


def render(template: str, head: Head, reader: Reader, view: object) -> bytes:
    """The bytes of a page."""
    text = _environment().get_template(template).render(
        head=head,
        view=view,
        language=reader.language,
        languages=LANGUAGES,
        link=lambda target: relative(head.path, target),
        base=relative(head.path, ".") + "/",
        site=SITE,
        assets=ASSETS,
        **{name: getattr(reader, name) for name in _WAYS},
    )  # fmt: skip
    return text.encode()


_WAYS: Final = (
    "t",
    "told",
    "num",
    "pct",
    "when",
    "hour",
    "fig",
    "change",
    "rough",
    "points",
    "est",
)


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415  (see above)

    return Environment(
        loader=PackageLoader("suffrage.site.pages"),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
