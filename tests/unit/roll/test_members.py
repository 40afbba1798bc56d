"""Members from a file: twins, duplicates, formulas (attacks A32 and A33)."""

from suffrage.model.csv_table import Rejected, RowFault
from suffrage.roll import Columns, Member, Members, read_members
from suffrage.words import LANGUAGES, sentence

COLUMNS = Columns(number="no", unit=("fed", "section"), name=("given", "family"))
UNITS = frozenset({"75-012", "2A-001"})
HEADER = "no;fed;section;given;family\n"


def _members(text: str) -> Members:
    members = read_members((HEADER + text).encode(), COLUMNS, UNITS)
    assert isinstance(members, Members)
    return members


def _faults(text: str) -> list[tuple[str, int, str]]:
    rejected = read_members(text.encode(), COLUMNS, UNITS)
    assert isinstance(rejected, Rejected)
    return _places(rejected.faults)


def _places(faults: tuple[RowFault, ...]) -> list[tuple[str, int, str]]:
    for each in faults:
        for language in LANGUAGES:
            assert "{" not in sentence(each.code, each.fields, language)
    return [(each.code, each.line, each.column) for each in faults]


def test_a_row_becomes_a_member() -> None:
    data = "\ufeff" + HEADER + " 0017;75;012;Zoe\u0308 ; Dupont\n"

    members = read_members(data.encode(), COLUMNS, UNITS)

    assert members == Members((Member("0017", "75-012", "Zoë Dupont"),), ())


def test_the_name_is_not_shown_by_accident() -> None:
    assert "Dupont" not in repr(_members("1;75;012;Zoë;Dupont\n"))


def test_a_formula_stays_text() -> None:
    formula = "=HYPERLINK(A1)"

    members = _members(f"+33;75;012;{formula};@x\n").members

    assert members == (Member("+33", "75-012", f"{formula} @x"),)


def test_one_bad_row_and_nobody_is_imported() -> None:
    text = (
        "1;75;012;Zoë;Dupont\n"
        ";75;012;Max;Petit\n"
        "2;75;12;;\n"
        "1;75;012;Eva;Blanc\n"
        "3;75;012;Eva\n"
        "4;75;012;E\u202eva;Noir\n"
    )

    assert _faults(HEADER + text) == [
        ("members.empty", 3, "no"),
        ("members.empty", 4, "given"),
        ("members.unit-unknown", 4, "fed"),
        ("members.number-twice", 5, "no"),
        ("csv.ragged", 6, ""),
        ("csv.control", 7, "given"),
    ]


def test_twins_of_a_number_are_refused() -> None:
    text = "a-17;75;012;A;A\nA 17;75;012;B;B\na-\uff11\uff17;2A;001;C;C\nÀ-1\u200d7;75;012;D;D\n"

    assert _faults(HEADER + text) == [
        ("members.number-twin", 3, "no"),
        ("members.number-twin", 4, "no"),
        ("members.number-hidden", 5, "no"),
        ("members.number-twin", 5, "no"),
    ]


def test_a_number_of_two_alphabets_or_a_twin_in_another_one_is_refused() -> None:
    text = "A1\u04107;75;012;A;A\nP17;75;012;B;B\n\u042017;75;012;C;C\n"

    assert _faults(HEADER + text) == [
        ("members.number-scripts", 2, "no"),
        ("members.number-twin", 4, "no"),
    ]


def test_a_name_of_two_alphabets_and_its_look_alike_are_shown_and_kept() -> None:
    text = "1;75;012;Anna;Coco\n2;75;012;\u0410nna;Coco\n3;75;012;\u0418\u0432\u0430\u043d;Petit\n"

    assert _places(_members(text).namesakes) == [
        ("members.namesake", 3, "given"),
        ("members.name-scripts", 3, "given"),
    ]


def test_a_name_is_one_line_without_what_nobody_sees() -> None:
    assert _members("1;75;012;Zo\u200bë;Du\u00a0 Pont\n").members[0].name == "Zoë Du Pont"
    assert _faults(HEADER + "1;75;012;\u200b;\u200d\n") == [("members.empty", 2, "given")]


def test_a_mapping_without_a_section_is_refused_and_not_guessed() -> None:
    for columns in (Columns("", ("fed",), ("given",)), Columns("no", (), ("given",))):
        rejected = read_members((HEADER + "1;75;012;A;B\n").encode(), columns, UNITS)
        assert isinstance(rejected, Rejected)
        assert _places(rejected.faults) == [("members.unmapped", 1, "")]


def test_empty_numbers_are_empty_and_not_twins() -> None:
    assert _faults(HEADER + ";75;012;A;A\n;75;012;B;B\n") == [
        ("members.empty", 2, "no"),
        ("members.empty", 3, "no"),
    ]


def test_numbers_of_signs_alone_are_told_apart() -> None:
    assert len(_members("+;75;012;A;A\n-;75;012;B;B\n").members) == 2


def test_namesakes_are_shown_and_kept() -> None:
    text = "1;75;012;Jean-Luc;Müller\n2;2A;001;jean luc;MU\u0308LLER\n3;75;012;Jean;Luc\n"

    members = _members(text)

    assert len(members.members) == 3
    assert _places(members.namesakes) == [("members.namesake", 3, "given")]
    assert dict(members.namesakes[0].fields) == {"first": 2}


def test_missing_columns_are_told_together() -> None:
    assert _faults("no;fed;given\n1;75;Zoë\n") == [
        ("csv.column", 1, "section"),
        ("csv.column", 1, "family"),
    ]
