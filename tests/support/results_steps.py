"""Steps after the count, and results that state other figures than those in force."""

from typing import Any

import msgspec
from tests.support.simulator import Simulation

from suffrage.acts.closing.announce_result import announce_result
from suffrage.acts.closing.certify_result import certify_result
from suffrage.acts.closing.ratify_result import ratify_result
from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.board.record import Draft
from suffrage.model.units import PAPER

__all__ = ["UNIT", "altered", "counted", "dispute", "ratify", "stated", "swing"]

UNIT = "75-001"


def counted() -> Simulation:
    """A first round in which every sheet is approved."""
    return Simulation().to_the_count().count_all()


def dispute(simulation: Simulation, ground: str = "wrong-count", unit: str = UNIT) -> None:
    """A camp contests a section's sheet."""
    simulation.act(
        file_dispute,
        "agent@to1",
        dispute="d1",
        contest="text",
        unit=unit,
        ground=ground,
        account="Two bundles were counted twice.",
    )


def ratify(simulation: Simulation, **changed: int) -> None:
    """The delegates vote."""
    votes = {"delegates": 9, "votes_for": 6, "votes_against": 2, "abstained": 1} | changed
    simulation.act(ratify_result, "congress@delegates", "text", **votes)


def stated(change: dict[str, Any], kind: str = "announce") -> Any:
    """An act that states other figures than those in force."""

    def act(state: Any, by: str, now: Any, *args: Any, **more: Any) -> Draft:
        if kind == "announce":
            draft = announce_result(state, by, now, "text")
            body = altered(draft.body, **change)
        else:
            draft = certify_result(state, by, now, *args, **more)
            honest: Any = draft.body
            body = altered(honest, result=altered(honest.result, **change))
        return Draft(draft.kind, draft.head, by, now, body)

    return act


def altered(value: Any, **change: Any) -> Any:
    """A value with other fields."""
    return msgspec.structs.replace(value, **change)


def swing(simulation: Simulation) -> None:
    """Every paper section reports; section 75-003 alone puts Text 3 among the first two."""
    for unit in simulation.definition.tree.sections:
        if unit.channel != PAPER:
            continue
        votes = {"to1": 10, "to2": 9, "to3": 40 if unit.id == "75-003" else 6}
        valid = sum(votes.values())
        figures: dict[str, Any] = {
            "votes": votes,
            "valid": valid,
            "ballots": valid + 2,
            "signatures": valid + 2,
        }
        simulation.receive(unit.id, **figures)
        simulation.approve(unit.id, **figures)
