"""The figures of ``data/``, read."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from suffrage.acts.disputes.decide import Choice
from suffrage.paper.sheet import Sheet

DATA = Path(__file__).parent / "data"
MEMBERS = ("chair", "secretary", "dean", "to1", "to2", "to3")


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one file."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def rows_by_code(name: str) -> dict[str, dict[str, str]]:
    """The rows of one file by section, read once."""
    return {row["code"]: row for row in rows(name)}


def sheet_of(row: Mapping[str, str], contest: str, registered: int, *, by: str, scan: str) -> Sheet:
    """The tally sheet that a row describes, as a person entered it."""
    options = ("to1", "to2", "to3") if contest == "text" else ("to1", "to2")
    return Sheet(
        ballots=int(row["ballots"]),
        blank=int(row["blank"]),
        contest=contest,
        entered_by=by,
        proxies=0,
        registered=registered,
        signatures=int(row["signatures"]),
        unit=row["code"],
        valid=int(row["valid"]),
        void={"unsorted": int(row["void"])} if row["void"] != "0" else {},
        votes={option: int(row[option]) for option in options},
        agents={"to1": "signed", "to2": "signed"},
        scan=scan,
    )


def votes_of(row: Mapping[str, str]) -> dict[str, Choice]:
    """How the commission voted on a dispute; the motion is the ruling that was drafted.

    The file says who was for the dispute. A ruling that rejects it is carried by those against.
    """
    turned: dict[str, Choice] = {"for": "against", "against": "for"}
    choices: dict[str, Choice] = {}
    for member in MEMBERS:
        said = row[f"vote_{member}"]
        choice: Choice = next(c for c in _CHOICES if c == said)
        rejected = row["decision"] == "rejected"
        choices[member] = turned.get(choice, choice) if rejected else choice
    return choices


_CHOICES: tuple[Choice, ...] = ("for", "against", "abstained", "walked-out", "absent")
