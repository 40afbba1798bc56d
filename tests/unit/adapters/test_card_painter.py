"""The picture of a link: coverage inside, long names cut, nothing left out of its frame."""

from fractions import Fraction
from io import BytesIO

import pytest
from PIL import Image

from suffrage.adapters.card_painter import has_font, paint_card
from suffrage.site.card import Card, CardRow

pytestmark = pytest.mark.skipif(not has_font(), reason="DejaVu is not installed")

ROWS = tuple(
    CardRow(f"Text {n}", "50.00%", Fraction(1, 2), Fraction(1, 5), Fraction(4, 5)) for n in range(5)
)


def card(**changed: object) -> Card:
    fields = {
        "election": "Congress",
        "title": "Text",
        "moment": "23:30",
        "coverage": "61% counted",
        "sentence": "",
        "rows": ROWS,
    }
    return Card(**{**fields, **changed})  # type: ignore[arg-type]


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def test_the_picture_has_the_size_that_others_ask_for() -> None:
    image = opened(paint_card(card()))
    assert (image.format, image.size) == ("PNG", (1200, 630))


def test_the_coverage_is_inside_the_picture() -> None:
    box = (0, 540, 1200, 630)
    one, other = (opened(paint_card(card(coverage=text))).crop(box) for text in ("61%", "99%"))
    assert one.tobytes() != other.tobytes()


def test_a_name_that_is_too_long_is_cut_inside_the_frame() -> None:
    image = opened(paint_card(card(title="W" * 200)))
    margin = image.crop((1150, 84, 1200, 140)).convert("RGB")
    assert margin.getcolors() == [(50 * 56, (255, 255, 255))]


def test_without_figures_the_sentence_is_shown() -> None:
    words = "Figures appear from 22:00 on, when the polls are closed everywhere. " * 2
    assert paint_card(card(rows=(), sentence=words)) != paint_card(card(rows=(), sentence=""))
