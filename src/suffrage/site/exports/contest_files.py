"""The exported files of one contest: its tables and its report, with what the package says of them.

They rest on the board as it was when a record last concerned the contest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from suffrage.conduct.state import State
from suffrage.model.contests import Contest
from suffrage.site.exports.nist import nist_json
from suffrage.site.exports.package import (
    Resource,
    json_resource,
    tidy_resource,
    wide_resource,
)
from suffrage.site.exports.stamp import DATA, Stamp
from suffrage.site.exports.tables import Table, least_status
from suffrage.site.exports.tidy import tidy_csv
from suffrage.site.exports.wide import wide_csv
from suffrage.site.pages.people import unit_name

__all__ = ["ContestFiles", "contest_files", "contest_paths"]


@dataclass(frozen=True, slots=True)
class ContestFiles:
    """The files by their path in the public folder, and their entries of the package."""

    files: Mapping[str, bytes]
    resources: tuple[Resource, ...]


def contest_paths(contest: Contest) -> tuple[str, ...]:
    """Where the files of a contest lie; only a national one has a wide table."""
    names = ["tidy.csv", "nist.json", *(["wide.csv"] if contest.scope == "nation" else [])]
    return tuple(f"{DATA}{contest.id}-{name}" for name in names)


def contest_files(
    state: State,
    stamp: Stamp,
    instances: Sequence[Table],
    seats: Mapping[str, Mapping[str, int]],
) -> ContestFiles:
    """The files of a contest whose instances are held; ``seats`` are those awarded, by body."""
    contest = state.rules.contest_by_id[instances[0].contest]
    names = {unit.id: unit_name(state, unit.id) for unit in state.rules.tree.federations}
    status = least_status(instances)
    tidy, nist, *wide = contest_paths(contest)
    files = {tidy: tidy_csv(instances, names), nist: nist_json(state, stamp, instances, seats)}
    resources = [
        tidy_resource(tidy, files[tidy], status),
        json_resource(nist, files[nist], "NIST SP 1500-100 version 2", status),
    ]
    for path in wide:
        files[path] = wide_csv(instances[0], names)
        resources.append(wide_resource(path, files[path], instances[0]))
    return ContestFiles(files, tuple(resources))
