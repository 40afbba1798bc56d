"""Writes ``vectors/belenios``: archives, tampered twins, what to say of each, and replays.

    python -m tests.support.vectors.make

Everything comes from fixed seeds, so a second run changes nothing.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import msgspec
from tests.support.vectors import (
    twins_ballots,
    twins_bytes,
    twins_file,
    twins_setup,
    twins_shuffle,
    twins_tally,
    twins_trustees,
)
from tests.support.vectors.ballot_vectors import ballot_vectors
from tests.support.vectors.ceremony_vectors import ceremony_vectors
from tests.support.vectors.group_vectors import group_vectors
from tests.support.vectors.sound import BOXES, NOTES, PREFIXES, archive_of, secrets_of, steps_of_box
from tests.support.vectors.twin import Twin

__all__ = ["FOLDER", "all_twins", "files", "write_all"]

FOLDER: Final = Path(__file__).resolve().parents[3] / "vectors" / "belenios"
_BLOCK: Final = 512
_MAKERS: Final = (
    twins_file,
    twins_setup,
    twins_trustees,
    twins_ballots,
    twins_bytes,
    twins_tally,
    twins_shuffle,
)
# Older and newer copies, and where the newer one leaves the older; None where it continues it.
_COPIES: Final = (
    ("plain-open-earlier", "plain-open", None),
    ("plain-open", "plain", None),
    ("plain", "plain", None),
    ("ranked-shuffling", "ranked", None),
    ("plain", "plain-open", "byte 17408"),
    ("plain-open", "tally-ballot-dropped", "event 2"),
    ("plain-open", "ballot-repeated", "event 2"),
    ("plain-open", "several", "event 0"),
)


def all_twins() -> list[Twin]:
    """The tampered twins, in the order of the list."""
    return [twin for maker in _MAKERS for twin in maker.twins()]


def files() -> dict[str, bytes]:
    """Path below the folder to contents, but for the README."""
    sound = {f"sound/{name}.bel": archive_of(name) for name in (*BOXES, *PREFIXES)}
    twins = all_twins()
    tails = {_tail(twin): twin.data[_shared(twin) :] for twin in twins}
    secrets = {name: secrets_of(name) for name in BOXES}
    return {
        **sound,
        **tails,
        "cases.json": _json(_cases(twins)),
        "secrets.json": _json(secrets),
        "group-ed25519.json": _json(group_vectors()),
        "ballot-ed25519.json": _json(ballot_vectors()),
        "ceremony-ed25519.json": _json(ceremony_vectors()),
    }


def write_all(folder: Path = FOLDER) -> None:
    """Writes every file; those that are no longer made go away."""
    made = files()
    for old in [*folder.glob("sound/*"), *folder.glob("tampered/*")]:
        if old.relative_to(folder).as_posix() not in made:
            old.unlink()
    for path, contents in made.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(contents)


def _cases(twins: list[Twin]) -> dict[str, Any]:
    honest = [
        {"name": name, "file": f"sound/{name}.bel", "expect": "ok", "at": "", **more}
        for name, more in _honest()
    ]
    tampered = [
        {
            "name": twin.name,
            "file": _tail(twin),
            "after": {"file": f"sound/{twin.base}.bel", "bytes": _shared(twin)},
            "expect": twin.code,
            "at": twin.at,
            "fields": twin.fields,
            "note": twin.note,
        }
        for twin in twins
    ]
    copies = [
        {"older": older, "newer": newer, "expect": "bel.prefix" if at else "ok", "at": at or ""}
        for older, newer, at in _COPIES
    ]
    return {
        "format": "suffrage-belenios-cases/1",
        "archives": [*honest, *tampered],
        "copies": copies,
    }


def _honest() -> Iterator[tuple[str, dict[str, Any]]]:
    for name in BOXES:
        (published,) = steps_of_box(name)[-1][1]
        result = msgspec.json.decode(published)["result"]
        yield name, {"result": result, "note": NOTES[name]}
    for name, (_, _, note) in PREFIXES.items():
        yield name, {"result": None, "note": note}


def _tail(twin: Twin) -> str:
    return f"tampered/{twin.name}.tail"


def _shared(twin: Twin) -> int:
    """How many whole blocks the twin has from its base."""
    base = archive_of(twin.base)
    pairs = enumerate(zip(base, twin.data, strict=False))
    same = next((i for i, (a, b) in pairs if a != b), min(len(base), len(twin.data)))
    return same // _BLOCK * _BLOCK


def _json(value: dict[str, Any]) -> bytes:
    """A line for each entry of the lists in it, so that a change shows as one line."""
    lines = []
    for name, part in value.items():
        if isinstance(part, list):
            inner = ",\n  ".join(json.dumps(one, ensure_ascii=False) for one in part)
            lines.append(f'"{name}": [\n  {inner}\n ]')
        else:
            lines.append(f'"{name}": {json.dumps(part, ensure_ascii=False)}')
    return ("{\n " + ",\n ".join(lines) + "\n}\n").encode()


if __name__ == "__main__":
    write_all()
