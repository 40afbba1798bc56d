"""Any permutation of any answers is proved, and no field of a proof can be another."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.online_box import seeded
from tests.support.shuffles import GROUP, KEY, changed, encrypt, opened, shuffled

from suffrage.belenios.disjunctions import Ciphertexts
from suffrage.belenios.shuffle.check_shuffle import vartime_check_shuffle
from suffrage.belenios.shuffle.permute import Permutation, draw_permutation, reencrypt
from suffrage.belenios.shuffle.prove_shuffle import prove_shuffle
from suffrage.errors import SuffrageError

ANSWERS = st.lists(st.integers(0, 3), max_size=6)
EXPONENTS = st.one_of(st.sampled_from([0, 1, GROUP.order - 1]), st.integers(0, GROUP.order - 1))


def leaves(value: Any, path: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], str]]:
    """Each text of nested arrays, with its place."""
    if isinstance(value, str):
        yield path, value
        return
    for index, inner in enumerate(value):
        yield from leaves(inner, (*path, index))


BEFORE = encrypt([1, 2, 3])[0]
STATEMENT, PROOF = shuffled(BEFORE)
FIELDS = list(leaves(msgspec.json.decode(msgspec.json.encode(PROOF))))


@st.composite
def permuted(draw: st.DrawFn) -> tuple[list[int], Permutation]:
    """Answers, and a permutation of them with exponents that need not be random."""
    plain = draw(ANSWERS)
    sources = draw(st.permutations(range(len(plain))))
    exponents = draw(st.lists(EXPONENTS, min_size=len(plain), max_size=len(plain)))
    return plain, Permutation(tuple(sources), tuple(exponents))


@given(permuted(), st.text(max_size=3))
def test_any_permutation_is_proved(case: tuple[list[int], Permutation], seed: str) -> None:
    plain, permutation = case
    statement, _ = shuffled(encrypt(plain)[0])
    after = reencrypt(GROUP, KEY, statement.before, permutation)
    statement = replace(statement, after=after)
    vartime_check_shuffle(statement, prove_shuffle(statement, permutation, seeded(seed)))
    left, right = opened(statement.before), opened(after)
    assert right == [left[source] for source in permutation.sources]


@given(st.integers(0, 40), st.text(max_size=3))
def test_a_drawn_permutation_is_one(number: int, seed: str) -> None:
    permutation = draw_permutation(GROUP, number, seeded(seed))
    assert sorted(permutation.sources) == list(range(number))
    assert sorted(permutation.targets()) == list(range(number))


@given(st.sampled_from(FIELDS), st.data())
def test_no_field_of_the_proof_can_be_another(
    field: tuple[tuple[int, ...], str], data: st.DataObject
) -> None:
    path, text = field
    value = data.draw(
        st.one_of(
            st.sampled_from([other for _, other in FIELDS]),
            EXPONENTS.map(str),
            st.integers(0, len(text) - 1).map(
                lambda place: (
                    text[:place] + ("1" if text[place] != "1" else "2") + text[place + 1 :]
                )
            ),
        ).filter(lambda value: value != text)
    )
    with pytest.raises((SuffrageError, msgspec.ValidationError)):
        vartime_check_shuffle(STATEMENT, changed(PROOF, path, value))


@given(st.integers(0, 11), EXPONENTS)
def test_no_input_or_output_can_be_another(place: int, exponent: int) -> None:
    before, after = STATEMENT.before, STATEMENT.after
    parts = [before.alphas, before.betas, after.alphas, after.betas]
    part, index = divmod(place, 3)
    texts = GROUP.encode(parts[part])
    (other,) = GROUP.encode(GROUP.base([exponent]))
    if other == texts[index]:
        return
    texts[index] = other
    parts[part] = GROUP.decode(texts)
    statement = replace(STATEMENT, before=Ciphertexts(*parts[:2]), after=Ciphertexts(*parts[2:]))
    with pytest.raises(SuffrageError):
        vartime_check_shuffle(statement, PROOF)
