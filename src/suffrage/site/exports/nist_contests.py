"""The contests of a NIST report: votes of each option by unit, blank ballots, seats."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from suffrage.conduct.state import State
from suffrage.count.figures import Figures
from suffrage.model.contests import Contest, Option
from suffrage.model.rule import ContestRule, Majority, Top
from suffrage.site.exports.nist_units import unit_id
from suffrage.site.exports.nist_values import Node, identifier, node, reference, text
from suffrage.site.exports.tables import Table
from suffrage.site.pages.people import contest_title

__all__ = ["Counts", "contest_node"]

Counts = Sequence[tuple[str, Figures]]
"""Units with their figures."""


def contest_node(
    state: State,
    contest: Contest,
    table: Table,
    figures: Counts,
    seats: Mapping[str, Mapping[str, int]],
) -> Node:
    """One instance with its figures by unit; a blank ballot is an undervote, one with no choice."""
    found = node(
        "CandidateContest",
        id=f"contest-{reference(table.instance)}",
        Name=contest_title(state, table.instance, "en"),
        ElectionDistrictId=unit_id(table.place),
        ExternalIdentifier=[identifier("contest", table.instance)],
        VotesAllowed=1,
        CountStatus=[node("CountStatus", Type="total", Status=_progress(table))],
        TotalSubUnits=table.totals.expected,
        SubUnitsReported=table.settled,
        ContestSelection=[_selection(table, option, figures, seats) for option in table.options],
        OtherCounts=[
            node("OtherCounts", GpUnitId=unit_id(unit), Undervotes=one.blank)
            for unit, one in figures
        ],
        **_variation(contest.rule),
    )
    if contest.title:
        found["BallotTitle"] = text(contest.title)
    return found


def _progress(table: Table) -> str:
    if table.reported:
        return "completed"
    return "in-process" if table.shown else "not-processed"


def _variation(rule: ContestRule) -> dict[str, object]:
    if isinstance(rule, Top):
        return {"VoteVariation": "plurality", "NumberRunoff": rule.places}
    if not isinstance(rule, Majority):
        return {"VoteVariation": "plurality", "NumberElected": 1}
    simple = rule.quota == Fraction(1, 2)
    return {"VoteVariation": "majority" if simple else "super-majority", "NumberElected": 1}


def _selection(
    table: Table,
    option: Option,
    figures: Counts,
    seats: Mapping[str, Mapping[str, int]],
) -> Node:
    name = f"{reference(table.instance)}-{option.id}"
    votes = [
        node("VoteCounts", Type="total", GpUnitId=unit_id(unit), Count=one.votes.get(option.id, 0))
        for unit, one in figures
    ]
    votes += [
        node(
            "VoteCounts",
            Type="seats",
            OtherType=body,
            GpUnitId=unit_id(table.place),
            Count=awarded.get(option.id, 0),
        )
        for body, awarded in seats.items()
    ]
    return node(
        "CandidateSelection",
        id=f"selection-{name}",
        CandidateIds=[f"candidate-{name}"],
        VoteCounts=votes,
    )
