"""Weights: how they are listed, counted and bounded."""

from dataclasses import replace
from typing import Any

import msgspec
import pytest
from tests.support.online_box import BLANK, CHOICE, RANKED, OnlineBox, edit

from suffrage.belenios.backend import load_group
from suffrage.belenios.credentials import (
    LARGEST_SEARCH,
    read_public_credentials,
    write_public_credentials,
)
from suffrage.belenios.decryption import Share
from suffrage.belenios.published import counts_of, number_of
from suffrage.belenios.result import check_result, compute_result
from suffrage.belenios.setup import read_setup, setup_records
from suffrage.belenios.strict_json import read_count, write_count
from suffrage.belenios.tally import Tally, check_tally, encrypt_tally
from suffrage.belenios.verify import verify_archive
from suffrage.errors import Malformed, NotVerified, Refused, SuffrageError

GROUP = load_group("Ed25519")
KEYS = GROUP.encode(GROUP.base([2, 3, 4]))
WEIGHTS = dict(zip(KEYS, (1, 20, 1000), strict=True))
BIG = 2**30


def weighted_box(*weights: int) -> OnlineBox:
    """One ballot of each voter, each for another answer, and the first one votes again."""
    box = OnlineBox(questions=(CHOICE,), weights=weights)
    for voter, chosen in ((0, 1), (1, 1), (2, 2), (0, 0)):
        box.cast(voter, [[int(place == chosen) for place in range(3)]])
    return box


def shares_of(box: OnlineBox, tally: Tally) -> list[Share]:
    return [box.share(owner, tally) for owner in (1, 2)]


def test_lists_name_weights_in_the_order_of_the_group() -> None:
    data = write_public_credentials(KEYS, WEIGHTS)
    listed = sorted(KEYS, key=GROUP.rank)
    assert msgspec.json.decode(data) == [f"{key},{WEIGHTS[key]}" for key in listed]
    read = read_public_credentials(GROUP, data)
    assert {key: read.weight_of(key) for key in read.keys} == WEIGHTS
    plain = read_public_credentials(GROUP, write_public_credentials(KEYS))
    assert {key: plain.weight_of(key) for key in KEYS} == dict.fromkeys(KEYS, 1)
    with pytest.raises(NotVerified) as refusal:
        read.weight_of("stranger")
    assert refusal.value.code == "bel.credential-unknown"


@pytest.mark.parametrize("weight", [0, -1, 10**30])
def test_no_list_with_another_weight_is_written(weight: int) -> None:
    with pytest.raises(Malformed) as refusal:
        write_public_credentials(KEYS, WEIGHTS | {min(KEYS, key=GROUP.rank): weight})
    assert (refusal.value.code, refusal.value.fields) == ("bel.weight", {"index": 0})


def test_no_list_is_written_whose_counts_nobody_finds() -> None:
    """A12: one huge weight would block the result."""
    write_public_credentials(KEYS, dict(zip(KEYS, (LARGEST_SEARCH - 2, 1, 1), strict=True)))
    with pytest.raises(Refused) as refusal:
        write_public_credentials(KEYS, dict(zip(KEYS, (LARGEST_SEARCH, 1, 1), strict=True)))
    assert refusal.value.code == "bel.weight-total"
    assert refusal.value.fields == {"total": LARGEST_SEARCH + 2, "most": LARGEST_SEARCH}


def test_a_ballot_counts_as_often_as_its_weight() -> None:
    box = weighted_box(1, 20, 1000)
    checked = [box.check(ballot) for ballot in box.ballots]
    assert [ballot.weight for ballot in checked] == [1, 20, 1000, 1]
    report = verify_archive(box.archive())
    assert report.result == ((1, 20, 1000),)
    tally = encrypt_tally(box.election, checked)
    assert (tally.number, tally.weight) == (3, 1021)
    assert tally.records[1].startswith(b'{"num_tallied":3,"total_weight":1021,')


@pytest.mark.parametrize(
    ("code", "given", "change"),
    [
        ("bel.tally-number", 1021, lambda f: f.update(num_tallied=1021)),
        ("bel.tally-weight", 3, lambda f: f.update(total_weight=3)),
        ("bel.tally-weight", 1022, lambda f: f.update(total_weight=1022)),
        ("bel.tally-weight", BIG, lambda f: f.update(total_weight=str(BIG))),
    ],
)
def test_figures_beside_the_tally(code: str, given: int, change: Any) -> None:
    """Vectors 20 and 21: the reference tool takes these figures as they stand."""
    box = weighted_box(1, 20, 1000)
    ballots = [box.check(ballot) for ballot in box.ballots]
    right_tally = encrypt_tally(box.election, ballots)
    first, sized = right_tally.records
    with pytest.raises(NotVerified) as refusal:
        check_tally(encrypt_tally(box.election, ballots), [first, edit(sized, change)])
    assert refusal.value.code == code
    right = 3 if code == "bel.tally-number" else 1021
    assert refusal.value.fields == {"given": given, "right": right}


def test_counts_above_2_to_the_30_are_strings() -> None:
    assert (write_count(BIG - 1), write_count(BIG)) == (BIG - 1, str(BIG))
    assert read_count(BIG - 1, "x") == BIG - 1
    assert read_count(str(BIG), "x") == BIG
    box = weighted_box(1, 20, BIG)
    report = verify_archive(box.archive())
    assert report.result == ((1, 20, BIG),)
    steps = dict(box.all_records())
    assert b'"total_weight":"%d"' % (BIG + 21) in steps["EncryptedTally"][1]
    assert steps["Result"] == (b'{"result":[[1,20,"%d"]]}' % BIG,)
    assert counts_of(steps["Result"]) == (1, 20, BIG)
    assert number_of(steps["EncryptedTally"]) == 3


@pytest.mark.parametrize(
    ("code", "record"),
    [
        ("bel.canonical", b'{"result":[[1,"1000000000",1000]]}'),
        ("bel.canonical", b'{"result":[[1,"1073741823",1000]]}'),
        ("bel.json", b'{"result":[[1,1073741824,1000]]}'),
        ("bel.json", b'{"result":[[1,"20",1000]]}'),
        ("bel.json", b'{"result":[[1,-20,1000]]}'),
        ("bel.json", b'{"result":[[1,20.0,1000]]}'),
        ("bel.result", b'{"result":[[1,20,"%d"]]}' % BIG),
    ],
)
def test_other_forms_of_a_result(code: str, record: bytes) -> None:
    box = weighted_box(1, 20, 1000)
    tally = box.tally()
    with pytest.raises(SuffrageError) as refusal:
        check_result(box.election, box.setup.trustees, tally, shares_of(box, tally), [record])
    assert refusal.value.code == code


def test_no_count_is_another_number_modulo_the_order() -> None:
    """g^count is the same for count + q: a count above the total weight is none."""
    box = weighted_box(1, 20, 1000)
    tally = box.tally()
    shares = shares_of(box, tally)
    right = compute_result(box.election, box.setup.trustees, tally, shares)
    assert right.counts == ((1, 20, 1000),)
    # Published counts have at most thirty digits; the bound does not lean on that alone.
    smaller = replace(tally, weight=999)
    with pytest.raises(NotVerified) as refusal:
        check_result(box.election, box.setup.trustees, smaller, shares, right.records)
    assert (refusal.value.code, refusal.value.fields) == ("bel.result", {"question": 0, "index": 2})


def test_a_huge_total_is_refused_for_search_but_can_be_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A12: whoever knows the counts can publish them, and everybody can check."""
    # A search would end in some years.
    monkeypatch.delattr("suffrage.belenios.result.logarithms")
    box = OnlineBox(questions=(CHOICE,))
    huge = 10**29
    lines = [f"{credential.public},{huge}" for credential in box.credentials]
    lines.sort(key=lambda line: GROUP.rank(line.split(",")[0]))
    setup = box.setup
    listed = msgspec.json.encode(lines)
    box.__dict__["setup"] = read_setup(
        setup_records(setup.election.data, setup.trustees.data, listed)
    )
    for voter in range(3):
        box.cast(voter, [[1, 0, 0]])
    tally = box.tally()
    assert tally.weight == 3 * huge
    shares = shares_of(box, tally)
    with pytest.raises(Refused) as refusal:
        compute_result(box.election, setup.trustees, tally, shares)
    assert refusal.value.code == "bel.result-search"
    assert refusal.value.fields == {"weight": 3 * huge, "most": LARGEST_SEARCH}
    given = b'{"result":[["%d",0,0]]}' % (3 * huge)
    checked = check_result(box.election, setup.trustees, tally, shares, [given])
    assert checked.counts == ((3 * huge, 0, 0),)
    other = b'{"result":[["%d",0,0]]}' % (3 * huge - 1)
    with pytest.raises(NotVerified):
        check_result(box.election, setup.trustees, tally, shares, [other])


def test_large_counts_are_found() -> None:
    box = weighted_box(1, 123_456_789, 2_000_000)
    assert verify_archive(box.archive()).result == ((1, 123_456_789, 2_000_000),)


def test_weights_beside_a_shuffled_question() -> None:
    box = OnlineBox(questions=(BLANK, RANKED), weights=(1, 1, 1))
    assert box.setup.credentials.weights == {}
    other = OnlineBox(questions=(BLANK, RANKED), weights=(1, 2, 1))
    with pytest.raises(Malformed) as refusal:
        _ = other.setup
    assert refusal.value.code == "bel.weight-ranked"
