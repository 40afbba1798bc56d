# noqa: INP001  (a script beside its file, not a package)
"""Writes sheet_checks.json: many sheets with all that ``suffrage.paper.checks`` says of them.

Run ``.venv/bin/python vectors/make_sheet_checks.py`` from the root of the repository. Unlike
tally-sheets.json, whose codes are written by hand, these are Python's own findings, with fields
and figures: a phone must say the same of every sheet. The figures follow from SHA-256.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from suffrage.paper.checks import Finding, check_sheet
from suffrage.paper.sheet import Sheet

TARGET = Path(__file__).with_name("sheet_checks.json")
CASES = 240
OPTIONS = ("to1", "to2", "to3", "to4")


def draws(case: int) -> Iterator[int]:
    """Numbers without end that follow from the number of a case."""
    block = 0
    while True:
        digest = hashlib.sha256(f"sheet {case} {block}".encode()).digest()
        yield from (int.from_bytes(digest[at : at + 4]) for at in range(0, 32, 4))
        block += 1


def figures(case: int) -> tuple[dict[str, Any], int, tuple[str, ...]]:
    """A sheet that adds up, a little disturbed in about two cases of three."""
    draw = draws(case)

    def below(limit: int) -> int:
        return next(draw) % limit

    def slip() -> int:
        return 0 if below(5) else below(41) - 20

    options = OPTIONS[: 1 + below(4)]
    largest = (6, 40, 130, 3000)[below(4)]
    votes = {option: below(largest) if below(6) else 0 for option in options}
    blank, torn = (below(1 + largest // (3 if below(2) else 40)) for _ in range(2))
    valid = sum(votes.values())
    ballots = max(0, valid + blank + torn + slip())
    signatures = max(0, ballots + slip())
    registered = max(0, signatures + (0 if not below(4) else below(largest) - slip()))
    sheet = {
        "ballots": ballots,
        "blank": blank,
        "proxies": below(signatures + 3) if not below(3) else 0,
        "registered": registered + (1 if not below(12) else 0),
        "signatures": signatures,
        "valid": max(0, valid + slip()),
        "void": {"torn": torn // 2, "two-papers": torn - torn // 2} if torn else {},
        "votes": dict(list(votes.items())[: None if below(15) else -1]),
    }
    return sheet, registered, (*options[:-1], "to9") if not below(20) else options


def told(found: tuple[Finding, ...]) -> list[dict[str, Any]]:
    """Findings as the file writes them."""
    return [{"code": f.code, "field": f.field, "numbers": dict(f.numbers)} for f in found]


def cases() -> list[dict[str, Any]]:
    """Every sheet with what it shows."""
    made = []
    for number in range(CASES):
        plain, registered, options = figures(number)
        sheet = Sheet(contest="text", entered_by="secretary@75-012", unit="75-012", **plain)
        found = check_sheet(sheet, registered, options)
        made.append(
            {
                "sheet": plain,
                "registered": registered,
                "options": list(options),
                "hard": told(found.hard),
                "soft": told(found.soft),
            }
        )
    return made


def content() -> bytes:
    """The bytes of the file: a case a line."""
    lines = ",\n".join(json.dumps(one, sort_keys=True, separators=(",", ":")) for one in cases())
    return f'{{"cases":[\n{lines}\n]}}\n'.encode()


if __name__ == "__main__":
    TARGET.write_bytes(content())
