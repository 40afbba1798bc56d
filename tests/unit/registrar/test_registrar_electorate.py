"""The office's file of members: whole or refused, hostile cells included."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.registrar import CSV_HEAD, UNIT, members_csv

from suffrage.model.csv_table import Rejected
from suffrage.registrar.electorate import Electorate, read_electorate
from suffrage.registrar.runs import Carrier
from suffrage.roll.columns import Columns

COLUMNS = Columns("number", ("section",), ("first", "last"), "mail", ("street", "town"), "language")
UNITS = {UNIT, "75-001"}


def read(data: bytes, carrier: Carrier = "e-mail", columns: Columns = COLUMNS) -> Electorate:
    found = read_electorate(data, columns, UNITS, UNIT, carrier, "en")
    assert isinstance(found, Electorate), found
    return found


def faults(
    data: bytes, carrier: Carrier = "e-mail", columns: Columns = COLUMNS
) -> list[tuple[str, str]]:
    found = read_electorate(data, columns, UNITS, UNIT, carrier, "en")
    assert isinstance(found, Rejected), found
    return [(fault.at, fault.code) for fault in found.faults]


def rows(*lines: str) -> bytes:
    return "\n".join([CSV_HEAD, *lines]).encode()


def row(number: str = "A/1", **cells: str) -> str:
    given = {
        "section": UNIT,
        "first": "Ada",
        "last": "One",
        "mail": "ada@example.org",
        "street": "1 rue Basse",
        "town": "75012 Paris",
        "language": "fr",
    } | cells
    return ";".join([number, *given.values()])


def test_the_members_of_the_section_in_their_order() -> None:
    found = read(members_csv())
    assert [voter.number for voter in found.voters] == [f"A/{n:04}" for n in range(1, 7)]
    first = found.voters[0]
    assert (first.name, first.email, first.language) == ("Ada No 1", "member1@example.org", "fr")
    assert first.address == ("1 rue Basse", "75012 Paris")


def test_columns_that_the_file_does_not_have_are_empty() -> None:
    columns = Columns("number", ("section",), ("first", "last"), email="mail")
    voter = read(members_csv(), columns=columns).voters[0]
    assert (voter.address, voter.language) == ((), "en")


def test_a_missing_column_is_named() -> None:
    columns = Columns("number", ("section",), ("first",), email="courriel")
    assert faults(members_csv(), columns=columns) == [("line 1, column courriel", "csv.column")]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"mail": ""}, "registrar.no-mailbox"),
        ({"mail": "ada"}, "registrar.no-mailbox"),
        ({"mail": "ada@example.org,eve@example.org"}, "registrar.no-mailbox"),
        ({"mail": "Ada <ada@example.org>"}, "registrar.no-mailbox"),
        ({"mail": "ada@exämple.org"}, "registrar.no-mailbox"),
        ({"mail": "a..a@example.org"}, "registrar.no-mailbox"),
        ({"mail": '"ada@example.org\r\nBcc: eve@example.org"'}, "csv.control"),
        ({"language": "de"}, "registrar.language"),
        ({"last": '"One\r\n\r\nYour credential is void, write to eve"'}, "csv.control"),
        ({"last": "\u202eenO"}, "csv.control"),
    ],
)
def test_a_row_that_cannot_be_reached_by_mail(cells: dict[str, str], code: str) -> None:
    assert [found for _, found in faults(rows(row(**cells)))] == [code]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"street": "", "town": ""}, "registrar.no-address"),
        ({"street": "x" * 51}, "registrar.address-long"),
    ],
)
def test_a_row_that_cannot_be_reached_by_post(cells: dict[str, str], code: str) -> None:
    assert [found for _, found in faults(rows(row(**cells)), "letter")] == [code]
    read(rows(row(**cells)), "e-mail")


def test_a_letter_needs_no_mailbox_but_a_false_one_is_told() -> None:
    read(rows(row(mail="")), "letter")
    assert [code for _, code in faults(rows(row(mail="ada")), "letter")] == ["registrar.no-mailbox"]


def test_a_number_twice_or_its_twin_is_refused() -> None:
    assert faults(rows(row("A/1"), row("A/1", first="Bea"))) == [
        ("line 3, column number", "members.number-twice")
    ]
    assert faults(rows(row("a/1"), row("A/1", first="Bea"))) == [
        ("line 3, column number", "members.number-twin")
    ]


def test_one_mailbox_for_two_members_is_said() -> None:
    found = read(rows(row("A/1"), row("A/2", first="Bea", mail="ADA@example.org")))
    assert [(one.at, one.code) for one in found.notices] == [
        ("line 3, column mail", "registrar.mailbox-shared")
    ]


def test_namesakes_of_the_section_are_said() -> None:
    found = read(rows(row("P/1", section="75-001"), row("A/1"), row("A/2", mail="b@example.org")))
    assert [(one.at, one.code) for one in found.notices] == [
        ("line 3, column first", "members.namesake"),
        ("line 4, column first", "members.namesake"),
    ]


def test_no_name_and_no_address_in_what_is_shown() -> None:
    found = read(members_csv())
    assert "Ada" not in repr(found)
    assert "@" not in repr(found)
    assert "rue" not in repr(found)


@given(name=st.text(min_size=1), street=st.text())
def test_what_gets_through_is_one_line_that_everybody_sees(name: str, street: str) -> None:
    quoted = {
        key: '"' + text.replace('"', '""') + '"'
        for key, text in {"last": name, "street": street}.items()
    }
    try:
        data = rows(row(**quoted))
        found = read_electorate(data, COLUMNS, UNITS, UNIT, "letter", "en")
    except (UnicodeEncodeError, Exception) as error:  # noqa: BLE001
        assert type(error).__name__ in {"Malformed", "UnicodeEncodeError"}  # noqa: PT017
        return
    if isinstance(found, Electorate):
        for text in (found.voters[0].name, *found.voters[0].address):
            assert text.isprintable()
