"""A vouch holds for one trustee's whole share of one tally, and for nothing else (A14)."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from tests.support.ceremony import ThresholdBox
from tests.support.last_ballot import LastBallot
from tests.support.mixed_box import MixedBox
from tests.support.online_box import BLANK, CHOICE, LISTS, OnlineBox, edit, seeded
from tests.support.refusals import refused

from suffrage.belenios.decryption import Share, check_share
from suffrage.belenios.shuffle.shuffle_tally import tally_after
from suffrage.belenios.tally import Tally, encrypt_tally
from suffrage.belenios.vouch import vartime_check_vouch, vouch_share
from suffrage.errors import Malformed


def voted(box: OnlineBox) -> OnlineBox:
    for voter, choice in enumerate(([1, 0, 0], [0, 1, 0], [0, 1, 0])):
        box.cast(voter, [choice])
    return box


BOX = voted(ThresholdBox())
TALLY = BOX.tally()
SHARES = [BOX.share(owner, TALLY) for owner in (1, 2, 3, 4)]
GROUP = BOX.election.group


def vouch(box: OnlineBox, tally: Tally, share: Share, owner: int = 0) -> bytes:
    key = box.keys[(owner or share.owner) - 1]
    return vouch_share(box.election, key, tally, share, seeded("vouch"))


def check(box: OnlineBox, tally: Tally, share: Share, data: bytes) -> None:
    vartime_check_vouch(box.election, box.setup.trustees, tally, share, data)


FIRST = vouch(BOX, TALLY, SHARES[0])


@pytest.mark.parametrize("owner", [1, 2, 3, 4])
def test_a_single_trustee_and_each_member_of_a_group_vouch(owner: int) -> None:
    share = SHARES[owner - 1]
    data = vouch(BOX, TALLY, share)
    assert msgspec.json.decode(data)["owner"] == owner
    check(BOX, TALLY, share, data)


@pytest.mark.parametrize("group", ["Ed25519", "BELENIOS-2048", "RFC-3526-2048"])
def test_in_every_group(group: str) -> None:
    box = voted(OnlineBox(group=group))
    tally = box.tally()
    share = box.share(2, tally)
    data = vouch(box, tally, share)
    check(box, tally, share, data)
    changed = edit(data, lambda f: f.update(response=str(int(f["response"]) ^ 1)))
    with refused("bel.vouch", owner=2):
        check(box, tally, share, changed)


def test_for_several_questions_of_other_kinds() -> None:
    box = OnlineBox(questions=(LISTS, BLANK))
    box.cast(0, [[[1, 1, 0], [0, 0], [0]], [1, 0, 0]])
    tally = box.tally()
    share = box.share(1, tally)
    check(box, tally, share, vouch(box, tally, share))


def test_for_the_output_of_the_last_shuffle_and_not_for_its_input() -> None:
    box = MixedBox()
    for voter in range(3):
        box.cast(voter, [[1, 0, 0], [1, 2, 3]])
    sums = box.tally()
    mixed = tally_after(sums, box.shuffles(sums))
    share = box.share(1, mixed)
    data = vouch(box, mixed, share)
    check(box, mixed, share, data)
    with refused("bel.vouch", owner=1):
        check(box, sums, share, data)


def test_for_a_tally_of_nothing() -> None:
    box = MixedBox(questions=(MixedBox().questions[1],))
    tally = box.tally()
    share = box.share(2, tally)
    assert len(share.factors) == 0
    check(box, tally, share, vouch(box, tally, share))


def test_the_hash_is_that_of_the_specification() -> None:
    """Written out from ``docs/spec/vouch.md``, with the secret that the reader does not have."""
    said = msgspec.json.decode(FIRST)
    assert list(said) == sorted(said)
    c, r = int(said["challenge"]), int(said["response"])
    w = (r + BOX.keys[0].exponent * c) % GROUP.order
    alphas = TALLY.ciphertexts.alphas
    pairs = zip(GROUP.encode(alphas), GROUP.encode(SHARES[0].factors), strict=True)
    stated = ",".join(text for pair in pairs for text in pair)
    first = GROUP.encode(GROUP.base([w]))
    commitments = ",".join([*first, *GROUP.encode(GROUP.times(alphas, [w] * 3))])
    key = BOX.keys[0].public.public_key
    text = f"suffrage-vouch/1|Ed25519|{BOX.election.fingerprint}|1|{key}|{stated}|{commitments}"
    digest = hashlib.sha256(text.encode()).digest()
    assert c == int.from_bytes(digest, "big") % GROUP.order


def test_too_little_entropy() -> None:
    with refused("bel.entropy"):
        vouch_share(BOX.election, BOX.keys[0], TALLY, SHARES[0], lambda _size: b"")


# -- what it does not vouch for --------------------------------------------------------------------


def test_the_false_share_of_the_last_to_vote_has_no_vouch() -> None:
    """The attack that version 1 lets pass: every proof of the share holds, and no vouch does."""
    box = OnlineBox(questions=(CHOICE,), trustees=2)
    box.cast(0, [[0, 1, 0]])
    box.cast(1, [[0, 0, 1]])
    attack = LastBallot(box.election, box.keys[0], 1, [-2, 1, 1])
    others = box.tally().ciphertexts.alphas
    box.ballots.append(attack.ballot(others, box.credentials[2].private, [1, 0, 0]))
    tally = box.tally()
    false = check_share(box.election, box.setup.trustees, tally, attack.share(tally))
    own = vouch(box, tally, false)
    with refused("bel.vouch", owner=1):
        check(box, tally, false, own)
    honest = vouch(box, tally, box.share(1, tally))
    with refused("bel.vouch", owner=1):
        check(box, tally, false, honest)
    # The proof that fits the false factor of the first ciphertext was made for another hash.
    proof = msgspec.json.decode(false.records[0])["decryption_proofs"][0][0]
    with refused("bel.vouch", owner=1):
        check(box, tally, false, edit(honest, lambda f: f.update(proof)))


@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_false_factor_among_true_ones(place: int) -> None:
    shifts = [int(at == place) for at in range(3)]
    false = replace(SHARES[0], factors=GROUP.add(SHARES[0].factors, GROUP.base(shifts)))
    for data in (FIRST, vouch(BOX, TALLY, false)):
        with refused("bel.vouch", owner=1):
            check(BOX, TALLY, false, data)


def test_false_factors_whose_product_is_right() -> None:
    shifts = GROUP.base([1, -1, 0])
    false = replace(SHARES[0], factors=GROUP.add(SHARES[0].factors, shifts))
    with refused("bel.vouch", owner=1):
        check(BOX, TALLY, false, vouch(BOX, TALLY, false))


def test_another_tally() -> None:
    single = encrypt_tally(BOX.election, [BOX.check(BOX.ballots[0])])
    share = BOX.share(1, single)
    for tally, given in ((single, share), (single, SHARES[0]), (TALLY, share)):
        with refused("bel.vouch", owner=1):
            check(BOX, tally, given, FIRST)


def test_another_run_with_the_same_keys_and_ciphertexts() -> None:
    again = ThresholdBox(uuid="BoxForTests456")
    share = again.share(1, TALLY)
    assert GROUP.encode(share.factors) == GROUP.encode(SHARES[0].factors)
    with refused("bel.vouch", owner=1):
        check(again, TALLY, share, FIRST)


def test_another_trustee() -> None:
    for owner in (2, 3, 4):
        with refused("bel.vouch-owner", owner=owner, given=1):
            check(BOX, TALLY, SHARES[owner - 1], FIRST)
        relabelled = edit(FIRST, lambda f, to=owner: f.update(owner=to))  # type: ignore[misc]
        with refused("bel.vouch", owner=owner):
            check(BOX, TALLY, SHARES[owner - 1], relabelled)


def test_another_key() -> None:
    for owner in (2, 3, 4):
        with refused("bel.vouch", owner=1):
            check(BOX, TALLY, SHARES[0], vouch(BOX, TALLY, SHARES[0], owner))


def test_the_same_ciphertexts_in_another_order() -> None:
    """Each factor still is right, yet which counts which option would not be."""
    order = [1, 0, 2]
    tally = replace(TALLY, ciphertexts=TALLY.ciphertexts.take(order))
    share = replace(SHARES[0], factors=SHARES[0].factors.take(order))
    for other, given in ((tally, share), (tally, SHARES[0]), (TALLY, share)):
        with refused("bel.vouch", owner=1):
            check(BOX, other, given, FIRST)


# -- its bytes -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["challenge", "response"])
@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("bel.vouch", lambda number: number ^ 1),
        ("bel.vouch", lambda _number: 0),
        ("bel.vouch", lambda number: GROUP.order - number),
        ("bel.exponent", lambda number: number + GROUP.order),
    ],
)
def test_altered_numbers(name: str, code: str, change: Callable[[int], int]) -> None:
    data = edit(FIRST, lambda f: f.update({name: str(change(int(f[name])))}))
    with refused(code):
        check(BOX, TALLY, SHARES[0], data)


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("bel.json", lambda data: data[:-1]),
        ("bel.json", lambda data: data.replace(b"vouch/1", b"vouch/2")),
        ("bel.json", lambda data: data.replace(b'"owner":1', b'"owner":-1')),
        ("bel.json", lambda data: data.replace(b'"owner":1,', b"")),
        ("bel.json", lambda data: data.replace(b'"owner":1', b'"owner":1,"more":1')),
        ("bel.canonical", lambda data: data + b"\n"),
        ("bel.canonical", lambda data: data.replace(b'"owner":1', b'"owner": 1')),
        ("bel.vouch-owner", lambda data: data.replace(b'"owner":1', b'"owner":0')),
    ],
)
def test_other_bytes(code: str, change: Callable[[bytes], bytes]) -> None:
    with refused(code):
        check(BOX, TALLY, SHARES[0], change(FIRST))


def test_no_message_shows_the_numbers() -> None:
    said: dict[str, Any] = msgspec.json.decode(FIRST)
    with pytest.raises(Malformed) as caught:
        check(BOX, TALLY, SHARES[0], FIRST.replace(b"vouch/1", b"vouch/2"))
    assert said["response"] not in f"{caught.value!s} {caught.value!r}"
