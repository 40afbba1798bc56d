"""A definition that was written can be read, and is the same; and a rehearsal says so."""

from typing import Any

import msgspec
import pytest
from tests.support.congress import FOLDER
from tests.support.definitions import plain_six_sections, six_sections
from tests.support.election_answers import ANSWERS, LISTS, draft_of
from tests.support.online_election import online_definition

from suffrage.errors import Malformed
from suffrage.model.check_definition import check_definition
from suffrage.model.definition import Definition, from_plain
from suffrage.model.definition_to_toml import definition_to_toml, units_to_csv
from suffrage.model.definition_toml import from_toml


def again(definition: Definition) -> Definition:
    """What is read of what was written."""
    units = units_to_csv(definition)
    return from_toml(definition_to_toml(definition), "definition.toml", lambda _name: units)


def demo() -> Definition:
    toml = (FOLDER / "definition.toml").read_text()
    return from_toml(toml, "definition.toml", lambda name: (FOLDER / name).read_bytes())


def changed(**fields: Any) -> Definition:
    return from_plain(plain_six_sections() | fields)


@pytest.mark.parametrize(
    "definition",
    [demo(), six_sections(), online_definition(), draft_of("board-of-association", LISTS)]
    + [draft_of(name) for name in ANSWERS],
    ids=["demo", "six", "online", "lists", *ANSWERS],
)
def test_what_is_written_is_read_as_the_same_definition(definition: Definition) -> None:
    assert again(definition).digest == definition.digest


def test_hours_are_local_and_shares_are_percentages() -> None:
    toml = definition_to_toml(six_sections())
    assert "opens = 2023-01-12T17:00:00" in toml
    assert 'threshold = "5%"' in toml


def test_a_third_stays_a_fraction() -> None:
    plain = plain_six_sections()
    plain["bodies"][0]["rule"]["threshold"] = "1/3"
    definition = from_plain(plain)
    assert 'threshold = "1/3"' in definition_to_toml(definition)
    assert again(definition) == definition


def test_an_hour_that_a_change_of_clocks_gives_twice_is_written_in_utc() -> None:
    plain = plain_six_sections()
    plain["contests"][0].update(opens="2022-10-30T00:30:00Z", closes="2022-10-30T01:30:00Z")
    definition = from_plain(plain)
    assert "opens = 2022-10-30T00:30:00Z" in definition_to_toml(definition)
    assert again(definition) == definition


def test_quotes_and_backslashes_keep_their_meaning() -> None:
    definition = changed(title={"en": 'A "vote" \\ two', "fr": "L'été"})
    assert again(definition) == definition


def test_names_of_units_with_commas_and_quotes_are_kept() -> None:
    units = [{"id": "13", "name": 'Arles, "centre"', "registered": 5}]
    contests = plain_six_sections()["contests"]
    definition = changed(units=units, contests=contests)
    assert again(definition) == definition


def test_a_name_with_a_space_at_its_end_is_refused_since_a_table_loses_it() -> None:
    with pytest.raises(Malformed) as caught:
        units_to_csv(changed(units=[{"id": "13", "name": "Arles ", "registered": 5}]))
    assert (caught.value.code, caught.value.at) == ("definition.unit-name", "units[0].name")


def test_a_zone_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Malformed) as caught:
        definition_to_toml(changed(time_zone="Europe/Lutetia"))
    assert caught.value.code == "definition.time-zone"


@pytest.mark.parametrize(
    ("slug", "rehearsal"), [("rehearsal-congress", False), ("congress", True), ("rehearsal", True)]
)
def test_a_rehearsal_is_known_by_its_slug_and_nothing_else_is(
    slug: str, *, rehearsal: bool
) -> None:
    definition = msgspec.structs.replace(six_sections(), slug=slug, rehearsal=rehearsal)
    with pytest.raises(Malformed) as caught:
        check_definition(definition)
    assert (caught.value.code, caught.value.at) == ("definition.rehearsal", "slug")


def test_the_flag_of_an_election_is_no_part_of_its_bytes() -> None:
    assert "rehearsal" not in definition_to_toml(six_sections())
    check_definition(
        msgspec.structs.replace(six_sections(), slug="rehearsal-congress", rehearsal=True)
    )
