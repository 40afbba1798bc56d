"""Any change to an archive is refused, and no bytes make a parser fail in another way."""

from collections.abc import Callable, Sequence
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.support.mixed_box import MixedBox
from tests.support.online_box import BLANK, CHOICE, HEADER, LISTS, RANKED, OnlineBox
from tests.support.textbook_ballot import TextbookBallot

from suffrage.belenios.archive import append_bytes, read_archive, write_header
from suffrage.belenios.check_ballot import check_ballot
from suffrage.belenios.credentials import read_public_credentials
from suffrage.belenios.decryption import Owned
from suffrage.belenios.election import read_election
from suffrage.belenios.events import Event, read_event
from suffrage.belenios.members import unpack
from suffrage.belenios.result import ResultRecord, check_result, compute_result
from suffrage.belenios.strict_json import read, write, write_count
from suffrage.belenios.tally import SizedTally
from suffrage.belenios.trustees import read_trustee_key, read_trustees
from suffrage.belenios.verify import verify_archive
from suffrage.errors import Malformed, SuffrageError


def made_box() -> OnlineBox:
    box = OnlineBox(questions=(CHOICE, BLANK), trustees=1, voters=2)
    box.cast(0, [[1, 0, 0], [0, 1, 0]])
    box.cast(1, [[0, 0, 1], [1, 0, 0]])
    return box


def made_mixed_box() -> MixedBox:
    """One ballot of lists and ranks, two of them shuffled once."""
    box = MixedBox(questions=(LISTS, RANKED), trustees=1, voters=2, shufflers=(1,))
    box.cast(0, [[[1, 1, 0], [0, 0], [0]], [1, 2, 3]])
    box.cast(1, [[[0, 0, 0], [1, 1], [0]], [3, 2, 1]])
    return box


BOX, MIXED = made_box(), made_mixed_box()
ARCHIVE, MIXED_ARCHIVE = BOX.archive(), MIXED.archive()
RECORDS = [record for box in (BOX, MIXED) for _, records in box.all_records() for record in records]
GROUP = BOX.election.group
TALLY = BOX.tally()
SHARES = [BOX.share(1, TALLY)]


@st.composite
def mutated(draw: st.DrawFn, sources: Sequence[bytes]) -> bytes:
    """Real bytes with a few slices replaced, doubled, dropped or swapped with others."""
    data = draw(st.sampled_from(sources))
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.sampled_from([0, 1, 1, 2, 8, 64])))
        new = draw(
            st.one_of(
                st.binary(max_size=4),
                st.sampled_from(TOKENS),
                st.just(data[start:end] * 2),
            )
        )
        data = data[:start] + new + data[end:]
    return data


TOKENS = [
    *(b'"', b"{", b"}", b"[", b"]", b",", b":", b"\\u0000", b"\\ud800", b"null", b"true"),
    *(b"1e9", b"-1", b"0.5", b"9" * 30, b"1" * 5000, b"[" * 2000, b'"0"', b'""', b"\x7f", b"\xff"),
]

PARSERS: list[Callable[[bytes], object]] = [
    read_election,
    read_event,
    read_archive,
    lambda data: unpack(data, 0, HEADER.timestamp),
    lambda data: read_public_credentials(GROUP, data),
    lambda data: read(data, Event, "event"),
    lambda data: read(data, SizedTally, "sized_encrypted_tally"),
    lambda data: read(data, Owned, "owned"),
    lambda data: read(data, ResultRecord, "result"),
]
CHECKS: list[Callable[[bytes], object]] = [
    lambda data: read_trustees(GROUP, data),
    lambda data: check_ballot(BOX.election, BOX.setup.credentials, data),
    lambda data: check_ballot(MIXED.election, MIXED.setup.credentials, data),
    lambda data: read_trustee_key(data, bytes),
    lambda data: check_result(BOX.election, BOX.setup.trustees, TALLY, SHARES, [data]),
]


@given(mutated([*RECORDS, write_header(HEADER), ARCHIVE[:3000]]))
@example(b"")
@example(b"[" * 100_000)
@example(b'{"version":' + b"9" * 5000 + b"}")
@example(b'{"version":1e999}')
@example(b'{"version":1,"group":"","questions":[{"":' + b"[" * 3000)
@example(b'"\xed\xa0\x80"')
def test_parsers_raise_only_malformed(data: bytes) -> None:
    for parse in PARSERS:
        with suppress(Malformed):
            parse(data)


@given(mutated(RECORDS))
@example(b"[" * 100_000)
@example(b'"' + b"9" * 5000 + b'"')
@example(b'[["Single",' + b"[" * 3000)
def test_checks_raise_only_refusals(data: bytes) -> None:
    for check in CHECKS:
        with suppress(SuffrageError):
            check(data)


@given(st.sampled_from([ARCHIVE, MIXED_ARCHIVE]), st.data(), st.integers(1, 255))
def test_every_byte_of_an_archive_matters(archive: bytes, data: st.DataObject, change: int) -> None:
    place = data.draw(st.integers(0, len(archive) - 1))
    changed = bytearray(archive)
    changed[place] ^= change
    with pytest.raises(SuffrageError) as refusal:
        verify_archive(bytes(changed))
    assert refusal.value.at


@given(mutated([ARCHIVE]))
def test_only_a_continuation_of_events_is_accepted(data: bytes) -> None:
    try:
        report = verify_archive(data)
    except SuffrageError:
        return
    parts = [append_bytes(HEADER, entry.pieces) for entry in read_archive(data)]
    assert write_header(HEADER) + b"".join(parts) == data
    assert report.head.height == len(parts) - 1


@given(st.integers(0, len(ARCHIVE)))
def test_a_cut_archive_is_an_older_one_or_none(size: int) -> None:
    ends = {entry.end for entry in read_archive(ARCHIVE)}
    if size in ends:
        assert verify_archive(ARCHIVE[:size]).head.height >= 0
        return
    with pytest.raises(SuffrageError):
        verify_archive(ARCHIVE[:size])


@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=4),
    st.integers(1, 3),
)
def test_the_result_is_the_sum_of_last_votes(votes: list[tuple[int, int]], trustees: int) -> None:
    box = OnlineBox(questions=(BLANK,), trustees=trustees, seed=repr(votes))
    for voter, choice in votes:
        box.cast(voter, [[int(choice == place) for place in range(3)]])
    last = list(dict(votes).values())
    report = verify_archive(box.archive())
    assert report.result == (tuple(last.count(place) for place in range(3)),)
    assert report.counted == len(last)


@st.composite
def lists_votes(draw: st.DrawFn) -> list[list[int]]:
    """A vote for one of the lists that have candidates, with at least one of them."""
    sizes = [2, 1]
    chosen = draw(st.integers(0, len(sizes) - 1))
    bits = draw(st.lists(st.integers(0, 1), min_size=sizes[chosen], max_size=sizes[chosen]))
    rows = [[0] * (1 + size) for size in sizes]
    rows[chosen] = [1, *bits] if any(bits) else [1] * (1 + sizes[chosen])
    return [*rows, [0]]


@given(
    st.lists(
        st.tuples(lists_votes(), st.lists(st.integers(0, 255), min_size=3, max_size=3)), max_size=3
    ),
    st.lists(st.integers(1, 2**31), min_size=3, max_size=3),
)
def test_every_kind_counts_what_was_cast(
    votes: list[tuple[list[list[int]], list[int]]], weights: list[int]
) -> None:
    weighed = OnlineBox(questions=(LISTS,), weights=tuple(weights), seed=repr(votes))
    ranked = OnlineBox(questions=(RANKED,), seed=repr(votes))
    for voter, (lists, ranks) in enumerate(votes):
        ballot = weighed.make(voter, [lists])
        assert TextbookBallot(weighed.election.data, ballot).failures() == []
        weighed.ballots.append(ballot)
        ranked.cast(voter, [ranks])
    tally = weighed.tally()
    expected = [
        [
            sum(w * lists[row][at] for w, (lists, _) in zip(weights, votes, strict=False))
            for at in range(size)
        ]
        for row, size in enumerate((3, 2, 1))
    ]
    shares = [weighed.share(owner, tally) for owner in (1, 2)]
    record = write({"result": [[[write_count(n) for n in row] for row in expected]]})
    check_result(weighed.election, weighed.setup.trustees, tally, shares, [record])
    tally = ranked.tally()
    shares = [ranked.share(owner, tally) for owner in (1, 2)]
    result = compute_result(ranked.election, ranked.setup.trustees, tally, shares)
    assert sorted(result.counts[0]) == sorted(tuple(ranks) for _, ranks in votes)
