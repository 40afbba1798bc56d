"""A tampered twin of an honest archive, and small steps towards one.

The code, the place and the fields that a verifier must give are written by hand beside each
twin; nothing of them is taken from the verifier.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from tests.support.online_box import chain, edit
from tests.support.vectors.sound import Steps, steps_of_box

from suffrage.belenios.events import EventType
from suffrage.belenios.hashing import wide_digest

__all__ = ["Change", "Twin", "altered", "find", "put", "set_in", "twin"]

Change = Callable[[Any], object]
# The records whose hash stands in the record after them, and under which name.
_NAMED = {"EncryptedTally": "encrypted_tally", "PartialDecryption": "payload", "Shuffle": "payload"}


@dataclass(frozen=True, slots=True)
class Twin:
    """``data`` begins as the archive ``base`` and must be refused with ``code`` at ``at``.

    ``fields`` are those of the refusal, as far as they name a culprit or a part.
    """

    name: str
    base: str
    data: bytes
    code: str
    at: str
    note: str
    fields: dict[str, str | int]


def twin(
    name: str,
    base: str,
    made: Steps | bytes,
    refusal: tuple[str, str],
    note: str,
    **fields: str | int,
) -> Twin:
    """A twin of these steps, chained anew, or of these bytes; ``refusal`` is code and place."""
    data = made if isinstance(made, bytes) else chain(made)
    return Twin(name, base, data, *refusal, note, fields)


def find(steps: Steps, kind: EventType, nth: int = 0) -> int:
    """The place of the nth event of this type."""
    return [index for index, (given, _) in enumerate(steps) if given == kind][nth]


def put(steps: Steps, place: int, records: Sequence[bytes]) -> Steps:
    """The steps up to ``place``, with these records of the event there."""
    return [*steps[:place], (steps[place][0], tuple(records))]


def altered(
    base: str, kind: EventType, change: Change, *, nth: int = 0, record: int = 0, rest: bool = False
) -> Steps:
    """The steps up to an event with one of its records changed, and the hashes that follow.

    With ``rest`` the later events stay.
    """
    steps = steps_of_box(base)
    place = find(steps, kind, nth)
    records = list(steps[place][1])
    records[record] = edit(records[record], change)
    if kind in _NAMED and record == 0:
        digest = wide_digest(records[0])
        records[1] = edit(records[1], lambda fields: fields.update({_NAMED[kind]: digest}))
    if kind == "Setup":
        names = ("election", "trustees", "credentials")
        bound = dict(zip(names, map(wide_digest, records[:3]), strict=True))
        records[3] = records[3] if record == 3 else msgspec.json.encode(bound)
    made = put(steps, place, records)
    return [*made, *steps[place + 1 :]] if rest else made


def set_in(path: Sequence[Any], value: object) -> Change:
    """A change that puts a value, or what a function makes of the old one, at a place."""

    def change(fields: Any) -> None:
        *way, last = path
        for key in way:
            fields = fields[key]
        fields[last] = value(fields[last]) if callable(value) else value

    return change
