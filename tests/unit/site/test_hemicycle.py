"""The hemicycle: as many dots as seats, each group in one wedge, nothing that a page refuses."""

import re
from itertools import pairwise
from math import atan2
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.alliances import allied, allied_night
from tests.support.counts import count
from tests.support.refusals import refused

from suffrage.night.bodies.body_view import body_view
from suffrage.site.pages.charts.hemicycle import MOST_SEATS, SeatGroup, draw_hemicycle
from suffrage.site.pages.charts.seat_groups import groups_by_option, groups_by_party


def draw(*seats: int, name: str = "G") -> str:
    groups = [SeatGroup(f"{name}{n}", own, n + 1) for n, own in enumerate(seats)]
    return str(draw_hemicycle(groups, name="council", title="Council", description="Seats"))


def dots(picture: str) -> list[tuple[str, list[tuple[float, float, float]]]]:
    """The class of each group, and its dots."""
    root = ET.fromstring(picture)
    return [
        (
            group.attrib["class"],
            [
                (float(one.attrib["cx"]), float(one.attrib["cy"]), float(one.attrib["r"]))
                for one in group.iter("circle")
            ],
        )
        for group in root.iter("g")
    ]


def angle(dot: tuple[float, float, float]) -> float:
    """From 0 on the left to pi on the right."""
    return atan2(200 - dot[1], 200 - dot[0])


@settings(max_examples=count(25, 200), deadline=None)
@given(st.lists(st.integers(0, 330), min_size=1, max_size=9).filter(lambda s: 1 <= sum(s) <= 1000))
def test_each_group_has_its_seats_and_lies_in_one_wedge(seats: list[int]) -> None:
    drawn = dots(draw(*seats))
    assert [len(own) for _, own in drawn] == [own for own in seats if own]
    assert [css for css, _ in drawn] == [f"c{n + 1}" for n, own in enumerate(seats) if own]
    for (_, left), (_, right) in pairwise(drawn):
        # Coordinates have one decimal, at the least 70 from the middle.
        assert max(map(angle, left)) <= min(map(angle, right)) + 0.003


@pytest.mark.parametrize("number", [1, 2, 3, 10, 57, 200, 302, 577, 1000])
def test_no_dot_touches_another_or_the_edge(number: int) -> None:
    ((_, own),) = dots(draw(number))
    for across, down, radius in own:
        assert radius <= across <= 400 - radius
        assert radius <= down <= 222 - radius
    rest = sorted(own)
    radius = own[0][2]
    for place, (across, down, _) in enumerate(rest):
        for other in rest[place + 1 :]:
            if other[0] - across > 2 * radius:
                break
            assert (other[0] - across) ** 2 + (other[1] - down) ** 2 >= (2 * radius) ** 2


def test_the_picture_is_its_own_mirror() -> None:
    ((_, own),) = dots(draw(200))
    mirrored = {(round(400 - x, 1), y) for x, y, _ in own}
    for x, y in mirrored:
        assert any(abs(x - a) < 0.15 and abs(y - b) < 0.15 for a, b, _ in own)


def test_the_same_seats_give_the_same_bytes() -> None:
    assert draw(99, 61, 40) == draw(99, 61, 40)
    assert len(draw(99, 61, 40)) < 10_000
    assert len(draw(1000)) < 50_000


def test_the_picture_names_itself_and_carries_no_style() -> None:
    picture = draw(4, 1, 0, name="<b>&")
    root = ET.fromstring(picture)
    assert root.attrib["role"] == "img"
    named = root.attrib["aria-labelledby"].split()
    assert [root.find(f".//*[@id='{mark}']") is not None for mark in named] == [True, True]
    assert "style" not in picture
    assert "<b>" not in picture
    assert [title.text for title in root.iter("title")] == ["Council", "<b>&0: 4", "<b>&1: 1"]
    assert re.findall(r"<text[^>]*>5</text>", picture)


@pytest.mark.parametrize("number", [0, MOST_SEATS + 1])
def test_too_few_or_too_many_seats_are_refused(number: int) -> None:
    with refused("hemicycle.seats", seats=number, most=MOST_SEATS):
        draw(number)


def test_groups_by_option_and_by_party_have_all_seats() -> None:
    definition = allied({"rule": {"name": "dhondt"}, "seats": 10})
    state = allied_night(definition, {"13-001": {"to1": 31, "to2": 21, "to3": 9}})
    view = body_view(state, definition.bodies[0])
    labels = {option.id: option.label for option in definition.declared_options("text")}
    assert groups_by_option(view, labels, "open") == [
        SeatGroup("Text 1", 5, 1),
        SeatGroup("Text 2", 4, 2),
        SeatGroup("Text 3", 1, 3),
        SeatGroup("open", 0, 0),
    ]
    assert groups_by_party(view, definition.parties, "no label", "open") == [
        SeatGroup("Reds", 7, 1),
        SeatGroup("Greens", 2, 2),
        SeatGroup("Blues", 0, 3),
        SeatGroup("no label", 1, 0),
        SeatGroup("open", 0, 0),
    ]
