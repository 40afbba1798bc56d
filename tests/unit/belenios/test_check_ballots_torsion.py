"""Parts of small order, which a combination alone does not see: refused on both paths.

A prover who adds a point of order 8 to an element can still make its equations hold in the whole
curve: with one challenge in eight (``grind``), or by adding the matching part to the commitment.
Belenios refuses such a ballot because the element is not in the group; so must every path.
"""

from itertools import count
from typing import Any

import msgspec
import pytest
from tests.support.batches import BACKENDS, NAMES, PAIR, Case, digest, spoken
from tests.support.online_box import CHOICE, RANKED, OnlineBox, edit, resign, seeded
from tests.support.small_order import (
    ORDER,
    SMALL,
    Point,
    add,
    negated,
    of_pair,
    of_text,
    shifted,
    shifted_pair,
    times,
    to_text,
)

from suffrage.belenios.hashing import challenge

pytestmark = pytest.mark.long

ELEMENTS = ("alpha", "beta", "credential")


def made_box() -> OnlineBox:
    box = OnlineBox(questions=(CHOICE, RANKED), voters=3)
    for voter in range(3):
        box.cast(voter, [[0, 1, 0], [1, 2, 3]])
    return box


BOX = made_box()
GOOD = BOX.ballots[1]


@pytest.fixture(scope="module", params=BACKENDS, ids=NAMES)
def case(request: pytest.FixtureRequest) -> Case:
    return Case(BOX, request.param)


def test_the_points_are_those_of_small_order() -> None:
    assert len(set(SMALL)) == 7
    assert {times(point, 8) for point in SMALL} == {(0, 1)}
    assert times(SMALL[0], 4) != (0, 1)
    assert [negated(point) for point in SMALL] == list(reversed(SMALL))
    text = BOX.credentials[0].public
    assert to_text(add(of_text(text), (0, 1))) == text
    assert times(of_text(text), ORDER) == (0, 1)


def moved(ballot: bytes, *parts: tuple[Any, ...], voter: int = 0) -> bytes:
    """The ballot with small points added to elements, signed again by its voter."""

    def change(fields: Any) -> None:
        for *path, small in parts:
            holder = fields
            for key in path[:-1]:
                holder = holder[key]
            holder[path[-1]] = shifted(holder[path[-1]], small)

    return resign(BOX.election, BOX.credentials[voter], edit(ballot, change))


@pytest.mark.parametrize("small", SMALL)
@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("answers", 0, "choices", 2, "alpha"), 2),
        (("answers", 0, "choices", 0, "beta"), 4),
        (("answers", 1, "choices", "alpha"), 3),
    ],
)
def test_in_a_ciphertext(case: Case, small: Point, path: tuple[Any, ...], place: int) -> None:
    bad = moved(BOX.ballots[0], (*path, small))
    hints = case.hints(BOX.ballots[0], GOOD)
    for order in (1, -1):
        verdicts = case.check_agreement(hints, *(bad, GOOD)[::order])[::order]
        assert verdicts == [
            f"Malformed bel.point at answers[{path[1]}] index={place}",
            digest(GOOD),
        ]


def grind(small: Point, *, beta: bool) -> bytes:
    """A ballot whose proofs all hold in the whole curve although an element is outside the group.

    A proof of knowledge says nothing of beta; alpha with a part of order 8 is hidden from it by a
    challenge that 8 divides.
    """
    election, group, secret = BOX.election, BOX.election.group, 12_345
    fields = msgspec.json.decode(BOX.ballots[0])
    answer = fields["answers"][1]
    made = group.base([secret]), group.times(election.key, [secret])
    (alpha,), (mask,) = map(group.encode, made)
    answer["choices"] = {
        "alpha": alpha if beta else shifted(alpha, small),
        "beta": shifted(mask, small) if beta else mask,
    }
    credential = BOX.credentials[0].public
    pair = ",".join(answer["choices"].values())
    before = f"raweg|{election.fingerprint}|{credential}|{election.record.public_key},{pair}|"
    for w in count(777):
        c = challenge(group.order, before, group.encode(group.base([w])))
        if beta or c % 8 == 0:
            answer["proof"] = {"challenge": str(c), "response": str((w - secret * c) % group.order)}
            return resign(election, BOX.credentials[0], msgspec.json.encode(fields))
    raise AssertionError


@pytest.mark.parametrize("small", SMALL)
@pytest.mark.parametrize("beta", [True, False], ids=["beta", "alpha"])
def test_hidden_from_every_equation(case: Case, small: Point, *, beta: bool) -> None:
    bad = grind(small, beta=beta)
    hints = case.hints(BOX.ballots[0], GOOD)
    verdicts = case.check_agreement(hints, bad, GOOD)
    place = 7 if beta else 3
    assert verdicts == [f"Malformed bel.point at answers[1] index={place}", digest(GOOD)]


def test_the_hidden_equations_do_hold() -> None:
    """Without the test of membership the ballot would pass: checked with plain integers."""
    fields = msgspec.json.decode(grind(SMALL[0], beta=False))
    answer = fields["answers"][1]
    c, r = (int(answer["proof"][name]) for name in ("challenge", "response"))
    alpha = of_text(answer["choices"]["alpha"])
    assert times(alpha, ORDER) != (0, 1)
    commitment = add(times(of_text("66" * 31 + "58"), r), times(alpha, c))
    pair = ",".join(answer["choices"].values())
    subject = f"{BOX.election.fingerprint}|{BOX.credentials[0].public}"
    before = f"raweg|{subject}|{BOX.election.record.public_key},{pair}|"
    assert challenge(ORDER, before, [to_text(commitment)]) == c


@pytest.mark.parametrize("small", SMALL)
def test_in_a_credential_that_a_list_allows(case: Case, small: Point) -> None:
    """No list with such a key is read; if one were, the ballot would still be refused."""
    credential = shifted(BOX.credentials[0].public, small)
    bad = edit(BOX.ballots[0], lambda fields: fields.update(credential=credential))
    assert case.alone(bad) == ["NotVerified bel.credential-unknown"]
    weights = {credential: 1, BOX.credentials[1].public: 1}
    expected = ["Malformed bel.point at credential index=8", digest(GOOD)]
    for commitments in (None, case.hints(BOX.ballots[0], GOOD)):
        done = case.together(bad, GOOD, weights=weights, commitments=commitments)
        assert spoken(done) == expected
    assert spoken(case.together(bad, GOOD, weights=weights, proved=frozenset([0]))) == expected


@pytest.mark.parametrize("small", SMALL)
def test_in_the_hints(case: Case, small: Point) -> None:
    """Wrong hints cost time and change nothing: the ballots hold."""
    hints = bytearray(case.hints(*BOX.ballots))
    for place in (0, 3, len(hints) // PAIR - 1):
        part = slice(PAIR * place, PAIR * (place + 1))
        before = bytes(hints[part])
        hints[part] = shifted_pair(before, small)
        assert case.check_agreement(bytes(hints), *BOX.ballots) == list(map(digest, BOX.ballots))
        hints[part] = before


@pytest.mark.parametrize("small", SMALL[:4])
def test_pairs_that_cancel_within_a_ballot(case: Case, small: Point) -> None:
    """In each sum of the question's ciphertexts nothing is left of the two."""
    choices = ("answers", 0, "choices")
    hints = case.hints(BOX.ballots[0], GOOD)
    for name, place in (("alpha", 0), ("beta", 4)):
        bad = moved(BOX.ballots[0], (*choices, 0, name, small), (*choices, 1, name, negated(small)))
        verdicts = case.check_agreement(hints, bad, GOOD)
        assert verdicts == [f"Malformed bel.point at answers[0] index={place}", digest(GOOD)]


@pytest.mark.parametrize("small", SMALL)
def test_pairs_that_cancel_between_ballots(case: Case, small: Point) -> None:
    path = ("answers", 1, "choices", "beta")
    bad = [
        moved(BOX.ballots[0], (*path, small)),
        moved(BOX.ballots[2], (*path, negated(small)), voter=2),
    ]
    hints = case.hints(BOX.ballots[0], GOOD, BOX.ballots[2])
    verdicts = case.check_agreement(hints, bad[0], GOOD, bad[1])
    refusal = "Malformed bel.point at answers[1] index=7"
    assert verdicts == [refusal, digest(GOOD), refusal]


@pytest.mark.parametrize("small", SMALL)
def test_a_ciphertext_and_a_hint_that_cancel(case: Case, small: Point) -> None:
    """The forger publishes the commitment that the equation gives in the whole curve.

    alpha has a part of small order, the challenge does not hide it, and A = g^r·alpha^c has c
    times that part: hash and equation hold, and in a combination nothing would be left.
    """
    group, election = case.group, BOX.election
    fields = msgspec.json.decode(BOX.ballots[0])
    answer, secret = fields["answers"][1], 999
    (alpha,) = group.encode(group.base([secret]))
    (mask,) = group.encode(group.times(case.election.key, [secret]))
    answer["choices"] = {"alpha": shifted(alpha, small), "beta": mask}
    subject = f"{election.fingerprint}|{BOX.credentials[0].public}"
    before = f"raweg|{subject}|{election.record.public_key},{shifted(alpha, small)},{mask}|"
    entropy = seeded("cancel")
    while True:
        w, part = int.from_bytes(entropy(31)), times(small, entropy(1)[0])
        (honest,) = group.encode(group.base([w]))
        commitment = add(of_text(honest), part)
        c = challenge(group.order, before, [to_text(commitment)])
        if c % 8 and times(small, c % 8) == part:
            break
    answer["proof"] = {"challenge": str(c), "response": str((w - secret * c) % group.order)}
    bad = resign(election, BOX.credentials[0], msgspec.json.encode(fields))
    hints = bytearray(case.hints(BOX.ballots[0], GOOD))
    place = case.election.claims.challenges[-1].commitments[0]
    x, y = commitment
    hints[PAIR * place : PAIR * (place + 1)] = x.to_bytes(32, "little") + y.to_bytes(32, "little")
    verdicts = case.check_agreement(bytes(hints), bad, GOOD)
    assert verdicts == ["Malformed bel.point at answers[1] index=3", digest(GOOD)]


def test_a_pair_in_another_form_is_no_hint(case: Case) -> None:
    """x + p and y + p stand for the same point, and 255 bits are not 256."""
    hints, p = case.hints(*BOX.ballots), 2**255 - 19
    x, y = of_pair(hints[:PAIR])
    forms = [(0, p + 1), (p, 1), (p, p + 1), (x | 1 << 255, y), (x, y | 1 << 255), (0, 0), (y, x)]
    for form in forms:
        pair = b"".join(number.to_bytes(32, "little") for number in form)
        for at in (0, len(hints) - PAIR):
            changed = hints[:at] + pair + hints[at + PAIR :]
            verdicts = case.check_agreement(changed, *BOX.ballots)
            assert verdicts == list(map(digest, BOX.ballots))


@pytest.mark.parametrize("name", ["alpha", "beta"])
def test_a_text_in_another_form_is_no_element(case: Case, name: str) -> None:
    """y + p, and a sign where x is 0, are other texts of the identity; capitals of any element."""
    hints = case.hints(BOX.ballots[0], GOOD)
    texts = [f"{2**255 - 18:064x}", f"{1 | 1 << 255:064x}", "66" * 31 + "5", "6G" * 32]
    texts.append(msgspec.json.decode(GOOD)["answers"][0]["choices"][0][name].upper())
    for text in texts:

        def change(fields: Any, text: str = text) -> None:
            fields["answers"][0]["choices"][1][name] = text

        bad = resign(BOX.election, BOX.credentials[0], edit(BOX.ballots[0], change))
        verdicts = case.check_agreement(hints, bad, GOOD)
        place = 1 if name == "alpha" else 5
        assert verdicts == [f"Malformed bel.point at answers[0] index={place}", digest(GOOD)]


def test_the_prefix_of_the_tests_is_that_of_the_claims(case: Case) -> None:
    parsed = case.parse(GOOD)
    key, pair = BOX.election.record.public_key, parsed.pairs[-1]
    assert (
        case.prefix(GOOD, -1)
        == f"raweg|{BOX.election.fingerprint}|{parsed.credential}|{key},{pair}|"
    )
