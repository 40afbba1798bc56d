"""Questions of lists: what is accepted, and what each proof forbids."""

from collections.abc import Sequence
from typing import Any

import msgspec
import pytest
from tests.support.forged_answers import forge_answer, with_answer
from tests.support.online_box import LISTS, OnlineBox, edit, resign, seeded
from tests.support.textbook_ballot import TextbookBallot

from suffrage.belenios.check_ballot import check_not_copied
from suffrage.belenios.make_ballot import make_ballot
from suffrage.belenios.questions.lists import Lists, ListsValue
from suffrage.belenios.result import check_result, compute_result
from suffrage.belenios.verify import verify_archive
from suffrage.errors import Malformed, NotVerified, Refused, SuffrageError

# The places of the proofs in the question's form: six individual ones, then these.
OVERALL, RED, BLUE, NONE, NONZERO = range(6, 11)
GOOD = [[1, 0, 1], [0, 0], [0]]


@pytest.fixture(scope="module")
def box() -> OnlineBox:
    return OnlineBox(questions=(LISTS,))


@pytest.fixture(scope="module")
def ballot(box: OnlineBox) -> bytes:
    return box.make(0, [GOOD])


def refusal_of(box: OnlineBox, ballot: bytes) -> SuffrageError:
    with pytest.raises(SuffrageError) as refusal:
        box.check(ballot)
    return refusal.value


@pytest.mark.parametrize(
    "choice",
    [GOOD, [[1, 1, 0], [0, 0], [0]], [[1, 1, 1], [0, 0], [0]], [[0, 0, 0], [1, 1], [0]]],
)
def test_every_allowed_vote_is_accepted_here_and_by_the_textbook(
    box: OnlineBox, choice: Any
) -> None:
    ballot = box.make(1, [choice])
    assert box.check(ballot).credential == box.credentials[1].public
    assert TextbookBallot(box.election.data, ballot).failures() == []


@pytest.mark.parametrize(
    "choice",
    [
        [[0, 0, 0], [0, 0], [0]],
        [[1, 0, 0], [0, 0], [0]],
        [[0, 0, 0], [0, 0], [1]],
        [[1, 1, 0], [1, 1], [0]],
        [[1, 1, 0], [0, 1], [0]],
        [[0, 1, 0], [0, 0], [0]],
        [[2, 1, 0], [-1, 0], [0]],
        [[1, 2, 0], [0, 0], [0]],
        [[1, True, 0], [0, 0], [0]],
        [[1, 1], [0, 0, 0], [0]],
        [[1, 1, 0], [0, 0]],
        [1, 0, 1, 0, 0, 0],
        [],
    ],
)
def test_no_other_vote_is_made(box: OnlineBox, choice: Any) -> None:
    with pytest.raises(Refused) as refusal:
        box.make(0, [choice])
    assert (refusal.value.code, refusal.value.fields) == ("bel.choice", {"index": 0})


@pytest.mark.parametrize(
    ("proof", "name", "plains", "claims"),
    [
        (1, "individual 1", [1, 2, 0, 0, 0, 0], (0, 1, 1)),
        (1, "individual 1", [1, -1, 1, 0, 0, 0], (0, 1, 1)),
        (OVERALL, "overall", [1, 1, 0, 1, 1, 0], (0, 0, 1)),
        (OVERALL, "overall", [0, 0, 0, 0, 0, 0], (1, 1, 1)),
        (RED, "list 0", [0, 1, 0, 1, 1, 0], (1, 0, 1)),
        (BLUE, "list 1", [1, 1, 0, 0, 1, 0], (0, 1, 1)),
        (NONZERO, "nonzero", [1, 0, 0, 0, 0, 0], (0, 1, 1)),
        (NONZERO, "nonzero", [0, 0, 0, 0, 0, 1], (1, 1, 1)),
    ],
)
def test_forged_votes_fail_at_the_proof_that_forbids_them(
    box: OnlineBox,
    ballot: bytes,
    proof: int,
    name: str,
    plains: Sequence[int],
    claims: Sequence[int],
) -> None:
    """A2, A11: too many, too few, across lists, an empty list; the textbook names the same."""
    bits = [min(max(plain, 0), 1) for plain in plains]
    forged = with_answer(box, ballot, 0, forge_answer(box, 0, plains, [*bits, 0, *claims, 0]))
    refusal = refusal_of(box, forged)
    assert (refusal.code, refusal.fields) == ("bel.ballot-proof", {"question": 0, "proof": proof})
    assert TextbookBallot(box.election.data, forged).failures()[0] == f"0 {name}"


def test_overflowing_votes_do_not_slip_through(box: OnlineBox, ballot: bytes) -> None:
    order = box.election.group.order
    answer = forge_answer(box, 0, [1, order + 1, 0, 0, 0, 0], [1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 0])
    # A plaintext is a number modulo q: this one is 1, and the ballot is a lawful one.
    assert box.check(with_answer(box, ballot, 0, answer)).weight == 1
    answer = forge_answer(box, 0, [1, order - 1, 1, 0, 0, 0], [1, 0, 1, 0, 0, 0, 0, 0, 1, 1, 0])
    refusal = refusal_of(box, with_answer(box, ballot, 0, answer))
    assert refusal.fields == {"question": 0, "proof": 1}


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    if isinstance(value, str):
        return [path]
    items = value.items() if isinstance(value, dict) else enumerate(value)
    return [leaf for key, inner in items for leaf in leaves(inner, (*path, key))]


def test_every_altered_part_is_refused_even_when_signed_again(
    box: OnlineBox, ballot: bytes
) -> None:
    """A11: each ciphertext and each field of each proof, nonzero commitment included."""
    (answer,) = msgspec.json.decode(ballot)["answers"]
    paths = leaves(answer)
    assert len(paths) == 2 * 6 + 2 * (12 + 1 + 6) + 4
    for path in paths:

        def alter(fields: Any, path: tuple[str | int, ...] = path) -> None:
            *way, last = path
            part = fields["answers"][0]
            for key in way:
                part = part[key]
            element = last in {"alpha", "beta", "commitment"}
            part[last] = "66" * 31 + "58" if element else str(int(part[last]) + 1)

        forged = resign(box.election, box.credentials[0], edit(ballot, alter))
        refusal = refusal_of(box, forged)
        assert refusal.code == "bel.ballot-proof", path
        assert refusal.fields["question"] == 0
        assert TextbookBallot(box.election.data, forged).failures(), path


def test_a_nonzero_proof_of_zero_with_the_identity(box: OnlineBox, ballot: bytes) -> None:
    """The equations hold for A0 = 1 and a sum of 0: only the check of A0 itself forbids it."""
    plains, truths = [1, 0, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0]
    answer = forge_answer(box, 0, plains, truths)
    group = box.election.group
    assert answer["nonzero_proof"]["commitment"] == group.encode(group.base([0]))[0]
    refusal = refusal_of(box, with_answer(box, ballot, 0, answer))
    assert refusal.fields == {"question": 0, "proof": NONZERO}


@pytest.mark.parametrize(
    ("at", "change"),
    [
        ("answers[0]", lambda a: a["choices"][1][1].update(beta=f"{2**255 - 18:064x}")),
        ("answers[0]", lambda a: a["choices"][0][0].update(alpha="0" * 64)),
        (
            "answers[0].nonzero_proof",
            lambda a: a["nonzero_proof"].update(commitment=f"{2**255 - 18:064x}"),
        ),
    ],
)
def test_elements_outside_the_group(box: OnlineBox, ballot: bytes, at: str, change: Any) -> None:
    """A10: the place in the ballot is named."""
    spoilt = edit(ballot, lambda fields: change(fields["answers"][0]))
    refusal = refusal_of(box, resign(box.election, box.credentials[0], spoilt))
    assert isinstance(refusal, Malformed)
    assert (refusal.code, refusal.at) == ("bel.point", at)


@pytest.mark.parametrize(
    "change",
    [
        lambda a: a["choices"][0].pop(),
        lambda a: a["choices"].pop(),
        lambda a: a["individual_proofs"][0].pop(),
        lambda a: a["list_proofs"].pop(),
        lambda a: a["choices"].reverse(),
    ],
)
def test_shape(box: OnlineBox, ballot: bytes, change: Any) -> None:
    spoilt = edit(ballot, lambda fields: change(fields["answers"][0]))
    refusal = refusal_of(box, spoilt)
    assert (refusal.code, refusal.fields) == ("bel.ballot-shape", {"question": 0})


@pytest.mark.parametrize(
    "change",
    [
        lambda a: a["nonzero_proof"]["response"].pop(),
        lambda a: a["nonzero_proof"].pop("commitment"),
        lambda a: a["nonzero_proof"].update(challenge="01"),
        lambda a: a.update(overall_proof=[a["overall_proof"]]),
        lambda a: a.update(blank_proof=a["list_proofs"][0]),
    ],
)
def test_other_json(box: OnlineBox, ballot: bytes, change: Any) -> None:
    refusal = refusal_of(box, edit(ballot, lambda fields: change(fields["answers"][0])))
    assert refusal.code == "bel.json"


def test_copied_ballots(box: OnlineBox, ballot: bytes) -> None:
    """A2: by another voter, with lists exchanged, or from the same randomness."""
    copied = resign(box.election, box.credentials[1], ballot)
    assert refusal_of(box, copied).fields == {"question": 0, "proof": 0}

    def exchange(fields: Any) -> None:
        answer = fields["answers"][0]
        answer["choices"][0][1:] = answer["choices"][0][:0:-1]
        answer["individual_proofs"][0][1:] = answer["individual_proofs"][0][:0:-1]

    permuted = resign(box.election, box.credentials[0], edit(ballot, exchange))
    assert refusal_of(box, permuted).fields == {"question": 0, "proof": OVERALL}
    first, second = (
        box.check(make_ballot(box.election, box.credentials[voter].private, [GOOD], seeded("same")))
        for voter in (0, 1)
    )
    assert len(first.components) == 12
    with pytest.raises(NotVerified) as refusal:
        check_not_copied(second, set(), dict.fromkeys(first.components, first.credential))
    assert refusal.value.code == "bel.ballot-copied"


def test_ballot_of_another_election(box: OnlineBox) -> None:
    """A3: relabelled and signed again by its own voter."""
    other = OnlineBox(questions=(LISTS,), seed="other")
    other.credentials[0] = box.credentials[0]
    moved = other.make(0, [GOOD])
    relabelled = edit(moved, lambda f: f.update(election_hash=box.election.fingerprint))
    signed = resign(box.election, box.credentials[0], relabelled)
    assert refusal_of(box, signed).code == "bel.ballot-proof"


def test_tally_and_result_are_nested() -> None:
    box = OnlineBox(questions=(LISTS,))
    box.cast(0, [GOOD])
    box.cast(1, [[[1, 1, 1], [0, 0], [0]]])
    box.cast(2, [[[0, 0, 0], [1, 1], [0]]])
    tally = box.tally()
    assert tally.shape == ((3, 2, 1),)
    shares = [box.share(owner, tally) for owner in (1, 2)]
    result = compute_result(box.election, box.setup.trustees, tally, shares)
    assert result.records == (b'{"result":[[[2,1,2],[1,1],[0]]]}',)
    assert result.counts == (((2, 1, 2), (1, 1), (0,)),)
    report = verify_archive(box.archive())
    assert report.result == result.counts
    for code, other in (
        ("bel.result", b'{"result":[[[2,2,1],[1,1],[0]]]}'),
        ("bel.result-shape", b'{"result":[[[2,1,2],[1,1]]]}'),
        ("bel.result-shape", b'{"result":[[[2,1,2],[1],[1,0]]]}'),
        ("bel.result-shape", b'{"result":[[2,1,2,1,1,0]]}'),
        ("bel.result-shape", b'{"result":[[[2,1,2],[1,1],0]]}'),
    ):
        with pytest.raises(SuffrageError) as refusal:
            check_result(box.election, box.setup.trustees, tally, shares, [other])
        assert refusal.value.code == code, other


@pytest.mark.parametrize("answers", [(), ((),), (("A",),), (("A", "a"), ())])
def test_questions_that_nobody_could_answer(answers: tuple[tuple[str, ...], ...]) -> None:
    with pytest.raises(Malformed) as refusal:
        _ = OnlineBox(questions=(Lists(value=ListsValue(answers=answers, question="?")),)).setup
    assert (refusal.value.code, refusal.value.fields) == ("bel.question", {"index": 0})


def test_the_record_of_the_question(box: OnlineBox) -> None:
    assert (
        '"questions":[{"type":"Lists","value":{"answers":[["Red","Ann","Bob"],'
        '["Blue","Chloé"],["None"]],"question":"Which list?"}}]'.encode()
    ) in box.election.data
