"""Audit or cast: an opened ballot shows what it encrypts, whatever its device claimed."""

from typing import Any

import msgspec
import pytest
from tests.support.online_box import BLANK, CHOICE, OnlineBox, edit, seeded

from suffrage.belenios.audit_ballot import check_opening, open_ballot
from suffrage.belenios.hashing import short_digest
from suffrage.belenios.make_ballot import Encrypted, encrypt_choices, sign_ballot
from suffrage.belenios.questions.lists import Lists, ListsValue
from suffrage.belenios.questions.non_homomorphic import NonHomomorphic, NonHomomorphicValue
from suffrage.errors import SuffrageError

LISTS = Lists(value=ListsValue(answers=(("Left", "Ann"), ("Right", "Bea", "Cid")), question="L?"))
RANKS = NonHomomorphic(value=NonHomomorphicValue(answers=("a", "b", "c"), question="Rank?"))
BOX = OnlineBox(questions=(CHOICE, BLANK, LISTS, RANKS))
CHOICES: list[Any] = [[0, 1, 0], [1, 0, 0], [[0, 0], [1, 0, 1]], [3, 0, 255]]


def encrypted(choices: Any = None, seed: str = "audit") -> Encrypted:
    return encrypt_choices(
        BOX.election, BOX.credentials[0].public, choices or CHOICES, seeded(seed)
    )


def code(data: bytes) -> str:
    with pytest.raises(SuffrageError) as caught:
        check_opening(BOX.election, data)
    return caught.value.code


def is_element(text: str) -> bool:
    try:
        BOX.election.group.decode([text])
    except SuffrageError:
        return False
    return True


def plain(choices: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(choices))


@pytest.mark.parametrize(
    "choices",
    [
        CHOICES,
        [[1, 0, 0], [0, 0, 1], [[1, 1], [0, 0, 0]], [0, 0, 0]],
        [[0, 0, 1], [0, 1, 0], [[0, 0], [1, 1, 1]], [1, 2, 3]],
    ],
)
def test_the_choices_of_every_kind_come_back(choices: Any) -> None:
    made = encrypted(choices)
    opened = check_opening(BOX.election, open_ballot(made))
    assert plain(opened.choices) == choices
    assert opened.hash == short_digest(made.data)


def test_the_hash_is_what_a_signature_would_have_named() -> None:
    made = encrypted()
    signed = sign_ballot(BOX.election, BOX.credentials[0].private, made.data, seeded("sign"))
    named = msgspec.json.decode(signed)["signature"]["hash"]
    assert check_opening(BOX.election, open_ballot(made)).hash == named


def test_a_device_that_encrypts_another_choice_is_seen() -> None:
    """It shows the voter's hash only for the ballot it made; its opening tells the other choice."""
    asked, made = CHOICES, encrypted([[1, 0, 0], *CHOICES[1:]])
    assert plain(check_opening(BOX.election, open_ballot(made)).choices) != asked


@pytest.mark.parametrize("question", range(4))
def test_false_exponents_are_refused(question: int) -> None:
    def spoil(fields: Any) -> None:
        row = fields["randomness"][question]
        row[-1] = str(int(row[-1]) ^ 1)

    assert code(edit(open_ballot(encrypted()), spoil)) == "bel.audit"


def test_an_alpha_that_is_not_of_the_exponent_is_refused() -> None:
    """Beta would show the voter's choice, and the trustees would decrypt another."""
    group = BOX.election.group

    def shift(fields: Any) -> None:
        pair = fields["ballot"]["answers"][0]["choices"][0]
        (pair["alpha"],) = group.encode(group.add(group.decode([pair["alpha"]]), group.base([1])))

    assert code(edit(open_ballot(encrypted()), shift)) == "bel.audit"


@pytest.mark.parametrize("question", range(4))
def test_ciphertexts_of_another_ballot_are_refused(question: int) -> None:
    other = msgspec.json.decode(encrypted(seed="other").data)

    def swap(fields: Any) -> None:
        fields["ballot"]["answers"][question] = other["answers"][question]

    assert code(edit(open_ballot(encrypted()), swap)) == "bel.audit"


def test_a_plaintext_that_is_no_choice_is_refused() -> None:
    """An overvote with exponents that fit: g^2 in place of g."""
    group = BOX.election.group

    def double(fields: Any) -> None:
        pair = fields["ballot"]["answers"][0]["choices"][1]
        twice = group.add(group.decode([pair["beta"]]), group.base([1]))
        (pair["beta"],) = group.encode(twice)

    assert code(edit(open_ballot(encrypted()), double)) == "bel.audit"

    def two(fields: Any) -> None:
        pair = fields["ballot"]["answers"][0]["choices"][0]
        more = group.add(group.decode([pair["beta"]]), group.base([1]))
        (pair["beta"],) = group.encode(more)

    assert code(edit(open_ballot(encrypted()), two)) == "bel.audit"


@pytest.mark.parametrize("above", [0, 2**200])
def test_numbers_that_are_embedded_otherwise_are_refused(above: int) -> None:
    """The device may not choose among the elements that hold the same numbers: it could mark."""
    group = BOX.election.group
    (first,) = group.encode(group.embed([[3, 0, 255]]))
    made = encrypted()
    r = made.randomness[3][0]
    # From the end of the padding down, so that none of the bits above it changes.
    last = (int(first, 16) | 0x3FFF) + above
    (other,) = next(
        [text] for text in (f"{last - less:064x}" for less in range(2**14)) if is_element(text)
    )
    assert other != first
    assert group.extract(group.decode([other]), 3) == [(3, 0, 255)]

    def mark(fields: Any) -> None:
        masks = group.times(BOX.election.key, [r])
        pair = fields["ballot"]["answers"][3]["choices"]
        (pair["beta"],) = group.encode(group.add(group.decode([other]), masks))

    assert code(edit(open_ballot(made), mark)) == "bel.audit"


def test_a_signed_ballot_is_not_opened() -> None:
    made = encrypted()
    signed = sign_ballot(BOX.election, BOX.credentials[0].private, made.data, seeded("sign"))
    assert code(open_ballot(Encrypted(signed, made.randomness))) == "bel.audit-signed"


def test_a_ballot_of_another_election_is_refused() -> None:
    other = OnlineBox(questions=BOX.questions, seed="other")
    public = other.credentials[0].public
    made = encrypt_choices(other.election, public, CHOICES, seeded("audit"))
    assert code(open_ballot(made)) == "bel.ballot-election"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda fields: fields["randomness"].pop(),
        lambda fields: fields["randomness"][0].pop(),
        lambda fields: fields["ballot"]["answers"][0]["choices"].pop(),
    ],
)
def test_an_opening_of_another_shape_is_refused(spoil: Any) -> None:
    assert code(edit(open_ballot(encrypted()), spoil)) == "bel.ballot-shape"


def test_what_opens_a_ballot_has_no_representation() -> None:
    made = encrypted()
    assert not [r for row in made.randomness for r in row if str(r) in repr(made)]
