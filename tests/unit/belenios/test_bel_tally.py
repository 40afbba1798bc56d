"""Tally, shares and result: computed, and refused when anything of them is another."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.support.online_box import BLANK, CHOICE, OnlineBox, edit, seeded

from suffrage.belenios.decryption import Share, check_share, decrypt_share
from suffrage.belenios.hashing import challenge, wide_digest
from suffrage.belenios.proofs import write_proof
from suffrage.belenios.published import counts_of, credential_of, number_of, owner_of
from suffrage.belenios.result import check_result, compute_result
from suffrage.belenios.tally import check_tally, counted_ballots, encrypt_tally
from suffrage.belenios.trustees import make_trustee_key
from suffrage.errors import Malformed, Refused, SuffrageError


def full_box() -> OnlineBox:
    """Four ballots of three voters: the first one votes again."""
    box = OnlineBox(questions=(CHOICE, BLANK))
    box.cast(0, [[1, 0, 0], [0, 1, 0]])
    box.cast(1, [[0, 1, 0], [1, 0, 0]])
    box.cast(2, [[0, 1, 0], [0, 0, 1]])
    box.cast(0, [[0, 0, 1], [0, 0, 1]])
    return box


BOX = full_box()
CHECKED = [BOX.check(ballot) for ballot in BOX.ballots]
TALLY = encrypt_tally(BOX.election, CHECKED)
SHARES = [BOX.share(owner, TALLY) for owner in (1, 2)]
COUNTS = ((0, 2, 1), (1, 0, 2))
OTHER = "66" * 31 + "58"


def refusal_of(action: Callable[..., object], *arguments: object) -> SuffrageError:
    with pytest.raises(SuffrageError) as refusal:
        action(*arguments)
    return refusal.value


def check_published_share(*records: bytes) -> Share:
    return check_share(BOX.election, BOX.setup.trustees, TALLY, records)


def check_published_result(record: bytes) -> object:
    return check_result(BOX.election, BOX.setup.trustees, TALLY, SHARES, [record])


def test_last_ballot_of_each_credential_counts() -> None:
    counted = counted_ballots(CHECKED)
    assert {ballot.hash for ballot in counted} == {ballot.hash for ballot in CHECKED[1:]}
    assert TALLY.number == 3


def test_round_trip() -> None:
    result = compute_result(BOX.election, BOX.setup.trustees, TALLY, SHARES)
    assert result.counts == COUNTS
    assert result.records == (b'{"result":[[0,2,1],[1,0,2]]}',)
    assert check_published_result(result.records[0]) == result
    assert check_tally(encrypt_tally(BOX.election, CHECKED), TALLY.records).records == TALLY.records
    for share in SHARES:
        assert check_published_share(*share.records).records == share.records


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("bel.tally-number", lambda f: f.update(num_tallied=4)),
        ("bel.tally-weight", lambda f: f.update(total_weight=4)),
        ("bel.tally-hash", lambda f: f.update(encrypted_tally="0" * 64)),
        ("bel.json", lambda f: f.update(total_weight="3")),
    ],
)
def test_figures_beside_the_tally(code: str, change: Any) -> None:
    first, sized = TALLY.records
    refusal = refusal_of(
        check_tally, encrypt_tally(BOX.election, CHECKED), [first, edit(sized, change)]
    )
    assert refusal.code == code
    if code in {"bel.tally-number", "bel.tally-weight"}:
        assert refusal.fields == {"given": 4, "right": 3}


def test_tally_of_other_ballots() -> None:
    for fewer in (CHECKED[1:3], CHECKED[:3], CHECKED[::-1]):
        assert (
            refusal_of(check_tally, encrypt_tally(BOX.election, fewer), TALLY.records).code
            == "bel.tally"
        )


def test_tally_records_must_both_be_there() -> None:
    refusal = refusal_of(check_tally, encrypt_tally(BOX.election, CHECKED), TALLY.records[:1])
    assert (refusal.code, refusal.fields["number"]) == ("bel.event-records", 1)
    refusal = refusal_of(check_published_share, SHARES[0].records[0])
    assert (refusal.code, refusal.fields["number"]) == ("bel.event-records", 1)


def relabel(share: bytes, owner: int) -> bytes:
    return b'{"owner":%d,"payload":"%s"}' % (owner, wide_digest(share).encode())


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("bel.share-proof", lambda f: f["decryption_factors"][1].__setitem__(2, OTHER)),
        ("bel.share-proof", lambda f: f["decryption_factors"][1].reverse()),
        ("bel.share-proof", lambda f: f["decryption_proofs"][1].reverse()),
        ("bel.point", lambda f: f["decryption_factors"][1].__setitem__(2, "0" * 64)),
        ("bel.share-shape", lambda f: f["decryption_factors"][1].pop()),
        ("bel.share-shape", lambda f: f["decryption_proofs"].pop()),
        ("bel.json", lambda f: f.update(decryption_factors=[[1]])),
    ],
)
def test_altered_shares(code: str, change: Any) -> None:
    """A14: the trustee is named."""
    share = edit(SHARES[1].records[0], change)
    refusal = refusal_of(check_published_share, share, relabel(share, 2))
    assert refusal.code == code
    if code.startswith("bel.share"):
        assert refusal.fields["owner"] == 2


@pytest.mark.parametrize("field", ["challenge", "response"])
@pytest.mark.parametrize("place", range(3))
def test_each_field_of_a_share_matters(field: str, place: int) -> None:
    def raise_it(fields: Any) -> None:
        proof = fields["decryption_proofs"][0][place]
        proof[field] = str(int(proof[field]) + 1)

    share = edit(SHARES[0].records[0], raise_it)
    refusal = refusal_of(check_published_share, share, relabel(share, 1))
    assert (refusal.code, refusal.fields) == ("bel.share-proof", {"owner": 1, "index": place})


def test_share_of_something_else() -> None:
    """A14: a single voter's ballot decrypted in place of the tally."""
    single = encrypt_tally(BOX.election, CHECKED[1:2])
    refusal = refusal_of(check_published_share, *BOX.share(1, single).records)
    assert (refusal.code, refusal.fields) == ("bel.share-proof", {"owner": 1, "index": 0})


def test_share_under_another_number() -> None:
    data = SHARES[0].records[0]
    assert refusal_of(check_published_share, data, relabel(data, 2)).code == "bel.share-proof"
    for owner in (0, 3):
        refusal = refusal_of(check_published_share, data, relabel(data, owner))
        assert (refusal.code, refusal.fields) == ("bel.share-owner", {"owner": owner})
    refusal = refusal_of(check_published_share, data, SHARES[1].records[1])
    assert refusal.code == "bel.share-hash"


def test_key_of_no_trustee() -> None:
    stranger = make_trustee_key(seeded("stranger"))
    with pytest.raises(Refused) as refusal:
        decrypt_share(BOX.election, BOX.setup.trustees, TALLY, stranger, seeded("share"))
    assert refusal.value.code == "bel.trustee-unknown"


def test_every_trustee_is_needed_once() -> None:
    trustees = BOX.setup.trustees
    refusal = refusal_of(compute_result, BOX.election, trustees, TALLY, SHARES[:1])
    assert (refusal.code, refusal.fields) == ("bel.share-missing", {"owner": 2})
    twice = [*SHARES, SHARES[0]]
    refusal = refusal_of(compute_result, BOX.election, trustees, TALLY, twice)
    assert (refusal.code, refusal.fields) == ("bel.share-repeated", {"owner": 1})


@pytest.mark.parametrize(
    ("code", "record"),
    [
        ("bel.result", b'{"result":[[0,2,1],[1,0,3]]}'),
        ("bel.result", b'{"result":[[2,0,1],[1,0,2]]}'),
        ("bel.result-shape", b'{"result":[[0,2,1]]}'),
        ("bel.result-shape", b'{"result":[[0,2],[1,1,0,2]]}'),
        ("bel.json", b'{"result":[[-1,2,1],[1,0,2]]}'),
        ("bel.json", b'{"result":[["0",2,1],[1,0,2]]}'),
        ("bel.canonical", b'{"result":[[0,2,1],[1,0,2]] }'),
    ],
)
def test_other_results(code: str, record: bytes) -> None:
    assert refusal_of(check_published_result, record).code == code


def test_a_wrong_factor_never_gives_a_count() -> None:
    """A1, A14: commitments chosen before the factor move it by an amount nobody chooses.

    Version 1 leaves the factor out of its challenge, so such a share passes by itself; the
    search for the counts is what stops it.
    """
    group, key = BOX.election.group, BOX.keys[0]
    w, shift = 5, 7
    alphas = TALLY.ciphertexts.alphas
    first = group.base([w] * len(alphas))
    second = group.add(group.times(alphas, [w] * len(alphas)), group.base([shift] * len(alphas)))
    prefix = f"decrypt|{BOX.election.fingerprint}|{key.public.public_key}|"
    pairs = zip(group.encode(first), group.encode(second), strict=True)
    challenges = [challenge(group.order, prefix, pair) for pair in pairs]
    moved = group.base([shift * pow(c, -1, group.order) for c in challenges])
    factors = group.encode(group.add(group.times(alphas, [key.exponent] * len(alphas)), moved))
    proofs = [write_proof(group, c, w - key.exponent * c) for c in challenges]

    def replace(fields: Any) -> None:
        fields["decryption_factors"] = [factors[:3], factors[3:]]
        plain = [{"challenge": p.challenge, "response": p.response} for p in proofs]
        fields["decryption_proofs"] = [plain[:3], plain[3:]]

    data = edit(SHARES[0].records[0], replace)
    share = check_share(BOX.election, BOX.setup.trustees, TALLY, [data, relabel(data, 1)])
    shares = [share, SHARES[1]]
    refusal = refusal_of(compute_result, BOX.election, BOX.setup.trustees, TALLY, shares)
    assert refusal.code == "bel.result-range"


@pytest.mark.parametrize("voters", [0, 1, 4])
def test_boxes_of_few_ballots(voters: int) -> None:
    box = OnlineBox(questions=(BLANK,), voters=max(voters, 1), trustees=1)
    for voter in range(voters):
        box.cast(voter, [[0, 0, 1]])
    tally = box.tally()
    result = compute_result(box.election, box.setup.trustees, tally, [box.share(1, tally)])
    assert result.counts == ((0, 0, voters),)


def test_published_figures_without_their_proofs() -> None:
    assert number_of(TALLY.records) == 3
    assert owner_of(SHARES[1].records) == 2
    assert credential_of([BOX.ballots[1]]) == BOX.credentials[1].public
    assert counts_of([b'{"result":[[0,2,1]]}']) == (0, 2, 1)
    with pytest.raises(Malformed) as refusal:
        counts_of([b'{"result":[[0,2,1],[1]]}'])
    assert refusal.value.code == "bel.event-records"
    with pytest.raises(Malformed) as refusal:
        credential_of([b'{"credential":1}'])
    assert refusal.value.code == "bel.json"
