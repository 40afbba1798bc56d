"""Tables: what is read, and what a hostile or a careless file meets (attack A33)."""

import pytest

from suffrage.errors import Malformed
from suffrage.model.csv_table import (
    LONGEST_LINE,
    Rejected,
    fault,
    missing_columns,
    number,
    read_table,
)
from suffrage.words import LANGUAGES, sentence


@pytest.mark.parametrize(
    "data",
    [
        b"code,votes\n01,7\n",
        b"\xef\xbb\xbfcode,votes\r\n01,7\r\n",
        b"code;votes\n01;7",
        b'"code";"votes"\n"01";"7"\n',
        b"code;votes\n\n\n01;7\n\n",
    ],
    ids=["plain", "mark and CRLF", "semicolons", "quotes", "blank lines"],
)
def test_one_table_in_several_dresses(data: bytes) -> None:
    table = read_table(data)

    assert table.header == ("code", "votes")
    assert [dict(row.cells) for row in table.rows] == [{"code": "01", "votes": "7"}]
    assert table.faults == ()


def test_a_row_knows_its_line() -> None:
    table = read_table(b"a,b\n1,2\n\n3,4\n")

    assert [row.line for row in table.rows] == [2, 4]


def test_text_is_composed_and_otherwise_kept() -> None:
    table = read_table("nom,voix_ME\u0301\n=cmd|' /C calc'!A0, 007\n".encode())

    assert table.header == ("nom", "voix_MÉ")
    assert table.rows[0].cells == {"nom": "=cmd|' /C calc'!A0", "voix_MÉ": " 007"}


@pytest.mark.parametrize(
    ("data", "code", "at"),
    [
        (b"a,b\n\xe9,2\n", "csv.encoding", "byte 4"),
        ("a,b\n1,2\n".encode("utf-16"), "csv.encoding", "byte 0"),
        (b"", "csv.empty", ""),
        (b"\xef\xbb\xbf\n\n", "csv.empty", ""),
        (b"a,b\n", "csv.empty", ""),
        (b"a,b\n1," + b"9" * LONGEST_LINE + b"\n", "csv.long-line", "line 2"),
        (b'a,b\n1,"2\n', "csv.quotes", "line 2"),
        (b'"a"x,b\n1,2\n', "csv.quotes", "line 1"),
        (b'a,b\n"1"x,2\n', "csv.quotes", "line 2"),
    ],
)
def test_a_spoilt_file_is_refused_whole(data: bytes, code: str, at: str) -> None:
    with pytest.raises(Malformed, match=code) as refusal:
        read_table(data)

    assert refusal.value.at == at
    for language in LANGUAGES:
        assert sentence(code, refusal.value.fields, language)


def test_the_faults_of_all_rows_are_collected() -> None:
    data = "a,b,a\n1,2,3\n4,5\n6,7,8,9\n\x001,2,3\n1,2\u202e,3\n1,2,3\n"

    table = read_table(data.encode())

    assert [(each.code, each.at) for each in table.faults] == [
        ("csv.column-twice", "line 1, column a"),
        ("csv.ragged", "line 3"),
        ("csv.ragged", "line 4"),
        ("csv.control", "line 5, column a"),
        ("csv.control", "line 6, column b"),
    ]
    assert [row.line for row in table.rows] == [2, 7]
    for each in table.faults:
        for language in LANGUAGES:
            assert sentence(each.code, each.fields, language)


def test_a_column_name_with_a_line_break_is_a_fault() -> None:
    table = read_table(b'a,"b\nc"\n1,2\n')

    assert [each.code for each in table.faults] == ["csv.control"]


def test_columns_without_a_name_may_repeat() -> None:
    assert read_table(b"a,,\n1,,\n").faults == ()


def test_missing_columns_are_named_once() -> None:
    table = read_table(b"a,b\n1,2\n")

    found = missing_columns(table, ["a", "c", "c", "d"])

    assert [each.at for each in found] == ["line 1, column c", "line 1, column d"]


@pytest.mark.parametrize(("text", "value"), [("0", 0), ("007", 7), ("999999999", 999_999_999)])
def test_a_number_has_digits_only(text: str, value: int) -> None:
    row = read_table(f"n,x\n{text},\n".encode()).rows[0]

    assert number(row, "n", []) == value


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "1 234", " 7", "7 ", "1\u00a0234", "-1", "+1", "1.0", "1e3", "=1+1", "0x1"),
        *("\u0663", "\u00b2", "1000000000", "9" * 5000),
    ],
)
def test_anything_else_is_no_number(text: str) -> None:
    row = read_table(f"n;x\n{text};\n".encode()).rows[0]
    faults = [fault(1, "", "csv.control")]

    number(row, "n", faults)

    assert [(each.code, each.line) for each in faults[1:]] == [("csv.number", 2)]
    assert len(str(faults[1].fields["text"])) <= 40


def test_a_rejection_is_ordered_by_line() -> None:
    faults = [fault(3, "", "csv.control"), fault(1, "b", "csv.control")]

    assert [each.line for each in Rejected.by_line(faults).faults] == [1, 3]
