"""vectors/signing.json: what a browser signs, checked as the board checks it."""

import base64
import hashlib
import json
import runpy
from typing import Any

import pytest
from tests.support.codes import ROOT

from suffrage.board.kinds.disputes import MemberVote
from suffrage.board.record import Record
from suffrage.board.signature import check_signature, key_of, record_message, vote_message
from suffrage.errors import NotVerified
from suffrage.model import canonical

FILE: dict[str, list[dict[str, Any]]] = json.loads((ROOT / "vectors/signing.json").read_bytes())


def check(case: dict[str, Any], message: bytes) -> None:
    """The signature of a case holds over ``message`` and over no other."""
    key = key_of(bytes.fromhex(case["seed"]))
    check_signature(key, message, case["signature"], role="signer")
    with pytest.raises(NotVerified):
        check_signature(key, message + b"\n", case["signature"], role="signer")


def test_keys_are_proven() -> None:
    for case in FILE["keys"]:
        check(case, f"suffrage-key/1\n{case['origin']}\n{case['role']}\n{case['key']}".encode())


def test_records_are_signed() -> None:
    for case in FILE["records"]:
        unsigned = base64.b64decode(case["record"])
        record = Record.parse(canonical.encode(json.loads(unsigned) | {"sig": case["signature"]}))
        assert record.unsigned == unsigned
        check(case, record_message(case["origin"], record))


def test_votes_are_signed() -> None:
    for case in FILE["votes"]:
        said = case["vote"]
        text = said["reason"].replace("\r\n", "\n").replace("e\u0301", "é").encode()
        digest = hashlib.sha256(text).hexdigest() if text else ""
        one = MemberVote(said["choice"], digest)
        message = vote_message(
            case["origin"],
            said["act"],
            said["subject"],
            said["member"],
            one,
            sitting=said["sitting"],
        )
        check(case, message)


def test_the_file_is_what_its_maker_writes() -> None:
    made = runpy.run_path(str(ROOT / "vectors" / "make_signing.py"))
    assert made["TARGET"].read_bytes() == made["content"]()
