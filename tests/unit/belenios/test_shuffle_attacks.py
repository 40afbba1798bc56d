"""What a cheating shuffler can try on one array of answers, and the equation that stops it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.support.online_box import seeded
from tests.support.refusals import refused
from tests.support.shuffles import (
    GROUP,
    KEY,
    KnownGenerators,
    encrypt,
    forge,
    opened,
    shuffled,
)

from suffrage.belenios.disjunctions import Ciphertexts
from suffrage.belenios.shuffle import challenges, check_shuffle, prove_shuffle
from suffrage.belenios.shuffle.challenges import ShuffleStatement
from suffrage.belenios.shuffle.check_shuffle import vartime_check_shuffle
from suffrage.belenios.shuffle.permute import Permutation, draw_permutation, reencrypt
from suffrage.belenios.shuffle.record import Commitments, ShuffleProof

BEFORE, _ = encrypt([1, 2, 3, 4])
HONEST, PROOF = shuffled(BEFORE)
SECRET = draw_permutation(GROUP, 4, seeded("cheat"))


def prove(after: Ciphertexts, permutation: Permutation = SECRET) -> None:
    """Claims that these outputs are the inputs, with the best proof at hand, and checks it."""
    statement = replace(HONEST, after=after)
    proof = prove_shuffle.prove_shuffle(statement, permutation, seeded("prover"))
    vartime_check_shuffle(statement, proof)


def test_the_attacks_below_start_from_what_is_accepted() -> None:
    prove(reencrypt(GROUP, KEY, BEFORE, SECRET))


def test_an_answer_taken_twice_in_place_of_another() -> None:
    doubled = Permutation((0, 1, 1, 3), SECRET.exponents)
    after = reencrypt(GROUP, KEY, BEFORE, doubled)
    assert len(set(opened(after))) == 3
    for claimed in (doubled, Permutation((0, 1, 2, 3), SECRET.exponents)):
        with refused("bel.shuffle-equation"):
            prove(after, claimed)


def test_an_answer_replaced() -> None:
    after = reencrypt(GROUP, KEY, BEFORE, SECRET)
    other = after.take([0, 1, 2]).join(encrypt([9], "own")[0])
    with refused("bel.shuffle-equation", equation="t41"):
        prove(other)


def test_an_answer_changed_by_its_homomorphism() -> None:
    after = reencrypt(GROUP, KEY, BEFORE, SECRET)
    shifted = GROUP.add(after.betas, GROUP.base([0, 1, 0, 0]))
    with refused("bel.shuffle-equation", equation="t41"):
        prove(Ciphertexts(after.alphas, shifted))


def test_two_answers_changed_against_each_other() -> None:
    # The sum of all answers is as before: equal weights would not notice.
    after = reencrypt(GROUP, KEY, BEFORE, SECRET)
    shifted = GROUP.add(after.betas, GROUP.base([1, -1, 0, 0]))
    with refused("bel.shuffle-equation", equation="t41"):
        prove(Ciphertexts(after.alphas, shifted))


@pytest.mark.parametrize("size", [3, 5])
def test_an_answer_dropped_or_added(size: int) -> None:
    after = reencrypt(GROUP, KEY, BEFORE, SECRET).take([0, 1, 2, 3, 3][:size])
    with refused("bel.shuffle-size", number=4):
        vartime_check_shuffle(replace(HONEST, after=after), PROOF)


def test_alphas_and_betas_permuted_apart() -> None:
    after = reencrypt(GROUP, KEY, BEFORE, SECRET)
    with refused("bel.shuffle-equation"):
        prove(Ciphertexts(after.alphas.take([1, 0, 2, 3]), after.betas))


def test_another_key() -> None:
    other = GROUP.base([99])
    after = reencrypt(GROUP, other, BEFORE, SECRET)
    with refused("bel.shuffle-equation", equation="t41"):
        prove(after)
    # Proved under that other key throughout, it is no shuffle of this election.
    statement = replace(HONEST, after=after, key=other)
    proof = prove_shuffle.prove_shuffle(statement, SECRET, seeded("prover"))
    vartime_check_shuffle(statement, proof)
    with refused("bel.shuffle-equation"):
        vartime_check_shuffle(replace(statement, key=KEY), proof)


@pytest.mark.parametrize(
    "other",
    [
        {"fingerprint": "qTEA8nT5z1DqFzJbBCMxTFO0idH58zOhu4GOCTuHXOk"},
        {"before": BEFORE.take([1, 0, 2, 3])},
        {"after": HONEST.after.take([1, 0, 2, 3])},
        {"before": HONEST.after, "after": BEFORE},
    ],
)
def test_a_proof_serves_no_other_statement(other: dict[str, Any]) -> None:
    with refused("bel.shuffle-equation", equation="t1"):
        vartime_check_shuffle(replace(HONEST, **other), PROOF)


def test_t41_belongs_to_beta(monkeypatch: pytest.MonkeyPatch) -> None:
    def swapped(*arguments: Any) -> Commitments:
        t = commit(*arguments)
        return Commitments(t.t1, t.t2, t.t3, (t.t4[1], t.t4[0]), t.links)

    commit = prove_shuffle._commit
    monkeypatch.setattr(prove_shuffle, "_commit", swapped)
    with refused("bel.shuffle-equation", equation="t41"):
        vartime_check_shuffle(*shuffled(BEFORE))


# Challenges that leave something out, each with the function that computes them.
Weaken = Callable[[ShuffleStatement], ShuffleStatement]


def weak_transcript(weaken: Weaken) -> Callable[..., str]:
    return lambda statement, columns: challenges.transcript(weaken(statement), columns)


def weak_weights(statement: ShuffleStatement, _about: str) -> list[int]:
    return challenges.weights(statement, "")


def same_weights(statement: ShuffleStatement, _about: str) -> list[int]:
    return [1] * statement.number


def weak_proof_challenge(*, t: bool, chain: bool, key: bool, about: bool) -> Callable[..., int]:
    blank = Commitments("", "", "", ("", ""), ())

    def compute(statement: ShuffleStatement, said: str, first: Commitments, links: Any) -> int:
        return challenges.proof_challenge(
            replace(statement, key=GROUP.base([1])) if key else statement,
            "" if about else said,
            blank if t else first,
            () if chain else links,
        )

    return compute


EMPTY = Ciphertexts(GROUP.base([]), GROUP.base([]))
FULL = {"t": False, "chain": False, "key": False, "about": False}
WEAKER: dict[str, tuple[str, Any]] = {
    "inputs": ("transcript", weak_transcript(lambda s: replace(s, before=EMPTY))),
    "outputs": ("transcript", weak_transcript(lambda s: replace(s, after=EMPTY))),
    "matrix": ("transcript", lambda statement, _: challenges.transcript(statement, [])),
    "statement in u": ("weights", weak_weights),
    "u": ("weights", same_weights),
    **{
        f"{part} in c": ("proof_challenge", weak_proof_challenge(**{**FULL, part: True}))
        for part in FULL
    },
}


@pytest.mark.parametrize("left_out", WEAKER)
def test_weak_challenges_are_not_accepted(left_out: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name, weak = WEAKER[left_out]
    with monkeypatch.context() as patch:
        patch.setattr(prove_shuffle, name, weak)
        statement, proof = shuffled(BEFORE)
        patch.setattr(check_shuffle, name, weak)
        # A verifier as careless as this prover accepts: nothing else is wrong with the proof.
        vartime_check_shuffle(statement, proof)
    with refused("bel.shuffle-equation"):
        vartime_check_shuffle(statement, proof)


def test_equal_weights_would_let_answers_be_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Why the weights must be a hash: with known ones, two votes change and all still holds."""
    monkeypatch.setattr(prove_shuffle, "weights", same_weights)
    after = reencrypt(GROUP, KEY, BEFORE, SECRET)
    other = Ciphertexts(after.alphas, GROUP.add(after.betas, GROUP.base([1, -1, 0, 0])))
    with monkeypatch.context() as patch:
        patch.setattr(check_shuffle, "weights", same_weights)
        prove(other)
    with refused("bel.shuffle-equation"):
        prove(other)


def test_known_generators_would_open_any_matrix() -> None:
    """A22: whoever knows the generators' logarithms replaces a vote; ours come from a hash."""
    statement, proof = forge(KnownGenerators(), [1, 2, 3], [0, 5, 3])
    assert opened(statement.after)[:2] != opened(statement.before)[:2]
    assert isinstance(proof, ShuffleProof)
    vartime_check_shuffle(statement, proof)
    with refused("bel.shuffle-equation", equation="t1"):
        vartime_check_shuffle(replace(statement, group=GROUP), proof)


def test_generators_are_distinct_and_nobody_chose_them() -> None:
    texts = GROUP.encode(GROUP.independent(range(-1, 40)))
    assert len({*texts, *GROUP.encode(GROUP.base([0, 1]))}) == 43
    assert GROUP.encode(GROUP.independent([3, -1])) == [texts[4], texts[0]]
