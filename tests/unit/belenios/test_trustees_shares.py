"""Partial decryptions of single trustees and groups: what is enough, and who is named."""

from itertools import combinations
from typing import Any

import pytest
from tests.support.ceremony import Ceremony, ThresholdBox
from tests.support.last_ballot import LastBallot, relabel
from tests.support.online_box import CHOICE, OnlineBox, chain, edit, seeded
from tests.support.refusals import refused

from suffrage.belenios.decryption import check_share, decrypt_share
from suffrage.belenios.result import check_result, compute_result
from suffrage.belenios.tally import encrypt_tally
from suffrage.belenios.threshold.lagrange import lagrange
from suffrage.belenios.verify import verify_archive


def voted(box: OnlineBox) -> OnlineBox:
    for voter, choice in enumerate(([1, 0, 0], [0, 1, 0], [0, 1, 0])):
        box.cast(voter, [choice])
    return box


BOX = voted(ThresholdBox())
TALLY = BOX.tally()
SHARES = [BOX.share(owner, TALLY) for owner in (1, 2, 3, 4)]
COUNTS = ((1, 2, 0),)
GROUP = BOX.election.group


def result_of(*owners: int) -> Any:
    shares = [SHARES[owner - 1] for owner in owners]
    return compute_result(BOX.election, BOX.setup.trustees, TALLY, shares).counts


def test_single_trustee_and_any_two_members() -> None:
    for pair in combinations((2, 3, 4), 2):
        assert result_of(1, *pair) == COUNTS
        assert result_of(*reversed(pair), 1) == COUNTS


def test_a_share_more_changes_nothing() -> None:
    assert result_of(1, 2, 3, 4) == COUNTS
    record = compute_result(BOX.election, BOX.setup.trustees, TALLY, SHARES[:3]).records
    for shares in (SHARES, SHARES[:3], [SHARES[0], SHARES[3], SHARES[2]]):
        check_result(BOX.election, BOX.setup.trustees, TALLY, shares, record)


def test_too_few() -> None:
    for owners, missing in (((1,), 2), ((1, 2), 1), ((1, 4), 1)):
        with refused("bel.shares-too-few", first=2, last=4, missing=missing):
            result_of(*owners)
    with refused("bel.share-missing", owner=1):
        result_of(2, 3, 4)
    with refused("bel.share-missing", owner=1):
        result_of()


def test_a_share_given_twice() -> None:
    for owners in ((1, 2, 2), (1, 1, 2, 3), (1, 2, 3, 4, 4)):
        with refused("bel.share-repeated", owner=owners[-1] if owners[1] != 1 else 1):
            result_of(*owners)


def test_shares_of_another_tally_do_not_combine() -> None:
    single = encrypt_tally(BOX.election, [BOX.check(BOX.ballots[0])])
    with refused("bel.share-proof", owner=3, index=0):
        check_share(BOX.election, BOX.setup.trustees, TALLY, BOX.share(3, single).records)


@pytest.mark.parametrize("owner", [1, 2, 3, 4])
def test_a_false_factor_names_its_trustee(owner: int) -> None:
    """A14, of a single trustee and of each member."""
    other = GROUP.encode(GROUP.base([3]))[0]
    share = SHARES[owner - 1].records[0]
    data = edit(share, lambda f: f["decryption_factors"][0].__setitem__(1, other))
    with refused("bel.share-proof", owner=owner, index=1):
        check_share(BOX.election, BOX.setup.trustees, TALLY, [data, relabel(data, owner)])


def test_a_member_s_share_under_the_number_of_another() -> None:
    data = SHARES[1].records[0]
    for owner in (1, 3, 4):
        with refused("bel.share-proof", owner=owner):
            check_share(BOX.election, BOX.setup.trustees, TALLY, [data, relabel(data, owner)])
    with refused("bel.share-owner", owner=5):
        check_share(BOX.election, BOX.setup.trustees, TALLY, [data, relabel(data, 5)])


@pytest.mark.parametrize(
    "nested",
    [
        lambda row: [[row]],
        lambda row: [row[:2]],
        lambda row: [[*row, row[0]]],
        lambda row: [row[:1], row[1:]],
        lambda row: [[row[0], row[1:]]],
        lambda _: [],
        lambda _: [[]],
    ],
)
@pytest.mark.parametrize("name", ["decryption_factors", "decryption_proofs"])
def test_shares_of_another_shape(nested: Any, name: str) -> None:
    data = edit(SHARES[2].records[0], lambda f: f.update({name: nested(f[name][0])}))
    with refused("bel.share-shape", owner=3):
        check_share(BOX.election, BOX.setup.trustees, TALLY, [data, relabel(data, 3)])


def test_an_archive_with_threshold_trustees_from_first_to_last() -> None:
    setup, steps = BOX.setup, BOX.open_records()
    shares = [SHARES[3], SHARES[0], SHARES[1]]
    result = compute_result(BOX.election, setup.trustees, TALLY, shares)
    steps += [("EndBallots", ()), ("EncryptedTally", TALLY.records)]
    published = [("PartialDecryption", share.records) for share in shares]
    done: Any = [*steps, *published, ("Result", result.records)]
    assert verify_archive(chain(done)).result == COUNTS
    del done[-2]
    with refused("bel.shares-too-few", first=2, last=4, missing=1):
        verify_archive(chain(done))


def test_each_of_one_of_n_decrypts_under_the_own_number() -> None:
    box = voted(ThresholdBox(trustees=0, ceremony=Ceremony(3, 1, "one")))
    tally = box.tally()
    for owner in (1, 2, 3):
        share = box.share(owner, tally)
        assert share.owner == owner
        result = compute_result(box.election, box.setup.trustees, tally, [share])
        assert result.counts == COUNTS


def test_a_recovered_key_of_another_ceremony_decrypts_nothing() -> None:
    stranger = Ceremony(seed="stranger").key(1)
    with refused("bel.trustee-unknown"):
        decrypt_share(BOX.election, BOX.setup.trustees, TALLY, stranger, seeded("share"))


# The known weakness of version 1: the challenge names neither alpha nor the factor.


def attacked(box: OnlineBox, shifts: list[int]) -> LastBallot:
    """The first trustee casts the ballot of the third voter for the first option."""
    attack = LastBallot(box.election, box.keys[0], 1, shifts)
    others = box.tally().ciphertexts.alphas
    box.ballots.append(attack.ballot(others, box.credentials[2].private, [1, 0, 0]))
    return attack


def test_a_single_trustee_who_casts_the_last_ballot_moves_votes() -> None:
    """A known limit of version 1: no check of the archive can show it.

    Three true votes are 1, 1, 1; two are moved to the first option. What shows it is a share more,
    an honest ballot after the attacker's (the next tests), or the vouch that a board asks for
    (``test_vouch.py``, ``conduct/test_conduct_vouches.py``).
    """
    box = OnlineBox(questions=(CHOICE,), trustees=2)
    box.cast(0, [[0, 1, 0]])
    box.cast(1, [[0, 0, 1]])
    attack = attacked(box, [-2, 1, 1])
    tally = box.tally()
    false = check_share(box.election, box.setup.trustees, tally, attack.share(tally))
    shares = [false, box.share(2, tally)]
    result = compute_result(box.election, box.setup.trustees, tally, shares)
    assert result.counts == ((3, 0, 0),)
    steps: Any = [
        *box.open_records(),
        ("EndBallots", ()),
        ("EncryptedTally", tally.records),
        *(("PartialDecryption", share.records) for share in shares),
        ("Result", result.records),
    ]
    assert verify_archive(chain(steps)).result == ((3, 0, 0),)


def test_an_honest_ballot_after_the_attacker_s_spoils_the_attack() -> None:
    box = OnlineBox(questions=(CHOICE,), trustees=2)
    box.cast(0, [[0, 1, 0]])
    attack = attacked(box, [-1, 1, 0])
    box.cast(1, [[0, 0, 1]])
    tally = box.tally()
    with refused("bel.share-proof", owner=1):
        check_share(box.election, box.setup.trustees, tally, attack.share(tally))


def test_a_share_beyond_the_threshold_shows_the_same_attack() -> None:
    """Two of three members decrypt to a false count; the third member's share contradicts."""
    box = ThresholdBox(trustees=0)
    box.cast(0, [[0, 1, 0]])
    box.cast(1, [[0, 0, 1]])
    order = box.election.group.order
    weight = lagrange([1, 2], 0, order)[0]
    moved = [shift * pow(weight, -1, order) % order for shift in (-2, 1, 1)]
    attack = attacked(box, moved)
    tally = box.tally()
    trustees = box.setup.trustees
    false = check_share(box.election, trustees, tally, attack.share(tally))
    honest = [box.share(owner, tally) for owner in (2, 3)]
    two = compute_result(box.election, trustees, tally, [false, honest[0]])
    assert two.counts == ((3, 0, 0),)
    with refused("bel.share-disagrees", owner=3):
        compute_result(box.election, trustees, tally, [false, *honest])
    with refused("bel.share-disagrees", owner=3):
        check_result(box.election, trustees, tally, [*honest, false], two.records)
    true = compute_result(box.election, trustees, tally, honest)
    assert true.counts == ((1, 1, 1),)
