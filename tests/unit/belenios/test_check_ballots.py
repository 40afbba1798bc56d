"""Ballots of every kind in batches: the verdict of each is the one that it has alone."""

import secrets
from collections.abc import Sequence
from typing import Any

import msgspec
import pytest
from tests.support.batches import BACKENDS, NAMES, Case, Fields, constant, digest, spoken
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
from tests.support.refusals import refused
from tests.support.small_order import ORDER

from suffrage.belenios import check_ballots
from suffrage.belenios.check_ballots import Verdict, check_alone
from suffrage.belenios.check_batch import Batch, Line, batch_group, check_batch
from suffrage.belenios.election import Election, make_election
from suffrage.belenios.parse_ballot import ParsedBallot
from suffrage.errors import Refused

pytestmark = pytest.mark.long

QUESTIONS = (CHOICE, RANGE, BLANK, LISTS, RANKED)
LIST_VOTES = ([[1, 1, 0], [0, 0], [0]], [[0, 0, 0], [1, 1], [0]], [[1, 1, 1], [0, 0], [0]])
VOTES: list[Any] = [
    [[0, 1, 0], [1, 0, 1, 1], [0, 0, 1], LIST_VOTES[0], [1, 2, 3]],
    [[1, 0, 0], [0, 0, 0, 0], [1, 0, 0], LIST_VOTES[1], [0, 255, 0]],
    [[0, 0, 1], [0, 0, 0, 1], [0, 1, 0], LIST_VOTES[2], [3, 2, 1]],
]


def made_box() -> OnlineBox:
    box = OnlineBox(questions=QUESTIONS, voters=4)
    for voter, votes in enumerate(VOTES):
        box.cast(voter, votes)
    return box


BOX = made_box()


@pytest.fixture(scope="module", params=BACKENDS, ids=NAMES)
def case(request: pytest.FixtureRequest) -> Case:
    return Case(BOX, request.param)


def test_honest_ballots_hold_in_every_way(case: Case) -> None:
    hints = case.hints(*BOX.ballots)
    assert case.check_agreement(hints, *BOX.ballots) == list(map(digest, BOX.ballots))
    assert len(hints) == len(BOX.ballots) * case.size


def test_right_hints_spare_the_other_path(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    hints = case.hints(*BOX.ballots)
    again = list[int]()

    def alone(election: Election, ballots: Sequence[ParsedBallot]) -> list[Verdict]:
        again.append(len(ballots))
        return check_alone(election, ballots)

    monkeypatch.setattr(check_ballots, "check_alone", alone)
    assert spoken(case.together(*BOX.ballots, commitments=hints)) == list(map(digest, BOX.ballots))
    bad = edit(BOX.ballots[1], lambda fields: fields["signature"].update(hash="A" * 43))
    done = case.together(BOX.ballots[0], bad, BOX.ballots[2], commitments=hints)
    assert spoken(done)[1] == "NotVerified bel.ballot-signature"
    assert again == [0, 1]


def test_commitments_are_handed_out_where_they_are_wanted(case: Case) -> None:
    bad = edit(BOX.ballots[1], lambda fields: fields["signature"].update(hash="A" * 43))
    done = case.together(BOX.ballots[0], bad, BOX.ballots[2], wanted=True)
    assert done.commitments == b"".join(
        [case.hints(BOX.ballots[0]), bytes(case.size), case.hints(BOX.ballots[2])]
    )
    assert case.together(*BOX.ballots).commitments == b""


def test_no_ballots_are_a_batch_too(case: Case) -> None:
    assert case.check_agreement(b"") == []


def test_the_backends_give_the_same_commitments() -> None:
    assert len({Case(BOX, group).hints(*BOX.ballots) for group in BACKENDS}) == 1


def test_of_proved_ballots_no_proof_is_looked_at(case: Case) -> None:
    """So the key under which they are remembered has to hold all that a verdict depends on."""
    false = edit(BOX.ballots[1], lambda fields: Fields(fields).responses[3].set(5))
    assert spoken(case.together(false))[0].startswith("NotVerified bel.ballot-signature")
    assert spoken(case.together(false, proved=frozenset([0]))) == [digest(false)]


def test_of_proved_ballots_everything_else_is_checked(case: Case) -> None:
    def outside(fields: Any) -> None:
        fields["answers"][1]["choices"][0]["alpha"] = f"{2**255 - 18:064x}"

    for change, code in (
        (outside, "bel.point"),
        (lambda fields: fields.update(credential="11" * 32), "bel.credential-unknown"),
        (lambda fields: Fields(fields).challenges[2].set(ORDER), "bel.exponent"),
    ):
        ballot = edit(BOX.ballots[1], change)
        proved = case.together(BOX.ballots[0], ballot, proved=frozenset([0, 1]))
        assert spoken(proved) == case.alone(BOX.ballots[0], ballot)
        assert code in spoken(proved)[1]


def test_sums_are_those_of_the_ballots_that_hold(case: Case) -> None:
    bad = edit(BOX.ballots[1], lambda fields: fields["signature"].update(hash="A" * 43))
    assert case.together(BOX.ballots[0], bad, BOX.ballots[2]).sums == (
        case.together(BOX.ballots[0], BOX.ballots[2]).sums
    )
    assert case.together(bad).sums == case.together().sums
    assert set(case.together(bad).sums[0]) == {f"{1:064x}"}


def test_weights_multiply_in_the_sums(case: Case) -> None:
    first, second = BOX.ballots[:2]
    name, other = (case.parse(ballot).credential for ballot in (first, second))
    weighted = case.together(first, second, weights={name: 3, other: 2**29})
    group = case.group
    one, two = (group.decode(case.together(ballot).sums[0]) for ballot in (first, second))
    expected = group.add(
        group.times(one, [3] * len(one)),
        group.times(two, [2**29] * len(two)),
    )
    assert weighted.sums[0] == group.encode(expected)
    hinted = case.together(
        first, second, weights={name: 3, other: 2**29}, commitments=case.hints(first, second)
    )
    assert hinted == weighted


def test_answers_that_are_shuffled_come_back_whole(case: Case) -> None:
    (line,) = case.together(BOX.ballots[0]).lines
    assert isinstance(line, Line)
    ranked = msgspec.json.decode(BOX.ballots[0])["answers"][-1]["choices"]
    assert line.mixed == ((ranked["alpha"], ranked["beta"]),)


@pytest.mark.parametrize("number", ["challenges", "responses"])
def test_an_exponent_above_the_order_is_refused_everywhere(case: Case, number: str) -> None:
    """r + q gives the same powers and, but for this check, another ballot of the same vote."""
    hints = case.hints(*BOX.ballots[:2])

    def raised(place: int) -> bytes:
        def change(fields: Any) -> None:
            slot = getattr(Fields(fields), number)[place]
            slot.set(int(slot.holder[slot.key]) + ORDER)

        return resign(BOX.election, BOX.credentials[0], edit(BOX.ballots[0], change))

    for place in (1, 8, len(case.parse(BOX.ballots[0]).responses) - 1):
        verdicts = case.check_agreement(hints, raised(place), BOX.ballots[1])
        assert verdicts[0].startswith("Malformed bel.exponent")
        assert verdicts[1] == digest(BOX.ballots[1])


def test_every_refusal_of_parsing_keeps_its_place(case: Case) -> None:
    hints = case.hints(*BOX.ballots)
    shapes = edit(BOX.ballots[1], lambda fields: fields["answers"][1]["choices"].pop())
    for spoilt in (b"", b"{}", BOX.ballots[1] + b" ", shapes, BOX.ballots[1][:-1]):
        verdicts = case.check_agreement(hints, BOX.ballots[0], spoilt, BOX.ballots[2])
        assert [verdict.split()[0] for verdict in verdicts[1:2]] == ["Malformed"]
        assert verdicts[0::2] == [digest(ballot) for ballot in BOX.ballots[0::2]]


def test_without_entropy_no_use_is_made_of_hints(case: Case) -> None:
    assert case.together(*BOX.ballots, commitments=b"", entropy=None) == case.together(*BOX.ballots)


def test_a_source_of_entropy_that_falls_short_is_no_verdict(case: Case) -> None:
    with refused("bel.entropy"):
        case.together(
            BOX.ballots[0], commitments=case.hints(BOX.ballots[0]), entropy=lambda _: bytes(3)
        )


def test_each_equation_has_a_coefficient_of_its_own(case: Case) -> None:
    drawn = list[int]()

    def count(size: int) -> bytes:
        drawn.append(size)
        return secrets.token_bytes(size)

    case.together(*BOX.ballots, commitments=case.hints(*BOX.ballots), entropy=count)
    assert sum(drawn) == 16 * case.election.claims.commitments * len(BOX.ballots)


def test_equal_coefficients_serve_honest_ballots(case: Case) -> None:
    """What the tests of forgeries rely on when they show that equal ones would not do."""
    hints = case.hints(*BOX.ballots)
    done = case.together(*BOX.ballots, commitments=hints, entropy=constant)
    assert spoken(done) == list(map(digest, BOX.ballots))


def test_only_groups_with_coordinates_have_side_files() -> None:
    election = make_election(
        name="",
        description="",
        uuid="BenchBa11otsBox",
        questions=[CHOICE],
        trustee_keys=["4"],
        group="RFC-3526-2048",
    )
    with pytest.raises(Refused) as refusal:
        batch_group(election)
    assert (refusal.value.code, refusal.value.fields) == (
        "bel.side-group",
        {"group": "RFC-3526-2048"},
    )


def test_a_process_finds_the_election_by_its_bytes() -> None:
    weights = {credential.public: 1 for credential in BOX.credentials}
    batch = Batch(BOX.election.data, tuple(BOX.ballots), weights)
    assert spoken(check_batch(batch)) == list(map(digest, BOX.ballots))
    assert spoken(check_batch(batch, seeded("other"))) == list(map(digest, BOX.ballots))
