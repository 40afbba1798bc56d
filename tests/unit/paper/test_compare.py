"""Two entries compared: which differences count, and that no figure is told."""

from typing import Any

import msgspec
import pytest

from suffrage.errors import Inconsistent
from suffrage.paper import Sheet, differing_fields, require_equal
from suffrage.words import LANGUAGES, sentence

SHEET = Sheet(
    ballots=20,
    blank=2,
    contest="text",
    entered_by="secretary@75-012",
    proxies=1,
    registered=40,
    signatures=21,
    unit="75-012",
    valid=17,
    void={"torn": 1},
    votes={"to1": 9, "to2": 8},
)


def test_typist_agents_and_photo_are_no_figures() -> None:
    second = msgspec.structs.replace(
        SHEET, entered_by="federation@75", agents={"to1": "refused"}, scan="0" * 64
    )

    require_equal(SHEET, second)

    assert differing_fields(SHEET, second) == ()


def test_a_void_reason_with_0_is_one_left_out() -> None:
    second = msgspec.structs.replace(SHEET, void={"marked": 0, "torn": 1})

    assert differing_fields(SHEET, second) == ()


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"contest": "first-secretary"}, ("contest",)),
        ({"unit": "75-013"}, ("unit",)),
        ({"registered": 41}, ("registered",)),
        ({"signatures": 12}, ("signatures",)),
        ({"proxies": 0}, ("proxies",)),
        ({"ballots": 21, "blank": 3}, ("ballots", "blank")),
        ({"void": {"marked": 1}}, ("void.torn", "void.marked")),
        ({"void": {}, "valid": 18}, ("void.torn", "valid")),
        ({"votes": {"to1": 8, "to2": 9}}, ("votes.to1", "votes.to2")),
        ({"votes": {"to1": 9}}, ("votes.to2",)),
        ({"votes": {"to1": 9, "to2": 8, "to3": 0}}, ("votes.to3",)),
    ],
)
def test_every_figure_counts(change: dict[str, Any], fields: tuple[str, ...]) -> None:
    second = msgspec.structs.replace(SHEET, **change)

    assert differing_fields(SHEET, second) == fields
    assert set(differing_fields(second, SHEET)) == set(fields)
    with pytest.raises(Inconsistent, match=r"sheet\.entries-differ") as refusal:
        require_equal(SHEET, second)
    assert refusal.value.at == fields[0]
    assert refusal.value.fields == {}


def test_the_sentence_holds_no_figure() -> None:
    for language in LANGUAGES:
        text = sentence("sheet.entries-differ", {}, language)
        assert not any(mark.isdigit() for mark in text)
