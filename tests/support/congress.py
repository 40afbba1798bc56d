"""The demo's committed figures, read for its tests."""

import csv
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "congress-2023"
DATA = FOLDER / "data"
BY_HAND = {"claims.csv", "published.csv"}
CLAIMED_AT = "2023-01-12T23:30:00"
TEXTS = ("to1", "to2", "to3")
FINALISTS = ("to1", "to2")
FIGURES = ("signatures", "ballots", "blank", "void", "valid")

Row = dict[str, str]


def table(name: str) -> list[Row]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_code(name: str) -> dict[str, Row]:
    rows = table(name)
    found = {row["code"]: row for row in rows}
    assert len(found) == len(rows)
    return found


def total(rows: Iterable[Row], column: str) -> int:
    return sum(int(row[column]) for row in rows)


def sections() -> dict[str, Row]:
    return {code: row for code, row in by_code("units").items() if row["parent"]}


def roll_of_round2() -> dict[str, int]:
    roll = {code: int(row["registered"]) for code, row in sections().items()}
    for change in table("roll_changes"):
        roll[change["code"]] += int(change["added"]) - int(change["removed"])
    return roll


def after_rulings() -> dict[str, Row]:
    sheets = by_code("round2")
    for ruling in table("rulings"):
        if ruling["decision"] == "rejected":
            continue
        if ruling["effect"] == "annul-unit":
            del sheets[ruling["code"]]
        else:
            columns = ("code", *FIGURES, *FINALISTS)
            sheets[ruling["code"]] = {column: ruling[column] for column in columns}
    return sheets


def sheets_in_force_at_the_claims() -> list[Row]:
    sheets = by_code("round1")
    reserved = {row["code"] for row in table("reserved") if row["corrected_at"] > CLAIMED_AT}
    came = [row["code"] for row in table("arrival1") if row["at"] <= CLAIMED_AT]
    return [sheets[code] for code in came if code not in reserved]


def facts() -> dict[str, Any]:
    return tomllib.loads((DATA / "facts.toml").read_text(encoding="utf-8"))
