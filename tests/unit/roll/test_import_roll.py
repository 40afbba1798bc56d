"""The office's import: whole or refused, each fault in its place (attacks A31 to A33 and A35)."""

import csv
import io
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from suffrage.errors import Malformed
from suffrage.model.csv_table import Rejected, RowFault
from suffrage.roll.columns import RollColumns
from suffrage.roll.encoding import to_utf8
from suffrage.roll.import_roll import ImportedRoll, import_roll
from suffrage.roll.suggest_columns import first_look, suggest_columns
from suffrage.words import LANGUAGES, sentence

HEADER = ["no", "section", "prénom", "nom", "mél", "rue", "langue", "adhésion", "cotisation"]
COLUMNS = RollColumns(
    number="no",
    unit=("section",),
    name=("prénom", "nom"),
    family="nom",
    email="mél",
    address=("rue",),
    language="langue",
    joined_on="adhésion",
    dues_paid_on="cotisation",
)
DAY_FIRST = msgspec.structs.replace(COLUMNS, day_first=True)
UNITS = frozenset({"75-012", "2A-001"})
GOOD = {
    "no": "0017",
    "section": "75-012",
    "prénom": "Zoë",
    "nom": "Du Pont",
    "mél": "zoe@example.org",
    "rue": "1 rue Basse",
    "langue": "fr",
    "adhésion": "2022-01-31",
    "cotisation": "25/12/2022",
}


def text(*rows: dict[str, str], header: list[str] = HEADER) -> str:
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\n")
    writer.writerows([header, *[list((GOOD | row).values()) for row in rows]])
    return target.getvalue()


def taken(data: bytes, columns: RollColumns = COLUMNS) -> ImportedRoll:
    found = import_roll(data, columns, UNITS)
    assert isinstance(found, ImportedRoll), found
    return found


def places(faults: tuple[RowFault, ...]) -> list[tuple[str, int, str]]:
    for one in faults:
        for language in LANGUAGES:
            assert "{" not in sentence(one.code, one.fields, language)
    return [(one.code, one.line, one.column) for one in faults]


def refused(*rows: dict[str, str], columns: RollColumns = COLUMNS) -> list[tuple[str, int, str]]:
    found = import_roll(text(*rows).encode(), columns, UNITS)
    assert isinstance(found, Rejected), found
    return places(found.faults)


def test_a_row_becomes_a_member_with_contact_and_facts() -> None:
    (entry,) = taken(text({}).encode()).entries

    assert (entry.member.number, entry.member.unit) == ("0017", "75-012")
    assert (entry.member.name, entry.member.family) == ("Zoë Du Pont", "Du Pont")
    assert entry.member.given == "Zoë"
    assert (entry.contact.email, entry.contact.address) == ("zoe@example.org", ("1 rue Basse",))
    assert (entry.facts.joined_on, entry.facts.presented_on) == (date(2022, 1, 31), None)
    assert entry.facts.dues_paid_on == date(2022, 12, 25)


def test_nothing_personal_is_shown_by_accident() -> None:
    shown = repr(taken(text({}).encode()))

    for secret in ("Pont", "example.org", "Basse", "2022"):
        assert secret not in shown


def test_all_faults_come_at_once_each_in_its_place() -> None:
    assert refused(
        {},
        {"no": "", "mél": "zoe", "langue": "de"},
        {"no": "3", "section": "75-999", "adhésion": "31/02/2022"},
        {"no": "0017", "rue": "x" * 51, "cotisation": "12/25/2022"},
    ) == [
        ("members.empty", 3, "no"),
        ("members.mailbox", 3, "mél"),
        ("registrar.language", 3, "langue"),
        ("members.unit-unknown", 4, "section"),
        ("members.day", 4, "adhésion"),
        ("members.number-twice", 5, "no"),
        ("registrar.address-long", 5, "rue"),
        ("members.day-month-first", 5, "cotisation"),
    ]


def test_columns_that_are_missing_are_told_together() -> None:
    columns = RollColumns("n°", ("section",), ("nom",), email="x", joined_on="y", family="prénom")

    assert refused({}, columns=columns) == [
        ("csv.column", 1, "n°"),
        ("csv.column", 1, "x"),
        ("csv.column", 1, "y"),
        ("members.family", 1, "prénom"),
    ]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252"], ids=["plain", "mark", "windows"]
)
def test_encodings_give_the_same_members_and_a_guess_is_told(encoding: str) -> None:
    found = taken(text({}, {"no": "2", "nom": "L’Œuvre"}).encode(encoding))

    assert [one.member.family for one in found.entries] == ["Du Pont", "L’Œuvre"]
    guessed = [one.code for one in found.notices if one.code == "members.windows-1252"]
    assert len(guessed) == (encoding == "cp1252")
    assert places(found.notices)


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("André", "mac-roman"),
        ("Benoît", "mac-roman"),
        ("André", "cp850"),
        ("Hélène", "cp437"),
        ("Benoît", "cp850"),
        ("Jérôme", "cp850"),
        ("Иванов", "cp1251"),
        ("Иво", "cp1251"),
        ("Jean où", "cp850"),
        ("Παπαδόπουλος", "cp1253"),
        ("Łukasz", "cp1250"),
        ("André", "utf-16"),
        ("André", "utf-16-le"),
        ("山田", "shift-jis"),
    ],
)
def test_an_encoding_that_is_not_sure_is_refused(name: str, encoding: str) -> None:
    with pytest.raises(Malformed, match=r"csv\.encoding"):
        to_utf8(f"no;nom\n1;{name}\n".encode(encoding))


def test_utf_8_that_was_cut_or_mixed_is_refused_with_its_line() -> None:
    for data in (
        "no;nom\n1;André".encode()[:-1],
        b"a\nb" + "É".encode() + b";\xe9",
        b"\n" + "ê la".encode() + b";\xe9",
    ):
        with pytest.raises(Malformed, match=r"csv\.encoding") as refusal:
            to_utf8(data)
        assert refusal.value.at == "line 2"


@given(st.text(alphabet="abcdefgh éèêëàâçîïôùûüœÉÈÀÇŒ'-,°«»’\n", max_size=60))
def test_french_that_is_taken_as_windows_1252_is_what_was_written(written: str) -> None:
    try:
        data, encoding = to_utf8(written.encode("cp1252"))
    except Malformed:
        return
    if encoding == "windows-1252":
        assert data.decode() == written


@pytest.mark.parametrize(
    "written", ["Bât. n°12, l’Œuvre « Hélène »", "Zoë Noël – Çà et là", "ÉLÉONORE D’ÇA", "créée"]
)
def test_french_as_people_write_it_is_taken(written: str) -> None:
    assert to_utf8(written.encode("cp1252")) == (written.encode(), "windows-1252")


def test_formulas_and_commands_stay_text() -> None:
    hostile = [
        "=cmd|' /C calc'!A0",
        "@SUM(A1)",
        "'; DROP TABLE roll;--",
        "{{ 7*7 }}",
        "<svg onload=x>",
    ]

    found = taken(text(*({"no": f"+{n}", "nom": name} for n, name in enumerate(hostile))).encode())

    assert [one.member.family for one in found.entries] == hostile
    assert found.entries[0].member.number == "+0"


@pytest.mark.parametrize("mark", ["\x00", "\r\nBcc: eve@example.org", "\u202e", "\t", "\x1b[2J"])
@pytest.mark.parametrize("column", ["no", "nom", "mél", "adhésion"])
def test_control_characters_are_refused_wherever_they_stand(mark: str, column: str) -> None:
    faults = refused({column: f"a{mark}b"})

    assert [(code, named) for code, _, named in faults] == [("csv.control", column)]


def test_a_line_without_end_is_refused() -> None:
    with pytest.raises(Malformed, match=r"csv\.long-line"):
        import_roll(text({"nom": "x" * 20_001}).encode(), COLUMNS, UNITS)


@pytest.mark.parametrize("written", ["3/4/2022", "03/04/2022"])
def test_a_date_with_slashes_is_not_guessed(written: str) -> None:
    assert refused({"adhésion": written}) == [("members.day-ambiguous", 2, "adhésion")]
    shown = taken(text({"adhésion": written}, {"no": "2", "adhésion": "13/12/2022"}).encode())
    said = taken(text({"adhésion": written}).encode(), DAY_FIRST)
    for found in (shown, said):
        assert found.entries[0].facts.joined_on == date(2022, 4, 3)


def test_a_date_that_reads_alike_both_ways_needs_no_proof() -> None:
    found = taken(text({"adhésion": "03/03/2022"}).encode())

    assert found.entries[0].facts.joined_on == date(2022, 3, 3)


@pytest.mark.parametrize(
    "written",
    [
        *("2022-02-29", "2022-2-1", "1/2/22", "1899-12-31", "44562", "2022-13-01", "00/01/2022"),
        *("2022-01-01T00:00", "31.12.2022", "hier", "9999-12-31", "0000-00-00", "-1/2/2022"),
        "\u0662\u0660\u0662\u0662-01-01",
    ],
)
def test_what_is_no_day_is_refused(written: str) -> None:
    assert refused({"adhésion": written}) == [("members.day", 2, "adhésion")]


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_day_is_read_as_it_is_written(day: date) -> None:
    rows = ({"adhésion": day.isoformat(), "cotisation": f"{day:%d/%m/%Y}"},)

    (entry,) = taken(text(*rows).encode(), DAY_FIRST).entries

    assert (entry.facts.joined_on, entry.facts.dues_paid_on) == (day, day)


@given(st.binary(max_size=200))
def test_bytes_raise_only_malformed(data: bytes) -> None:
    for whole in (data, ";".join(HEADER).encode() + b"\n" + data):
        try:
            found = import_roll(whole, COLUMNS, UNITS)
        except Malformed:
            continue
        assert isinstance(found, Rejected)
        assert found.faults


CELLS = st.fixed_dictionaries(
    {
        name: st.one_of(st.just(value), st.text(max_size=8), st.sampled_from(["", "1/2/2022", "é"]))
        for name, value in GOOD.items()
    }
)


@given(st.lists(CELLS, min_size=1, max_size=4))
def test_a_file_is_taken_whole_or_not_at_all(rows: list[dict[str, str]]) -> None:
    try:
        data = text(*rows).encode()
        found = import_roll(data, COLUMNS, UNITS)
    except (Malformed, UnicodeEncodeError):
        return
    if isinstance(found, ImportedRoll):
        assert len(found.entries) == len(rows)
        assert all(one.member.name.isprintable() for one in found.entries)
        assert all(one.member.number.isprintable() for one in found.entries)
        assert len({one.member.number for one in found.entries}) == len(rows)
    else:
        assert places(found.faults)


def test_shared_mailboxes_and_namesakes_are_shown_and_kept() -> None:
    found = taken(text({}, {"no": "2", "mél": "ZOE@example.org"}).encode())

    assert places(found.notices) == [
        ("members.namesake", 3, "prénom"),
        ("registrar.mailbox-shared", 3, "mél"),
    ]


def test_columns_are_suggested_from_french_and_english_names() -> None:
    french = ["N° adhérent", "Code fédération", "Code section", "NOM", "Prénom", "Courriel"]
    french += ["Adresse", "Code postal", "Ville", "Langue", "Date d’adhésion", "Cotisation"]
    english = ["Member number", "Section", "Full name", "E-mail", "Joined on", "Dues paid on"]

    assert suggest_columns(french) == RollColumns(
        number="N° adhérent",
        unit=("Code fédération", "Code section"),
        name=("Prénom", "NOM"),
        family="NOM",
        email="Courriel",
        address=("Adresse", "Code postal", "Ville"),
        language="Langue",
        joined_on="Date d’adhésion",
        dues_paid_on="Cotisation",
    )
    assert suggest_columns(english) == RollColumns(
        number="Member number",
        unit=("Section",),
        name=("Full name",),
        email="E-mail",
        joined_on="Joined on",
        dues_paid_on="Dues paid on",
    )


@pytest.mark.parametrize(
    ("section", "unit"),
    [
        ("012", ("fédération", "section")),
        ("75-012", ("section",)),
        ("?", ("fédération", "section")),
    ],
)
def test_a_first_look_joins_the_columns_under_which_sections_are_found(
    section: str, unit: tuple[str, ...]
) -> None:
    look = first_look(f"no;fédération;section;nom\n1;75;{section};Zoé\n".encode("cp1252"), UNITS)

    assert look.suggestion.unit == unit
    assert (look.encoding, look.header[-1]) == ("windows-1252", "nom")
    assert look.rows == (("1", "75", section, "Zoé"),)
    assert "Zoé" not in repr(look)


def test_a_first_look_at_a_file_of_faults_has_no_rows_and_raises_nothing() -> None:
    look = first_look(b"no;no;nom\n1;2\n", UNITS)

    assert (look.rows, look.suggestion) == ((), RollColumns("", (), ("nom",)))


def test_what_two_columns_could_be_is_not_suggested() -> None:
    assert suggest_columns(["Numéro", "numero", "x"]) == RollColumns("", (), ())


@given(st.lists(st.text(max_size=12), max_size=8))
def test_a_suggestion_names_only_columns_of_the_file(header: list[str]) -> None:
    found = suggest_columns(header)

    named = {found.number, *found.unit, *found.name, found.email, *found.address, found.family}
    assert named - {""} <= set(header)
