"""A rule that says how a tie ends must be able to end it."""

import pytest
from tests.support.definitions import plain_six_sections
from tests.support.refusals import refused

from suffrage.model.check_definition import check_definition
from suffrage.model.definition import from_plain


@pytest.mark.parametrize("ages", [(1, 2, 0), (1, 2, 2), (0, 0, 0)])
@pytest.mark.parametrize("contest", [0, 1])
def test_age_alone_needs_ages_that_are_known_and_different(
    ages: tuple[int, int, int], contest: int
) -> None:
    plain = plain_six_sections()
    for option, age in zip(plain["contests"][0]["options"], ages, strict=True):
        option["age_rank"] = age
    plain["contests"][1 - contest]["rule"]["tie"] = ["lot"]
    plain["contests"][contest]["rule"]["tie"] = ["older"]
    with refused("definition.tie-open", name=plain["contests"][contest]["id"]):
        check_definition(from_plain(plain))


def test_a_body_is_asked_the_same() -> None:
    plain = plain_six_sections()
    plain["contests"][0]["options"][0]["age_rank"] = 3
    plain["contests"][1]["rule"]["tie"] = ["lot"]
    plain["bodies"][0]["rule"]["tie"] = ["older"]
    with refused("definition.tie-open", name="council"):
        check_definition(from_plain(plain))


@pytest.mark.parametrize("tie", [["older"], ["lot"], ["older", "lot"], []])
def test_known_ages_a_lot_or_nothing_will_do(tie: list[str]) -> None:
    plain = plain_six_sections()
    plain["contests"][0]["rule"]["tie"] = tie
    check_definition(from_plain(plain))
