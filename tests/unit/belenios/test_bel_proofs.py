"""Proofs: each holds, and none holds once any part of it is another (attack A1)."""

from collections.abc import Callable, Sequence
from functools import partial

import pytest
from tests.support.online_box import seeded

from suffrage.belenios.backend import load_group
from suffrage.belenios.disjunctions import Ciphertexts, prove_nonzero, prove_statement
from suffrage.belenios.hashing import challenge
from suffrage.belenios.proofs import (
    Proof,
    prove_equality,
    prove_knowledge,
    vartime_check_equality,
    vartime_check_knowledge,
    write_proof,
)
from suffrage.errors import Malformed, NotVerified

GROUP = load_group("Ed25519")
SECRET, RANDOMNESS = 1234567, 7654321
KEY = GROUP.base([SECRET])
CLAIMS = ((0, 0), (0, 1), (0, 2))


def plus_one(proof: Proof, name: str) -> Proof:
    c, r = int(proof.challenge), int(proof.response)
    return write_proof(GROUP, c + (name == "challenge"), r + (name == "response"))


def encrypt(number: int) -> Ciphertexts:
    mask = GROUP.times(KEY, [RANDOMNESS])
    return Ciphertexts(GROUP.base([RANDOMNESS]), GROUP.add(mask, GROUP.base([number])))


def prove(number: int, truth: int, claims: Sequence[tuple[int, int]] = CLAIMS) -> tuple[Proof, ...]:
    return prove_statement(
        GROUP,
        KEY,
        encrypt(number),
        claims,
        prefix="prefix|",
        truth=truth,
        randomness=RANDOMNESS,
        entropy=seeded("proof"),
    )


def holds(number: int, proofs: Sequence[Proof], prefix: str = "prefix|") -> bool:
    """The textbook's check, claim by claim."""
    ciphertext, texts, total = encrypt(number), list[str](), 0
    for (_, plain), proof in zip(CLAIMS, proofs, strict=True):
        c, r = int(proof.challenge), int(proof.response)
        shifted = GROUP.add(ciphertext.betas, GROUP.base([-plain]))
        for base, power in ((GROUP.base([1]), ciphertext.alphas), (KEY, shifted)):
            commitment = GROUP.add(GROUP.times(base, [r]), GROUP.times(power, [c]))
            texts += GROUP.encode(commitment)
        total += c
    return challenge(GROUP.order, prefix, texts) == total % GROUP.order


def refused(code: str, action: Callable[[], object]) -> None:
    with pytest.raises(NotVerified) as refusal:
        action()
    assert refusal.value.code == code


def test_knowledge_binds_secret_and_prefix() -> None:
    proof = prove_knowledge(GROUP, SECRET, "a|", seeded("w"))
    vartime_check_knowledge(GROUP, KEY, "a|", proof)
    other = GROUP.base([SECRET + 1])
    refused("bel.knowledge", lambda: vartime_check_knowledge(GROUP, KEY, "b|", proof))
    refused("bel.knowledge", lambda: vartime_check_knowledge(GROUP, other, "a|", proof))
    for name in ("challenge", "response"):
        changed = plus_one(proof, name)
        refused("bel.knowledge", partial(vartime_check_knowledge, GROUP, KEY, "a|", changed))


def test_equality_binds_bases_powers_and_key() -> None:
    bases, powers = GROUP.base([3, 4]), GROUP.base([3 * SECRET, 4 * SECRET])
    first, second = prove_equality(GROUP, SECRET, "a|", bases, seeded("w"))

    def test(
        *,
        prefix: str = "a|",
        key: int = SECRET,
        base: int = 4,
        power: int = 4 * SECRET,
        proof: Proof = second,
    ) -> None:
        vartime_check_equality(
            GROUP,
            GROUP.base([key]),
            prefix,
            bases=bases.take([0]).join(GROUP.base([base])),
            powers=powers.take([0]).join(GROUP.base([power])),
            proofs=[first, proof],
        )

    test()
    with pytest.raises(NotVerified) as refusal:
        test(power=4 * SECRET + 1)
    assert (refusal.value.code, refusal.value.fields) == ("bel.equality", {"index": 1})
    refused("bel.equality", lambda: test(prefix="b|"))
    refused("bel.equality", lambda: test(key=SECRET + 1))
    refused("bel.equality", lambda: test(base=5))
    refused("bel.equality", lambda: test(proof=first))
    for name in ("challenge", "response"):
        refused("bel.equality", partial(test, proof=plus_one(second, name)))


@pytest.mark.parametrize("number", [0, 1, 2])
def test_each_true_claim_is_proved(number: int) -> None:
    assert holds(number, prove(number, truth=number))


@pytest.mark.parametrize(("number", "truth"), [(0, 1), (3, 0), (-1, 2), (2, 0)])
def test_no_false_claim_is_proved(number: int, truth: int) -> None:
    assert not holds(number, prove(number, truth=truth))


@pytest.mark.parametrize("place", range(3))
@pytest.mark.parametrize("name", ["challenge", "response"])
def test_each_field_of_a_disjunction_matters(place: int, name: str) -> None:
    proofs = list(prove(1, truth=1))
    proofs[place] = plus_one(proofs[place], name)
    assert not holds(1, proofs)


def test_a_disjunction_binds_prefix_ciphertext_and_order() -> None:
    proofs = prove(1, truth=1)
    assert not holds(1, proofs, "other|")
    assert not holds(2, proofs)
    assert not holds(1, proofs[::-1])


def nonzero_holds(number: int, proof: tuple[str, int, tuple[int, int]]) -> bool:
    """The textbook's check: A1 = a^t1·g^t2, A2 = b^t1·y^t2·A0^c, and A0 is not the identity."""
    text, c, (first, second) = proof
    ciphertext, given = encrypt(number), GROUP.decode([text])
    one = GROUP.add(GROUP.times(ciphertext.alphas, [first]), GROUP.base([second]))
    two = GROUP.add(GROUP.times(ciphertext.betas, [first]), GROUP.times(KEY, [second]))
    texts = GROUP.encode(one.join(GROUP.add(two, GROUP.times(given, [c]))))
    return challenge(GROUP.order, "prefix|", [text, *texts]) == c and text != f"{1:064x}"


@pytest.mark.parametrize(("number", "plain", "right"), [(1, 1, True), (3, 3, True), (0, 0, False)])
def test_only_what_is_not_zero_is_proved_nonzero(number: int, plain: int, right: bool) -> None:  # noqa: FBT001  (a column of the table)
    proof = prove_nonzero(
        GROUP,
        KEY,
        encrypt(number),
        plain=plain,
        prefix="prefix|",
        randomness=RANDOMNESS,
        entropy=seeded("proof"),
    )
    assert nonzero_holds(number, proof) == right
    text, c, (first, second) = proof
    for changed in ((text, c + 1, (first, second)), (text, c, (first + 1, second))):
        assert not nonzero_holds(number, changed)
    assert not nonzero_holds(number, (text, c, (first, second + 1)))
    assert not nonzero_holds(0, (GROUP.encode(GROUP.base([5]))[0], c, (first, second)))


def test_numbers_from_the_order_on_are_refused() -> None:
    proof = prove_knowledge(GROUP, SECRET, "a|", seeded("w"))
    high = Proof(challenge=str(int(proof.challenge) + GROUP.order), response=proof.response)
    with pytest.raises(Malformed) as refusal:
        vartime_check_knowledge(GROUP, KEY, "a|", high)
    assert (refusal.value.code, refusal.value.fields) == ("bel.exponent", {"index": 0})


def test_the_challenge_is_the_published_one() -> None:
    # SHA-256 of "abc" is ba7816bf…; the elements are joined by commas after the prefix.
    digest = int("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", 16)
    assert challenge(2**256, "a", ["bc"]) == digest
    assert challenge(GROUP.order, "a", ["bc"]) == digest % GROUP.order
    assert challenge(2**256, "", ["x", "y"]) == challenge(2**256, "x,y", [])
