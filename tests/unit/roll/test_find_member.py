"""Finding members on the telephone: accents, parts, spaces, and hostile queries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suffrage.errors import Refused
from suffrage.roll.find_member import find_members, read_query, search_text
from suffrage.roll.members import Member
from suffrage.words import LANGUAGES, sentence

MEMBERS = (
    Member("0017-42", "75-012", "Zoé de La Tour"),
    Member("0099", "75-012", "Jean-Luc O’Brien"),
    Member("17", "2A-001", "Ève Œillet"),
    Member("A 5", "2A-001", "Anne Latour"),
)


def numbers(text: str) -> list[str]:
    return [one.number for one in find_members(text, MEMBERS).members]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("latour", ["A 5", "0017-42"]),
        ("LA TOUR", ["A 5", "0017-42"]),
        ("tour zoe", ["0017-42"]),
        ("eve", ["17"]),
        ("oeil", ["17"]),
        ("jean luc", ["0099"]),
        ("Jean-Luc OBrien", ["0099"]),
        ("o'brien", ["0099"]),
        ("00 17 42", ["0017-42"]),
        ("001742", ["0017-42"]),
        ("17-42", ["0017-42"]),
        ("a5", ["A 5"]),
        ("17", ["17"]),
        ("nobody", []),
        ("%%", None),
        ("' OR 1=1 --", []),
    ],
)
def test_what_is_said_finds_who_is_meant(said: str, found: list[str] | None) -> None:
    if found is None:
        with pytest.raises(Refused, match=r"roll\.search-short"):
            numbers(said)
        return
    assert numbers(said) == found


@pytest.mark.parametrize("text", ["", " ", "a", "é", "_%", "-"])
def test_a_query_that_would_show_half_the_roll_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_query(text)

    assert refusal.value.code == "roll.search-short"
    for language in LANGUAGES:
        assert "{" not in sentence("roll.search-short", refusal.value.fields, language)


def test_the_first_in_the_order_of_lists_and_how_many_there_are() -> None:
    members = [Member(str(n), "a", f"Ann {chr(90 - n)}.") for n in range(26)]

    found = find_members("ann", members, most=3)

    assert [one.name for one in found.members] == ["Ann A.", "Ann B.", "Ann C."]
    assert found.total == 26


@given(st.text(min_size=1), st.text(alphabet=st.characters(categories=["L", "N"]), min_size=2))
def test_the_whole_name_and_the_whole_number_always_find_the_member(name: str, word: str) -> None:
    member = Member("N" + word, "a", f"{name} x{word}")

    assert find_members(member.name, [member]).total == 1
    assert find_members(member.number, [member]).total == 1


@given(st.text())
def test_the_text_looked_into_has_nothing_for_a_pattern_to_mean(name: str) -> None:
    assert set(search_text(Member("1", "a", name))) & set("%_'\"\\;\n") == set()


def test_a_number_of_signs_alone_is_not_what_every_sign_means() -> None:
    with pytest.raises(Refused, match=r"roll\.search-short"):
        find_members("-", [Member("+", "a", "Ada")])
