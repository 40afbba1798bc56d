"""Claims and their answers: who may say what, of which board, and in which form."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import msgspec
import pytest
from tests.support.definitions import plain_six_sections
from tests.support.refusals import definition_with, refused
from tests.support.results_steps import counted
from tests.support.simulator import Simulation

from suffrage.acts.disputes.answer_claim import answer_claim
from suffrage.acts.disputes.make_claim import make_claim
from suffrage.acts.opening.open_polls import open_polls
from suffrage.board.kinds.words import Claim, ClaimMade, ShareRange
from suffrage.board.record import Draft
from suffrage.conduct.claims import claimed_instance
from suffrage.model import canonical

CHAIR = "commission@chair"
AGENT = "agent@to1"
HALF = Fraction(1, 2)


def claim(**changed: object) -> Claim:
    said = Claim(
        contest="text",
        claim="estimate",
        said_at="2023-01-12T20:30:00Z",
        said_by="spokeswoman",
        camp="to1",
        confirmed="not-asked",
        tree_size=3,
    )
    figures = changed.keys() & {"claim", "shares", "ranges", "votes"}
    shares = {} if figures else {"shares": {"to1": Fraction(101, 200)}}
    return msgspec.structs.replace(said, **shares, **changed)


def make(simulation: Simulation, by: str = CHAIR, **changed: object) -> int:
    return simulation.act(make_claim, by, claim(**changed)).index


def test_a_claim_is_recorded_with_the_board_it_is_set_against_and_changes_no_figure() -> None:
    simulation = counted()
    before = simulation.state.units
    first = make(simulation, AGENT, confirmed="yes")
    second = make(simulation, camp="to2")
    assert {i: body.camp for i, body in simulation.state.claims.items()} == {
        first: "to1",
        second: "to2",
    }
    assert simulation.state.units == before


SAID: list[Mapping[str, Any]] = [
    {"shares": {"to1": HALF}, "ranges": {"to2": ShareRange(Fraction(1, 4), HALF)}},
    {"votes": {"to1": 12_076, "to2": 11_683}},
    {"claim": "counted", "shares": {"to1": HALF}, "ballots": 14_000},
    {"claim": "rank", "order": ("to2", "to1")},
    {"claim": "rank", "option": "to3", "rank": 3},
    {"claim": "majority", "option": "to1"},
    {"claim": "turnout", "ballots": 23_000},
    {"claim": "turnout", "share": Fraction(14, 25)},
    {"claim": "coverage", "ballots": 14_000},
    {"claim": "coverage", "share": Fraction(9, 10)},
    {"claim": "coverage", "share": Fraction(9, 10), "share_of": "units"},
    {"votes": {"to1": 5}, "place": "75"},
    {"votes": {"to1": 5}, "source": "https://press.example/1?a=b#c", "capture": "a" * 64},
]  # fmt: skip


@pytest.mark.parametrize("said", SAID)
def test_each_kind_says_a_figure_of_its_own(said: Mapping[str, Any]) -> None:
    simulation = counted()
    index = make(simulation, **said)
    assert simulation.state.claims[index] == claim(**said)


REFUSED: list[tuple[str, Mapping[str, Any]]] = [
    ("contest.unknown", {"contest": "nothing"}),
    ("claim.future", {"tree_size": 10_000}),
    ("claim.not-yet-said", {"said_at": "2023-01-12T21:00:01Z"}),
    ("claim.camp", {"camp": "to2"}),
    ("claim.place", {"place": "99"}),
    # A section's own figures are for nobody's claim to draw out.
    ("claim.place", {"place": "75-001"}),
    ("claim.option", {"shares": {"to9": HALF}}),
    ("claim.option", {"claim": "majority", "option": "to9"}),
    ("claim.option", {"claim": "rank", "order": ("to1", "to9")}),
    ("claim.twice", {"shares": {"to1": HALF}, "votes": {"to1": 5}}),
    ("claim.twice", {"claim": "rank", "order": ("to1", "to1")}),
    ("claim.share", {"shares": {"to1": Fraction(3, 2)}}),
    ("claim.share", {"shares": {"to1": Fraction(1, 2_000_000_000)}}),
    ("claim.share", {"claim": "turnout", "share": Fraction(5, 4)}),
    ("claim.share", {"ranges": {"to1": ShareRange(HALF, Fraction(2))}}),
    ("claim.share", {"ranges": {"to1": ShareRange(Fraction(2), Fraction(2))}}),
    ("claim.range", {"ranges": {"to1": ShareRange(HALF, Fraction(1, 3))}}),
    ("claim.rank", {"claim": "rank", "option": "to1", "rank": 4}),
    ("claim.field", {"claim": "estimate", "shares": {"to1": HALF}, "ballots": 5}),
    ("claim.field", {"claim": "majority", "option": "to1", "shares": {"to1": HALF}}),
    ("claim.field", {"claim": "turnout", "share": HALF, "share_of": "units"}),
    ("claim.figure", {"claim": "estimate"}),
    ("claim.figure", {"claim": "counted", "ballots": 5}),
    ("claim.figure", {"claim": "rank"}),
    ("claim.figure", {"claim": "rank", "option": "to1"}),
    ("claim.figure", {"claim": "rank", "rank": 1}),
    ("claim.figure", {"claim": "rank", "order": ("to1",)}),
    ("claim.figure", {"claim": "rank", "order": ("to1", "to2"), "option": "to3", "rank": 3}),
    ("claim.figure", {"claim": "majority"}),
    ("claim.figure", {"claim": "turnout"}),
    ("claim.figure", {"claim": "turnout", "share": HALF, "ballots": 5}),
    ("claim.figure", {"claim": "coverage", "ballots": 5, "share_of": "units"}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "changed"), REFUSED)
def test_a_claim_is_refused(code: str, changed: Mapping[str, Any]) -> None:
    simulation = counted()
    with refused(code):
        make(simulation, AGENT, **changed)
    assert not simulation.state.claims


def test_an_option_may_be_called_like_a_default() -> None:
    """An id equal to the default of another field is a figure like any other."""
    plain = plain_six_sections()
    plain["contests"][0]["options"][0]["id"] = "members"
    simulation = Simulation(definition_with(contests=plain["contests"])).to_the_count()
    with refused("claim.field"):
        make(simulation, shares={"members": HALF}, option="members")


@pytest.mark.parametrize(
    "changed",
    [
        {"source": "http://press.example/1"},
        {"source": "https://press.example@evil.example/1"},
        {"source": "javascript:alert(1)"},
        {"source": 'https://press.example/"onload='},
        {"source": "https://press.example/" + "a" * 400},
        {"said_by": ""},
        {"said_by": "x" * 201},
        {"capture": "abc"},
        {"tree_size": 0},
        {"rank": -1},
    ],
)
def test_a_claim_that_no_reader_could_parse_never_reaches_the_board(
    changed: Mapping[str, Any],
) -> None:
    simulation = counted()
    with refused("canonical.shape"):
        make(simulation, shares={"to1": HALF}, **changed)


def test_control_characters_are_in_no_text() -> None:
    for changed in ({"said_by": "a\u202eb"}, {"source": "https://press.example/\n"}):
        with refused("canonical.text"):
            make(counted(), **changed)


def test_a_share_has_one_form() -> None:
    data = canonical.encode(claim())
    with refused("canonical.shape"):
        canonical.decode(data.replace(b"101/200", b"202/400"), Claim)


def test_the_first_version_of_claims_is_no_kind_any_more() -> None:
    simulation = counted()
    with refused("record.kind", kind="claim.made/1"):
        simulation.act(
            lambda _state, by, now: Draft(
                "claim.made/1", ClaimMade("text", "estimate"), by, now, claim()
            ),
            CHAIR,
        )


def test_nobody_knows_yet_who_stands_in_a_second_round() -> None:
    simulation = Simulation().to_the_count()
    with refused("round.no-result"):
        make(simulation, contest="first-secretary", shares={"ada": HALF})


def test_options_of_a_coming_round_stand_before_its_polls_open() -> None:
    simulation = counted().announce()
    index = make(simulation, contest="first-secretary", shares={"to1": HALF})
    assert index in simulation.state.claims
    with refused("claim.option"):
        make(simulation, contest="first-secretary", shares={"to3": HALF})


def test_a_contest_of_each_federation_has_its_place_in_its_instance() -> None:
    plain = plain_six_sections()
    head = {**plain["contests"][0], "id": "head", "scope": "federation"}
    head["options"] = [
        {"id": f"{o}{f}", "label": f"{o} {f}", "age_rank": i + 1, "within": f}
        for i, o in enumerate("ab")
        for f in ("13", "75")
    ]
    simulation = Simulation(definition_with(contests=[*plain["contests"], head])).to_the_count()
    index = make(simulation, contest="head", place="75", shares={"a75": HALF})
    made = simulation.state.claims[index]
    assert claimed_instance(simulation.definition, made) == ("head@75", "")
    with refused("claim.place"):
        make(simulation, contest="head", shares={"a75": HALF})
    with refused("claim.option"):
        make(simulation, contest="head", place="75", shares={"a13": HALF})


# -- a camp's own word ---------------------------------------------------------------------------


def test_a_camp_confirms_or_denies_what_was_said_for_it() -> None:
    simulation = counted()
    first, second = make(simulation), make(simulation, camp="to2")
    simulation.act(answer_claim, AGENT, first, "no")
    simulation.act(answer_claim, "agent@to2", second, "yes")
    assert dict(simulation.state.answers) == {first: "no", second: "yes"}


@pytest.mark.parametrize("word", ["yes", "no"])
def test_the_commission_does_not_confirm_for_a_camp(word: str) -> None:
    with refused("claim.confirmed", camp="to1"):
        make(counted(), confirmed=word)


def test_a_camp_does_not_answer_for_another() -> None:
    simulation = counted()
    index = make(simulation, camp="to2")
    with refused("claim.camp", camp="to2"):
        simulation.act(answer_claim, AGENT, index, "no")


def test_the_commission_does_not_answer_for_a_camp() -> None:
    simulation = counted()
    index = make(simulation)
    with refused("role.not-allowed"):
        simulation.act(answer_claim, CHAIR, index, "no")


def test_a_camp_answers_once() -> None:
    simulation = counted()
    index = make(simulation)
    simulation.act(answer_claim, AGENT, index, "no")
    for again in ("yes", "no"):
        with refused("claim.answered-already", claim=index):
            simulation.wait().act(answer_claim, AGENT, index, again)


def test_a_camp_that_spoke_for_itself_has_answered() -> None:
    simulation = counted()
    index = make(simulation, AGENT, confirmed="yes")
    with refused("claim.answered-already"):
        simulation.act(answer_claim, AGENT, index, "no")


def test_what_is_no_claim_is_not_answered() -> None:
    simulation = counted()
    for index in (0, 10_000):
        with refused("claim.unknown", claim=index):
            simulation.act(answer_claim, AGENT, index, "no")


def test_the_polls_of_a_round_do_not_unmake_a_claim() -> None:
    simulation = counted().announce().certify()
    index = make(simulation)
    simulation._moment = "2023-01-19T16:00:00Z"
    simulation.act(open_polls, CHAIR, 2)
    assert index in simulation.state.claims
