"""Ballots: what is accepted, and each way in which a voter or a server may cheat."""

from functools import partial
from typing import Any

import msgspec
import pytest
from tests.support.forged_answers import forge_answer, with_answer
from tests.support.online_box import (
    BLANK,
    CHOICE,
    LISTS,
    RANGE,
    RANKED,
    Choices,
    OnlineBox,
    edit,
    resign,
    seeded,
)
from tests.support.textbook_ballot import TextbookBallot

from suffrage.belenios.check_ballot import check_not_copied
from suffrage.belenios.claims import prefixes, subjects
from suffrage.belenios.election import Election
from suffrage.belenios.hashing import short_digest
from suffrage.belenios.make_ballot import make_ballot
from suffrage.errors import Refused, SuffrageError

QUESTIONS = (CHOICE, RANGE, BLANK)
GOOD = [[0, 1, 0], [1, 0, 1, 1], [0, 0, 1]]


@pytest.fixture(scope="module")
def box() -> OnlineBox:
    return OnlineBox(questions=QUESTIONS)


@pytest.fixture(scope="module")
def ballot(box: OnlineBox) -> bytes:
    return box.make(0, GOOD)


def refusal_of(box: OnlineBox, ballot: bytes) -> SuffrageError:
    with pytest.raises(SuffrageError) as refusal:
        box.check(ballot)
    return refusal.value


def test_a_ballot_is_accepted_and_described(box: OnlineBox, ballot: bytes) -> None:
    checked = box.check(ballot)
    assert checked.credential == box.credentials[0].public
    assert len(checked.components) == 2 * (3 + 4 + 3)
    assert len(checked.hash) == 64
    assert len(checked.tracker) == 43


@pytest.mark.parametrize(
    "choices",
    [
        [[1, 0, 0], [0, 0, 0, 0], [1, 0, 0]],
        [[0, 0, 1], [1, 1, 1, 0], [0, 1, 0]],
        [[0, 1, 0], [0, 0, 0, 1], [0, 0, 1]],
    ],
)
def test_every_allowed_vote_is_accepted(box: OnlineBox, choices: Choices) -> None:
    assert box.check(box.make(1, choices)).credential == box.credentials[1].public


@pytest.mark.parametrize(
    ("choices", "index"),
    [
        ([[1, 1, 0], GOOD[1], GOOD[2]], 0),
        ([[0, 0, 0], GOOD[1], GOOD[2]], 0),
        ([[2, -1, 0], GOOD[1], GOOD[2]], 0),
        ([[1, 0], GOOD[1], GOOD[2]], 0),
        ([GOOD[0], [1, 1, 1, 1], GOOD[2]], 1),
        ([GOOD[0], GOOD[1], [1, 1, 0]], 2),
        ([GOOD[0], GOOD[1], [0, 0, 0]], 2),
        ([GOOD[0], GOOD[1], []], 2),
        (GOOD[:2], 2),
        ([*GOOD, [1]], 3),
    ],
)
def test_no_other_vote_is_made(box: OnlineBox, choices: Choices, index: int) -> None:
    with pytest.raises(Refused) as refusal:
        box.make(0, choices)
    assert (refusal.value.code, refusal.value.fields) == ("bel.choice", {"index": index})


@pytest.mark.parametrize(
    ("place", "choices", "truths"),
    [
        ((0, 0), [2, 0, 0], [1, 0, 0, 0]),
        ((0, 2), [1, 1, -1], [1, 1, 0, 0]),
        ((0, 3), [1, 1, 0], [1, 1, 0, 0]),
        ((0, 3), [0, 0, 0], [0, 0, 0, 0]),
        ((1, 4), [1, 1, 1, 1], [1, 1, 1, 1, 3]),
        ((1, 0), [2**60, 0, 0, 0], [1, 0, 0, 0, 3]),
        ((2, 4), [1, 1, 0], [1, 1, 0, 0, 0]),
        ((2, 3), [0, 0, 0], [0, 0, 0, 1, 0]),
        ((2, 3), [0, 1, 1], [0, 1, 1, 1, 0]),
    ],
)
def test_forged_votes_fail_at_the_proof_that_forbids_them(
    box: OnlineBox, ballot: bytes, place: tuple[int, int], choices: list[int], truths: list[int]
) -> None:
    """A2, A11: 2, -1, too many, too few, overflow, blank together with a choice."""
    question, proof = place
    answer = forge_answer(box, question, choices, truths)
    refusal = refusal_of(box, with_answer(box, ballot, question, answer))
    assert refusal.code == "bel.ballot-proof"
    assert refusal.fields == {"question": question, "proof": proof}


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The path of every string in a plain JSON value."""
    if isinstance(value, str):
        return [path]
    items = value.items() if isinstance(value, dict) else enumerate(value)
    return [leaf for key, inner in items for leaf in leaves(inner, (*path, key))]


def alter(path: tuple[str | int, ...], fields: Any) -> None:
    """Changes one string to another of its own form: a number plus one, an element times g."""
    *way, last = path
    for key in way:
        fields = fields[key]
    text = fields[last]
    if last in {"challenge", "response"}:
        fields[last] = str(int(text) + 1)
    elif last in {"alpha", "beta", "credential"}:
        fields[last] = OTHER_ELEMENT
    else:
        fields[last] = ("A" if text[0] != "A" else "B") + text[1:]


OTHER_ELEMENT = "66" * 31 + "58"


def test_every_altered_field_is_refused(box: OnlineBox, ballot: bytes) -> None:
    paths = leaves(msgspec.json.decode(ballot))
    assert len(paths) == 3 + 20 + 2 * (20 + 1 + 4 + 2 + 2) + 3
    codes = {refusal_of(box, edit(ballot, partial(alter, path))).code for path in paths}
    assert codes == {"bel.ballot-election", "bel.credential-unknown", "bel.ballot-signature"}


def test_every_altered_proof_is_refused_even_when_signed_again(
    box: OnlineBox, ballot: bytes
) -> None:
    paths = [path for path in leaves(msgspec.json.decode(ballot)) if path[0] == "answers"]
    assert len(paths) == 20 + 2 * (20 + 1 + 4 + 2 + 2)
    for path in paths:
        altered = edit(ballot, partial(alter, path))
        refusal = refusal_of(box, resign(box.election, box.credentials[0], altered))
        assert refusal.code == "bel.ballot-proof", path
        assert refusal.fields["question"] == path[1]


@pytest.mark.parametrize("part", ["group", "election", "credential", "question", "ciphertext"])
def test_every_challenge_names_the_whole_statement(part: str) -> None:
    """A1: no prefix, hence no challenge, is shared with any other statement."""
    one = OnlineBox(questions=(BLANK, LISTS, RANKED)).election
    fingerprint, credential = one.fingerprint, "key"
    pairs = [f"alpha{i},beta{i}" for i in range(one.claims.width + len(one.claims.named))]
    before = all_prefixes(one, fingerprint, credential, pairs)
    if part == "group":
        data = one.data.replace(b'"Ed25519"', b'"RFC-3526-2048"')
        fingerprint = short_digest(data)
    elif part == "election":
        fingerprint = OnlineBox(questions=(BLANK,), uuid="AnotherBox1234").election.fingerprint
    elif part == "question":
        asked = edit(one.data, lambda f: f["questions"][0].update(question="Disagreed?"))
        fingerprint = short_digest(asked)
    elif part == "credential":
        credential = "other"
    else:
        starts = {row.start for row in one.claims.rows}
        pairs = [f"other{p}" if place in starts else p for place, p in enumerate(pairs)]
    after = all_prefixes(one, fingerprint, credential, pairs)
    # A 0-or-1 proof speaks of its own ciphertext only; the others speak of all of the question.
    own = {f"prove|{fingerprint}|{credential}|{pair}|" for pair in pairs}
    assert set(before) & set(after) <= (own if part == "ciphertext" else set())
    assert len(set(before)) == len(before)


def all_prefixes(
    election: Election, fingerprint: str, credential: str, pairs: list[str]
) -> list[str]:
    """What is hashed before the commitments of each proof, but for the signature."""
    claims = election.claims
    about = subjects(claims.rows, fingerprint, credential, "", pairs)
    # The list proofs of a question are about different claims under one prefix.
    return [p for p in prefixes(claims, about, pairs)[1:] if not p.startswith("lproof|")]


def test_copied_ballot_of_another_voter(box: OnlineBox, ballot: bytes) -> None:
    """A2: the copier signs with an own credential; the proofs are bound to the first one."""
    refusal = refusal_of(box, resign(box.election, box.credentials[1], ballot))
    assert refusal.code == "bel.ballot-proof"


def test_copy_with_permuted_choices(box: OnlineBox, ballot: bytes) -> None:
    def permute(fields: Any) -> None:
        for name in ("choices", "individual_proofs"):
            fields["answers"][0][name].reverse()

    refusal = refusal_of(box, resign(box.election, box.credentials[0], edit(ballot, permute)))
    assert refusal.fields == {"question": 0, "proof": 3}


def test_rerandomised_copy(box: OnlineBox, ballot: bytes) -> None:
    group = box.election.group
    masks = {"alpha": group.base([5]), "beta": group.times(box.election.key, [5])}

    def rerandomise(fields: Any) -> None:
        for choice in fields["answers"][0]["choices"]:
            for name, mask in masks.items():
                product = group.add(group.decode([choice[name]]), mask)
                (choice[name],) = group.encode(product)

    copy = resign(box.election, box.credentials[1], edit(ballot, rerandomise))
    assert refusal_of(box, copy).code == "bel.ballot-proof"


def test_same_randomness_under_two_credentials(box: OnlineBox) -> None:
    """A2, A6: valid proofs do not excuse a component that another credential has used."""
    election = box.election
    first, second = (
        box.check(make_ballot(election, box.credentials[voter].private, GOOD, seeded("same")))
        for voter in (0, 1)
    )
    owners = dict.fromkeys(first.components, first.credential)
    check_not_copied(first, set(), {})
    with pytest.raises(SuffrageError) as refusal:
        check_not_copied(second, {first.tracker}, owners)
    assert refusal.value.code == "bel.ballot-copied"
    one = dict.fromkeys([min(second.components)], first.credential)
    with pytest.raises(SuffrageError) as refusal:
        check_not_copied(second, set(), one)
    assert refusal.value.code == "bel.ballot-copied"


def test_repeated_ballot_and_honest_vote_again(box: OnlineBox, ballot: bytes) -> None:
    first, again = box.check(ballot), box.check(box.make(0, GOOD))
    owners = dict.fromkeys(first.components, first.credential)
    check_not_copied(again, {first.tracker}, owners)
    with pytest.raises(SuffrageError) as refusal:
        check_not_copied(first, {first.tracker}, owners)
    assert refusal.value.code == "bel.ballot-repeated"


def test_ballot_of_another_election(box: OnlineBox) -> None:
    """A3: moved as it is, relabelled, or relabelled and signed again by its own voter."""
    other = OnlineBox(questions=QUESTIONS, seed="other")
    other.credentials[0] = box.credentials[0]
    moved = other.make(0, GOOD)
    assert refusal_of(box, moved).code == "bel.ballot-election"
    relabelled = edit(moved, lambda f: f.update(election_hash=box.election.fingerprint))
    assert refusal_of(box, relabelled).code == "bel.ballot-signature"
    signed = resign(box.election, box.credentials[0], relabelled)
    assert refusal_of(box, signed).code == "bel.ballot-proof"


def test_credential_that_is_not_listed(box: OnlineBox) -> None:
    """A4: a well-formed ballot of a stranger."""
    stranger = OnlineBox(questions=QUESTIONS, seed="stranger").credentials[0]
    ballot = make_ballot(box.election, stranger.private, GOOD, seeded("stranger"))
    assert refusal_of(box, ballot).code == "bel.credential-unknown"


def test_signature_of_a_stranger(box: OnlineBox, ballot: bytes) -> None:
    stranger = OnlineBox(questions=QUESTIONS, seed="stranger").credentials[0]
    claimed = resign(box.election, stranger, ballot, box.credentials[0].public)
    assert refusal_of(box, claimed).code == "bel.ballot-signature"
    digest = msgspec.json.decode(ballot)["signature"]["hash"]
    assert msgspec.json.decode(claimed)["signature"]["hash"] == digest


@pytest.mark.parametrize(
    ("question", "change"),
    [
        (0, lambda f: f.pop("signature")),
        (0, lambda f: f["answers"][0]["choices"].pop()),
        (0, lambda f: f["answers"][0]["individual_proofs"].pop()),
        (0, lambda f: f["answers"][0].update(blank_proof=f["answers"][2]["blank_proof"])),
        (1, lambda f: f["answers"][1]["overall_proof"].pop()),
        (2, lambda f: f["answers"][2].pop("blank_proof")),
        (0, lambda f: f["answers"].reverse()),
    ],
)
def test_shape(box: OnlineBox, ballot: bytes, question: int, change: Any) -> None:
    refusal = refusal_of(box, edit(ballot, change))
    assert (refusal.code, refusal.fields) == ("bel.ballot-shape", {"question": question})


def with_space(ballot: bytes) -> bytes:
    return ballot.replace(b",", b", ", 1)


def with_escape(ballot: bytes) -> bytes:
    return ballot.replace(b"election_uuid", b"election\\u005fuuid")


def with_repeated_field(ballot: bytes) -> bytes:
    return ballot.replace(b'{"election_uuid"', b'{"election_hash":"","election_uuid"', 1)


def with_other_order(ballot: bytes) -> bytes:
    return edit(ballot, lambda f: f.update(credential=f.pop("credential")))


def with_leading_zero(ballot: bytes) -> bytes:
    return ballot.replace(b'"challenge":"', b'"challenge":"0', 1)


def with_null(ballot: bytes) -> bytes:
    return ballot.replace(b'"signature":', b'"signature":null,"signature":', 1)


def with_number_above_the_order(ballot: bytes) -> bytes:
    def raise_it(fields: Any) -> None:
        proof = fields["signature"]["proof"]
        proof["challenge"] = str(int(proof["challenge"]) + 2**252 * 16)

    return edit(ballot, raise_it)


@pytest.mark.parametrize(
    ("code", "spoil"),
    [
        ("bel.canonical", with_space),
        ("bel.canonical", with_escape),
        ("bel.canonical", with_repeated_field),
        ("bel.canonical", with_other_order),
        ("bel.json", with_leading_zero),
        ("bel.canonical", with_null),
        ("bel.json", lambda ballot: ballot[:-1]),
        ("bel.json", lambda ballot: ballot.replace(b"Box", b"\xff\xfe", 1)),
        ("bel.json", lambda _: b"[" * 100_000),
        ("bel.exponent", with_number_above_the_order),
    ],
)
def test_bytes_that_are_no_ballot(box: OnlineBox, ballot: bytes, code: str, spoil: Any) -> None:
    assert refusal_of(box, spoil(ballot)).code == code


def test_element_outside_the_group(box: OnlineBox, ballot: bytes) -> None:
    """A10, inside a ballot: the identity in another encoding."""

    def spoil(fields: Any) -> None:
        fields["answers"][1]["choices"][0]["alpha"] = f"{2**255 - 18:064x}"

    refusal = refusal_of(box, resign(box.election, box.credentials[0], edit(ballot, spoil)))
    assert (refusal.code, refusal.fields) == ("bel.point", {"index": 3})
    assert refusal.at == "answers[1]"


def test_the_textbook_agrees_on_homomorphic_answers(box: OnlineBox, ballot: bytes) -> None:
    assert TextbookBallot(box.election.data, ballot).failures() == []
    for path in leaves(msgspec.json.decode(ballot)):
        if path[0] == "answers":
            altered = resign(box.election, box.credentials[0], edit(ballot, partial(alter, path)))
            first = TextbookBallot(box.election.data, altered).failures()[0]
            assert first.startswith(str(path[1])), path
