"""Records: parsed strictly, written one way, with the payload that they name."""

import hashlib
import json
from dataclasses import replace
from typing import Any

import pytest
from tests.support.refusals import refused

from suffrage.board.kinds import KINDS
from suffrage.board.kinds.kind import Event, Nothing, Text
from suffrage.board.kinds.online import OnlineEvent
from suffrage.board.kinds.opening import RollCounts
from suffrage.board.kinds.paper import SheetReceived
from suffrage.board.kinds.polls import PollsOpened
from suffrage.board.policy import AUTHORITY
from suffrage.board.record import LARGEST_RECORD, Draft, Record, body_bytes, read_body, subject
from suffrage.conduct.step import _RULES
from suffrage.model.roles import ROLE_KINDS

SIG = "ab" * 64
HASH = "cd" * 32
AT = "2023-01-12T16:00:00Z"
OPENED = {"at": AT, "by": "commission@chair", "kind": "polls.opened/1", "round": 1, "sig": SIG}


def data(**changed: Any) -> bytes:
    plain = {name: value for name, value in (OPENED | changed).items() if value is not None}
    return json.dumps(plain, separators=(",", ":"), sort_keys=True).encode()


def test_a_record_is_read_and_written_as_the_same_bytes() -> None:
    record = Record.parse(data())
    assert record == Record("polls.opened/1", PollsOpened(1), "commission@chair", AT, sig=SIG)
    assert record.encoded == data()
    assert record.unsigned == data(sig=None)


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("record.kind", {"kind": "polls.opened/2"}),
        ("record.fields", {"sig": None}),
        ("record.fields", {"by": None}),
        ("record.fields", {"at": None}),
        ("record.fields", {"payload": HASH}),
        ("record.fields", {"size": 4}),
        ("record.default", {"size": 0}),
        ("canonical.shape", {"payload": HASH[:-1]}),
        ("canonical.shape", {"round": 10}),
        ("canonical.shape", {"round": None}),
        ("canonical.shape", {"round": "1"}),
        ("canonical.shape", {"round": True}),
        ("canonical.shape", {"rounds": 1}),
        ("canonical.shape", {"kind": None}),
        ("canonical.shape", {"kind": 3}),
        ("canonical.shape", {"by": "chair!"}),
        ("canonical.shape", {"at": "2023-01-12T16:00:00"}),
        ("canonical.shape", {"at": "2023-13-12T16:00:00Z"}),
        ("canonical.shape", {"at": "2023-01-12T24:00:00Z"}),
        ("canonical.shape", {"sig": "AB" * 64}),
        ("canonical.shape", {"size": -1}),
    ],
)
def test_a_record_is_refused(code: str, changed: dict[str, Any]) -> None:
    with refused(code):
        Record.parse(data(**changed))


def test_a_record_that_is_too_long_is_refused_before_it_is_read() -> None:
    with refused("record.long", size=LARGEST_RECORD + 1):
        Record.parse(b"{" * (LARGEST_RECORD + 1))


@pytest.mark.parametrize("bytes_", [b"", b"[]", b"1", b'"x"', data() + b"\n", data()[:-1]])
def test_bytes_that_are_no_record(bytes_: bytes) -> None:
    with refused("canonical.shape" if not bytes_.endswith(b"\n") else "canonical.form"):
        Record.parse(bytes_)


def test_an_event_has_neither_person_nor_time() -> None:
    head = OnlineEvent("abroad", 1, 0, "EndBallots")
    event = Draft("online.event/1", head, body=Event(b"{}", ())).record()
    assert Record.parse(event.encoded) == event
    with refused("record.fields"):
        Record.parse(replace(event, at=AT).encoded)


# -- payloads ------------------------------------------------------------------------------------


def drafted(body: Any, kind: str, head: Any) -> Record:
    return Draft(kind, head, "commission@chair", AT, body).record()


def test_a_payload_is_read_by_the_hash_and_size_of_its_record() -> None:
    counts = RollCounts({"75-001": 81})
    record = drafted(counts, "roll.committed/1", Nothing())
    blob = body_bytes(counts)
    assert blob == b'{"units":{"75-001":81}}'
    assert record.payload == hashlib.sha256(blob).hexdigest()
    assert read_body(record, blob) == counts
    with refused("record.blob", blob=record.payload):
        read_body(record, blob + b" ")
    with refused("record.blob"):
        read_body(replace(record, size=1), blob)
    with refused("record.blob-missing", blob=record.payload):
        read_body(record, None)


def test_a_text_may_be_gone_and_an_empty_one_is_a_text() -> None:
    record = drafted(Text(b"Noise."), "incident.reported/1", Nothing())
    assert read_body(record, b"Noise.") == Text(b"Noise.")
    assert read_body(record, None) == Text(b"")
    empty = drafted(Text(b""), "incident.reported/1", Nothing())
    assert (empty.size, read_body(empty, b"")) == (0, Text(b""))
    with refused("record.blob"):
        read_body(record, b"Silence.")


def test_a_record_without_payload_reads_none() -> None:
    record = drafted(None, "board.closed/1", Nothing())
    assert body_bytes(None) is None
    assert read_body(record, None) is None


def test_an_event_is_read_as_it_is() -> None:
    head = OnlineEvent("abroad", 1, 0, "EndBallots")
    record = Draft("online.event/1", head, body=Event(b"{}", ())).record()
    assert read_body(record, b"{}") == Event(b"{}", ())


# -- subjects ------------------------------------------------------------------------------------


def test_a_subject_names_kind_fields_and_payload_but_neither_decision_nor_person_nor_time() -> None:
    record = drafted(RollCounts({}), "rules.fixed/1", KINDS["rules.fixed/1"].head(decision=3))
    same = replace(record, by="commission@dean", at="2024-01-01T00:00:00Z")
    later = replace(same, head=KINDS["rules.fixed/1"].head(decision=9))
    assert subject(record) == subject(same) == subject(later)
    assert subject(record) != subject(replace(record, payload=HASH))
    assert subject(record) != subject(replace(record, kind="unit.excused/1"))
    other = Draft("sheet.received/1", SheetReceived("text", "75-001")).record()
    assert subject(other) != subject(replace(other, head=SheetReceived("text", "75-002")))


# -- the tables ----------------------------------------------------------------------------------


def test_every_kind_has_an_authority_and_a_rule_and_no_other_has() -> None:
    assert list(AUTHORITY) == list(KINDS)
    assert set(_RULES) == set(KINDS)


def test_authorities_name_roles_that_exist_and_decisions_a_place_for_their_index() -> None:
    for name, authority in AUTHORITY.items():
        deciding = {*authority.decided, *authority.decided_once_fixed}
        assert deciding <= set(authority.roles) <= set(ROLE_KINDS), name
        fields = KINDS[name].head.__struct_fields__
        assert ("decision" in fields) is bool(deciding), name
        if authority.in_place:
            assert "unit" in fields, name


def test_a_kind_is_named_with_its_version_and_takes_no_common_field() -> None:
    for name, kind in KINDS.items():
        assert name == kind.name
        subject_, _, version = name.partition("/")
        assert version == ("2" if name.startswith("claim.made/") else "1")
        assert subject_.count(".") == 1
        common = {"kind", "by", "at", "payload", "size", "sig"}
        assert common.isdisjoint(kind.head.__struct_encode_fields__), name
