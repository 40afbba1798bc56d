"""Archives: bytes, chain, order; boxes of ours from setup to result; each place of a failure."""

from typing import Any

import pytest
from tests.support.online_box import (
    BLANK,
    CHOICE,
    HEADER,
    RANGE,
    Choices,
    OnlineBox,
    chain,
    edit,
    head_of,
    steps_of,
)

from suffrage.belenios.archive import (
    Header,
    append_bytes,
    check_prefix,
    read_archive,
    read_entries,
    write_header,
)
from suffrage.belenios.events import ballot_event, next_phase, read_event
from suffrage.belenios.hashing import wide_digest
from suffrage.belenios.members import pack
from suffrage.belenios.strict_json import write
from suffrage.belenios.verify import verify_archive
from suffrage.errors import Malformed, SuffrageError

VOTES: list[tuple[int, Choices]] = [(0, [[1, 0, 0]]), (1, [[0, 0, 1]]), (0, [[0, 1, 0]])]


def made_box() -> OnlineBox:
    box = OnlineBox(voters=4)
    for voter, choices in VOTES:
        box.cast(voter, choices)
    return box


BOX = made_box()
ARCHIVE = BOX.archive()
STEPS = steps_of(ARCHIVE)


def refusal_of(archive: bytes) -> SuffrageError:
    with pytest.raises(SuffrageError) as refusal:
        verify_archive(archive)
    return refusal.value


def test_a_whole_box() -> None:
    report = verify_archive(ARCHIVE)
    assert (report.phase, report.result) == ("result", ((0, 1, 1),))
    assert (report.credentials, report.ballots, report.counted) == (4, 3, 2)
    assert (report.voters, report.abstentions) == (2, 2)
    assert [line.counted for line in report.trackers] == [False, True, True]
    assert [line.height for line in report.trackers] == [1, 2, 3]
    assert report.head == head_of(ARCHIVE)


@pytest.mark.parametrize(
    ("questions", "votes", "result"),
    [
        ((CHOICE,), [], ((0, 0, 0),)),
        ((BLANK,), [(0, [[1, 0, 0]])], ((1, 0, 0),)),
        ((RANGE,), [(0, [[0, 0, 0, 0]]), (1, [[1, 1, 0, 1]])], ((1, 1, 0, 1),)),
        ((BLANK, CHOICE), [(2, [[0, 1, 0], [0, 0, 1]])] * 3, ((0, 1, 0), (0, 0, 1))),
    ],
    ids=["zero ballots", "all blank", "none to three", "one voter thrice"],
)
def test_boxes_of_every_kind(questions: Any, votes: Any, result: Any) -> None:
    box = OnlineBox(questions=questions, trustees=3)
    for voter, choices in votes:
        box.cast(voter, choices)
    report = verify_archive(box.archive())
    assert report.result == result
    assert report.counted == len({voter for voter, _ in votes})


def test_every_phase() -> None:
    steps = BOX.all_records()
    seen = [verify_archive(chain(steps[:end])) for end in range(1, len(steps) + 1)]
    assert [report.phase for report in seen] == [
        *["open"] * 4,
        "closed",
        *["tallied"] * 3,
        "result",
    ]
    assert [report.abstentions for report in seen[3:5]] == [None, 2]
    assert [len(report.shares) for report in seen[-4:]] == [0, 1, 2, 2]


def test_entries_carry_records_heads_and_positions() -> None:
    entries = list(read_archive(ARCHIVE))
    assert [entry.pieces.head.height for entry in entries] == list(range(len(entries)))
    assert entries[0].start == len(write_header(HEADER))
    assert entries[-1].end == len(ARCHIVE)
    for entry in entries:
        assert ARCHIVE[entry.start : entry.end] == append_bytes(HEADER, entry.pieces)


def test_a_mirror_reads_only_what_was_appended() -> None:
    whole = list(read_archive(ARCHIVE))
    known = whole[3]
    rest = list(read_entries(HEADER, ARCHIVE, known.end, known.pieces.head))
    assert rest == whole[4:]
    moved = list(read_entries(HEADER, ARCHIVE[known.end :], 0, known.pieces.head))
    assert [entry.pieces for entry in moved] == [entry.pieces for entry in rest]
    with pytest.raises(SuffrageError) as refusal:
        list(read_entries(HEADER, ARCHIVE, known.end, whole[2].pieces.head))
    assert refusal.value.code == "bel.event-chain"


def test_office_appends_event_by_event() -> None:
    shorter = chain(STEPS[:2])
    pieces = ballot_event(head_of(shorter), BOX.ballots[1])
    longer = shorter + append_bytes(HEADER, pieces)
    assert longer == chain(STEPS[:3])
    assert pieces.head == head_of(longer)
    check_prefix(shorter, longer)
    check_prefix(longer, longer)


def test_rewritten_and_shortened_archives_do_not_continue() -> None:
    """A7: a ballot dropped from a chain that fits is seen by whoever kept an older copy."""
    older = chain(STEPS[:3])
    for newer in (chain([STEPS[0], *STEPS[2:4]]), older[:-512]):
        assert verify_or_code(newer) in {"open", "bel.member", "bel.record-trailing"}
        with pytest.raises(SuffrageError) as refusal:
            check_prefix(older, newer)
        assert refusal.value.code == "bel.prefix"
        same = int(refusal.value.at.removeprefix("byte "))
        assert older[:same] == newer[:same]
        assert older[same : same + 1] != newer[same : same + 1]


def verify_or_code(archive: bytes) -> str:
    try:
        return verify_archive(archive).phase
    except SuffrageError as refusal:
        return refusal.code


def change_record(step: int, place: int, change: Any) -> bytes:
    """The archive with one record changed and every later hash made to fit."""
    steps = list(STEPS)
    kind, records = steps[step]
    changed = list(records)
    changed[place] = edit(changed[place], change)
    steps[step] = (kind, tuple(changed))
    return chain(steps)


@pytest.mark.parametrize(
    ("step", "place", "change", "code"),
    [
        (5, 1, lambda f: f.update(num_tallied=3), "bel.tally-number"),
        (5, 1, lambda f: f.update(total_weight=3), "bel.tally-weight"),
        (5, 0, lambda f: f[0].reverse(), "bel.tally-hash"),
        (6, 1, lambda f: f.update(owner=2), "bel.share-hash"),
        (8, 0, lambda f: f["result"][0].reverse(), "bel.result"),
    ],
)
def test_changed_records_with_a_chain_that_fits(
    step: int, place: int, change: Any, code: str
) -> None:
    if code == "bel.share-hash":
        steps = list(STEPS)
        steps[6] = ("PartialDecryption", (STEPS[6][1][0], STEPS[7][1][1]))
        archive = chain(steps)
    else:
        archive = change_record(step, place, change)
    refusal = refusal_of(archive)
    assert (refusal.code, refusal.at) == (code, f"event {step}")


def test_same_trustee_twice() -> None:
    refusal = refusal_of(chain([*STEPS[:7], STEPS[6], *STEPS[7:]]))
    assert (refusal.code, refusal.fields) == ("bel.share-repeated", {"owner": 1})


def test_shares_in_any_order_and_none_missing() -> None:
    swapped = chain([*STEPS[:6], STEPS[7], STEPS[6], STEPS[8]])
    assert verify_archive(swapped).result == ((0, 1, 1),)
    refusal = refusal_of(chain([*STEPS[:7], STEPS[8]]))
    assert (refusal.code, refusal.fields) == ("bel.share-missing", {"owner": 2})


@pytest.mark.parametrize(
    "order",
    [[1], [0, 0], [0, 4, 1], [0, 1, 5], [0, 4, 6], [0, 4, 4], [0, 4, 8], [0, 1, 2, 3, 4, 5, 1]],
)
def test_events_out_of_order(order: list[int]) -> None:
    """A4: above all a ballot after the end of voting."""
    refusal = refusal_of(chain([STEPS[place] for place in order]))
    assert refusal.code == "bel.event-order"
    assert refusal.at == f"event {len(order) - 1}"


def test_all_orders_of_two_events_are_decided() -> None:
    assert next_phase("open", "EndBallots") == "closed"
    with pytest.raises(Malformed) as refusal:
        next_phase("closed", "Ballot")
    assert refusal.value.fields == {"type": "Ballot", "phase": "closed"}


def test_copied_ballot_in_an_archive() -> None:
    refusal = refusal_of(chain([*STEPS[:3], STEPS[1]]))
    assert (refusal.code, refusal.at) == ("bel.ballot-repeated", "event 3")


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("bel.event-chain", lambda f: f.update(height=2)),
        ("bel.event-chain", lambda f: f.update(parent="0" * 64)),
        ("bel.event-chain", lambda f: f.pop("parent")),
        ("bel.event-payload", lambda f: f.update(payload="0" * 64)),
        ("bel.event-payload", lambda f: f.pop("payload")),
        ("bel.event-records", lambda f: f.update(type="EndBallots")),
        ("bel.json", lambda f: f.update(type="Poll")),
        ("bel.json", lambda f: f.update(height=-1)),
        ("bel.canonical", lambda f: f.update(parent=f.pop("parent"))),
    ],
)
def test_events_that_do_not_fit(code: str, change: Any) -> None:
    start = chain(STEPS[:1])
    event = edit(ballot_event(head_of(start), BOX.ballots[0]).data, change)
    ballot = BOX.ballots[0]
    archive = (
        start
        + pack(wide_digest(ballot) + ".data.json", ballot, HEADER.timestamp)
        + pack(wide_digest(event) + ".event.json", event, HEADER.timestamp)
    )
    assert refusal_of(archive).code == code


def header_of(record: bytes, name: str = "BELENIOS", timestamp: int = 1_700_000_000) -> bytes:
    return pack(name, record, timestamp)


GOOD_HEADER = b'{"version":1,"timestamp":"1700000000"}'


@pytest.mark.parametrize(
    ("code", "archive"),
    [
        ("bel.archive-empty", header_of(GOOD_HEADER)),
        ("bel.member", b""),
        ("bel.member", b"\0" * 1024),
        ("bel.member", header_of(GOOD_HEADER)[:-1]),
        ("bel.member", header_of(GOOD_HEADER) + b"\0" * 1024),
        ("bel.member", header_of(GOOD_HEADER) + b"x"),
        ("bel.member", header_of(GOOD_HEADER, name="BELENIOS2")),
        ("bel.member", header_of(GOOD_HEADER, timestamp=1)),
        ("bel.member", header_of(GOOD_HEADER.replace(b'"17', b'"017'))),
        ("bel.member", header_of(GOOD_HEADER) + pack("x", b"{}", 1)),
        ("bel.record-hash", header_of(GOOD_HEADER) + pack("x", b"{}", HEADER.timestamp)),
        ("bel.json", header_of(b'{"version":1,"timestamp":1700000000}')),
        ("bel.unsupported", header_of(GOOD_HEADER.replace(b":1,", b":2,"))),
        ("bel.member", header_of(GOOD_HEADER).replace(b"0000644", b"0000755")),
    ],
)
def test_bytes_that_are_no_archive(code: str, archive: bytes) -> None:
    refusal = refusal_of(archive)
    assert refusal.code == code
    assert refusal.at or code == "bel.archive-empty"


@pytest.mark.parametrize(("name", "timestamp"), [("x" * 100, 1), ("x", -1), ("x", 8**11)])
def test_members_that_have_no_header(name: str, timestamp: int) -> None:
    with pytest.raises(Malformed) as refusal:
        pack(name, b"", timestamp)
    assert refusal.value.code == "bel.member"


def test_header_is_the_published_one() -> None:
    data = write_header(Header(1795322282))
    assert data[:9] == b"BELENIOS\0"
    assert data[100:108] == b"0000644\0"
    assert data[124:148] == b"00000000046\0%011o\0" % 1795322282
    assert data[512:550] == b'{"version":1,"timestamp":"1795322282"}'
    assert data[550:] == b"\0" * (1024 - 550)
    assert read_archive(data).header == Header(1795322282)


def test_an_event_alone() -> None:
    event = read_event(b'{"height":0,"type":"Setup"}')
    assert (event.height, event.parent, event.payload) == (0, None, None)


def test_failures_are_collected() -> None:
    """Two bad ballots, the tally that no longer fits, and bytes after the end."""
    steps = list(STEPS)
    for place in (1, 2):
        spoilt = edit(steps[place][1][0], lambda f: f["signature"].update(hash="A" * 43))
        steps[place] = ("Ballot", (spoilt,))
    failures: list[SuffrageError] = []
    report = verify_archive(chain(steps) + b"\0" * 512, failures.append)
    assert [(failure.code, failure.at.split()[0]) for failure in failures] == [
        ("bel.ballot-signature", "event"),
        ("bel.ballot-signature", "event"),
        ("bel.tally", "event"),
        ("bel.member", "byte"),
    ]
    assert (report.ballots, report.phase, report.result) == (1, "result", None)


def test_collecting_from_a_sound_archive_finds_nothing() -> None:
    failures: list[SuffrageError] = []
    assert verify_archive(ARCHIVE, failures.append).result == ((0, 1, 1),)
    assert failures == []


def test_without_a_setup_there_is_nothing_to_report() -> None:
    steps = [("Setup", (b"{}", *STEPS[0][1][1:]))]
    failures: list[SuffrageError] = []
    with pytest.raises(SuffrageError) as refusal:
        verify_archive(chain(steps), failures.append)  # type: ignore[arg-type]
    assert refusal.value.code == "bel.setup-hash"
    assert refusal.value.at == "event 0"
    assert failures == []


def test_writing_refuses_what_is_no_text() -> None:
    with pytest.raises(Malformed) as refusal:
        write("\ud800")
    assert refusal.value.code == "bel.text"
