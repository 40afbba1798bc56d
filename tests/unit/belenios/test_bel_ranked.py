"""Non-homomorphic questions: their record, their ballots, their tally and result."""

import itertools
from typing import Any

import msgspec
import pytest
from tests.support.forged_answers import cast_element
from tests.support.online_box import CHOICE, RANKED, OnlineBox, edit, resign, seeded
from tests.support.textbook_ballot import TextbookBallot

from suffrage.belenios._portable.ed25519 import Ed25519 as Portable
from suffrage.belenios.backend import load_group
from suffrage.belenios.check_ballot import check_not_copied
from suffrage.belenios.election import make_election, read_election
from suffrage.belenios.hashing import wide_digest
from suffrage.belenios.make_ballot import make_ballot
from suffrage.belenios.questions.non_homomorphic import (
    NO_HINT,
    Hint,
    MajorityJudgment,
    NonHomomorphic,
    NonHomomorphicValue,
    Schulze,
    SingleTransferableVote,
    hint_of,
)
from suffrage.belenios.result import check_result, compute_result
from suffrage.belenios.tally import Tally, check_tally, encrypt_tally
from suffrage.errors import Malformed, NotVerified, Refused, SuffrageError
from suffrage.rules.ranked.ballots import judge_ranking, sort_ballots

GROUP = load_group("Ed25519")
GOOD = [[0, 1, 0], [2, 1, 3]]


@pytest.fixture(scope="module")
def box() -> OnlineBox:
    return OnlineBox(questions=(CHOICE, RANKED))


@pytest.fixture(scope="module")
def ballot(box: OnlineBox) -> bytes:
    return box.make(0, GOOD)


def refusal_of(box: OnlineBox, ballot: bytes) -> SuffrageError:
    with pytest.raises(SuffrageError) as refusal:
        box.check(ballot)
    return refusal.value


def signed_again(box: OnlineBox, ballot: bytes, change: Any, voter: int = 0) -> bytes:
    return resign(box.election, box.credentials[voter], edit(ballot, change))


@pytest.mark.parametrize("ranks", [[2, 1, 3], [0, 0, 0], [255, 0, 255]])
def test_every_vector_is_accepted_here_and_by_the_textbook(box: OnlineBox, ranks: Any) -> None:
    ballot = box.make(1, [GOOD[0], ranks])
    assert len(box.check(ballot).components) == 2 * (3 + 1)
    assert TextbookBallot(box.election.data, ballot).failures() == []


@pytest.mark.parametrize("ranks", [[], [1, 2], [1, 2, 3, 4], [1, 2, 256], [1, -1, 2], [1, 2, [3]]])
def test_no_other_vector_is_made(box: OnlineBox, ranks: Any) -> None:
    with pytest.raises(Refused) as refusal:
        box.make(0, [GOOD[0], ranks])
    assert (refusal.value.code, refusal.value.fields) == ("bel.choice", {"index": 1})


@pytest.mark.parametrize(
    "change",
    [
        lambda a: a["proof"].update(challenge=str(int(a["proof"]["challenge"]) + 1)),
        lambda a: a["proof"].update(response=str(int(a["proof"]["response"]) + 1)),
        lambda a: a["choices"].update(alpha="66" * 31 + "58"),
        lambda a: a["choices"].update(beta="66" * 31 + "58"),
    ],
)
def test_every_altered_part_is_refused(box: OnlineBox, ballot: bytes, change: Any) -> None:
    """A1, A11: the proof binds alpha, beta, key, election and credential."""
    forged = signed_again(box, ballot, lambda f: change(f["answers"][1]))
    refusal = refusal_of(box, forged)
    assert (refusal.code, refusal.fields) == ("bel.ballot-proof", {"question": 1, "proof": 0})
    assert TextbookBallot(box.election.data, forged).failures() == ["1 encryption"]


def test_answers_of_other_kinds(box: OnlineBox, ballot: bytes) -> None:
    for change in (lambda f: f["answers"].reverse(), lambda f: f["answers"].pop()):
        refusal = refusal_of(box, edit(ballot, change))
        assert (refusal.code, refusal.at.partition("[")[0]) == ("bel.json", "answers")


def test_element_outside_the_group(box: OnlineBox, ballot: bytes) -> None:
    """A10, with the place."""

    def spoil(fields: Any) -> None:
        fields["answers"][1]["choices"]["beta"] = f"{2**255 - 18:064x}"

    refusal = refusal_of(box, signed_again(box, ballot, spoil))
    assert (refusal.code, refusal.at) == ("bel.point", "answers[1]")


def test_copied_ballots(box: OnlineBox, ballot: bytes) -> None:
    """A2: as it is, rerandomised, or its one encryption only."""
    copied = resign(box.election, box.credentials[1], ballot)
    assert refusal_of(box, copied).code == "bel.ballot-proof"
    own = box.make(1, GOOD)
    theirs = msgspec.json.decode(ballot)["answers"][1]
    partly = signed_again(box, own, lambda f: f["answers"].__setitem__(1, theirs), voter=1)
    assert refusal_of(box, partly).fields == {"question": 1, "proof": 0}
    group = box.election.group
    masks = {"alpha": group.base([5]), "beta": group.times(box.election.key, [5])}

    def rerandomise(fields: Any) -> None:
        pair = fields["answers"][1]["choices"]
        for name, mask in masks.items():
            (pair[name],) = group.encode(group.add(group.decode([pair[name]]), mask))

    again = signed_again(box, partly, rerandomise, voter=1)
    assert refusal_of(box, again).fields == {"question": 1, "proof": 0}


def test_same_randomness_under_two_credentials(box: OnlineBox) -> None:
    first, second = (
        box.check(make_ballot(box.election, box.credentials[voter].private, GOOD, seeded("same")))
        for voter in (0, 1)
    )
    pair = [text for text in first.components if text in second.components]
    with pytest.raises(NotVerified) as refusal:
        check_not_copied(second, set(), dict.fromkeys(pair, first.credential))
    assert refusal.value.code == "bel.ballot-copied"


def test_ballot_of_another_election() -> None:
    """A3."""
    other = OnlineBox(questions=(RANKED,), seed="other")
    mine = OnlineBox(questions=(RANKED,))
    other.credentials[0] = mine.credentials[0]
    moved = other.make(0, [[1, 2, 3]])
    relabelled = edit(moved, lambda f: f.update(election_hash=mine.election.fingerprint))
    signed = resign(mine.election, mine.credentials[0], relabelled)
    assert refusal_of(mine, signed).fields == {"question": 0, "proof": 0}


def decrypted(box: OnlineBox) -> tuple[Tally, list[Any]]:
    tally = box.tally()
    return tally, [box.share(owner, tally) for owner in (1, 2)]


def test_the_tally_holds_every_ballot_in_the_order_of_the_group(box: OnlineBox) -> None:
    vectors = [[1, 2, 3], [3, 2, 1], [255, 0, 7]]
    ballots = [box.check(box.make(i, [[1, 0, 0], vectors[i]])) for i in range(3)]
    tally = encrypt_tally(box.election, ballots)
    assert tally.shape == (3, 3)
    row = msgspec.json.decode(tally.records[0])[1]
    order = [(bytes.fromhex(ct["alpha"])[::-1], bytes.fromhex(ct["beta"])[::-1]) for ct in row]
    assert order == sorted(order)
    for others in itertools.permutations(ballots):
        assert encrypt_tally(box.election, others).records == tally.records
    swapped = edit(tally.records[0], lambda f: f[1].reverse())
    sized = edit(tally.records[1], lambda f: f.update(encrypted_tally=wide_digest(swapped)))
    with pytest.raises(NotVerified) as refusal:
        check_tally(tally, [swapped, sized])
    assert refusal.value.code == "bel.tally"


def test_an_empty_box_has_an_empty_tally() -> None:
    box = OnlineBox(questions=(CHOICE, RANKED))
    tally, shares = decrypted(box)
    assert tally.shape == (3, 0)
    result = compute_result(box.election, box.setup.trustees, tally, shares)
    assert result.records == (b'{"result":[[0,0,0],[]]}',)


def test_result_is_in_the_order_of_the_ciphertexts() -> None:
    box = OnlineBox(questions=(CHOICE, RANKED))
    for voter, ranks in enumerate(([1, 2, 3], [3, 2, 1], [255, 0, 255])):
        box.cast(voter, [[1, 0, 0], ranks])
    tally, shares = decrypted(box)
    trustees = box.setup.trustees
    result = compute_result(box.election, trustees, tally, shares)
    assert sorted(result.counts[1]) == [(1, 2, 3), (3, 2, 1), (255, 0, 255)]
    assert check_result(box.election, trustees, tally, shares, result.records) == result

    def refused(change: Any) -> SuffrageError:
        record = edit(result.records[0], change)
        with pytest.raises(SuffrageError) as refusal:
            check_result(box.election, trustees, tally, shares, [record])
        return refusal.value

    reordered = refused(lambda f: f["result"][1].reverse())
    assert (reordered.code, reordered.fields) == ("bel.result", {"question": 1, "index": 0})
    assert refused(lambda f: f["result"][1][2].append(0)).fields == {"question": 1, "index": 2}
    assert refused(lambda f: f["result"][1].pop()).code == "bel.result-shape"
    assert refused(lambda f: f["result"].pop()).code == "bel.result-shape"
    assert refused(lambda f: f["result"].__setitem__(1, [1, 2, 3])).code == "bel.result"


def digits(text: str, width: int) -> tuple[int, ...]:
    """The numbers that an Ed25519 element holds, by the words of docs/spec/ballot.md."""
    number = int(text, 16) // 2**14 % 256**width
    return tuple(number // 256**place % 256 for place in reversed(range(width)))


def strange_elements() -> list[str]:
    """The identity, and elements with bits above three numbers, with either sign of x."""
    powers = GROUP.encode(GROUP.base(range(12345, 12365)))
    odd = [text for text in powers if int(text, 16) >> 255]
    even = [text for text in powers if not int(text, 16) >> 255]
    return [f"{1:064x}", odd[0], even[0]]


def test_no_ballot_stops_the_result() -> None:
    """A12: any element can be proved and cast; it is published with what it holds, and void."""
    strange = strange_elements()
    box = OnlineBox(questions=(CHOICE, RANKED), voters=4)
    box.cast(3, GOOD)
    for voter, text in enumerate(strange):
        cast_element(box, voter, GOOD, 1, text)
    tally, shares = decrypted(box)
    trustees = box.setup.trustees
    result = compute_result(box.election, trustees, tally, shares)
    published = sorted(result.counts[1])
    assert published == sorted([(2, 1, 3), *(digits(text, 3) for text in strange)])
    assert check_result(box.election, trustees, tally, shares, result.records) == result
    counted = sort_ballots(("A", "B", "C"), published, judge_ranking)
    assert (dict(counted.counted), counted.blank, counted.void) == ({(2, 1, 3): 1}, 1, 2)
    other = edit(result.records[0], lambda f: f["result"][1][0].__setitem__(0, 1))
    with pytest.raises(NotVerified) as refusal:
        check_result(box.election, trustees, tally, shares, [other])
    assert (refusal.value.code, refusal.value.fields) == ("bel.result", {"question": 1, "index": 0})


@pytest.mark.parametrize("width", [1, 3, 29, 30])
def test_both_implementations_read_any_element(width: int) -> None:
    texts = [*strange_elements(), *GROUP.encode(GROUP.base(range(2, 12)))]
    expected = [digits(text, width) for text in texts]
    for group in (GROUP, Portable()):
        assert group.extract(group.decode(texts), width) == expected


EXTRAS: list[tuple[bytes, Hint]] = [
    (
        b'{"method":"MajorityJudgment","blank":false,"grades":["good","bad"]}',
        MajorityJudgment(blank=False, grades=("good", "bad")),
    ),
    (b'{"method":"Schulze","blank":true}', Schulze(blank=True)),
    (b'{"method":"STV","blank":true,"seats":3}', SingleTransferableVote(blank=True, seats=3)),
    # Belenios keeps the order of fields that it was given.
    (b'{"seats":2,"blank":false,"method":"STV"}', SingleTransferableVote(blank=False, seats=2)),
]


def asked(extra: bytes | None) -> NonHomomorphic:
    value = NonHomomorphicValue(answers=("A", "B"), question="Rank")
    return NonHomomorphic(value=value, extra=NO_HINT if extra is None else msgspec.Raw(extra))


@pytest.mark.parametrize(("extra", "hint"), EXTRAS)
def test_hints_at_the_counting_are_kept_byte_for_byte(extra: bytes, hint: Hint) -> None:
    election = OnlineBox(questions=(asked(extra),)).election
    question = b'{"type":"NonHomomorphic","value":{"answers":["A","B"],"question":"Rank"},"extra":'
    assert question + extra + b"}" in election.data
    (read,) = read_election(election.data).record.questions
    assert isinstance(read, NonHomomorphic)
    assert hint_of(read) == hint
    if extra.startswith(b'{"method"'):
        assert msgspec.json.encode(hint) == extra


def test_no_hint_is_none() -> None:
    assert hint_of(asked(None)) is None
    assert b"extra" not in OnlineBox(questions=(asked(None),)).election.data


@pytest.mark.parametrize(
    ("code", "extra"),
    [
        ("bel.json", b'{"method":"Borda","blank":true}'),
        ("bel.json", b'{"method":"Schulze"}'),
        ("bel.json", b'{"method":"Schulze","blank":true,"seats":1}'),
        ("bel.json", b'{"method":"STV","blank":true,"seats":-1}'),
        ("bel.json", b'{"method":"STV","blank":1,"seats":1}'),
        ("bel.json", b'"Schulze"'),
        ("bel.canonical", b'{"method":"Schulze", "blank":true}'),
        ("bel.canonical", b'{"method":"Schulze","blank":false,"blank":true}'),
    ],
)
def test_other_hints_are_refused(code: str, extra: bytes) -> None:
    with pytest.raises(Malformed) as refusal:
        _ = OnlineBox(questions=(asked(extra),)).election
    assert refusal.value.code == code


def made(group: str, answers: tuple[str, ...]) -> object:
    chosen = load_group(group)
    value = NonHomomorphicValue(answers=answers, question="?")
    return make_election(
        name="",
        description="",
        uuid="BoxForTests123",
        questions=[NonHomomorphic(value=value)],
        trustee_keys=chosen.encode(chosen.base([5])),
        group=group,
    )


def test_only_as_many_answers_as_an_element_holds() -> None:
    made("Ed25519", ("a",) * 30)
    for answers in ((), ("a",) * 31):
        with pytest.raises(Malformed) as refusal:
            made("Ed25519", answers)
        assert (refusal.value.code, refusal.value.fields) == ("bel.question", {"index": 0})


def test_a_group_without_embedding() -> None:
    with pytest.raises(Malformed) as refusal:
        made("BELENIOS-2048", ("a", "b"))
    assert refusal.value.code == "bel.unsupported"
