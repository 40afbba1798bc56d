"""Canonical JSON: what is refused, and where."""

from fractions import Fraction

import pytest
from tests.support.refusals import refused

from suffrage.errors import Malformed
from suffrage.model import canonical
from suffrage.model.bodies import Body
from suffrage.model.rule import DHondt
from suffrage.model.toml_lines import line_of
from suffrage.paper.sheet import Sheet


@pytest.mark.parametrize("value", [object(), {"a": object()}, "\ud800"])
def test_a_value_without_canonical_form(value: object) -> None:
    with refused("canonical.value"):
        canonical.encode(value)


@pytest.mark.parametrize("number", [1.5, 1e30, 2**53, -(2**53), 2**70])
def test_a_number_that_is_no_integer_or_too_large(number: float) -> None:
    with pytest.raises(Malformed) as caught:
        canonical.encode({"a": number})
    assert caught.value.code in {"canonical.number", "canonical.value"}


@pytest.mark.parametrize(
    "text", ["e\u0301", "\u202e", "\x7f", "\x85", "\u2066", "\n", "\t", "\x00"]
)
def test_text_that_reads_otherwise_than_it_is_stored(text: str) -> None:
    with refused("canonical.text"):
        canonical.encode({"a": text})


def test_bytes_that_are_no_text() -> None:
    with refused("canonical.utf8"):
        canonical.decode(b'{"a":"\xff"}', dict[str, str])


def test_null_is_never_written() -> None:
    for value in (None, {"a": None}, [None]):
        with refused("canonical.null"):
            canonical.encode(value)
    assert canonical.encode("null") == b'"null"'


def test_bytes_that_are_nested_without_end() -> None:
    with refused("canonical.shape"):
        canonical.decode(b"[" * 20_000, list)


@pytest.mark.parametrize(
    ("text", "share"),
    [("0/1", Fraction(0)), ("1/20", Fraction(1, 20)), ("19/20", Fraction(19, 20))],
)
def test_a_fraction_is_a_text_in_lowest_terms(text: str, share: Fraction) -> None:
    rule = DHondt(threshold=share)
    data = canonical.encode(rule)
    assert canonical.decode(data, DHondt) == rule
    assert (f'"{text}"'.encode() in data) is (share != 0)


@pytest.mark.parametrize("text", ['"2/40"', '"1/0"', '"-1/2"', '"5%"', '"01/2"', "5", "[]"])
def test_any_other_text_is_no_fraction(text: str) -> None:
    with refused("canonical.shape"):
        canonical.decode(f'{{"name":"dhondt","threshold":{text}}}'.encode(), DHondt)


def place_of(data: bytes) -> str:
    with pytest.raises(Malformed) as caught:
        canonical.decode(data, Sheet)
    assert caught.value.code == "canonical.shape"
    return caught.value.at


def test_a_fault_names_its_place_also_in_keys_and_values_of_a_table() -> None:
    sheet = (
        b'{"ballots":1,"blank":0,"contest":"text","entered_by":"teller@a","proxies":0,'
        b'"registered":1,"signatures":1,"unit":"a","valid":1,"void":{},"votes":%s}'
    )
    assert place_of(sheet % b'{"to1":-1}') == "votes[...]"
    assert place_of(sheet % b'{"TO 1":1}') == "votes"
    assert place_of((sheet % b"{}").replace(b'"unit":"a"', b'"unit":3')) == "unit"


def test_the_first_byte_that_would_be_written_otherwise_is_named() -> None:
    with pytest.raises(Malformed) as caught:
        canonical.decode(b'{"a":1 }', dict[str, int])
    assert (caught.value.code, caught.value.at) == ("canonical.form", "byte 6")


def test_a_default_that_is_written_out_is_refused() -> None:
    body = Body("council", "text", 10, DHondt())
    data = canonical.encode(body)
    assert canonical.decode(data, Body) == body
    with refused("canonical.form"):
        canonical.decode(data.replace(b'"id"', b'"ex_officio":0,"id"'), Body)


# -- lines of TOML -------------------------------------------------------------------------------

TEXT = """\
a = 1
b.c = 2
list = [
  { x = 1 }, # first, [not] counted
  { x = "},{" },
  "third"
]
[table]
rows = [1, 2]
[table.deep]
key = '['
[[rows]]
name = "one"
[[rows]]
name = "two"
[rows.rule]
of = "valid"
"""


@pytest.mark.parametrize(
    ("place", "number"),
    [
        ("a", 1),
        ("a[3]", 1),
        ("b.c", 2),
        ("list[0]", 4),
        ("list[1].x", 5),
        ("list[2]", 6),
        ("list[9]", 3),
        ("table.rows[1]", 9),
        ("table.deep.key", 11),
        ("rows[0].name", 13),
        ("rows[1].name", 15),
        ("rows[1].rule.of", 17),
        ("nothing", 0),
        ("", 0),
    ],
)
def test_a_place_is_found_on_its_line(place: str, number: int) -> None:
    assert line_of(TEXT, place) == number
