"""Making a ballot in two steps: what is encrypted, then the signature."""

import pytest
from tests.support.online_box import BLANK, CHOICE, LISTS, RANKED, Choices, OnlineBox, seeded
from tests.support.textbook_ballot import TextbookBallot

from suffrage.belenios.make_ballot import encrypt_choices, sign_ballot
from suffrage.belenios.questions.table import kind_of
from suffrage.errors import SuffrageError

GOOD: Choices = [[0, 1, 0], [0, 0, 1], [[1, 0, 1], [0, 0], [0]], [2, 1, 3]]


@pytest.fixture(scope="module")
def box() -> OnlineBox:
    return OnlineBox(questions=(CHOICE, BLANK, LISTS, RANKED))


@pytest.fixture(scope="module")
def ballot(box: OnlineBox) -> bytes:
    return box.make(0, GOOD)


def test_what_is_encrypted_can_be_made_again_and_compared(box: OnlineBox) -> None:
    """An audited ballot: the entropy of the unsigned ballot is shown, and the ballot discarded."""
    election, credential = box.election, box.credentials[0]
    unsigned = encrypt_choices(election, credential.public, GOOD, seeded("audit")).data
    assert unsigned == encrypt_choices(election, credential.public, GOOD, seeded("audit")).data
    others = [*GOOD[:3], [2, 1, 4]]
    assert unsigned != encrypt_choices(election, credential.public, others, seeded("audit")).data
    assert b"signature" not in unsigned
    with pytest.raises(SuffrageError) as refusal:
        box.check(unsigned)
    assert refusal.value.code == "bel.ballot-shape"
    ballot = sign_ballot(election, credential.private, unsigned, seeded("sign"))
    assert box.check(ballot).credential == credential.public
    assert TextbookBallot(election.data, ballot).failures() == []


def test_only_an_unsigned_ballot_of_its_own_is_signed(box: OnlineBox, ballot: bytes) -> None:
    election, (first, second, _) = box.election, box.credentials
    unsigned = encrypt_choices(election, first.public, GOOD, seeded("audit")).data
    for code, private, data in (
        ("bel.credential-other", second.private, unsigned),
        ("bel.ballot-shape", first.private, ballot),
        ("bel.canonical", first.private, unsigned.replace(b",", b", ", 1)),
        ("bel.json", first.private, unsigned[:-1]),
        ("bel.credential-form", "short", unsigned),
    ):
        with pytest.raises(SuffrageError) as refusal:
            sign_ballot(election, private, data, seeded("sign"))
        assert refusal.value.code == code


def test_a_plan_has_no_representation() -> None:
    plan = kind_of(BLANK).plan(BLANK, [0, 0, 1])
    assert repr(plan) == "Plan()"
