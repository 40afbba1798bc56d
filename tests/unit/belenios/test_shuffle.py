"""One shuffle of one array: it hides its permutation, and its proof names what is false."""

from collections import Counter
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from tests.support.online_box import seeded
from tests.support.refusals import refused
from tests.support.shuffles import FINGERPRINT, GROUP, KEY, changed, encrypt, opened, shuffled

from suffrage.belenios.backend import load_group
from suffrage.belenios.disjunctions import Ciphertexts
from suffrage.belenios.shuffle.challenges import ShuffleStatement
from suffrage.belenios.shuffle.check_shuffle import vartime_check_shuffle
from suffrage.belenios.shuffle.permute import Permutation, draw_permutation
from suffrage.belenios.shuffle.prove_shuffle import shuffle

BEFORE, _ = encrypt([1, 2, 3, 4, 5])
STATEMENT, PROOF = shuffled(BEFORE)
# Where each part of the proof lies in its nested arrays.
T, S, COLUMNS, CHAIN = range(4)
OTHER = GROUP.encode(GROUP.base([42]))[0]


def test_the_same_answers_leave() -> None:
    assert sorted(opened(STATEMENT.after)) == sorted(opened(BEFORE))
    assert opened(STATEMENT.after) != opened(BEFORE)
    vartime_check_shuffle(STATEMENT, PROOF)


def test_no_component_is_left_as_it_was() -> None:
    texts = [GROUP.encode(part) for part in (BEFORE.alphas, BEFORE.betas)]
    left = [GROUP.encode(part) for part in (STATEMENT.after.alphas, STATEMENT.after.betas)]
    assert not set(texts[0] + texts[1]) & set(left[0] + left[1])


def test_another_draw_gives_another_shuffle() -> None:
    again, proof = shuffled(BEFORE, "another")
    assert not set(proof.columns) & set(PROOF.columns)
    assert GROUP.encode(again.after.alphas) != GROUP.encode(STATEMENT.after.alphas)
    assert shuffled(BEFORE)[1] == PROOF


@pytest.mark.parametrize("plain", [[], [7], [0], [7, 7], [0, 0, 0]])
def test_few_or_equal_answers(plain: list[int]) -> None:
    statement, proof = shuffled(encrypt(plain)[0])
    assert sorted(opened(statement.after)) == sorted(opened(statement.before))
    vartime_check_shuffle(statement, proof)


def test_identical_and_trivial_ciphertexts() -> None:
    one = GROUP.base([0, 0, 0])
    for before in (Ciphertexts(one, one), BEFORE.take([0, 0, 1, 0])):
        statement, proof = shuffled(before)
        vartime_check_shuffle(statement, proof)


@pytest.mark.parametrize("name", ["BELENIOS-2048", "RFC-3526-2048"])
def test_other_groups(name: str) -> None:
    group = load_group(name)
    key, before = group.base([7]), Ciphertexts(group.base([1, 2, 3]), group.base([8, 15, 20]))
    after, proof = shuffle(group, key, FINGERPRINT, before, seeded(name))
    statement = ShuffleStatement(group, key, FINGERPRINT, before, after)
    vartime_check_shuffle(statement, proof)
    with refused("bel.shuffle-equation", equation="t3"):
        vartime_check_shuffle(statement, changed(proof, (S, 5, 1), "5"))


def test_shuffles_follow_each_other() -> None:
    second, proof = shuffled(STATEMENT.after, "second")
    vartime_check_shuffle(second, proof)
    assert sorted(opened(second.after)) == sorted(opened(BEFORE))


@pytest.mark.parametrize(
    ("path", "equation"),
    [
        ((S, 0), "t1"),
        ((S, 1), "t2"),
        ((S, 2), "t3"),
        ((S, 3), "t41"),
        ((S, 4, 0), "link 0"),
        ((S, 4, 3), "link 3"),
        ((S, 5, 2), "t3"),
    ],
)
def test_a_false_response_fails_its_own_equation(path: tuple[int, ...], equation: str) -> None:
    with refused("bel.shuffle-equation", equation=equation):
        vartime_check_shuffle(STATEMENT, changed(PROOF, path, "5"))


@pytest.mark.parametrize(
    "path",
    [(T, 0), (T, 1), (T, 2), (T, 3, 0), (T, 3, 1), (T, 4, 0), (COLUMNS, 1), (CHAIN, 4)],
)
def test_a_false_commitment_changes_the_challenge(path: tuple[int, ...]) -> None:
    with refused("bel.shuffle-equation", equation="t1"):
        vartime_check_shuffle(STATEMENT, changed(PROOF, path, OTHER))


def test_every_array_has_one_entry_an_answer() -> None:
    t, s = PROOF.commitments, PROOF.responses
    for wrong in (
        replace_part(PROOF, "columns", PROOF.columns[:-1]),
        replace_part(PROOF, "chain", (*PROOF.chain, OTHER)),
        replace_part(PROOF, "commitments", replace_part(t, "links", t.links[1:])),
        replace_part(PROOF, "responses", replace_part(s, "links", ())),
        replace_part(PROOF, "responses", replace_part(s, "weights", (*s.weights, "0"))),
    ):
        with refused("bel.shuffle-size", number=5):
            vartime_check_shuffle(STATEMENT, wrong)


def replace_part(value: Any, name: str, part: object) -> Any:
    return type(value)(
        *(part if field == name else getattr(value, field) for field in value.__struct_fields__)
    )


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ((COLUMNS, 2), "0" * 64, "bel.point"),
        ((CHAIN, 2), OTHER.upper(), "bel.point"),
        ((S, 0), str(GROUP.order), "bel.exponent"),
        ((S, 5, 4), str(int(PROOF.responses.weights[4]) + GROUP.order), "bel.exponent"),
    ],
)
def test_malformed_parts(path: tuple[int, ...], value: str, code: str) -> None:
    index = {(COLUMNS, 2): 2, (CHAIN, 2): 7, (S, 0): 0, (S, 5, 4): 13}[path]
    with refused(code, index=index):
        vartime_check_shuffle(STATEMENT, changed(PROOF, path, value))


def test_permutations_are_even() -> None:
    draw = seeded("even")
    seen = Counter(draw_permutation(GROUP, 3, draw).sources for _ in range(1200))
    assert set(seen) == set(permutations(range(3)))
    # Six orders, 200 each on average; the deviation allowed is 4.3 times the standard one.
    assert all(abs(number - 200) < 55 for number in seen.values())


def test_targets_undo_sources() -> None:
    permutation = draw_permutation(GROUP, 50, seeded("inverse"))
    targets = permutation.targets()
    assert [permutation.sources[target] for target in targets] == list(range(50))


def test_a_source_that_repeats_itself_is_refused() -> None:
    with refused("bel.entropy-repeats"):
        shuffle(GROUP, KEY, FINGERPRINT, BEFORE, bytes)


@pytest.mark.parametrize("good", range(5))
def test_a_source_that_dries_up_is_refused(good: int) -> None:
    draw, draws = seeded("short"), iter(range(good))

    def short(size: int) -> bytes:
        return b"" if next(draws, None) is None else draw(size)

    with refused("bel.entropy"):
        shuffle(GROUP, KEY, FINGERPRINT, BEFORE, short)


def test_a_permutation_is_not_shown() -> None:
    assert repr(Permutation((1, 0), (5, 6))) == "Permutation()"


class NoVartime:
    """The group without the operations whose time depends on their arguments."""

    def __getattr__(self, name: str) -> Any:
        assert not name.startswith("vartime_")
        return getattr(GROUP, name)


def test_secrets_meet_constant_time_operations_only() -> None:
    group: Any = NoVartime()
    after, proof = shuffle(group, KEY, FINGERPRINT, BEFORE, seeded("shuffle"))
    assert proof == PROOF
    vartime_check_shuffle(ShuffleStatement(GROUP, KEY, FINGERPRINT, BEFORE, after), proof)
    with pytest.raises(AssertionError):
        vartime_check_shuffle(replace(STATEMENT, group=group), proof)
