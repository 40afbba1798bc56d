"""Files of sheets: wide and tidy, and every way in which a row can be wrong."""

import pytest

from suffrage.errors import Malformed
from suffrage.model.csv_table import Rejected, RowFault
from suffrage.model.sheet_columns import SheetColumns
from suffrage.paper import Expected, Sheet, read_sheets
from suffrage.paper.option_names import fold, option_of
from suffrage.words import LANGUAGES, sentence

WIDE = SheetColumns(
    code=("commune", "bureau"),
    registered="inscrits",
    signatures="votants",
    blank="blancs",
    void="nuls",
    valid="exprimes",
    votes="voix_{option}",
)
TIDY = SheetColumns(code=("section",), ballots="ballots", option="text", votes="votes")
EXPECTED = Expected(
    contest="president",
    options=("le-pen", "melenchon"),
    registered={"001-0001": 259, "001-0002": 300},
    entered_by="commission@chair",
)
HEADER = "commune,bureau,inscrits,votants,blancs,nuls,exprimes,voix_LE_PEN,voix_MÉLENCHON\n"
ROW = "001,0001,259,12,1,2,9,5,4\n"


def _sheets(text: str, columns: SheetColumns = WIDE, expected: Expected = EXPECTED) -> list[Sheet]:
    sheets = read_sheets(text.encode(), columns, expected)
    assert isinstance(sheets, tuple)
    return list(sheets)


def _faults(text: str, columns: SheetColumns = WIDE) -> list[RowFault]:
    rejected = read_sheets(text.encode(), columns, EXPECTED)
    assert isinstance(rejected, Rejected)
    for each in rejected.faults:
        for language in LANGUAGES:
            assert "{" not in sentence(each.code, each.fields, language)
    return list(rejected.faults)


def _places(faults: list[RowFault]) -> list[tuple[str, int, str]]:
    return [(each.code, each.line, each.column) for each in faults]


def test_a_wide_row_becomes_a_sheet() -> None:
    assert _sheets(HEADER + ROW) == [
        Sheet(
            ballots=12,
            blank=1,
            contest="president",
            entered_by="commission@chair",
            proxies=0,
            registered=259,
            signatures=12,
            unit="001-0001",
            valid=9,
            void={"unsorted": 2},
            votes={"le-pen": 5, "melenchon": 4},
        )
    ]


def test_what_the_file_has_no_column_for() -> None:
    columns = SheetColumns(code=("c",), votes="{option}")
    expected = Expected("text", ("to1", "to2"), {"7": 30}, "federation@75")

    (sheet,) = _sheets("c;to2;name;to1\n7;5;=A1;6\n", columns, expected)

    assert (sheet.registered, sheet.signatures, sheet.ballots) == (30, 11, 11)
    assert (sheet.blank, sheet.void, sheet.valid, sheet.proxies) == (0, {}, 11, 0)
    assert sheet.votes == {"to1": 6, "to2": 5}


def test_the_figures_are_taken_as_they_are() -> None:
    (sheet,) = _sheets(HEADER + "001,0001,258,999,0,0,8,5,4\n")

    assert (sheet.registered, sheet.signatures, sheet.ballots, sheet.valid) == (258, 999, 8, 8)


def test_tidy_rows_become_a_sheet() -> None:
    text = "section;ballots;text;votes\n001-0002;9;Mélenchon;5\n001-0002;9;LE PEN;3\n"

    (sheet,) = _sheets(text, TIDY)

    assert (sheet.unit, sheet.ballots, sheet.valid) == ("001-0002", 9, 8)
    assert sheet.votes == {"le-pen": 3, "melenchon": 5}


def test_one_bad_row_and_nothing_is_imported() -> None:
    text = HEADER + ROW + "001,0002,300, 12,-1,2.0,=9,1 000,\n9,9,1,1,1,1,1,1,1\n" + ROW

    assert _places(_faults(text)) == [
        ("csv.number", 3, "votants"),
        ("csv.number", 3, "blancs"),
        ("csv.number", 3, "nuls"),
        ("csv.number", 3, "exprimes"),
        ("csv.number", 3, "voix_LE_PEN"),
        ("csv.number", 3, "voix_MÉLENCHON"),
        ("sheets.unit-unknown", 4, "commune"),
        ("sheets.unit-twice", 5, ""),
    ]


def test_a_code_without_its_zeros_is_another_code() -> None:
    assert _places(_faults(HEADER + ROW.replace("0001", "1"))) == [
        ("sheets.unit-unknown", 2, "commune")
    ]


def test_missing_columns_are_told_together() -> None:
    text = "commune,inscrits,votants,blancs,nuls,voix_LE_PEN\n001,1,1,1,1\n"

    assert _places(_faults(text)) == [
        ("csv.column", 1, "bureau"),
        ("csv.column", 1, "exprimes"),
        ("csv.ragged", 2, ""),
    ]


def test_columns_of_options_are_the_options() -> None:
    text = HEADER.replace("LE_PEN", "Mélenchon").strip() + ",voix_FILLON\n" + ROW.strip() + ",3\n"

    assert _places(_faults(text)) == [
        ("sheets.option-twice", 1, "voix_MÉLENCHON"),
        ("sheets.option-unknown", 1, "voix_FILLON"),
        ("sheets.option-missing", 1, ""),
    ]


def test_tidy_faults() -> None:
    text = (
        "section;ballots;text;votes\n"
        "001-0001;9;le-pen;5\n"
        "001-0001;8;melenchon;4\n"
        "001-0001;9;LE-PEN;5\n"
        "001-0002;9;macron;9\n"
        "001-0002;9;le-pen;x\n"
    )

    assert _places(_faults(text, TIDY)) == [
        ("sheets.rows-disagree", 3, "ballots"),
        ("sheets.option-twice", 4, "votes"),
        ("sheets.option-unknown", 5, "votes"),
        ("sheets.option-missing", 5, ""),
        ("csv.number", 6, "votes"),
    ]


def test_a_tidy_file_needs_its_columns() -> None:
    assert _places(_faults("section;ballots\n001-0001;9\n", TIDY)) == [
        ("csv.column", 1, "text"),
        ("csv.column", 1, "votes"),
    ]


@pytest.mark.parametrize(
    "columns",
    [
        SheetColumns(code=("c",), votes="votes"),
        SheetColumns(code=("c",), votes="{option}{option}"),
        SheetColumns(code=("c",), votes="v_{option}", option="o"),
    ],
)
def test_a_mapping_that_is_neither_wide_nor_tidy(columns: SheetColumns) -> None:
    with pytest.raises(Malformed, match=r"sheets\.columns") as refusal:
        read_sheets(b"c,votes\n1,2\n", columns, EXPECTED)

    assert "{option}" in sentence(refusal.value.code, refusal.value.fields, "en")


def test_the_role_that_imports_must_be_one() -> None:
    expected = Expected("president", EXPECTED.options, EXPECTED.registered, "Jeanne Martin")

    with pytest.raises(Malformed, match=r"canonical\.shape"):
        read_sheets((HEADER + ROW).encode(), WIDE, expected)


def test_a_column_may_look_like_an_option_and_be_another_figure() -> None:
    columns = SheetColumns(code=("c",), votes="{option}_n", blank="blank_n")
    expected = Expected("text", ("to1",), {"7": 30}, "federation@75")

    (sheet,) = _sheets("c,blank_n,to1_n\n7,2,5\n", columns, expected)

    assert (sheet.blank, sheet.votes) == (2, {"to1": 5})


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("DUPONT_AIGNAN", "dupont-aignan"),
        ("MÉLENCHON", "melenchon"),
        ("ME\u0301LENCHON", "melenchon"),
        (" Le  Pen (RN)", "le-pen-rn"),
        ("L\u2019Œuvre", "l-uvre"),
        ("ﬁllon", "fillon"),
        ("№ 4", "no-4"),
        ("...", ""),
    ],
)
def test_the_fold(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(folded) == folded


def test_an_exact_name_goes_before_a_folded_one() -> None:
    options = ("le--pen", "le-pen")

    assert [option_of(text, options) for text in ("le--pen", "le-pen", "LE PEN")] == [
        "le--pen",
        "le-pen",
        None,
    ]
