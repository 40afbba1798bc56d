# noqa: INP001  (a script beside its file, not a package)
"""Writes compare.json: a camp's file, the board's ``sheets.csv``, and what their comparison shows.

Run ``python vectors/make_compare.py`` from the root of the repository. What is expected is written
by hand from docs/howto/compare.md; this file imports nothing of Suffrage, so that it cannot repeat
a mistake of the code that it judges. ``mine`` is the file's text, or its bytes in hexadecimal.
"""

import json
from pathlib import Path
from typing import Any

TARGET = Path(__file__).with_name("compare.json")

HEAD = "contest,unit,federation,state,registered,signatures,ballots,blank,void,valid,option,votes\n"
OPTIONS = {"to1": ["Texte 1", "Ada"], "to2": ["Texte 2", "Zoé Élan"]}
SECTIONS = {
    "62-041": "Liévin",
    "62-042": "Lens",
    "62-043": "Nœux",
    "62-044": "Lens",
    "62-045": "Arras",
    "62-046": "Béthune",
    "62-047": "Bully",
    "62-048": "Carvin",
    "pool-1": "",
}
ALL = {
    "board": {"to1": 0, "to2": 0},
    "mine": {"to1": 0, "to2": 0},
    "ahead": ["to2"],
    "ahead_with": ["to2"],
}


def rows(unit: str, state: str, to1: int, to2: int) -> str:
    """The two rows of a section with one blank and one void ballot."""
    valid, all_ = to1 + to2, to1 + to2 + 2
    place = f"text,{unit},62,{state},100,{all_},{all_},1,1,{valid}"
    return f"{place},to1,{to1}\n{place},to2,{to2}\n"


BOARD = (
    HEAD
    + rows("62-041", "received", 12, 30)
    + rows("62-042", "approved", 20, 21)
    + "text,62-043,62,awaited,80,,,,,,,\n"
    + rows("62-044", "reserved", 5, 6)
    + rows("62-045", "annulled", 7, 8)
    + "text,62-046,62,excused,70,,,,,,,\n"
    + "text,62-047,62,sealed,9,,,,,,,\n"
    + "text,62-048,62,sealed,9,,,,,,,\n"
    + "text,pool-1,62,pooled,0,16,16,1,1,14,to1,9\n"
    + "text,pool-1,62,pooled,0,16,16,1,1,14,to2,5\n"
    + "other,62-041,62,received,100,3,3,1,1,1,to1,1\n"
)
"""In force: to1 12 + 20 + 9 = 41, to2 30 + 21 + 5 = 56."""


def case(note: str, mine: str | bytes, **expect: object) -> dict[str, Any]:
    """A case of the contest ``text``; lines that are absent are not written."""
    data = {"mine": mine} if isinstance(mine, str) else {"mine_hex": mine.hex()}
    return {"note": note, **data, "expect": expect}


def effect(board: list[int], mine: list[int], ahead: str, ahead_with: str) -> dict[str, Any]:
    """The effect, options by their place; who is ahead in words."""
    return {
        "board": {"to1": board[0], "to2": board[1]},
        "mine": {"to1": mine[0], "to2": mine[1]},
        "ahead": ahead.split(),
        "ahead_with": ahead_with.split(),
    }


def compared(
    note: str,
    mine: str | bytes,
    lines: list[list[Any]],
    effect: dict[str, Any],
    **others: list[Any],
) -> dict[str, Any]:
    """A case whose file can be compared."""
    found: dict[str, Any] = {"unknown": [], "ignored": []}
    return case(note, mine, lines=lines, effect=effect, **{**found, **others})


def rejected(note: str, mine: str | bytes, *faults: list[Any]) -> dict[str, Any]:
    """A case whose file has faults: line, column, code."""
    return case(note, mine, rejected=[*faults])


def compared_cases() -> list[dict[str, Any]]:
    """Files of the shapes that a camp has."""
    equal = [["62-041", 2, "equal", []], ["62-042", 3, "equal", []]]
    both = effect([32, 51], [32, 51], "to2", "to2")
    return [
        compared(
            "equal, by code and id", "section,to1,to2\n62-041,12,30\n62-042,20,21\n", equal, both
        ),
        compared(
            "equal, semicolons and a byte order mark",
            "\ufeffsection;to1;to2\r\n62-041;12;30\r\n62-042;20;21\r\n",
            equal,
            both,
        ),
        compared(
            "names in capitals and without accents; the option by its person",
            "Bureau,ADA,zoe elan\nLIEVIN,12,30\n62-042,20,21\n",
            equal,
            both,
        ),
        compared(
            "Liévin differs: 42 against 12, and leads",
            "section,Texte 1,Texte 2\nLiévin,42,30\n62-042,20,21\n",
            [["62-041", 2, "differs", [["votes.to1", 42, 12]]], ["62-042", 3, "equal", []]],
            effect([32, 51], [62, 51], "to2", "to1"),
        ),
        compared(
            "level is another lead",
            "section,to1\n62-041,27\n",
            [["62-041", 2, "differs", [["votes.to1", 27, 12]]]],
            effect([12, 30], [27, 30], "to2", "to1 to2"),
        ),
        compared(
            "only what is there: an empty cell is no zero",
            "section,to1,to2,blancs,nuls,inscrits\n62-041,,30,1,,100\n62-042,,,,,\n",
            [["62-041", 2, "equal", []]],
            effect([12, 30], [12, 30], "to2", "to2"),
        ),
        compared(
            "figures of the sheet, in the order of their fields",
            "code;émargements;bulletins;exprimés;to2;to1\n62-041;45;43;42;31;12\n",
            [
                [
                    "62-041",
                    2,
                    "differs",
                    [["ballots", 43, 44], ["signatures", 45, 44], ["votes.to2", 31, 30]],
                ]
            ],
            effect([12, 30], [12, 31], "to2", "to2"),
        ),
        compared(
            "sections that no total has, or nobody can compare",
            "section,to1,to2\nnœux,1,1\n62-044,5,7\n62-045,7,8\n62-046,1,0\n62-047,1,0\n",
            [
                ["62-043", 2, "awaited", []],
                ["62-044", 3, "reserved", [["votes.to2", 7, 6]]],
                ["62-045", 4, "annulled", []],
                ["62-046", 5, "excused", []],
                ["62-047", 6, "hidden", []],
            ],
            ALL,
        ),
        compared(
            "the board's own file: equal, other contests left out",
            BOARD,
            [
                ["62-041", 2, "equal", []],
                ["62-042", 4, "equal", []],
                ["62-043", 6, "awaited", []],
                ["62-044", 7, "reserved", []],
                ["62-045", 9, "annulled", []],
                ["62-046", 11, "excused", []],
                ["62-047", 12, "hidden", []],
                ["62-048", 13, "hidden", []],
                ["pool-1", 14, "equal", []],
            ],
            effect([41, 56], [41, 56], "to2", "to2"),
            ignored=["federation", "state"],
        ),
        compared(
            "tidy, two columns",
            "section,option,voix\n62-041,Ada,13\n62-042,to2,21\n62-041,to2,30\n",
            [["62-041", 2, "differs", [["votes.to1", 13, 12]]], ["62-042", 3, "equal", []]],
            effect([32, 51], [33, 51], "to2", "to2"),
        ),
    ]


def unknown_cases() -> list[dict[str, Any]]:
    """Sections that are none, and columns that are not read."""
    return [
        compared(
            "a letter for a zero, a name of two, a stranger",
            "section,to1\n62-O41,12\nLens,20\nMarseille,3\n",
            [],
            ALL,
            unknown=[
                ["62-O41", 2, ["62-041", "62-042", "62-043"]],
                ["Lens", 3, ["62-042", "62-044"]],
                ["Marseille", 4, []],
            ],
        ),
        compared(
            "a twin in another alphabet is no section: Li\u0435vin with a Cyrillic e",
            "section,to1\nLi\u0435vin,12\n",
            [],
            ALL,
            unknown=[["Li\u0435vin", 2, ["62-041"]]],
        ),
        compared(
            "a twin of an option's name is not read",
            "section,to1,t\u043e2\n62-041,12,99\n",
            [["62-041", 2, "equal", []]],
            effect([12, 30], [12, 30], "to2", "to2"),
            ignored=["t\u043e2"],
        ),
        compared(
            "the accent as a mark of its own is the same name",
            "section,to1\nLie\u0301vin,12\n",
            [["62-041", 2, "equal", []]],
            effect([12, 30], [12, 30], "to2", "to2"),
        ),
    ]


def rejected_cases() -> list[dict[str, Any]]:
    """Files with faults, all of them at once."""
    return [
        rejected(
            "doubled rows, one by name",
            "section,to1\n62-041,12\nLiévin,12\n62-041,13\n",
            [3, "section", "sheets.unit-twice"],
            [4, "section", "sheets.unit-twice"],
        ),
        rejected(
            "formulas, signs, spaces, too many digits, digits of another script",
            "section,to1,to2\n62-041,=12,+30\n62-042,-1, 21\n62-043,1234567890,\u0661\n",
            [2, "to1", "csv.number"],
            [2, "to2", "csv.number"],
            [3, "to1", "csv.number"],
            [3, "to2", "csv.number"],
            [4, "to1", "csv.number"],
            [4, "to2", "csv.number"],
        ),
        rejected(
            "two columns of one option",
            "section,to1,Ada\n62-041,12,12\n",
            [1, "Ada", "sheets.option-twice"],
        ),
        rejected(
            "two columns of one name",
            "section,to1,to1\n62-041,12,12\n",
            [1, "to1", "csv.column-twice"],
        ),
        rejected(
            "a row with a cell too many, and a mark that turns the writing",
            "section,to1\n62-041,12,3\n62-\u202e042,3\n",
            [2, "", "csv.ragged"],
            [3, "section", "csv.control"],
        ),
        rejected(
            "a line break in a cell",
            'section,to1\n"62-\n041",12\n62-042,x\n',
            [3, "section", "csv.control"],
            [4, "to1", "csv.number"],
        ),
        rejected(
            "tidy: an option twice, a stranger, figures that disagree",
            "section,option,voix,blancs\n62-041,to1,12,1\n62-041,Ada,12,1\n62-041,to9,3,2\n",
            [3, "voix", "sheets.option-twice"],
            [4, "blancs", "sheets.rows-disagree"],
            [4, "option", "sheets.option-unknown"],
        ),
    ]


def spoilt_cases() -> list[dict[str, Any]]:
    """Bytes that are no table, or no table of this contest."""
    return [
        case("Latin-1", "section,to1\nLiévin,12\n".encode("latin-1"), malformed="csv.encoding"),
        case("nothing", "", malformed="csv.empty"),
        case("only names of columns", "section,to1\n", malformed="csv.empty"),
        case(
            "a quotation mark that never ends", 'section,to1\n"62-041,12\n', malformed="csv.quotes"
        ),
        case("text after a quotation", 'section,to1\n"62-041"x,12\n', malformed="csv.quotes"),
        case("a line without end", "section,to1\n" + "1" * 20_001, malformed="csv.long-line"),
        case("no figure", "section,observer\n62-041,12\n", malformed="compare.no-columns"),
        case("no section", "to1,to2\n12,30\n", malformed="compare.no-section"),
    ]


def content() -> bytes:
    """The bytes of the file."""
    value = {
        "contest": "text",
        "options": OPTIONS,
        "sections": SECTIONS,
        "sheets": BOARD,
        "cases": compared_cases() + unknown_cases() + rejected_cases() + spoilt_cases(),
    }
    return (json.dumps(value, ensure_ascii=True, indent=1) + "\n").encode()


if __name__ == "__main__":
    TARGET.write_bytes(content())
