# noqa: INP001  (a script beside its file, not a package)
"""Writes tally-sheets.json: sheets, what is known of their unit, and the codes they must show.

Run ``python vectors/make_tally_sheets.py`` from the root of the repository. The expected codes
are written by hand from docs/spec/sheet.md; this file imports nothing of Suffrage, so that it
cannot repeat a mistake of the code that it judges.
"""

import json
from pathlib import Path
from typing import Any

TARGET = Path(__file__).with_name("tally-sheets.json")

HARD = {
    "option-missing",
    "option-unknown",
    "roll-differs",
    "signatures-over-roll",
    "proxies-over-signatures",
    "ballots-over-roll",
    "ballots-sum",
    "valid-sum",
}

ORDINARY: dict[str, Any] = {
    "agents": {"to1": "signed", "to2": "signed", "to3": "absent"},
    "ballots": 131,
    "blank": 1,
    "contest": "text",
    "entered_by": "secretary@75-012",
    "proxies": 0,
    "registered": 214,
    "signatures": 131,
    "unit": "75-012",
    "valid": 129,
    "void": {"no-envelope": 1},
    "votes": {"to1": 64, "to2": 40, "to3": 25},
}


def sheet_of(registered: int, votes: list[int], blank: int = 0, void: int = 0) -> dict[str, Any]:
    """A sheet that adds up, with as many signatures as ballots."""
    valid = sum(votes)
    return ORDINARY | {
        "agents": {},
        "ballots": blank + void + valid,
        "blank": blank,
        "registered": registered,
        "signatures": blank + void + valid,
        "valid": valid,
        "void": {"torn": void} if void else {},
        "votes": {f"to{place}": figure for place, figure in enumerate(votes, start=1)},
    }


def case(
    note: str,
    sheet: dict[str, Any],
    *codes: str,
    registered: int | None = None,
    options: list[str] | None = None,
) -> dict[str, Any]:
    """A case; the unit has the roll and the options of the sheet unless it is said."""
    written = {name: figure for name, figure in sheet.items() if figure or name != "agents"}
    return {
        "note": note,
        "registered": sheet["registered"] if registered is None else registered,
        "options": sorted(sheet["votes"]) if options is None else options,
        "sheet": written,
        "expect": {
            "hard": [f"sheet.{code}" for code in codes if code in HARD],
            "soft": [f"sheet.{code}" for code in codes if code not in HARD],
        },
    }


def option_cases() -> list[dict[str, Any]]:
    """Impossible sheets: the options are not those of the unit."""
    three = ["to1", "to2", "to3"]
    return [
        case(
            "an option without a figure",
            ORDINARY | {"votes": {"to1": 64, "to2": 65}},
            "option-missing",
            options=three,
        ),
        case(
            "no figures at all for the options",
            ORDINARY | {"votes": {}},
            *["option-missing"] * 3,
            "valid-sum",
            options=three,
        ),
        case(
            "a vote for an option that is not there", ORDINARY, "option-unknown", options=three[:2]
        ),
        case(
            "an option of another contest, with no votes",
            ORDINARY | {"votes": ORDINARY["votes"] | {"to9": 0}},
            "option-unknown",
            options=three,
        ),
    ]


def bound_cases() -> list[dict[str, Any]]:
    """Impossible sheets: more than there can be."""
    small = sheet_of(9, [3, 2, 1])
    return [
        case("the section's roll was 213", ORDINARY, "roll-differs", registered=213),
        case(
            "digits of the roll exchanged",
            ORDINARY | {"registered": 241},
            "roll-differs",
            registered=214,
        ),
        case(
            "a member was added on the day and the sheet knows it not",
            ORDINARY,
            "roll-differs",
            registered=215,
        ),
        case(
            "one signature more than members",
            sheet_of(6, [3, 2, 1]) | {"signatures": 7},
            "signatures-over-roll",
            "fewer-ballots",
        ),
        case(
            "the sheet's own roll hides too many signatures",
            sheet_of(40, [3, 20, 10]),
            "roll-differs",
            "signatures-over-roll",
            "ballots-over-roll",
            registered=30,
        ),
        case("more proxies than signatures", small | {"proxies": 7}, "proxies-over-signatures"),
        case(
            "more ballots than members",
            sheet_of(6, [4, 2, 1]) | {"signatures": 5},
            "ballots-over-roll",
            "more-ballots",
        ),
        case(
            "nobody on the roll, one ballot",
            sheet_of(0, [1, 0, 0]),
            "signatures-over-roll",
            "ballots-over-roll",
        ),
        case(
            "the largest figure that a sheet may state",
            ORDINARY | {"ballots": 1_000_000_000},
            "ballots-over-roll",
            "ballots-sum",
            "more-ballots",
            "difference-large",
        ),
    ]


def sum_cases() -> list[dict[str, Any]]:
    """Impossible sheets: the figures do not add up."""
    return [
        case("one ballot too many for its parts", ORDINARY | {"blank": 0}, "ballots-sum"),
        case(
            "digits of the blanks' count exchanged",
            ORDINARY | {"blank": 10},
            "ballots-sum",
            "many-blank",
        ),
        case(
            "digits of the ballots exchanged",
            ORDINARY | {"ballots": 113},
            "ballots-sum",
            "fewer-ballots",
            "difference-large",
        ),
        case(
            "void ballots of a reason left out",
            ORDINARY | {"void": {}},
            "ballots-sum",
        ),
        case(
            "digits of an option's votes exchanged",
            ORDINARY | {"votes": {"to1": 46, "to2": 40, "to3": 25}},
            "valid-sum",
        ),
        case(
            "valid votes one short",
            ORDINARY | {"valid": 128},
            "ballots-sum",
            "valid-sum",
        ),
        case(
            "two wrong sums, and the roll",
            ORDINARY | {"valid": 127, "registered": 200},
            "roll-differs",
            "ballots-sum",
            "valid-sum",
            registered=214,
        ),
        case(
            "a page is missing: nothing but zeros under votes",
            ORDINARY | {"votes": {"to1": 0, "to2": 0, "to3": 0}},
            "valid-sum",
        ),
        case(
            "one voter, two votes",
            sheet_of(3, [1, 0, 0]) | {"votes": {"to1": 1, "to2": 1, "to3": 0}},
            "valid-sum",
        ),
    ]


def ordinary_cases() -> list[dict[str, Any]]:
    """Sheets in which nothing is remarkable."""
    return [
        case("an ordinary section of the specification", ORDINARY),
        case("with a photo", ORDINARY | {"scan": "59ad1b2f" * 8}),
        case("with proxies", ORDINARY | {"proxies": 12}),
        case("every signature is a proxy", sheet_of(9, [3, 2, 1]) | {"proxies": 6}),
        case(
            "void for two reasons",
            ORDINARY | {"blank": 0, "void": {"marked": 1, "no-envelope": 1}},
        ),
        case(
            "every agent has another stand",
            ORDINARY | {"agents": {"to1": "refused", "to2": "reserved", "to3": "absent"}},
        ),
        case("an option has no vote", sheet_of(60, [20, 9, 0])),
    ]


def difference_cases() -> list[dict[str, Any]]:
    """Possible sheets with other numbers of ballots than of signatures."""
    return [
        case("one ballot more than signatures", ORDINARY | {"signatures": 130}, "more-ballots"),
        case("one ballot fewer than signatures", ORDINARY | {"signatures": 132}, "fewer-ballots"),
        case(
            "14 ballots missing are not yet far apart",
            ORDINARY | {"signatures": 145},
            "fewer-ballots",
        ),
        case(
            "15 ballots missing are far apart",
            ORDINARY | {"signatures": 146},
            "fewer-ballots",
            "difference-large",
        ),
        case(
            "15 ballots too many are far apart",
            ORDINARY | {"signatures": 116},
            "more-ballots",
            "difference-large",
        ),
        case(
            "of 1,000 ballots 19 are less than 2 %",
            sheet_of(2000, [500, 300, 200]) | {"signatures": 1019},
            "fewer-ballots",
        ),
        case(
            "of 1,000 ballots 20 are 2 %",
            sheet_of(2000, [500, 300, 200]) | {"signatures": 1020},
            "fewer-ballots",
            "difference-large",
        ),
    ]


def share_cases() -> list[dict[str, Any]]:
    """Possible sheets around the limits of blank and void ballots."""
    return [
        case("2 blank of 100", sheet_of(200, [50, 30, 18], blank=2)),
        case("3 blank of 100 are 3 %", sheet_of(200, [50, 30, 17], blank=3), "many-blank"),
        case("3 void of 100 are 3 %", sheet_of(200, [50, 30, 17], void=3), "many-void"),
        case("3 void of 101 are less than 3 %", sheet_of(200, [50, 30, 18], void=3)),
        case("7 blank of 99: 3 % of so few say little", sheet_of(200, [50, 30, 12], blank=7)),
        case(
            "9 blank of 99 are rare by chance", sheet_of(200, [50, 30, 10], blank=9), "many-blank"
        ),
        case("1 blank of 8: 3 % of so few say nothing", sheet_of(20, [3, 2, 2], blank=1)),
        case("2 blank of 8 happen once in 45 times", sheet_of(20, [3, 2, 1], blank=2)),
        case("3 blank of 8 are rare by chance", sheet_of(20, [3, 1, 1], blank=3), "many-blank"),
        case("1 void of 1 happens in 3 of 100 cases", sheet_of(9, [0, 0, 0], void=1)),
        case("2 void of 2 are rare by chance", sheet_of(9, [0, 0, 0], void=2), "many-void"),
        case("2 void of 5 are rare by chance", sheet_of(9, [2, 1, 0], void=2), "many-void"),
        case("2 void of 6 happen once in 80 times", sheet_of(9, [3, 1, 0], void=2)),
    ]


def whole_cases() -> list[dict[str, Any]]:
    """Possible sheets that say all or nothing."""
    return [
        case("nobody came", sheet_of(12, [0, 0, 0]), "box-empty"),
        case(
            "signatures and an empty box",
            sheet_of(12, [0, 0, 0]) | {"signatures": 2},
            "fewer-ballots",
            "box-empty",
        ),
        case("a section without members", sheet_of(0, [0, 0, 0]), "box-empty"),
        case("everybody came", sheet_of(12, [6, 4, 2]), "everybody"),
        case("a section of one, who came", sheet_of(1, [1, 0, 0]), "everybody"),
        case("9 votes for one option", sheet_of(30, [9, 0, 0])),
        case("10 votes for one option", sheet_of(30, [0, 10, 0]), "unanimous"),
        case(
            "everybody came and all agreed",
            sheet_of(10, [10, 0, 0]),
            "everybody",
            "unanimous",
        ),
        case("one candidate: agreement says nothing", sheet_of(30, [20], blank=0)),
        case("one candidate and blanks", sheet_of(300, [97], blank=3), "many-blank"),
    ]


def content() -> bytes:
    """The bytes of the file."""
    families = (
        ordinary_cases,
        difference_cases,
        share_cases,
        whole_cases,
        option_cases,
        bound_cases,
        sum_cases,
    )
    whole = {
        "format": "suffrage-tally-sheets/1",
        "source": "written by hand from docs/spec/sheet.md, see make_tally_sheets.py",
        "cases": [each for family in families for each in family()],
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


if __name__ == "__main__":
    TARGET.write_bytes(content())
