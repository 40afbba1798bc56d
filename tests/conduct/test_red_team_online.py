"""What the office and the registrar can try with a box: a question, old credentials, a receipt."""

from typing import Any

import msgspec
import pytest
from tests.support import online_election
from tests.support.folders import policy_of, receipt
from tests.support.online_election import BOX, OnlineSimulation
from tests.support.online_steps import fixed
from tests.support.refusals import refused
from tests.support.simulator import Simulation

from suffrage.acts.online import open_box as open_box_module
from suffrage.belenios.credentials import Credential, make_credential
from suffrage.belenios.election import Election, make_election
from suffrage.verify import Evidence, HeldFiles, verify_folder


@pytest.mark.parametrize("field", ["name", "description", "question"])
def test_no_question_turns_the_sense_of_the_answers(
    monkeypatch: pytest.MonkeyPatch, field: str
) -> None:
    """Nobody signs the first event of a box, so the office could write above it what it likes."""

    def deceiving(**parts: Any) -> Election:
        if field == "question":
            asked = parts["questions"][0]
            parts["questions"] = (msgspec.structs.replace(asked, question="Who shall go?"),)
        else:
            parts[field] = "Who shall go?"
        return make_election(**parts)

    monkeypatch.setattr(open_box_module, "make_election", deceiving)
    with refused("box.question", box=BOX):
        fixed().open_run(1)


@pytest.mark.parametrize("kept", [1, online_election.VOTERS])
def test_no_leaked_credential_serves_in_the_next_run(
    monkeypatch: pytest.MonkeyPatch, kept: int
) -> None:
    simulation = OnlineSimulation()
    simulation.convene().fix_rules()
    simulation.open_run(1)
    simulation.annul_run(1)
    old = list(simulation.credentials[1][:kept])

    def repeating(*parts: Any) -> Credential:
        return old.pop() if old else make_credential(*parts)

    monkeypatch.setattr(online_election, "make_credential", repeating)
    with refused("credentials.used", box=BOX):
        simulation.open_run(2)


def weighed(simulation: Simulation, index: int) -> tuple[set[str], list[str]]:
    paper = Evidence("receipt", "mine.proof", receipt(simulation, index))
    report = verify_folder(HeldFiles(simulation.files()), policy_of(simulation), [paper])
    return {one.code for one in report.failures}, [one.code for one in report.statements]


def test_a_receipt_of_the_opening_of_a_box_shows_no_ballot() -> None:
    simulation = fixed().open_run(1)
    assert weighed(simulation, simulation.state.size - 1) == (set(), ["receipt.record"])
