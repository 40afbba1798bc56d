"""A camp's file: the definition's columns, contests of one file, bounds of what is sought."""

import time

import pytest

from suffrage.errors import Malformed
from suffrage.model.csv_table import Rejected
from suffrage.model.sheet_columns import SheetColumns
from suffrage.paper.camp_layout import Names, key
from suffrage.paper.read_camp import CampFile, Known, read_camp

USUAL = SheetColumns(code=("fed", "bv"), votes="voix_{option}", blank="blancs", void="nuls")
SECTIONS = {"62-041": "Liévin", "62-042": "Lens"}
KNOWN = Known("text@62", {"to1": ("Ada",), "to2": ()}, SECTIONS, USUAL)


def read(text: str, known: Known = KNOWN, columns: SheetColumns | None = None) -> CampFile:
    found = read_camp(text.encode(), known, columns)
    assert isinstance(found, CampFile), found
    return found


def figures(text: str, columns: SheetColumns | None = None) -> list[tuple[str, dict[str, int]]]:
    return [(row.unit, dict(row.figures)) for row in read(text, columns=columns).rows]


def test_a_file_with_the_definitions_columns_is_read_by_them() -> None:
    expected = [("62-041", {"votes.to1": 12, "blank": 1})]
    assert figures("fed,bv,voix_to1,blancs\n62,041,12,1\n") == expected
    assert figures("fed,bv,Ada,blancs\n62,041,12,1\n") == expected


def test_a_file_without_them_is_read_by_its_names() -> None:
    assert figures("bureau,Ada\nLens,12\n") == [("62-042", {"votes.to1": 12})]


def test_columns_that_somebody_names_must_be_there() -> None:
    tidy = SheetColumns(code=("s",), votes="n", option="o", signatures="e")
    found = read_camp(b"s,o\n62-041,to1\n", KNOWN, tidy)
    assert isinstance(found, Rejected)
    assert [(one.code, one.column) for one in found.faults] == [("csv.column", "e")]
    assert figures("s,o,n,e\n62-041,to1,12,30\n62-041,to2,9,\n", tidy) == [
        ("62-041", {"signatures": 30, "votes.to1": 12, "votes.to2": 9})
    ]


def test_rows_of_another_contest_are_left_out_and_those_of_another_place_too() -> None:
    text = "contest,section,to1\ntext,62-041,1\ntext@62,62-042,2\ntext@75,62-041,3\nother,x,4\n"
    assert figures(text) == [("62-041", {"votes.to1": 1}), ("62-042", {"votes.to1": 2})]


def test_an_option_may_be_called_as_a_figure_is() -> None:
    known = Known("text", {"blank": (), "yes": ()}, SECTIONS)
    (row,) = read("section,yes,blank\n62-041,5,6\n", known).rows
    assert dict(row.figures) == {"votes.yes": 5, "votes.blank": 6}


def test_a_name_of_two_options_is_no_option() -> None:
    known = Known("text", {"to1": ("Ada",), "to2": ("ADA",)}, SECTIONS)
    with pytest.raises(Malformed, match=r"compare\.no-columns"):
        read_camp(b"section,Ada\n62-041,5\n", known)


def test_a_twin_is_not_the_name() -> None:
    assert key("Li\u0435vin") != key("Lievin")
    assert Names({"62-001": ("Ville",)}).named("\u0410 62-001") == ()
    assert Names({"01": ()}).named("\u0410-01") == ()


def test_long_cells_are_cut_where_they_are_told() -> None:
    found = read("section,to1\n" + "x" * 5000 + ",1\n")
    assert len(found.unknown[0].text) == 40


def test_only_the_first_strangers_are_sought() -> None:
    found = read("section,to1\n" + "".join(f"62-04{n:03}x,1\n" for n in range(30)))
    assert len(found.unknown) == 30
    assert [one.nearest for one in found.unknown[20:]] == [()] * 10


def test_a_file_of_strangers_only_is_read_in_a_moment() -> None:
    sections = {f"{d:02}-{n:03}": f"Section {n} of {d}" for d in range(100) for n in range(20)}
    rows = "".join(f"y{code},1\n" for code in sections)
    begun = time.process_time()
    found = read("section,to1\n" + rows, Known("text", {"to1": ()}, sections))
    assert len(found.unknown) == 2000
    assert time.process_time() - begun < 5
