"""Signing lists: the order of French names, who is struck out, and figures that must agree."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suffrage.errors import Inconsistent
from suffrage.roll.by_name import name_order
from suffrage.roll.members import Member
from suffrage.roll.signing_list import SigningList, signing_list
from suffrage.words import LANGUAGES, sentence

UNIT = "75-012"


def named(*families: str) -> list[Member]:
    return [
        Member(str(index), UNIT, f"Ada {family}", family, "Ada")
        for index, family in enumerate(families)
    ]


def families(members: list[Member]) -> list[str]:
    return [member.family for member in sorted(members, key=name_order)]


MEMBERS = (
    Member("3", UNIT, "Zoé Petit", "Petit", "Zoé"),
    Member("1", UNIT, "Ève Œillet", "Œillet", "Ève"),
    Member("2", UNIT, "Anne Blanc", "Blanc", "Anne"),
    Member("9", "2A-001", "Ange Muracciole", "Muracciole", "Ange"),
)


def made(**changed: object) -> SigningList:
    given_ = {"registered": 3, "struck": {"2"}, "credentials": 1, "added": {"3", "9"}} | changed
    return signing_list(UNIT, MEMBERS, **given_)  # type: ignore[arg-type]


def test_a_list_in_order_with_online_voters_struck_out_and_late_members_marked() -> None:
    found = made()

    assert [(one.number, one.name, one.struck, one.added) for one in found.lines] == [
        ("2", "Blanc Anne", True, False),
        ("1", "Œillet Ève", False, False),
        ("3", "Petit Zoé", False, True),
    ]
    assert (found.entitled, found.struck, found.may_sign) == (3, 1, 2)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"registered": 4}, "roll.list-differs"),
        ({"registered": 2}, "roll.list-differs"),
        ({"credentials": 2}, "roll.struck-differs"),
        ({"credentials": 0}, "roll.struck-differs"),
        ({"struck": {"9"}}, "roll.struck-stranger"),
        ({"struck": {"2", "404"}, "credentials": 2}, "roll.struck-stranger"),
    ],
)
def test_figures_other_than_the_board_s_are_no_list(changed: dict[str, object], code: str) -> None:
    with pytest.raises(Inconsistent) as refusal:
        made(**changed)

    assert refusal.value.code == code
    for language in LANGUAGES:
        assert "{" not in sentence(code, refusal.value.fields, language)


def test_letters_come_before_accents_spaces_and_case() -> None:
    order = ["d'Artagnan", "DE GAULLE", "de La Tour", "Delatour", "De la Tours", "Du Bois"]
    order += ["Eluard", "Éluard", "Le Goff", "Legoff-Roy", "Nuñez", "Œil", "Oeillet", "Ørsted"]

    assert families(named(*reversed(order))) == order


def test_one_family_stands_by_given_name_then_by_number() -> None:
    members = [
        Member("2", UNIT, "", "Roy", "Éric"),
        Member("3", UNIT, "", "Roy", "Eric"),
        Member("1", UNIT, "", "Roy", "Eric"),
        Member("4", UNIT, "", "Roy", "Anne"),
    ]

    assert [one.number for one in sorted(members, key=name_order)] == ["4", "1", "3", "2"]


def test_the_given_name_comes_before_the_accents_of_the_family_name() -> None:
    members = [Member("1", UNIT, "", "Eluard", "Zoé"), Member("2", UNIT, "", "Éluard", "Anne")]

    assert [one.number for one in sorted(members, key=name_order)] == ["2", "1"]


def test_a_name_that_the_file_does_not_part_is_filed_as_written() -> None:
    found = signing_list(
        UNIT, [Member("1", UNIT, "Zoé Ab"), Member("2", UNIT, "Ab Zoé")], registered=2
    )

    assert [one.name for one in found.lines] == ["Ab Zoé", "Zoé Ab"]


@given(st.lists(st.text(max_size=6), min_size=1, max_size=5))
def test_the_order_does_not_depend_on_the_order_of_the_file(names: list[str]) -> None:
    members = named(*names)

    found = {tuple(sorted(one, key=name_order)) for one in itertools.permutations(members)}

    assert len(found) == 1


def test_pages_hold_every_line_once() -> None:
    found = made()

    assert [len(page) for page in found.pages(2)] == [2, 1]
    assert tuple(itertools.chain(*found.pages(2))) == found.lines
    assert signing_list("empty", (), registered=0).pages(30) == ((),)


def test_a_list_shows_no_name_by_accident() -> None:
    assert "Petit" not in repr(made())
