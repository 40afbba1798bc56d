"""A contest as an election report of NIST SP 1500-100 version 2, in JSON.

Source: NIST Special Publication 1500-100 revision 2 and its JSON schema. One report a contest,
for the rolls of two evenings differ and a report has one set of units. The format is American:
``docs/spec/export.md`` says how blank and void ballots, federations and the board's own status
are put into it, and what has no place.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from suffrage.conduct.state import State
from suffrage.model.contests import Contest, Linked
from suffrage.site.exports.nist_contests import contest_node
from suffrage.site.exports.nist_units import ballot_counts, figures_by_unit, unit_nodes
from suffrage.site.exports.nist_values import Node, identifier, node, reference, text
from suffrage.site.exports.stamp import FORMAT, Stamp
from suffrage.site.exports.tables import Table, least_status
from suffrage.site.pages.people import titled

__all__ = ["nist_json"]

_STATUS: Final = {
    "partial": "unofficial-partial",
    "provisional": "unofficial-complete",
    "certified": "certified",
    "corrected": "correction",
}


def nist_json(
    state: State, stamp: Stamp, instances: Sequence[Table], seats: Mapping[str, Mapping[str, int]]
) -> bytes:
    """All instances of one contest; ``seats`` are those awarded by body, then by option.

    Texts are escaped to ASCII, so that no character of a name can hide in the file.
    """
    contest = state.rules.contest_by_id[instances[0].contest]
    report = node(
        "ElectionReport",
        Format="precinct-level",
        GeneratedDate=stamp.instant,
        Issuer=titled(state.rules.title, "en", state.rules.slug),
        IssuerAbbreviation=state.rules.slug,
        SequenceStart=1,
        SequenceEnd=1,
        Status=_status(state, contest, instances),
        VendorApplicationId=FORMAT,
        Notes=f"Board of {stamp.size} records, root {stamp.root_text}, {stamp.status}.",
        ExternalIdentifier=_board(stamp),
        GpUnit=unit_nodes(state, instances),
        Election=[_election(state, contest, instances, seats)],
    )
    return (json.dumps(report, sort_keys=True, separators=(",", ":")) + "\n").encode()


def _board(stamp: Stamp) -> list[Node]:
    return [
        identifier("origin", stamp.origin),
        identifier("size", str(stamp.size)),
        identifier("root", stamp.root_text),
        identifier("checkpoint-sha256", stamp.checkpoint),
        identifier("definition-sha256", stamp.definition),
        identifier("status", stamp.status),
    ]


def _status(state: State, contest: Contest, instances: Sequence[Table]) -> str:
    """The status of the contest; before its polls have closed there is none."""
    closed = state.evening(contest.round).closed
    return _STATUS[least_status(instances)] if closed else "pre-election"


def _election(
    state: State,
    contest: Contest,
    instances: Sequence[Table],
    seats: Mapping[str, Mapping[str, int]],
) -> Node:
    zone = state.rules.time_zone
    figures = [tuple(figures_by_unit(state, table)) for table in instances]
    return node(
        "Election",
        ElectionScopeId="nation",
        Name=text(state.rules.title or {"und": state.rules.slug}),
        Type="runoff" if isinstance(contest.options, Linked) else "general",
        StartDate=_day(contest.opens, zone),
        EndDate=_day(contest.closes, zone),
        BallotCounts=[one for counts in figures for one in ballot_counts(counts)],
        Candidate=[one for table in instances for one in _candidates(table)],
        Contest=[
            contest_node(state, contest, table, counts, seats)
            for table, counts in zip(instances, figures, strict=True)
        ],
    )


def _candidates(table: Table) -> list[Node]:
    found = []
    for option in table.options:
        candidate = node(
            "Candidate",
            id=f"candidate-{reference(table.instance)}-{option.id}",
            BallotName=text({"und": option.label}),
            ExternalIdentifier=[identifier("option", option.id)],
        )
        if fate := _fate(table, option.id):
            candidate["PostElectionStatus"] = fate
        found.append(candidate)
    return found


def _fate(table: Table, option: str) -> str:
    if option == table.elected:
        return "winner"
    if option in table.qualified:
        return "advanced-to-runoff"
    return "defeated" if table.elected or table.qualified else ""


def _day(instant: str, zone: str) -> str:
    return datetime.fromisoformat(instant).astimezone(ZoneInfo(zone)).date().isoformat()
