# noqa: INP001  (a script beside its file, not a package)
"""Writes signing.json: what officials sign in a browser, with fixed keys.

Run ``.venv/bin/python vectors/make_signing.py`` from the root of the repository. Records and
votes are signed by ``suffrage.board.signature``; the proof of a key is written here by hand from
web/README.md. ``web/core/test/messages.test.ts`` makes the same signatures with Node.js.
"""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

from suffrage.board.kinds.disputes import MemberVote
from suffrage.board.kinds.paper import SheetReceived
from suffrage.board.kinds.polls import TurnoutReported
from suffrage.board.record import Draft, body_bytes
from suffrage.board.signature import key_of, record_message, signer, vote_message
from suffrage.paper.sheet import Sheet

TARGET = Path(__file__).with_name("signing.json")
ORIGIN = "office.example/e/congress-2023"
AT = "2023-01-19T21:05:00Z"
SEEDS = [hashlib.sha256(f"a key of the vectors, {number}".encode()).digest() for number in range(2)]
SHEET = Sheet(
    ballots=14,
    blank=1,
    contest="text",
    entered_by="secretary@75-012",
    proxies=0,
    registered=14,
    signatures=14,
    unit="75-012",
    valid=12,
    void={"torn": 1},
    votes={"to1": 6, "to2": 4, "to3": 2},
    agents={},
    scan="59ad1b2f" * 8,
)


def keys() -> list[dict[str, str]]:
    """A key, shown to be held."""
    found = []
    for seed, role in zip(SEEDS, ("commission@chair", "secretary@75-012"), strict=True):
        key = key_of(seed)
        message = f"suffrage-key/1\n{ORIGIN}\n{role}\n{key}".encode()
        found.append(
            {
                "note": role,
                "seed": seed.hex(),
                "origin": ORIGIN,
                "role": role,
                "key": key,
                "signature": signer(seed)(message).hex(),
            }
        )
    return found


def records() -> list[dict[str, Any]]:
    """Records without a payload, with one, and what a page shows of them."""
    role = "secretary@75-012"
    turnout = Draft("turnout.reported/1", TurnoutReported(1, "75-012", 14), role, AT)
    sheet = Draft("sheet.received/1", SheetReceived("text", "75-012"), role, AT, SHEET)
    common = [["at", AT], ["by", role]]
    place = ["unit", "75-012"]
    shown = {
        "signatures": [
            *common,
            ["kind", "turnout.reported/1"],
            ["round", "1"],
            ["signatures", "14"],
            place,
        ],
        "a sheet": [*common, ["contest", "text"], ["kind", "sheet.received/1"], place, *_FIGURES],
    }
    return [
        {"note": note, "rows": shown[note]} | _signed(draft)
        for note, draft in (("signatures", turnout), ("a sheet", sheet))
    ]


_FIGURES = [
    ["ballots", "14"],
    ["blank", "1"],
    ["contest", "text"],
    ["entered_by", "secretary@75-012"],
    ["proxies", "0"],
    ["registered", "14"],
    ["scan", "59ad1b2f" * 8],
    ["signatures", "14"],
    ["unit", "75-012"],
    ["valid", "12"],
    ["void.torn", "1"],
    ["votes.to1", "6"],
    ["votes.to2", "4"],
    ["votes.to3", "2"],
]


def _signed(draft: Draft) -> dict[str, str]:
    record = draft.record()
    return {
        "seed": SEEDS[1].hex(),
        "origin": ORIGIN,
        "record": base64.b64encode(record.unsigned).decode(),
        "payload": base64.b64encode(body_bytes(draft.body) or b"").decode(),
        "signature": signer(SEEDS[1])(record_message(ORIGIN, record)).hex(),
    }


def votes() -> list[dict[str, Any]]:
    """Votes with and without a reason; a browser has its text with line ends of its own."""
    typed = {
        "without a reason": "",
        "with a reason": "Les émargements manquent.\nVoir le récolement.",
        "with the line ends of a form": "Les émargements manquent.\r\nVoir le récolement.",
        "with accents that are characters of their own": "Les e\u0301margements manquent.",
    }
    texts = {
        note: text.replace("\r\n", "\n").replace("e\u0301", "é") for note, text in typed.items()
    }
    found = []
    for sitting, (note, text) in enumerate(texts.items()):
        digest = hashlib.sha256(text.encode()).hexdigest() if text else ""
        choice = MemberVote("against" if text else "for", digest)
        subject = hashlib.sha256(note.encode()).hexdigest()
        said = vote_message(ORIGIN, "rules.fixed/1", subject, "chair", choice, sitting=sitting)
        vote = {
            "act": "rules.fixed/1",
            "choice": choice.choice,
            "member": "chair",
            "reason": typed[note],
            "sitting": sitting,
            "subject": subject,
        }
        found.append(
            {
                "note": note,
                "seed": SEEDS[0].hex(),
                "origin": ORIGIN,
                "vote": vote,
                "signature": signer(SEEDS[0])(said).hex(),
            }
        )
    return found


def content() -> bytes:
    """The bytes of the file."""
    parts = {"keys": keys(), "records": records(), "votes": votes()}
    return (json.dumps(parts, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


if __name__ == "__main__":
    TARGET.write_bytes(content())
