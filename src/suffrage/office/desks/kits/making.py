"""A section's kit from the board, the roll and the office's settings, as PDF.

>>> make_pdf(election, "75-012", 1, code, "fr")                          # doctest: +SKIP
b'%PDF-…'
"""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.urls import reverse

from suffrage.conduct.state import State
from suffrage.errors import Unavailable
from suffrage.office.boards import board_state
from suffrage.office.desks.roll.signers import signers_of
from suffrage.office.models import Election, Member
from suffrage.office.officers import federation_officer
from suffrage.office.print.kit_html import kit_html
from suffrage.office.print.section_kit import Private, section_kit
from suffrage.roll.signing_list import SigningLine, SigningList
from suffrage.site.pages.render import Reader
from suffrage.words import Language

__all__ = ["Render", "blank_list", "has_roll", "make_pdf", "the_printer"]

Render = Callable[[str], bytes]

_VOIDS: Final = (
    "void.reason.several",
    "void.reason.marked",
    "void.reason.torn",
    "void.reason.other",
)


def make_pdf(
    election: Election,
    unit: str,
    round_: int,
    code: str,
    language: Language,
    render: Render | None = None,
) -> bytes:
    """The kit with this code; raises as ``section_kit`` and ``signers_of``.

    Without a roll in this office the signing list has empty lines, one for each member that the
    board has registered. A section votes on paper or online as a whole, so nobody is struck out.
    """
    state = board_state(election.slug)
    signers = signers_of(election, unit, round_) if has_roll(election) else None
    private = _private(election, state, unit, round_, code, language)
    listed = signers or blank_list(state, unit, round_)
    return (render or the_printer())(kit_html(section_kit(state, unit, round_, listed, private)))


def has_roll(election: Election) -> bool:
    """Whether this office holds the names of the election's members."""
    return Member.objects.filter(election=election).exists()


def blank_list(state: State, unit: str, round_: int) -> SigningList:
    """A list of empty lines, to be filled in by hand from the organisation's own roll."""
    lines = tuple(
        SigningLine("", "", struck=False, added=False) for _ in range(state.roll(round_, unit))
    )
    return SigningList(unit, lines, entitled=len(lines), struck=0)


def _private(
    election: Election, state: State, unit: str, round_: int, code: str, language: Language
) -> Private:
    officer = federation_officer(election, state, unit)
    url = settings.ENVIRONMENT.url
    speak = Reader(language, state.rules.time_zone).t
    return Private(
        credentials=0,
        voids=tuple(speak(word) for word in _VOIDS),
        entry=url + reverse("door", args=(election.slug, unit, round_)),
        confirm=url + reverse("confirm"),
        code=code,
        officer=officer.person.name if officer else "",
        phone=officer.phone if officer else "",
        language=language,
    )


def the_printer() -> Render:
    """What makes PDF of HTML; raises ``Unavailable("kits.no-printer")`` where it is missing."""
    try:
        # It is an extra, and takes a second to load.
        from suffrage.adapters.pdf import render_pdf  # noqa: PLC0415
    except (ImportError, OSError) as error:
        raise Unavailable("kits.no-printer") from error
    return render_pdf
