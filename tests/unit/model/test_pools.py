"""Pools in a definition: disjoint, within one electorate, each chain ending in a large one."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.support.pools import HIDDEN, plain_pools, pooled
from tests.support.refusals import refused

from suffrage.model import canonical
from suffrage.model.check_definition import check_definition
from suffrage.model.definition import Definition, from_plain
from suffrage.model.definition_toml import from_toml

Change = Callable[[dict[str, Any]], object]


def changed(change: Change) -> None:
    plain = plain_pools()
    change(plain)
    check_definition(from_plain(plain))


def pool(index: int, **parts: object) -> Change:
    return lambda plain: plain["pools"][index].update(parts)


def alone(plain: dict[str, Any]) -> None:
    """The first pool joins no other."""
    del plain["pools"][0]["next"]


def alone_of_twelve(plain: dict[str, Any]) -> None:
    """The same, and a sum has twelve valid ballots at the least."""
    alone(plain)
    plain["minimum"] = {"pooled": 12}


def test_a_definition_with_pools_reads_back() -> None:
    definition = pooled()
    again = canonical.decode(canonical.encode(definition), Definition)
    assert again == definition
    assert b'"next":"small-1"' in canonical.encode(definition)
    found = again.pool_of("text", "75-004")
    assert found is not None
    assert (found.id, found.joins) == ("small-75-1", "small-1")
    assert again.pool_of("first-secretary", "75-004") == again.pool_by_id["small-75-2"]
    assert again.pool_of("text", "75-001") is None


def test_a_definition_without_pools_has_the_same_bytes_as_before() -> None:
    plain = plain_pools()
    del plain["pools"]
    data = canonical.encode(from_plain(plain))
    assert b"pools" not in data
    assert b"pooled" not in data


@pytest.mark.parametrize(
    ("change", "code", "at"),
    [
        (pool(0, id="75"), "pools.unit-name", "pools[0].id"),
        (pool(1, id="small-75-1"), "definition.duplicate", "pools[1].id"),
        (pool(2, round=3), "pools.round", "pools[2].round"),
        (pool(0, units=["75-004"]), "pools.single", "pools[0].units"),
        (pool(0, units=["75-004", "75"]), "pools.unit", "pools[0].units[1]"),
        (pool(0, units=["75-004", "nothing"]), "pools.unit", "pools[0].units[1]"),
        (pool(0, units=["75-004", "13-004"]), "pools.twice", "pools[1].units[0]"),
        (pool(0, units=["75-004", "75-004"]), "pools.twice", "pools[0].units[1]"),
        (pool(0, next="nothing"), "pools.next", "pools[0].next"),
        (pool(0, next="small-2"), "pools.next", "pools[0].next"),
        (pool(1, next="small-75-1"), "pools.circle", "pools[0].next"),
        (pool(1, next="small-1"), "pools.circle", "pools[0].next"),
    ],
)
def test_each_fault_is_named(change: Change, code: str, at: str) -> None:
    with refused(code) as caught:
        changed(change)
    assert caught.value.at == at


def test_an_online_section_is_in_no_pool() -> None:
    def change(plain: dict[str, Any]) -> None:
        plain["units"].append({"id": "abroad", "registered": 90, "channel": "abroad"})
        plain["boxes"] = [
            {
                "id": "abroad",
                "contest": "text",
                "group": "Ed25519",
                "opens": "2023-01-11T12:00:00Z",
                "closes": "2023-01-12T16:00:00Z",
                "trustees": {"of": 3, "need": 2},
                "factors": {"code": "e-mail", "credential": "letter"},
            }
        ]
        plain["pools"][0]["units"].append("abroad")

    with refused("pools.unit", unit="abroad"):
        changed(change)


def test_a_chain_ends_in_a_pool_of_enough_members() -> None:
    # 16 + 17 members of 75, and 19 + 18 + 17 of 13; three times the minimum of 10 are needed.
    changed(alone)
    with refused("pools.small", pool="small-75-1", members=33, least=36):
        changed(alone_of_twelve)
    with refused("pools.small", pool="small-1", members=54, least=57):
        changed(lambda plain: plain.update(minimum={"pooled": 19}))


def one_contest(scope: str, places: tuple[str, ...]) -> Change:
    """One contest, held once in each place, and no pools but those of its round."""

    def change(plain: dict[str, Any]) -> None:
        contest = plain["contests"][0]
        options = [{**one, "within": place} for place in places for one in contest["options"]]
        plain["contests"] = [{**contest, "scope": scope, "options": options}]
        plain["bodies"] = []
        plain["pools"] = plain["pools"][:2]

    return change


def across(plain: dict[str, Any]) -> None:
    """One pool that reaches across two federations."""
    one_contest("federation", ("13", "75"))(plain)
    plain["pools"] = [{"id": "both", "units": ["13-004", "75-004"]}]


def of_sections(plain: dict[str, Any]) -> None:
    """A contest of each section."""
    one_contest("section", tuple(unit["id"] for unit in plain["units"] if "parent" in unit))(plain)
    alone(plain)


@pytest.mark.parametrize("change", [one_contest("federation", ("13", "75")), across, of_sections])
def test_a_sum_belongs_to_one_instance(change: Change) -> None:
    with refused("pools.scope", contest="text"):
        changed(change)


def test_hidden_sections_are_those_of_the_simulator() -> None:
    units = {unit for one in pooled().pools for unit in one.units}
    assert units == set(HIDDEN)


def test_pools_are_written_as_tables_of_the_toml() -> None:
    text = """\
suffrage = 1
slug = "congress"
host = "vote.example.org"
title = { en = "Congress" }
time_zone = "Europe/Paris"
minimum = { pooled = 5 }
[units]
csv = "units.csv"
code = "code"
registered = "registered"
[commission]
members = ["chair"]
quorum = 1
[[contests]]
id = "text"
opens = 2023-01-12T17:00:00
closes = 2023-01-12T22:00:00
rule = { name = "plurality" }
options = [{ id = "to1", label = "Text 1" }, { id = "to2", label = "Text 2" }]
[[pools]]
id = "islands"
units = ["a", "b"]
next = "coast"
[[pools]]
id = "coast"
units = ["c", "d"]
"""
    files = {"units.csv": b"code,registered\na,3\nb,4\nc,9\nd,8\n"}
    definition = from_toml(text, "definition.toml", files.__getitem__)
    assert [(one.id, one.joins) for one in definition.pools] == [
        ("islands", "coast"),
        ("coast", ""),
    ]
    with refused("pools.next") as caught:
        from_toml(text.replace('"coast"\n[[', '"cost"\n[['), "definition.toml", files.__getitem__)
    assert caught.value.at == "definition.toml:23: pools[0].next"
