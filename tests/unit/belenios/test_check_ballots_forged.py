"""Proofs made backwards: commitments first, so that every hash holds and no equation does.

Path (b) hashes commitments that are given to it, so here the combination alone stands between a
forger and the tally. Some forgeries are made to cancel each other in a combination whose
coefficients are equal; the tests show that they would.
"""

from typing import Any

import msgspec
import pytest
from tests.support.batches import BACKENDS, NAMES, PAIR, Case, Fields, constant, digest, spoken
from tests.support.forged_answers import forge_answer, with_answer
from tests.support.online_box import (
    BLANK,
    CHOICE,
    LISTS,
    RANGE,
    RANKED,
    OnlineBox,
    edit,
    resign,
    seeded,
)

from suffrage.belenios.check_ballots import _check_hashes
from suffrage.belenios.check_claims import stack
from suffrage.belenios.combination import vartime_check_equations
from suffrage.belenios.credentials import derive_exponent
from suffrage.belenios.hashing import challenge

pytestmark = pytest.mark.long

QUESTIONS = (CHOICE, RANGE, BLANK, LISTS, RANKED)
VOTE: list[Any] = [[0, 1, 0], [1, 0, 1, 1], [0, 0, 1], [[1, 1, 0], [0, 0], [0]], [1, 2, 3]]


def made_box() -> OnlineBox:
    box = OnlineBox(questions=QUESTIONS, voters=3)
    for voter in range(3):
        box.cast(voter, VOTE)
    return box


BOX = made_box()
GOOD = BOX.ballots[1]
CLAIMS = BOX.election.claims
# One proof of each kind: the last of its question where there are several.
KINDS = {
    "signature": 0,
    "individual": 1,
    "overall": 1 + 3,
    "overall with several numbers": 4 + 5,
    "blank, not blank": 9 + 4,
    "blank": 9 + 5,
    "individual of a list": 14 + 6,
    "overall of lists": 14 + 7,
    "list": 14 + 8,
    "last list": 14 + 10,
    "nonzero": 14 + 11,
    "knowledge": 14 + 12,
}


@pytest.fixture(scope="module", params=BACKENDS, ids=NAMES)
def case(request: pytest.FixtureRequest) -> Case:
    return Case(BOX, request.param)


def hashes_hold(case: Case, ballot: bytes, hints: bytes) -> bool:
    parsed = case.parse(ballot)
    points, given = case.group.decode_mixed(parsed.texts, hints)
    stacked = stack(case.group, case.election.claims, [parsed], points)
    return _check_hashes(case.election, stacked, case.group.encode(given)) == [None]


def refusal(which: int) -> str:
    claimed = CLAIMS.challenges[which]
    if claimed.question is None:
        return "NotVerified bel.ballot-signature"
    return f"NotVerified bel.ballot-proof question={claimed.question} proof={claimed.proof}"


def test_the_table_names_every_kind_of_proof() -> None:
    tags = [CLAIMS.challenges[which].tag for which in KINDS.values()]
    assert tags == [
        "sig|",
        "prove|",
        "prove|",
        "prove|",
        "bproof1|",
        "bproof0|",
        "prove|",
        "prove|",
        "lproof|",
        "lproof|",
        "nonzero|",
        "raweg|",
    ]
    assert set(tags) == {challenge.tag for challenge in CLAIMS.challenges}
    assert max(KINDS.values()) == len(CLAIMS.challenges) - 1


@pytest.mark.parametrize("which", KINDS.values(), ids=KINDS)
def test_a_proof_made_backwards_is_named(case: Case, which: int) -> None:
    bad, hints = case.forge(BOX.ballots[0], which, 0)
    assert hashes_hold(case, bad, hints)
    assert not hashes_hold(case, bad, case.hints(bad))
    honest = case.hints(GOOD)
    assert case.check_agreement(hints + honest, bad, GOOD) == [refusal(which), digest(GOOD)]
    assert case.check_agreement(honest + hints, GOOD, bad) == [digest(GOOD), refusal(which)]


def test_many_forgeries_are_all_named(case: Case) -> None:
    whiches = list(KINDS.values())[::3]
    forged = [case.forge(BOX.ballots[0], which, 0, f"many {which}") for which in whiches]
    hints = b"".join(own for _, own in forged) + case.hints(GOOD)
    verdicts = case.check_agreement(hints, *(bad for bad, _ in forged), GOOD)
    assert verdicts == [*map(refusal, whiches), digest(GOOD)]


@pytest.mark.parametrize("parts", [(5, -5), (2, 3, -5)], ids=str)
def test_signatures_of_several_ballots_that_cancel(case: Case, parts: tuple[int, ...]) -> None:
    """Each A is g^part too large, and the parts add up to nothing."""
    forged = []
    for voter, part in enumerate(parts):
        secret = derive_exponent(BOX.election.group, BOX.uuid, BOX.credentials[voter].private)
        a = 1_000 + voter

        def answer(c: int, a: int = a, part: int = part, secret: int = secret) -> int:
            return a - part - secret * c

        forged.append(case.forge_with(BOX.ballots[voter], 0, voter, [a], answer))
    ballots, hints = [ballot for ballot, _ in forged], b"".join(own for _, own in forged)
    assert all(hashes_hold(case, ballot, own) for ballot, own in forged)
    fooled = case.together(*ballots, commitments=hints, entropy=constant)
    assert spoken(fooled) == list(map(digest, ballots))
    assert case.check_agreement(hints, *ballots) == [refusal(0)] * len(parts)
    # One of them alone is no use even with equal coefficients.
    one = case.together(ballots[0], commitments=forged[0][1], entropy=constant)
    assert spoken(one) == [refusal(0)]


def test_two_proofs_of_one_ballot_that_cancel(case: Case) -> None:
    """The signature's A is g^7 too large, that of the answer of numbers g^7 too small."""
    election, claims = BOX.election, case.election.claims
    known, last = 100, len(claims.challenges) - 1
    numbers = forge_answer(BOX, 4, [], [0], elements=election.group.embed([[1, 2, 3]]))
    ballot = with_answer(BOX, BOX.ballots[0], 4, numbers)
    assert case.alone(ballot) == [digest(ballot)]
    ballot, first = case.forge_with(ballot, last, 0, [55], lambda c: 55 + 7 - known * c)
    secret = derive_exponent(election.group, BOX.uuid, BOX.credentials[0].private)
    ballot, second = case.forge_with(ballot, 0, 0, [66], lambda c: 66 - 7 - secret * c)
    place = claims.challenges[last].commitments[0]
    part = slice(PAIR * place, PAIR * (place + 1))
    hints = second[: part.start] + first[part] + second[part.stop :]
    assert hashes_hold(case, ballot, hints)
    fooled = case.together(ballot, commitments=hints, entropy=constant)
    assert spoken(fooled) == [digest(ballot)]
    verdicts = case.check_agreement(hints + case.hints(GOOD), ballot, GOOD)
    assert verdicts == [refusal(0), digest(GOOD)]


def test_a_nonzero_proof_for_nothing(case: Case) -> None:
    """With A0 the identity all equations and the hash hold, whatever the ciphertext encrypts."""
    group, claims, which = case.group, case.election.claims, KINDS["nonzero"]
    ballot = edit(
        BOX.ballots[0],
        lambda fields: fields["answers"][3]["nonzero_proof"].update(commitment=f"{1:064x}"),
    )
    places = [place for place in claims.challenges[which].commitments if place < claims.commitments]
    commitments = case.hints(ballot)
    pairs = b"".join(commitments[PAIR * place : PAIR * (place + 1)] for place in places)
    texts = [f"{1:064x}", *group.encode(group.decode_affine(pairs))]
    fields = Fields(msgspec.json.decode(ballot))
    fields.challenges[-1].set(challenge(group.order, case.prefix(ballot, which), texts))
    forged = msgspec.json.encode(fields.value)
    forged = resign(BOX.election, BOX.credentials[0], forged)
    hints = case.hints(forged)
    parsed = case.parse(forged)
    vartime_check_equations(
        group,
        case.election.key,
        claims,
        ballots=[parsed],
        points=group.decode(parsed.texts),
        commitments=group.decode_affine(hints),
        entropy=seeded("equations"),
    )
    verdicts = case.check_agreement(hints + case.hints(GOOD), forged, GOOD)
    assert verdicts == [refusal(which), digest(GOOD)]
