"""The schema of ``results.json``: published, equal to the types, and able to refuse.

``docs/spec/results.schema.json`` is ``suffrage.site.exports.schema.results_schema()``; write it
anew when the types of ``site.results`` change.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.support.codes import ROOT
from tests.support.congress_night import congress_night
from tests.support.exported import exported, one_round, troubled
from tests.support.simulator import Simulation

from suffrage.site.exports.schema import results_schema
from suffrage.site.results import results_json

pytestmark = pytest.mark.long

SCHEMA = json.loads(results_schema())
VALIDATOR = Draft202012Validator(SCHEMA)
PHASES: dict[str, Callable[[], Simulation]] = {
    "open": lambda: Simulation().convene().fix_rules().open_polls(),
    "troubled": troubled,
    "certified": lambda: Simulation(one_round()).run_round_1(),
    "two rounds": lambda: Simulation().run_round_1().run_round_2(),
}


def results(simulation: Simulation) -> Any:
    return json.loads(results_json(simulation.state, bytes(32)))


def test_the_published_schema_is_that_of_the_types() -> None:
    assert (ROOT / "docs/spec/results.schema.json").read_bytes() == results_schema()
    assert exported(troubled()).data("results.schema.json") == results_schema()
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("phase", PHASES)
def test_results_are_valid(phase: str) -> None:
    assert not list(VALIDATOR.iter_errors(results(PHASES[phase]())))


@pytest.mark.parametrize("round_", [1, 2])
def test_the_results_of_the_demo_are_valid(round_: int) -> None:
    found = json.loads(results_json(congress_night(round_).now, bytes(32)))
    assert not list(VALIDATOR.iter_errors(found))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda one: one.update(status="final"),
        lambda one: one.update(size=-1),
        lambda one: one.update(extra=1),
        lambda one: one.pop("root"),
        lambda one: one["contests"]["text"].pop("votes"),
        lambda one: one["contests"]["text"]["votes"].update(to1="13"),
        lambda one: one["contests"]["text"]["votes"].update(to1=1.5),
        lambda one: one["contests"]["text"]["votes"].update({"TO 1": 1}),
        lambda one: one["contests"]["text"]["outcome"].update(elected="to1\n"),
        lambda one: one["contests"]["text"]["units"].update(counted=-1),
    ],
)
def test_a_wrong_file_is_refused(spoil: Callable[[Any], object]) -> None:
    wrong = results(troubled())
    spoil(wrong)
    assert list(VALIDATOR.iter_errors(wrong))


def test_no_pattern_is_pythons_alone() -> None:
    assert b"\\\\Z" not in results_schema()
