"""Twins whose container or chain of events is not what its contents make it."""

import re
from typing import Any, Final

import msgspec
from tests.support.online_box import HEADER, chain
from tests.support.vectors.sound import Steps, archive_of, steps_of_box
from tests.support.vectors.twin import Twin, put, twin

from suffrage.belenios.archive import append_bytes, write_header
from suffrage.belenios.events import Event, Head, Pieces
from suffrage.belenios.hashing import wide_digest
from suffrage.belenios.members import pack
from suffrage.belenios.strict_json import write

__all__ = ["twins"]

_BLOCK: Final = 512
_STAMP: Final = HEADER.timestamp


def twins() -> list[Twin]:
    """All of them."""
    return [*_members(), *_chains(), *_orders()]


def _members() -> list[Twin]:
    whole, opened = archive_of("plain"), archive_of("plain-open-earlier")
    first = _event_start("plain", 1)
    digit = re.search(rb'"response":"(\d)', opened[first:])
    assert digit is not None
    place = first + digit.start(1)
    flipped = bytes([opened[place] ^ 1])
    ballot = steps_of_box("plain")[1][1][0]
    size = len(write_header(HEADER))
    return [
        twin(
            "file-digit-changed",
            "plain",
            opened[:place] + flipped + opened[place + 1 :],
            ("bel.record-hash", f"byte {first}"),
            "one digit of a ballot is another, and nothing is hashed again",
        ),
        twin(
            "file-mode-changed",
            "plain",
            _reheaded(opened, first, 100, b"0000755\0"),
            ("bel.member", f"byte {first}"),
            "a member with other permissions; its checksum is right",
        ),
        twin(
            "file-tar-magic",
            "plain",
            _reheaded(opened, first, 257, b"ustar\x0000"),
            ("bel.member", f"byte {first}"),
            "a member with the mark of a newer tar format; its checksum is right",
        ),
        twin(
            "file-member-time",
            "plain",
            opened[:first] + pack(wide_digest(ballot) + ".data.json", ballot, _STAMP + 1),
            ("bel.member", f"byte {first}"),
            "a member that tells when a ballot came",
        ),
        twin(
            "file-end-blocks",
            "plain",
            opened + bytes(2 * _BLOCK),
            ("bel.member", f"byte {len(opened)}"),
            "the two blocks of zeros with which other tar files end",
        ),
        twin(
            "file-cut-short",
            "plain",
            opened[: first + _BLOCK + 100],
            ("bel.member", f"byte {first}"),
            "the file ends inside a member",
        ),
        twin(
            "file-record-left",
            "plain",
            opened + pack(wide_digest(ballot) + ".data.json", ballot, _STAMP),
            ("bel.record-trailing", f"byte {len(opened)}"),
            "a record that no event publishes",
        ),
        twin(
            "file-record-more",
            "plain",
            put(steps_of_box("plain"), 1, (b"[]", ballot)),
            ("bel.event-records", f"byte {_event_start('plain', 1) + _packed(b'[]', ballot)}"),
            "an event with a record too many",
            type="Ballot",
            number=2,
        ),
        twin(
            "file-version",
            "plain",
            pack("BELENIOS", b'{"version":2,"timestamp":"%d"}' % _STAMP, _STAMP)
            + whole[size:first],
            ("bel.unsupported", "byte 0"),
            "an archive of another version",
            what="version 2",
        ),
        twin(
            "file-time-as-number",
            "plain",
            pack("BELENIOS", b'{"version":1,"timestamp":%d}' % _STAMP, _STAMP) + whole[size:first],
            ("bel.json", "byte 0 timestamp"),
            "the time of the archive is a number instead of a string",
        ),
        twin(
            "file-empty",
            "plain",
            whole[:size],
            ("bel.archive-empty", ""),
            "an archive without an event",
        ),
    ]


def _chains() -> list[Twin]:
    steps = steps_of_box("plain")
    before = len(chain(steps[:1]))
    ballot = steps[1][1][0]
    head = _head(steps, 1)
    digest = wide_digest(ballot)
    event = Event(parent=head.hash, height=1, type="Ballot", payload=digest)
    changes: dict[str, tuple[str, dict[str, Any], str]] = {
        "chain-height": (
            "bel.event-chain",
            {"height": 2},
            "an event with the number of the one after it",
        ),
        "chain-parent": (
            "bel.event-chain",
            {"parent": "0" * 64},
            "an event after another one than it says",
        ),
        "chain-payload": (
            "bel.event-payload",
            {"payload": wide_digest(steps[2][1][0])},
            "an event that names another ballot than the record before it",
        ),
    }
    made = []
    for name, (code, parts, note) in changes.items():
        data = _raw(steps[:1], ballot, write(msgspec.structs.replace(event, **parts)))
        where = f"byte {before + _packed(ballot)}"
        made.append(twin(name, "plain", data, (code, where), note, height=1))
    spaced = write(event).replace(b",", b", ", 1)
    made.append(
        twin(
            "chain-not-canonical",
            "plain",
            _raw(steps[:1], ballot, spaced),
            ("bel.canonical", f"byte {before + _packed(ballot)}"),
            "a space in an event",
            what="event",
        )
    )
    return made


def _orders() -> list[Twin]:
    plain, ranked = steps_of_box("plain"), steps_of_box("ranked")
    opened, closed, tallied = plain[:4], plain[:5], plain[:6]
    shuffle = ranked[6]
    cases: list[tuple[str, str, Steps, int, str]] = [
        ("no-setup", "plain", plain[1:2], 0, "the first event is a ballot"),
        ("setup-twice", "plain", [*opened, plain[0]], 4, "a second Setup event"),
        ("ballot-after-end", "plain", [*closed, plain[1]], 5, "a ballot after EndBallots"),
        ("ballot-after-result", "plain", [*plain, plain[2]], 9, "a ballot after the result"),
        ("tally-while-open", "plain", [*opened, plain[5]], 4, "the tally of an open box"),
        ("tally-twice", "plain", [*tallied, plain[5]], 6, "a second tally"),
        ("decryption-without-tally", "plain", [*closed, plain[6]], 5, "a decryption of nothing"),
        ("shuffle-of-counts", "plain", [*tallied, shuffle], 6, "a shuffle where nothing is mixed"),
        ("decryption-before-end", "ranked", [*ranked[:8], ranked[9]], 8, "before EndShuffles"),
    ]
    return [
        twin(f"order-{name}", base, steps, ("bel.event-order", f"event {at}"), note)
        for name, base, steps, at, note in cases
    ]


def _event_start(base: str, event: int) -> int:
    """Where the first record of an event begins."""
    return len(chain(steps_of_box(base)[:event]))


def _packed(*contents: bytes) -> int:
    return sum(len(pack("x", content, _STAMP)) for content in contents)


def _head(steps: Steps, number: int) -> Head:
    """The last of the first events."""
    data = chain(steps[:number])
    # The last member is the event, whose bytes the padding follows.
    start = data.rindex(b".event.json") - 64
    return Head(number - 1, data[start : start + 64].decode())


def _raw(steps: Steps, record: bytes, event: bytes) -> bytes:
    """The archive of these steps, then a record and the bytes of an event as they are."""
    pieces = Pieces((record,), event, Event(height=0, type="Ballot"), Head(0, ""))
    return chain(steps) + append_bytes(HEADER, pieces)


def _reheaded(data: bytes, start: int, offset: int, value: bytes) -> bytes:
    """The archive with one header changed, and the checksum of the header made right."""
    header = bytearray(data[start : start + _BLOCK])
    header[offset : offset + len(value)] = value
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    return data[:start] + bytes(header) + data[start + _BLOCK :]
