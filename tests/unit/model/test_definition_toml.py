"""A definition that people write: each fault names its file, its line and its place."""

from fractions import Fraction

import pytest

from suffrage.errors import Malformed
from suffrage.model import canonical
from suffrage.model.contests import Linked
from suffrage.model.definition import Definition
from suffrage.model.definition_toml import from_toml

TOML = """\
suffrage = 1
slug = "congress"
host = "vote.example.org"
title = { en = "Congress" }
time_zone = "Europe/Paris"

[units]
csv = "units.csv"
code = "code"
parent = "parent"
registered = "registered"
channel = "channel"

[commission]
members = ["chair", "dean"]
quorum = 2

[[contests]]
id = "text"
opens = 2023-01-12T17:00:00
closes = 2023-01-12T22:00:00
rule = { name = "top", places = 2, tie = ["older", "lot"] }
options = [
  { id = "to1", label = "Text 1", first_signatory = "Ada", age_rank = 1 },
  # a comment with a [bracket and a "quote
  { id = "to2", label = "Text [2]", first_signatory = "Ben", age_rank = 2 },
]

[[contests]]
id = "secretary"
round = 2
opens = 2023-01-19T17:00:00
closes = 2023-01-19T22:00:00
options = { from = "text", take = "first_signatory" }

[contests.rule]
name = "majority"
quota = "60%"

[[bodies]]
id = "council"
contest = "text"
seats = 10
rule = { name = "dhondt", threshold = "5%" }

[[boxes]]
id = "abroad"
contest = "text"
opens = 2023-01-11T12:00:00
closes = 2023-01-12T16:00:00
trustees = { of = 3, need = 3 }
factors = { code = "e-mail", credential = "letter" }

[[grounds]]
id = "early"
text = { en = "Early ballots" }
effect = "annul-unit"

[sheets]
code = "code"
votes = "votes_{option}"
"""
UNITS = """\
code,parent,registered,channel
75,,,
75-001,75,80,
75-002,75,90,paper
99-001,99,40,abroad
"""


def line(text: str, toml: str = TOML) -> int:
    """The line on which a text stands first."""
    return toml[: toml.index(text)].count("\n") + 1


def read(toml: str = TOML, units: str = UNITS) -> Definition:
    return from_toml(toml, "definition.toml", lambda _name: units.encode())


def fault(toml: str = TOML, units: str = UNITS) -> tuple[str, str]:
    with pytest.raises(Malformed) as caught:
        read(toml, units)
    return caught.value.code, caught.value.at


def test_a_definition_is_read_in_its_time_zone_with_its_shares_and_units() -> None:
    definition = read()
    text, secretary = definition.contests
    assert (text.opens, text.closes) == ("2023-01-12T16:00:00Z", "2023-01-12T21:00:00Z")
    assert isinstance(secretary.options, Linked)
    assert getattr(secretary.rule, "quota", None) == Fraction(3, 5)
    assert definition.bodies[0].rule.threshold == Fraction(1, 20)
    assert [unit.id for unit in definition.tree.sections] == ["75-001", "75-002", "99-001"]
    assert [unit.id for unit in definition.tree.federations] == ["99", "75"]
    assert canonical.decode(canonical.encode(definition), Definition) == definition


def test_a_fact_has_a_date_of_toml() -> None:
    fact = """
[[facts]]
contest = "text"
option = "to1"
kind = "label"
value = "Together"
on = 2023-01-02
by = "council"
"""
    assert read(TOML + fact).facts[0].on == "2023-01-02"


def test_an_hour_with_its_own_offset_needs_no_zone() -> None:
    toml = TOML.replace("2023-01-12T17:00:00\n", "2023-01-12T17:00:00+01:00\n")
    assert read(toml).contests[0].opens == "2023-01-12T16:00:00Z"


def test_a_code_may_have_several_columns() -> None:
    toml = TOML.replace('code = "code"\nparent', 'code = ["town", "room"]\nparent')
    units = "town,room,parent,registered,channel\n69001,01,69,80,\n69001,02,69,,abroad\n"
    units = units.replace("69,,abroad", "69,40,abroad")
    assert [unit.id for unit in read(toml, units).tree.sections] == ["69001-01", "69001-02"]


def test_units_may_be_written_out() -> None:
    toml = TOML[: TOML.index("[units]")] + TOML[TOML.index("[commission]") :]
    toml = toml.replace(
        'time_zone = "Europe/Paris"\n',
        'time_zone = "Europe/Paris"\nunits = [\n'
        '  { id = "75-001", registered = 80 },\n'
        '  { id = "99-001", registered = 40, channel = "abroad" },\n]\n',
    )
    assert len(read(toml).units) == 2
    broken = toml.replace("registered = 80", "registered = -80")
    assert fault(broken) == (
        "canonical.shape",
        f"definition.toml:{line('registered = -80', broken)}: units[0].registered",
    )


CASES: list[tuple[str, str, str, str, str]] = [
    # code, what is replaced, by what, the text whose line is named, the place
    ("canonical.shape", 'slug = "congress"', "slug = 3", "slug", "slug"),
    ("canonical.shape", 'slug = "congress"', 'slug = "Congrès"', "slug", "slug"),
    ("canonical.shape", "suffrage = 1", "suffrage = 2", "suffrage", "suffrage"),
    ("canonical.shape", "seats = 10", "seats = 10.5", "seats", "bodies[0].seats"),
    ("canonical.shape", "seats = 10", "seats = 0", "seats", "bodies[0].seats"),
    ("canonical.shape", "quorum = 2", 'quorum = "two"', "quorum", "commission.quorum"),
    (
        "canonical.shape",
        "age_rank = 2 }",
        'age_rank = "second" }',
        '{ id = "to2"',
        "contests[0].options[1].age_rank",
    ),
    (
        "canonical.shape",
        "age_rank = 2 }",
        "age_ranks = 2 }",
        '{ id = "to2"',
        "contests[0].options[1]",
    ),
    ("canonical.shape", '"top"', '"tip"', 'rule = { name = "tip"', "contests[0].rule.name"),
    ("canonical.shape", "places = 2", "places = [2]", "places", "contests[0].rule.places"),
    ("canonical.shape", '"lot"]', '"lots"]', 'rule = { name = "top"', "contests[0].rule.tie[1]"),
    (
        "canonical.shape",
        'take = "first',
        'took = "first',
        "options = { from",
        "contests[1].options",
    ),
    ("canonical.shape", "2023-01-19T22:00:00", '"tonight"', 'closes = "to', "contests[1].closes"),
    ("canonical.shape", "need = 3", "need = 0", "trustees", "boxes[0].trustees.need"),
    ("canonical.shape", 'effect = "annul-unit"', 'effect = "no"', "effect", "grounds[0].effect"),
    ("rule.share", '"60%"', '"160%"', 'quota = "160%"', "contests[1].rule.quota"),
    ("rule.share", '"5%"', '"five"', 'threshold = "five"', "bodies[0].rule.threshold"),
    ("rule.quota", '"60%"', '"100%"', 'quota = "100%"', "contests[1].rule.quota"),
    ("rule.tie-twice", '"lot"]', '"older"]', "rule = {", "contests[0].rule.tie"),
    ("definition.time-zone", "Europe/Paris", "Europe/Lutetia", "time_zone", "time_zone"),
    ("definition.time-zone", '"Europe/Paris"', "33", "time_zone", "time_zone"),
    ("definition.time-zone", "Europe/Paris", "../../etc/passwd", "time_zone", "time_zone"),
    (
        "definition.clock-change",
        "2023-01-12T17:00:00",
        "2023-03-26T02:30:00",
        "opens",
        "contests[0].opens",
    ),
    (
        "definition.clock-change",
        "2023-01-12T17:00:00",
        "2022-10-30T02:30:00",
        "opens",
        "contests[0].opens",
    ),
    ("definition.quorum", "quorum = 2", "quorum = 3", "quorum", "commission.quorum"),
    ("definition.duplicate", '"dean"]', '"chair"]', "members", "commission.members"),
    (
        "definition.duplicate",
        'id = "to2"',
        'id = "to1"',
        '{ id = "to1", label = "Text [2]"',
        "contests[0].options[1].id",
    ),
    (
        "definition.duplicate",
        'id = "secretary"',
        'id = "text"',
        'id = "text"\nround',
        "contests[1].id",
    ),
    (
        "definition.hours",
        "2023-01-12T22:00:00",
        "2023-01-12T16:00:00",
        "closes",
        "contests[0].closes",
    ),
    (
        "definition.hours",
        "closes = 2023-01-12T16:00:00",
        "closes = 2023-01-12T23:00:00",
        "closes = 2023-01-12T23",
        "boxes[0].closes",
    ),
    (
        "definition.unknown-contest",
        'from = "text"',
        'from = "tract"',
        "options = { from",
        "contests[1].options.from",
    ),
    (
        "definition.unknown-contest",
        'contest = "text"\nseats',
        'contest = "tract"\nseats',
        'contest = "tract"',
        "bodies[0].contest",
    ),
    (
        "definition.unknown-contest",
        'contest = "text"\nopens',
        'contest = "tract"\nopens',
        'contest = "tract"',
        "boxes[0].contest",
    ),
    (
        "definition.link-order",
        'from = "text"',
        'from = "secretary"',
        "options = { from",
        "contests[1].options.from",
    ),
    (
        "definition.link-rule",
        'take = "first_signatory"',
        'held = "without-majority"',
        "options = { from",
        "contests[1].options.from",
    ),
    (
        "definition.no-signatory",
        ', first_signatory = "Ben"',
        "",
        "options = { from",
        "contests[1].options.take",
    ),
    ("definition.trustees", "need = 3", "need = 4", "trustees", "boxes[0].trustees"),
    (
        "definition.threshold-level",
        'threshold = "5%"',
        'threshold_level = "federation"',
        "threshold_level",
        "bodies[0].rule.threshold_level",
    ),
    (
        "definition.evening-order",
        "opens = 2023-01-19T17:00:00",
        "opens = 2023-01-12T18:00:00",
        "opens = 2023-01-12T18",
        "contests[1].opens",
    ),
    ("definition.missing", 'csv = "units.csv"\n', "", "[units]", "units.csv"),
    ("definition.missing", 'code = "code"\nparent', "parent", "[units]", "units.code"),
    ("definition.missing", 'parent = "parent"', "parent = 3", "parent = 3", "units.parent"),
    (
        "definition.unknown-field",
        'channel = "channel"',
        'canal = "channel"',
        "canal",
        "units.canal",
    ),
    (
        "definition.option-place",
        'id = "to2"',
        'within = "75", id = "to2"',
        "{ within",
        "contests[0].options[1].within",
    ),
]


@pytest.mark.parametrize(("code", "old", "new", "at", "place"), CASES)
def test_a_fault_is_named_with_its_line_and_place(
    code: str, old: str, new: str, at: str, place: str
) -> None:
    assert old in TOML
    toml = TOML.replace(old, new, 1)
    assert fault(toml) == (code, f"definition.toml:{line(at, toml)}: {place}")


def test_a_file_that_is_no_toml_is_named_with_its_line() -> None:
    toml = TOML.replace("[[grounds]]", "[[grounds]")
    assert fault(toml) == ("definition.toml", f"definition.toml:{line('[[grounds]', toml)}")
    assert fault("suffrage = ")[0] == "definition.toml"


def test_a_missing_table_is_named() -> None:
    toml = TOML[: TOML.index("[units]")] + TOML[TOML.index("[commission]") :]
    assert fault(toml) == ("definition.missing", "definition.toml: units")
    without = TOML[: TOML.index("[commission]")] + TOML[TOML.index("[[contests]]") :]
    assert fault(without) == ("canonical.shape", "definition.toml: ")


def test_a_table_of_one_element_is_not_taken_for_that_of_another() -> None:
    """``[contests.rule]`` belongs to the contest before it, also when the first has a fault."""
    toml = TOML.replace('name = "majority"', 'name = "majorities"')
    wanted = 'name = "majorities"'
    assert fault(toml) == (
        "canonical.shape",
        f"definition.toml:{line(wanted, toml)}: contests[1].rule.name",
    )


UNIT_CASES: list[tuple[str, str, str, str]] = [
    # code, the second row of sections, by what, the place
    ("csv.number", "75-002,75,90,paper", "75-002,75,many,paper", "units.csv:4: registered"),
    ("csv.number", "75-002,75,90,paper", "75-002,75,-9,paper", "units.csv:4: registered"),
    ("csv.number", "75-002,75,90,paper", "75-002,75,=9+1,paper", "units.csv:4: registered"),
    ("csv.ragged", "75-002,75,90,paper", "75-002,75,90", "units.csv:4: "),
    ("csv.column", "registered,channel", "members,channel", "units.csv:1: registered"),
    ("csv.column-twice", "parent,registered", "code,registered", "units.csv:1: code"),
    ("units.duplicate", "75-002,75,90,paper", "75-001,75,90,paper", "units.csv:4"),
    ("units.circle", "75,,,", "75,75,,", "definition.toml:7: units"),
    ("units.reserved-name", "75-002,75,90,paper", "nation,75,90,paper", "units.csv:4: id"),
    ("units.roll-above", "75,,,", "75,,12,", "units.csv:2: registered"),
    ("canonical.shape", "75-002,75,90,paper", "75/002,75,90,paper", "units.csv:4: id"),
    ("definition.channel", "75-002,75,90,paper", "75-002,75,90,fax", "units.csv:4: channel"),
    ("definition.box-units", "75-002,75,90,paper", "75-002,75,90,abroad", ""),
    ("definition.box-small", "99-001,99,40,abroad", "99-001,99,29,abroad", ""),
    ("csv.encoding", "75-002,75,90,paper", "", "units.csv: byte 3"),
    ("csv.empty", UNITS, "code,parent,registered,channel\n", "units.csv: "),
]


@pytest.mark.parametrize(("code", "old", "new", "place"), UNIT_CASES)
def test_a_fault_of_a_unit_names_the_line_of_its_file(
    code: str, old: str, new: str, place: str
) -> None:
    assert old in UNITS
    units = UNITS.replace(old, new, 1)
    if code == "csv.encoding":
        with pytest.raises(Malformed) as caught:
            from_toml(TOML, "definition.toml", lambda _name: b"cod\xe9\n")
        assert (caught.value.code, caught.value.at) == (code, place)
        return
    found, at = fault(units=units)
    assert found == code
    assert at == (place or f"definition.toml:{line('[[boxes]]')}: boxes[0]")


@pytest.mark.parametrize("index", range(len(TOML.splitlines())))
def test_with_a_line_left_out_it_is_good_or_its_fault_is_named(index: int) -> None:
    lines = TOML.splitlines(keepends=True)
    del lines[index]
    try:
        definition = read("".join(lines))
    except Malformed as error:
        found = error
    else:
        assert definition.suffrage == 1
        return
    assert found.at.startswith(("definition.toml", "units.csv"))
