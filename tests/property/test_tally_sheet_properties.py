"""Sheets: consistent figures show nothing hard, any single mistake shows; files come back."""

import csv
import io
import random
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from tests.support.counts import count

from suffrage.errors import Malformed
from suffrage.model import canonical
from suffrage.model.csv_table import Rejected
from suffrage.model.sheet_columns import SheetColumns
from suffrage.paper import Expected, Sheet, check_sheet, differing_fields, read_sheets

OPTIONS = ("le-pen", "macron", "melenchon")
FIGURES = ("ballots", "blank", "registered", "signatures", "valid")
FILE = SheetColumns(
    code=("federation", "section"),
    registered="inscrits",
    signatures="votants",
    ballots="enveloppes",
    blank="blancs",
    void="nuls",
    valid="exprimes",
    votes="voix_{option}",
)
TIDY = msgspec.structs.replace(FILE, votes="voix", option="liste")


@st.composite
def consistent_sheets(draw: st.DrawFn, unit: str = "75-012") -> Sheet:
    votes = {option: draw(st.integers(0, 120)) for option in OPTIONS}
    blank, void = draw(st.integers(0, 9)), draw(st.integers(0, 9))
    valid = sum(votes.values())
    ballots = blank + void + valid
    registered = ballots + draw(st.integers(0, 300))
    signatures = draw(st.integers(0, registered))
    return Sheet(
        ballots=ballots,
        blank=blank,
        contest="text",
        entered_by="secretary@75-012",
        proxies=draw(st.integers(0, signatures)),
        registered=registered,
        signatures=signatures,
        unit=unit,
        valid=valid,
        void={"unsorted": void} if void else {},
        votes=votes,
    )


@given(consistent_sheets())
def test_a_consistent_sheet_has_no_hard_finding(sheet: Sheet) -> None:
    assert check_sheet(sheet, sheet.registered, OPTIONS).hard == ()
    assert canonical.decode(canonical.encode(sheet), Sheet) == sheet


def _with_figure(sheet: Sheet, field: str, figure: int) -> Sheet:
    table, _, key = field.partition(".")
    value: Any = getattr(sheet, table) | {key: figure} if key else figure
    return msgspec.structs.replace(sheet, **{table: value})


def _figure(sheet: Sheet, field: str) -> int:
    table, _, key = field.partition(".")
    value: Any = getattr(sheet, table)
    return int(value.get(key, 0) if key else value)


FIELDS = (*FIGURES, "proxies", "void.unsorted", *(f"votes.{option}" for option in OPTIONS))


BOUND = tuple(field for field in FIELDS if field != "proxies")


def _one_off(figure: int) -> list[int]:
    return [changed for changed in (figure - 1, figure + 1) if changed >= 0]


def _swapped(figure: int) -> list[int]:
    text = str(figure)
    made = (text[:i] + text[i + 1] + text[i] + text[i + 2 :] for i in range(len(text) - 1))
    return [int(each) for each in made if int(each) != figure]


@given(consistent_sheets())
def test_every_single_mistake_differs_from_the_other_entry(sheet: Sheet) -> None:
    for field in FIELDS:
        for wrong in _one_off(_figure(sheet, field)) + _swapped(_figure(sheet, field)):
            mistaken = _with_figure(sheet, field, wrong)
            assert differing_fields(sheet, mistaken) == (field,)


@given(consistent_sheets())
def test_a_single_mistake_shows_in_the_sheet_itself(sheet: Sheet) -> None:
    # An identity binds every figure but two: proxies, and signatures, which the ballots equal.
    usual = msgspec.structs.replace(sheet, signatures=sheet.ballots, proxies=0)
    before = {finding.code for finding in check_sheet(usual, usual.registered, OPTIONS).soft}
    for field in BOUND:
        for wrong in _one_off(_figure(usual, field)) + _swapped(_figure(usual, field)):
            findings = check_sheet(_with_figure(usual, field, wrong), usual.registered, OPTIONS)
            codes = {finding.code for finding in findings.hard + findings.soft}
            assert codes - before
            assert findings.hard or field == "signatures"


@given(consistent_sheets(), consistent_sheets())
def test_the_comparison_is_symmetric(first: Sheet, second: Sheet) -> None:
    assert set(differing_fields(first, second)) == set(differing_fields(second, first))
    assert differing_fields(first, first) == ()


def test_exchanged_digits_are_found() -> None:
    """Attack A41: with the usual as many signatures as ballots no swap in one figure hides."""
    draws = random.Random(2023)
    swaps = found = 0
    for _ in range(count(2_000, 40_000)):
        sheet = _random_sheet(draws)
        field = draws.choice(FIELDS)
        wrong = _swapped(_figure(sheet, field))
        if not wrong:
            continue
        mistaken = _with_figure(sheet, field, draws.choice(wrong))
        findings = [check_sheet(each, sheet.registered, OPTIONS) for each in (sheet, mistaken)]
        swaps += 1
        found += findings[0] != findings[1]
        assert differing_fields(sheet, mistaken) == (field,)
    assert swaps > count(700, 14_000)
    assert found == swaps


def _random_sheet(draws: random.Random) -> Sheet:
    votes = {option: draws.randrange(200) for option in OPTIONS}
    valid, blank = sum(votes.values()), draws.randrange(30)
    return Sheet(
        ballots=valid + blank,
        blank=blank,
        contest="text",
        entered_by="secretary@75-012",
        proxies=0,
        registered=valid + blank + draws.randrange(500),
        signatures=valid + blank,
        unit="75-012",
        valid=valid,
        void={},
        votes=votes,
    )


def _row(sheet: Sheet) -> dict[str, object]:
    federation, _, section = sheet.unit.partition("-")
    return {
        "federation": federation,
        "section": section,
        "inscrits": sheet.registered,
        "votants": sheet.signatures,
        "enveloppes": sheet.ballots,
        "blancs": sheet.blank,
        "nuls": sheet.void_total,
        "exprimes": sheet.valid,
    }


def _write(rows: list[dict[str, object]], delimiter: str, mark: str) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys(), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return (mark + out.getvalue()).encode()


@given(
    st.lists(st.integers(0, 999), min_size=1, max_size=5, unique=True).flatmap(
        lambda numbers: st.tuples(*(consistent_sheets(f"75-{n:03}") for n in numbers))
    ),
    st.sampled_from(",;"),
    st.sampled_from(["", "\ufeff"]),
)
def test_sheets_written_wide_or_tidy_come_back(
    sheets: tuple[Sheet, ...], delimiter: str, mark: str
) -> None:
    sheets = tuple(msgspec.structs.replace(sheet, proxies=0) for sheet in sheets)
    expected = Expected("text", OPTIONS, {s.unit: 0 for s in sheets}, "secretary@75-012")
    wide = [
        _row(s) | {f"voix_{o.upper().replace('-', '_')}": n for o, n in s.votes.items()}
        for s in sheets
    ]
    tidy = [_row(s) | {"liste": o, "voix": n} for s in sheets for o, n in s.votes.items()]

    assert read_sheets(_write(wide, delimiter, mark), FILE, expected) == sheets
    assert read_sheets(_write(tidy, delimiter, mark), TIDY, expected) == sheets


CELLS = st.sampled_from(
    ["75", "012", "0", "7", "-1", "=1+1", '"', "a", "voix_MACRON", "macron", "\x00", "é", ""]
)
LINES = st.lists(st.lists(CELLS, max_size=12).map(",".join), max_size=6).map("\n".join)
HEADER = ",".join(_row(_random_sheet(random.Random(0)))) + ",voix_LE_PEN,voix_MACRON,voix_MELENCHON"


def _outcome(
    data: bytes, columns: SheetColumns, expected: Expected
) -> tuple[Sheet, ...] | Rejected | Malformed:
    try:
        return read_sheets(data, columns, expected)
    except Malformed as refusal:
        return refusal


@given(
    st.one_of(
        st.binary(max_size=200),
        LINES.map(str.encode),
        LINES.map(lambda lines: f"{HEADER}\n{lines}".encode()),
        st.text(max_size=200).map(
            lambda text: f"{HEADER}\n75,012,{text}".encode("utf-8", "replace")
        ),
    ),
    st.sampled_from([FILE, TIDY]),
)
def test_any_bytes_are_sheets_or_faults_or_malformed(data: bytes, columns: SheetColumns) -> None:
    expected = Expected("text", OPTIONS, {"75-012": 10}, "secretary@75-012")
    outcome = _outcome(data, columns, expected)
    if isinstance(outcome, Malformed):
        assert outcome.code.startswith("csv.")
    elif isinstance(outcome, Rejected):
        assert outcome.faults
    else:
        assert {sheet.unit for sheet in outcome} == {"75-012"}
