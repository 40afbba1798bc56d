"""The picture of a link, drawn with Pillow and a font of this machine.

Pages work without it. Colours are those of the light style sheet.
"""

from collections.abc import Sequence
from fractions import Fraction
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from suffrage.site.card import Card, CardRow

__all__ = ["has_font", "paint_card"]

_SIZE: Final = (1200, 630)
_EDGE: Final = 60
_INK, _SOFT, _PAPER, _LINE = "#16181d", "#5b6270", "#ffffff", "#d9dde4"
_COLOURS: Final = ("#1b5e8c", "#b3541e", "#4d7a2a", "#7a3e8e", "#8a6d00", "#6b6f7a")
_MOST_ROWS: Final = 4
_FONTS: Final = {False: "DejaVuSans.ttf", True: "DejaVuSans-Bold.ttf"}


def has_font() -> bool:
    """Whether this machine has the font (Debian's ``fonts-dejavu-core``)."""
    try:
        _font(20, bold=True)
        _font(20)
    except OSError:
        return False
    return True


def paint_card(card: Card) -> bytes:
    """The card as PNG."""
    image = Image.new("RGB", _SIZE, _PAPER)
    draw = ImageDraw.Draw(image)
    _line(draw, 44, card.election, 28, _SOFT)
    _line(draw, 84, card.title, 44, _INK, bold=True)
    _line(draw, 146, card.moment, 28, _SOFT)
    if card.rows:
        _rows(draw, card.rows)
    else:
        _wrapped(draw, 240, card.sentence)
    draw.rectangle((0, 540, _SIZE[0], _SIZE[1]), fill="#0d3b5c")
    _line(draw, 562, card.coverage, 36, _PAPER, bold=True)
    data = BytesIO()
    image.save(data, "PNG", optimize=True)
    return data.getvalue()


def _rows(draw: ImageDraw.ImageDraw, rows: Sequence[CardRow]) -> None:
    shown = sorted(rows, key=lambda row: -row.share)[:_MOST_ROWS]
    height = 330 // len(shown)
    for number, row in enumerate(shown):
        top = 205 + number * height
        colour = _COLOURS[rows.index(row) % len(_COLOURS)]
        _line(draw, top, row.label, 32, _INK, bold=True)
        draw.text((_SIZE[0] - _EDGE, top), row.told, _INK, _font(32, bold=True), anchor="ra")
        base = top + 46
        draw.rectangle((_EDGE, base, _SIZE[0] - _EDGE, base + 18), fill=_LINE)
        draw.rectangle((_x(row.low), base, _x(row.high), base + 18), fill=_pale(colour))
        draw.rectangle((_x(row.share) - 4, base - 6, _x(row.share) + 4, base + 24), fill=colour)


def _x(share: Fraction) -> int:
    return round(_EDGE + (_SIZE[0] - 2 * _EDGE) * share)


def _pale(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return (red + 2 * 255) // 3, (green + 2 * 255) // 3, (blue + 2 * 255) // 3


def _line(
    draw: ImageDraw.ImageDraw, y: int, text: str, size: int, fill: str, *, bold: bool = False
) -> None:
    """One line, cut where the picture ends."""
    font, room = _font(size, bold=bold), _SIZE[0] - 2 * _EDGE
    while text and draw.textlength(text, font) > room:
        text = text.rstrip("…")[:-1].rstrip() + "…"
    draw.text((_EDGE, y), text, fill, font)


def _wrapped(draw: ImageDraw.ImageDraw, y: int, text: str) -> None:
    font, line = _font(36), ""
    for word in text.split(" "):
        longer = f"{line} {word}".strip()
        if line and draw.textlength(longer, font) > _SIZE[0] - 2 * _EDGE:
            draw.text((_EDGE, y), line, _INK, font)
            y, line = y + 52, word
        else:
            line = longer
    draw.text((_EDGE, y), line, _INK, font)


def _font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONTS[bold], size)
