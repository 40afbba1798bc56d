"""Shuffles that cheat or are cut up on the way: refused, and the trustee is named."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.support.mixed_box import (
    MixedBox,
    archive_with,
    edited,
    other_key,
    owned,
    with_ciphertexts,
)
from tests.support.online_box import seeded
from tests.support.refusals import refused
from tests.support.shuffles import FINGERPRINT, KEY, KnownGenerators, forge

from suffrage.belenios.ballot import Ciphertext
from suffrage.belenios.disjunctions import Ciphertexts
from suffrage.belenios.shuffle import prove_shuffle
from suffrage.belenios.shuffle.record import Commitments, ShuffleRecord
from suffrage.belenios.shuffle.shuffle_tally import Shuffle, check_shuffle, shuffle_tally
from suffrage.belenios.strict_json import write
from suffrage.belenios.verify import verify_archive
from suffrage.errors import SuffrageError

RANKED = 1


def full_box() -> MixedBox:
    """Six voters of one ballot each."""
    box = MixedBox()
    for voter in range(6):
        box.cast(voter, [[1, 0, 0], [voter, 0, 7]])
    return box


BOX = full_box()
ELECTION, TRUSTEES = BOX.election, BOX.setup.trustees
TALLY = BOX.tally()
FIRST = BOX.shuffle(TALLY, [], 1)
SECOND = BOX.shuffle(TALLY, [FIRST], 2)


def check(*records: bytes, earlier: tuple[Shuffle, ...] = ()) -> Shuffle:
    return check_shuffle(ELECTION, TRUSTEES, TALLY, earlier, records)


def refusal_of(archive: bytes) -> SuffrageError:
    with pytest.raises(SuffrageError) as refusal:
        verify_archive(archive)
    return refusal.value


def shuffled_from(
    change: Callable[[Ciphertexts], Ciphertexts], owner: int = 1
) -> tuple[bytes, ...]:
    other = with_ciphertexts(TALLY, change)
    made = shuffle_tally(ELECTION, TRUSTEES, other, [], owner=owner, entropy=seeded("cheat"))
    return made.records


def double(ciphertexts: Ciphertexts) -> Ciphertexts:
    return ciphertexts.take([0, 1, 2, 3, 3, 5, 6, 7, 8])


def replace_one(ciphertexts: Ciphertexts) -> Ciphertexts:
    group = ELECTION.group
    r = 4242
    own = Ciphertexts(
        group.base([r]), group.add(group.times(ELECTION.key, [r]), group.embed([[1, 2, 3]]))
    )
    return ciphertexts.take(range(8)).join(own)


def shift_one(ciphertexts: Ciphertexts) -> Ciphertexts:
    group = ELECTION.group
    powers = group.base([0, 0, 0, 1, 0, 0, 0, 0, 0])
    return Ciphertexts(ciphertexts.alphas, group.add(ciphertexts.betas, powers))


@pytest.mark.parametrize("change", [double, replace_one, shift_one])
@pytest.mark.parametrize("owner", [1, 2])
def test_a_ballot_doubled_replaced_or_changed(
    change: Callable[[Ciphertexts], Ciphertexts], owner: int
) -> None:
    """A shuffler who starts from other answers than the tally's; the other trustee is honest."""
    records = shuffled_from(change, owner)
    before = () if owner == 1 else (FIRST.records,)
    with refused("bel.shuffle", owner=owner, question=RANKED, equation="t1"):
        verify_archive(archive_with(BOX, *before, records))


@pytest.mark.parametrize("size", [5, 7])
def test_a_ballot_dropped_or_added(size: int) -> None:
    places = [*range(3), *(3 + place % 6 for place in range(size))]
    other = replace(with_ciphertexts(TALLY, lambda c: c.take(places)), shape=(3, size))
    made = shuffle_tally(ELECTION, TRUSTEES, other, [], owner=1, entropy=seeded("cheat"))
    refusal = refusal_of(archive_with(BOX, made.records))
    assert (refusal.code, refusal.at) == ("bel.shuffle-size", "event 9 owner 1 question 1")


def test_another_key() -> None:
    made = shuffle_tally(
        other_key(ELECTION, 5), TRUSTEES, TALLY, [], owner=1, entropy=seeded("key")
    )
    with refused("bel.shuffle", owner=1, question=RANKED):
        check(*made.records)


def test_a_proof_of_another_election() -> None:
    other = replace(ELECTION, fingerprint=ELECTION.fingerprint.swapcase())
    made = shuffle_tally(other, TRUSTEES, TALLY, [], owner=2, entropy=seeded("phi"))
    with refused("bel.shuffle", owner=2, question=RANKED):
        check(*made.records)


def test_shuffles_exchanged() -> None:
    with refused("bel.shuffle", owner=1):
        verify_archive(archive_with(BOX, owned(1, SECOND.records[0]), owned(2, FIRST.records[0])))


def test_a_second_shuffle_that_forgets_the_first() -> None:
    """Else the first trustee's permutation would hide nothing."""
    again = BOX.shuffle(TALLY, [], 2)
    with refused("bel.shuffle", owner=2, question=RANKED):
        check(*again.records, earlier=(FIRST,))


def test_a_shuffle_published_twice_under_two_names() -> None:
    with refused("bel.shuffle", owner=2):
        check(*owned(2, FIRST.records[0]), earlier=(FIRST,))


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("bel.shuffle", lambda v: v["ciphertexts"][0].reverse()),
        (
            "bel.shuffle",
            lambda v: v["ciphertexts"][0][0].update(alpha=v["ciphertexts"][0][1]["alpha"]),
        ),
        ("bel.shuffle", lambda v: v["proofs"][0][0][3].reverse()),
        ("bel.shuffle-size", lambda v: v["ciphertexts"][0].pop()),
        ("bel.shuffle-size", lambda v: v["proofs"][0][2].pop()),
        ("bel.shuffle-questions", lambda v: v["ciphertexts"].append([])),
        ("bel.shuffle-questions", lambda v: v["proofs"].clear()),
        ("bel.point", lambda v: v["ciphertexts"][0][2].update(beta="0" * 64)),
        ("bel.point", lambda v: v["proofs"][0][3].__setitem__(0, "f" * 64)),
        ("bel.exponent", lambda v: v["proofs"][0][1].__setitem__(3, str(ELECTION.group.order))),
        ("bel.json", lambda v: v["proofs"][0].append([])),
        ("bel.json", lambda v: v["proofs"][0][1].__setitem__(0, 5)),
        ("bel.json", lambda v: v.update(extra=1)),
    ],
)
def test_a_record_that_was_changed(code: str, change: Callable[[Any], object]) -> None:
    with refused(code):
        check(*edited(FIRST, change))


def test_the_place_of_a_malformed_part_names_the_trustee() -> None:
    wrong = edited(SECOND, lambda v: v["proofs"][0][2].__setitem__(4, "0" * 64))
    refusal = refusal_of(archive_with(BOX, FIRST.records, wrong))
    assert (refusal.code, refusal.at) == ("bel.point", "event 10 owner 2 question 1")
    assert refusal.fields == {"index": 4}


def test_records_that_do_not_belong_together() -> None:
    with refused("bel.shuffle-hash"):
        check(FIRST.records[0], SECOND.records[1])
    with refused("bel.event-records", type="Shuffle", number=1):
        check(FIRST.records[0])
    with refused("bel.canonical"):
        check(*owned(1, FIRST.records[0].replace(b",", b", ", 1)))


def swap_t4(*arguments: Any) -> Commitments:
    t = COMMIT(*arguments)
    return Commitments(t.t1, t.t2, t.t3, (t.t4[1], t.t4[0]), t.links)


COMMIT = prove_shuffle._commit
CHEATS = {
    "t41 and t42 swapped": ("_commit", swap_t4),
    "inputs and outputs left out": ("transcript", lambda _, columns: ",".join(columns)),
    "weights of one's own choice": ("weights", lambda statement, _: [1] * statement.number),
}


@pytest.mark.parametrize("cheat", CHEATS)
def test_a_prover_who_cheats(cheat: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prove_shuffle, *CHEATS[cheat])
    made = BOX.shuffle(TALLY, [FIRST], 2)
    with refused("bel.shuffle", owner=2, question=RANKED):
        check(*made.records, earlier=(FIRST,))


def test_a_vote_replaced_by_who_knows_the_generators() -> None:
    """A22: the forged proof is complete, but for generators that the forger chose."""
    statement, proof = forge(KnownGenerators(), [1, 2, 3], [0, 5, 3])
    group = ELECTION.group
    texts = [group.encode(part) for part in (statement.after.alphas, statement.after.betas)]
    pairs = tuple(Ciphertext(alpha=a, beta=b) for a, b in zip(*texts, strict=True))
    records = owned(2, write(ShuffleRecord(ciphertexts=(pairs,), proofs=(proof,))))
    counted = TALLY.ciphertexts.take(range(3))
    tally = replace(TALLY, shape=(3, 3), ciphertexts=counted.join(statement.before))
    election = replace(ELECTION, key=KEY, fingerprint=FINGERPRINT)
    known: Any = KnownGenerators()
    check_shuffle(replace(election, group=known), TRUSTEES, tally, [], records)
    with refused("bel.shuffle", owner=2, question=RANKED, equation="t1"):
        check_shuffle(election, TRUSTEES, tally, [], records)
