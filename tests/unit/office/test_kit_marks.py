"""The QR codes of a kit: texts that others read, and no other text taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.refusals import refused

from suffrage.office.print.marks import (
    SIGNING_LIST,
    SheetMark,
    draw_mark,
    read_sheet_mark,
    sheet_mark,
)

ADDRESS = "https://vote.example.org/confirm"
TEXT = f"{ADDRESS}?v=1&origin=vote.example.org/e/congress&round=1&contest=text&unit=75-001"


def test_a_sheets_text_is_that_of_the_specification() -> None:
    mark = SheetMark("vote.example.org/e/congress", 1, "text", "75-001")
    assert sheet_mark(ADDRESS, mark) == TEXT
    assert read_sheet_mark(TEXT) == mark
    assert SIGNING_LIST == "SUFFRAGE:SIGNING-LIST:1"


@given(
    origin=st.text(min_size=1), contest=st.text(min_size=1), unit=st.text(min_size=1),
    round_=st.integers(1, 9),
)  # fmt: skip
def test_whatever_a_sheet_is_called_it_is_read_back(
    origin: str, contest: str, unit: str, round_: int
) -> None:
    mark = SheetMark(origin, round_, contest, unit)
    assert read_sheet_mark(sheet_mark(ADDRESS, mark)) == mark


@pytest.mark.parametrize(
    "text",
    [
        "",
        ADDRESS,
        SIGNING_LIST,
        TEXT.replace("v=1", "v=2"),
        TEXT.replace("round=1", "round=0"),
        TEXT.replace("round=1", "round=12"),
        TEXT.replace("round=1", "round=1_0"),
        TEXT.replace("&unit=75-001", ""),
        TEXT.replace("unit=75-001", "unit="),
        f"{TEXT}&unit=75-002",
        f"{TEXT}&valid=12",
        TEXT.replace("contest=text&unit=75-001", "unit=75-001&contest=text"),
    ],
)
def test_another_text_is_no_sheets(text: str) -> None:
    with refused("kit.mark"):
        read_sheet_mark(text)


def test_a_drawing_is_plain_svg_that_fetches_nothing_and_holds_no_text() -> None:
    drawn = draw_mark(TEXT)
    assert drawn.startswith("<svg ")
    assert "href" not in drawn
    assert "vote.example.org" not in drawn
