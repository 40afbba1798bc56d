"""A kit as one HTML document, page by page: instructions, code, list, sheets, ballot papers.

The code stands on its own page and nowhere else, not in the title either. What people typed is
escaped; a code of words without a sentence fails.

>>> kit_html(kit)                                                       # doctest: +SKIP
>>> kit_html(kit, ("code",))          # the strips alone, to be sealed   # doctest: +SKIP
"""

from dataclasses import dataclass
from typing import Final, Literal, get_args
from urllib.parse import urlsplit

from markupsafe import Markup

from suffrage.office.codes import ALPHABET, group_code
from suffrage.office.print.kit import Kit, KitContest
from suffrage.office.print.marks import SIGNING_LIST, SheetMark, draw_mark, sheet_mark
from suffrage.site.pages.render import Reader
from suffrage.site.printed import templates_of

__all__ = ["PARTS", "Part", "kit_html"]

Part = Literal["instructions", "code", "list", "sheets", "ballots"]
PARTS: Final[tuple[Part, ...]] = get_args(Part)

LINES: Final = 20
"""Members on a page of the signing list."""

_ABSENT: Final = "".join(one for one in "01ILOSU" if one not in ALPHABET)
_PAGE: Final = 277
"""Millimetres of a page's height between its margins."""


@dataclass(frozen=True, slots=True)
class Papers:
    """One page of ballot papers of a contest: rows of two, printed so many times."""

    contest: KitContest
    rows: int
    height: int
    needed: int

    @property
    def on_page(self) -> int:
        """How many papers are cut from one page."""
        return 2 * self.rows

    @property
    def copies(self) -> int:
        """How often the page is printed, so that nobody goes without."""
        return -(-self.needed // self.on_page)


def kit_html(kit: Kit, parts: tuple[Part, ...] = PARTS) -> str:
    """The document; ``parts`` chooses pages, which keep their order."""
    reader = Reader(kit.language, kit.zone)
    pages = kit.signers.pages(LINES)
    return templates_of("suffrage.office.print").get_template("kit.html").render(
        kit=kit,
        parts=parts,
        language=kit.language,
        t=reader.t,
        num=reader.num,
        when=reader.when,
        hour=reader.hour,
        host=urlsplit(kit.entry).hostname,
        code=group_code(kit.code),
        absent=" ".join(_ABSENT),
        pages=pages,
        entry=_drawn(kit.entry, reader.t("kit.alt.entry", address=kit.entry)),
        mark=_drawn(SIGNING_LIST, reader.t("kit.alt.list")),
        sheet_mark=lambda contest: _sheet_mark(
            kit, contest.id, reader.t("kit.alt.sheet", contest=contest.title)
        ),
        papers=[_papers(one, kit.registered) for one in kit.contests],
    )  # fmt: skip


def _sheet_mark(kit: Kit, contest: str, told: str) -> Markup:
    text = sheet_mark(kit.confirm, SheetMark(kit.origin, kit.round, contest, kit.unit))
    return _drawn(text, told)


def _drawn(text: str, told: str) -> Markup:
    """A QR code, and what is read out in its place, which the library escapes."""
    return Markup(draw_mark(text, told))  # noqa: S704  (made of dark modules, and escaped)


def _papers(contest: KitContest, needed: int) -> Papers:
    """As many rows as fit: a paper has a head, and a line or two for each option."""
    lines = sum(2 + len(one.label + one.signatory) // 34 for one in contest.options)
    rows = max(1, min(5, _PAGE // (26 + 5 * lines)))
    return Papers(contest, rows, _PAGE // rows, needed)
