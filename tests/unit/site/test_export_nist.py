"""The report of NIST SP 1500-100: valid by the official schema, and true to the board."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft4Validator
from tests.support.definitions import plain_six_sections
from tests.support.exported import exported, nasty, one_round, troubled
from tests.support.nist_schema import LENGTH, nist_schema, written
from tests.support.pools import HIDDEN, PooledSimulation
from tests.support.simulator import Simulation

from suffrage.model.definition import from_plain

pytestmark = pytest.mark.long

VALIDATOR = Draft4Validator(nist_schema(), format_checker=Draft4Validator.FORMAT_CHECKER)
PHASES: dict[str, Callable[[], Simulation]] = {
    "open": lambda: Simulation().convene().fix_rules().open_polls(),
    "first sheet": lambda: _received(Simulation().to_the_count()),
    "troubled": troubled,
    "certified": lambda: Simulation(one_round()).run_round_1(),
    "two rounds": lambda: Simulation().run_round_1().run_round_2(),
    "pools": lambda: PooledSimulation().to_the_count().count_with_pools(),
    "nasty names": lambda: Simulation(nasty()).run_round_1(),
}


def _received(simulation: Simulation) -> Simulation:
    simulation.receive("75-001")
    return simulation


def report(simulation: Simulation, contest: str = "text") -> Any:
    data = json.loads(exported(simulation).data(f"{contest}-nist.json"))
    VALIDATOR.validate(data)
    return data


def contest_of(found: Any, index: int = 0) -> Any:
    return found["Election"][0]["Contest"][index]


def count(found: Any, option: str, unit: str, kind: str = "total") -> int:
    (selection,) = (s for s in contest_of(found)["ContestSelection"] if s["@id"].endswith(option))
    (votes,) = (
        v["Count"] for v in selection["VoteCounts"] if (v["GpUnitId"], v["Type"]) == (unit, kind)
    )
    return int(votes)


@pytest.mark.known_answer
def test_the_schema_is_the_official_one_to_the_last_character() -> None:
    assert len(written()) == LENGTH
    assert len(nist_schema()["definitions"]) == 59
    Draft4Validator.check_schema(nist_schema())


@pytest.mark.known_answer
@pytest.mark.parametrize("phase", PHASES)
def test_every_report_is_valid(phase: str) -> None:
    simulation = PHASES[phase]()
    reports = {p: d for p, d in exported(simulation).files.items() if p.endswith("-nist.json")}
    assert reports
    for path, data in reports.items():
        assert not list(VALIDATOR.iter_errors(json.loads(data))), path


def test_a_wrong_report_is_not_valid() -> None:
    found = report(troubled())
    spoils: tuple[Callable[[Any], object], ...] = (
        lambda one: one.pop("Status"),
        lambda one: one.update(Status="partial"),
        lambda one: one.update(extra=1),
        lambda one: one["GpUnit"][0].pop("@type"),
        lambda one: contest_of(one)["ContestSelection"][0]["VoteCounts"][0].update(Count="3"),
    )
    for spoil in spoils:
        wrong = json.loads(json.dumps(found))
        spoil(wrong)
        assert list(VALIDATOR.iter_errors(wrong))


def test_counts_by_nation_federation_and_section() -> None:
    found = report(troubled())
    assert count(found, "to1", "unit-13-001") == 13
    assert count(found, "to1", "unit-13") == 13
    assert count(found, "to1", "unit-75") == 26
    assert count(found, "to1", "nation") == 39
    counted = {c["GpUnitId"] for c in found["Election"][0]["BallotCounts"]}
    assert counted == {
        "nation",
        "unit-13",
        "unit-75",
        "unit-13-001",
        "unit-75-002",
        "unit-75-003",
    }


def test_valid_votes_are_ballots_without_the_blank_and_the_void() -> None:
    found = report(troubled())
    ballots = {c["GpUnitId"]: c for c in found["Election"][0]["BallotCounts"]}
    blank = {c["GpUnitId"]: c["Undervotes"] for c in contest_of(found)["OtherCounts"]}
    for unit, one in ballots.items():
        votes = sum(count(found, option, unit) for option in ("to1", "to2", "to3"))
        assert one["BallotsCast"] - one["BallotsRejected"] - blank[unit] == votes


def test_units_say_what_they_are_and_how_far_they_have_come() -> None:
    found = report(troubled())
    units = {unit["@id"]: unit for unit in found["GpUnit"]}
    assert units["nation"]["ComposingGpUnitIds"] == ["unit-13", "unit-75"]
    assert units["unit-13"]["OtherType"] == "federation"
    assert units["unit-13-001"]["Type"] == "polling-place"
    progress = {
        name: unit["CountStatus"][0]["Status"]
        for name, unit in units.items()
        if "CountStatus" in unit
    }
    assert progress["unit-13-002"] == "in-process"
    assert progress["unit-13-003"] == progress["unit-75-001"] == "completed"
    assert (units["unit-13-001"]["VotersRegistered"], contest_of(found)["SubUnitsReported"]) == (
        61,
        5,
    )
    assert "VotersParticipated" not in units["unit-75-001"]


def test_hidden_sections_have_no_count() -> None:
    found = report(PooledSimulation().to_the_count().count_with_pools())
    hidden = {f"unit-{unit}" for unit in HIDDEN}
    counted = {
        v["GpUnitId"] for s in contest_of(found)["ContestSelection"] for v in s["VoteCounts"]
    } | {one["GpUnitId"] for one in found["Election"][0]["BallotCounts"]}
    assert not counted & hidden
    pools = [unit for unit in found["GpUnit"] if unit.get("OtherType") == "pool"]
    assert {part for pool in pools for part in pool["ComposingGpUnitIds"]} == hidden
    assert {pool["@id"] for pool in pools} <= counted


@pytest.mark.parametrize(
    ("phase", "status"),
    [
        ("open", "pre-election"),
        ("first sheet", "unofficial-partial"),
        ("troubled", "unofficial-partial"),
        ("pools", "unofficial-complete"),
        ("certified", "certified"),
    ],
)
def test_the_status_is_told_in_their_words(phase: str, status: str) -> None:
    assert report(PHASES[phase]())["Status"] == status


def test_a_contest_has_its_own_status() -> None:
    simulation = Simulation().run_round_1().open_polls(2)
    assert report(simulation)["Status"] == "certified"
    assert report(simulation, "first-secretary")["Status"] == "pre-election"


def test_seats_and_fates_follow_the_certificate() -> None:
    found = report(Simulation(one_round()).run_round_1())
    assert [count(found, f"to{n}", "nation", "seats") for n in (1, 2, 3)] == [4, 3, 3]
    fates = [one["PostElectionStatus"] for one in found["Election"][0]["Candidate"]]
    assert fates == ["advanced-to-runoff", "advanced-to-runoff", "defeated"]
    before = report(Simulation(one_round()).to_the_count().count_all().announce())
    assert not [c for c in before["Election"][0]["Candidate"] if "PostElectionStatus" in c]


def test_a_contest_of_each_federation_is_one_report() -> None:
    plain = plain_six_sections()
    plain["contests"] = plain["contests"][:1]
    plain["bodies"] = []
    contest = plain["contests"][0]
    contest["scope"] = "federation"
    contest["rule"] = {"name": "majority", "quota": "3/5"}
    contest["options"] = [
        {"id": name, "label": name, "within": place}
        for place in ("13", "75")
        for name in ("a", "b")
    ]
    simulation = Simulation(from_plain(plain)).to_the_count().count_all()
    found = report(simulation)
    assert [c["@id"] for c in found["Election"][0]["Contest"]] == [
        "contest-text-at-13",
        "contest-text-at-75",
    ]
    assert contest_of(found)["ElectionDistrictId"] == "unit-13"
    assert contest_of(found)["VoteVariation"] == "super-majority"
    names = {"site/data/text-tidy.csv", "site/data/text-nist.json"}
    assert names <= set(exported(simulation).files)
    assert "site/data/text-wide.csv" not in exported(simulation).files


def test_every_reference_leads_somewhere() -> None:
    found = report(Simulation().run_round_1())
    ids = {unit["@id"] for unit in found["GpUnit"]}
    ids |= {one["@id"] for one in found["Election"][0]["Candidate"]}

    def references(node: Any) -> list[str]:
        if isinstance(node, list):
            return [name for one in node for name in references(one)]
        if not isinstance(node, dict):
            return []
        own = [
            node[key]
            for key in ("GpUnitId", "ElectionScopeId", "ElectionDistrictId")
            if key in node
        ]
        own += node.get("CandidateIds", []) + node.get("ComposingGpUnitIds", [])
        return own + [name for one in node.values() for name in references(one)]

    assert set(references(found)) <= ids


def test_the_report_names_its_board() -> None:
    board = exported(troubled())
    found = json.loads(board.data("text-nist.json"))
    names = {one["OtherType"]: one["Value"] for one in found["ExternalIdentifier"]}
    assert names == {
        "origin": board.stamp.origin,
        "size": str(board.stamp.size),
        "root": board.stamp.root_text,
        "checkpoint-sha256": board.stamp.checkpoint,
        "definition-sha256": board.stamp.definition,
        "status": "partial",
    }
