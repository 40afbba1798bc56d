"""Proofs: each holds, and none holds once any part of it is another (attack A1)."""

from collections.abc import Callable, Sequence
from functools import partial

import pytest
from tests.support.online_box import seeded

from suffrage.belenios.backend import load_group
from suffrage.belenios.disjunctions import (
    Ciphertexts,
    Statement,
    prove_statement,
    vartime_check_statements,
)
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
        Statement("prefix|", tuple(claims)),
        truth=truth,
        randomness=RANDOMNESS,
        entropy=seeded("proof"),
    )


def check(number: int, proofs: Sequence[Proof], prefix: str = "prefix|") -> None:
    statement = Statement(prefix, CLAIMS)
    vartime_check_statements(GROUP, KEY, encrypt(number), [statement], [proofs])


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
    check(number, prove(number, truth=number))


@pytest.mark.parametrize(("number", "truth"), [(0, 1), (3, 0), (-1, 2), (2, 0)])
def test_no_false_claim_is_proved(number: int, truth: int) -> None:
    refused("bel.disjunction", lambda: check(number, prove(number, truth=truth)))


@pytest.mark.parametrize("place", range(3))
@pytest.mark.parametrize("name", ["challenge", "response"])
def test_each_field_of_a_disjunction_matters(place: int, name: str) -> None:
    proofs = list(prove(1, truth=1))
    proofs[place] = plus_one(proofs[place], name)
    refused("bel.disjunction", lambda: check(1, proofs))


def test_a_disjunction_binds_prefix_ciphertext_and_order() -> None:
    proofs = prove(1, truth=1)
    refused("bel.disjunction", lambda: check(1, proofs, "other|"))
    refused("bel.disjunction", lambda: check(2, proofs))
    refused("bel.disjunction", lambda: check(1, proofs[::-1]))


def test_the_index_names_the_statement() -> None:
    good, bad = Statement("prefix|", CLAIMS), Statement("other|", CLAIMS)
    proofs = prove(0, truth=0)
    with pytest.raises(NotVerified) as refusal:
        vartime_check_statements(GROUP, KEY, encrypt(0), [good, bad], [proofs, proofs])
    assert refusal.value.fields == {"index": 1}


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
