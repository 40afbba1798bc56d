"""What holds between the parts of a definition, on its plain shape."""

from typing import Any

import msgspec
import pytest
from tests.support.definitions import plain_six_sections
from tests.support.online_election import BOX, online_definition
from tests.support.refusals import Change, definition_with, option

from suffrage.errors import Malformed
from suffrage.model import canonical
from suffrage.model.check_definition import check_definition
from suffrage.model.contests import instance_id, instance_place
from suffrage.model.definition import Definition, from_plain


def fault(change: Change) -> tuple[str, str]:
    with pytest.raises(Malformed) as caught:
        definition_with(change)
    return caught.value.code, caught.value.at


def fact(**changed: Any) -> dict[str, Any]:
    said = {
        "contest": "text",
        "option": "to1",
        "kind": "endorsement",
        "value": "The youth",
        "on": "2023-01-02",
        "by": "the youth's council",
    }
    return said | changed


def scoped(plain: dict[str, Any], scope: str, *places: str) -> None:
    text = plain["contests"][0]
    text.update(scope=scope, options=[option("yes", within=place) for place in places])
    plain["contests"][1:] = []


def _at_sea(plain: dict[str, Any]) -> None:
    scoped(plain, "federation", "13", "75")
    plain["units"].append({"id": "sea", "registered": 5})


CASES: dict[str, tuple[Change, str, str]] = {
    "orphan": (
        lambda plain: plain["units"][2].update(parent="99"),
        "units.orphan",
        "units[2].parent",
    ),
    "unit twice": (
        lambda plain: plain["units"].append(plain["units"][2]),
        "units.duplicate",
        "units[8].id",
    ),
    "no section": (
        lambda plain: plain.update(units=[{"id": "a", "parent": "b"}, {"id": "b", "parent": "a"}]),
        "units.circle",
        "units",
    ),
    "channel": (
        lambda plain: plain["units"][3].update(channel="abroad"),
        "definition.channel",
        "units[3].channel",
    ),
    "evening": (
        lambda plain: plain["contests"][1].update(round=1, options=[option("a")]),
        "definition.evening",
        "contests[1].opens",
    ),
    "ground twice": (
        lambda plain: plain["grounds"].append(plain["grounds"][0]),
        "definition.duplicate",
        "grounds[3].id",
    ),
    "same key": (
        lambda plain: plain["keys"].update({"agent@x": plain["keys"]["convener"]}),
        "definition.duplicate",
        "keys",
    ),
    "same witness": (
        lambda plain: plain["witnesses"]["keys"].update(to3=plain["witnesses"]["keys"]["to1"]),
        "definition.duplicate",
        "witnesses.keys",
    ),
    "quorum of witnesses": (
        lambda plain: plain["witnesses"].update(quorum=3),
        "definition.quorum",
        "witnesses.quorum",
    ),
    "no member": (
        lambda plain: plain["keys"].update({"commission@guest": "ab" * 32}),
        "definition.not-a-member",
        "keys",
    ),
    "no role": (
        lambda plain: plain["keys"].update({"deputy": "ab" * 32}),
        "role.unknown",
        "",
    ),
    "fact of nobody": (
        lambda plain: plain.update(facts=[fact(), fact(option="to9")]),
        "definition.unknown-option",
        "facts[1].option",
    ),
    "fact of nothing": (
        lambda plain: plain.update(facts=[fact(contest="nothing")]),
        "definition.unknown-option",
        "facts[0].option",
    ),
    "fact of a linked option": (
        lambda plain: plain.update(facts=[fact(contest="first-secretary")]),
        "definition.unknown-option",
        "facts[0].option",
    ),
    "publication": (
        lambda plain: plain.update(publication={"not_before": "2023-01-12T20:00:00Z"}),
        "definition.publication",
        "publication.not_before",
    ),
    "contest under the name of agreements": (
        lambda plain: plain["contests"][1].update(id="agreement"),
        "definition.reserved",
        "contests",
    ),
    "contest under the name of bodies": (
        lambda plain: plain["contests"][1].update(id="body"),
        "definition.reserved",
        "contests",
    ),
    "unit that differs by case alone": (
        lambda plain: plain["units"].extend(
            {"id": name, "parent": "75", "registered": 9} for name in ("75-9a", "75-9A")
        ),
        "units.duplicate",
        "units[9].id",
    ),
    "winners of nothing": (
        lambda plain: plain["bodies"][0].update(ex_officio={"winners_of": "nothing"}),
        "definition.unknown-contest",
        "bodies[0].ex_officio.winners_of",
    ),
    "body of federations": (
        lambda plain: scoped(plain, "federation", "13", "75"),
        "definition.body-scope",
        "bodies[0].contest",
    ),
    "option of the nation in a section": (
        lambda plain: scoped(plain, "section", "13"),
        "definition.option-place",
        "contests[0].options[0].within",
    ),
    "section without federation": (
        _at_sea,
        "definition.no-federation",
        "units[8].parent",
    ),
    "link to another level": (
        lambda plain: plain["contests"][1].update(scope="federation"),
        "definition.link-order",
        "contests[1].options.from",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_definition_does_not_hold_together(name: str) -> None:
    change, code, at = CASES[name]
    assert fault(change) == (code, at)


def online(change: Change) -> tuple[str, str]:

    plain = msgspec.json.decode(canonical.encode(online_definition()))
    change(plain)
    with pytest.raises(Malformed) as caught:
        check_definition(from_plain(plain))
    return caught.value.code, caught.value.at


def test_a_box_serves_one_contest_of_the_nation_once() -> None:
    assert online(
        lambda plain: plain["boxes"].append({**plain["boxes"][0], "id": "b", "channel": BOX})
    ) == ("definition.box-twice", "boxes[1]")
    assert online(lambda plain: plain["boxes"].append(plain["boxes"][0])) == (
        "definition.duplicate",
        "boxes[1].id",
    )

    def same_uuid(plain: dict[str, Any]) -> None:
        plain["boxes"][0]["uuid"] = "BoxForTestRun9"
        second = {"id": "b", "contest": "first-secretary", "channel": BOX}
        hours = {"opens": "2023-01-18T16:00:00Z", "closes": "2023-01-19T16:00:00Z"}
        plain["boxes"].append({**plain["boxes"][0], **second, **hours})

    assert online(same_uuid) == ("definition.uuid-twice", "boxes[1].uuid")

    def per_section(plain: dict[str, Any]) -> None:
        plain["bodies"] = []
        scoped(plain, "federation", "13", "75", "99")

    assert online(per_section) == ("definition.box-scope", "boxes[0].contest")


# -- places --------------------------------------------------------------------------------------


def nested() -> Definition:
    """A region over the federations: it holds no contest of its own, and counts nobody twice."""

    def change(plain: dict[str, Any]) -> None:
        plain["units"].append({"id": "south"})
        plain["units"][0]["parent"] = plain["units"][1]["parent"] = "south"
        plain["bodies"] = []
        scoped(plain, "federation", "13", "75")

    return definition_with(change)


def test_a_federation_is_the_unit_right_above_its_sections() -> None:
    definition = nested()
    assert definition.instances() == ("text@13", "text@75")
    counted = [unit.id for name in definition.instances() for unit in definition.sections_of(name)]
    assert sorted(counted) == sorted(unit.id for unit in definition.tree.sections)
    assert definition.instance_of("text", "75-002") == "text@75"
    assert definition.tree.ancestors("75-002") == ("75", "south")
    assert definition.tree.contains("south", "75-002")
    assert definition.tree.contains("nation", "75-002")
    assert not definition.tree.contains("13", "75-002")


def test_a_contest_of_each_section_has_an_instance_in_each() -> None:
    places = [f"{place}-00{n}" for place in ("13", "75") for n in (1, 2, 3)]

    def change(plain: dict[str, Any]) -> None:
        plain["bodies"] = []
        scoped(plain, "section", *places)

    definition = definition_with(change)
    assert definition.instances() == tuple(f"text@{place}" for place in places)
    assert [unit.id for unit in definition.sections_of("text@75-002")] == ["75-002"]
    assert [one.within for one in definition.declared_options("text@75-002")] == ["75-002"]


@pytest.mark.parametrize(("name", "contest", "place"), [("text", "text", ""), ("a@75", "a", "75")])
def test_an_instance_is_written_with_its_place(name: str, contest: str, place: str) -> None:
    assert instance_place(name) == (contest, place)
    assert instance_id(contest, place) == name


def test_linked_options_are_not_declared_ones() -> None:
    definition = from_plain(plain_six_sections())
    assert definition.declared_options("first-secretary") == ()
    assert definition.rounds == (1, 2)
    assert definition.origin == "vote.example.org/e/congress"


def test_a_section_votes_in_the_box_of_its_channel() -> None:
    definition = online_definition()
    by_id = definition.tree.by_id
    box = definition.box_of("text", by_id["99-001"])
    assert box is not None
    assert box.id == BOX
    assert definition.box_of("text", by_id["75-001"]) is None
    assert definition.box_of("first-secretary", by_id["99-001"]) is None
