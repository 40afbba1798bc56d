"""All exported files of a board at one size, by their path in the public folder.

>>> files = export_files(history, stamp)                # doctest: +SKIP
>>> sorted(files)                                       # doctest: +SKIP
['site/data/datapackage.json', 'site/data/results.schema.json', 'site/data/text-nist.json', …]
"""

from collections.abc import Mapping
from itertools import groupby

from suffrage.board.folder import RESULTS, SHEETS
from suffrage.conduct.state import State
from suffrage.model import canonical
from suffrage.model.definition import Definition
from suffrage.night.history import History
from suffrage.site.exports.changes import changes
from suffrage.site.exports.feed import feed_path, feed_xml
from suffrage.site.exports.nist import nist_json
from suffrage.site.exports.package import (
    data_package,
    json_resource,
    tidy_resource,
    wide_resource,
)
from suffrage.site.exports.schema import results_schema
from suffrage.site.exports.stamp import DATA, Stamp
from suffrage.site.exports.tables import least_status, tables
from suffrage.site.exports.tidy import tidy_csv
from suffrage.site.exports.wide import wide_csv
from suffrage.site.pages.people import unit_name
from suffrage.site.results import Results, results_of
from suffrage.site.sheets import sheets_csv
from suffrage.words import LANGUAGES

__all__ = ["export_files"]


def export_files(history: History, stamp: Stamp) -> Mapping[str, bytes]:
    """Tables, reports, their package and the feeds; minutes are made apart (``minutes_files``).

    A contest has files from the opening of its polls on; before the first there is no package,
    for the standard asks for a file in it.
    """
    state = history.at(stamp.size)
    results = results_of(state, stamp.root)
    files, resources = _data(history, state, stamp, results)
    schema = {f"{DATA}results.schema.json": results_schema()}
    if resources:
        root_files = {RESULTS: canonical.encode(results), SHEETS: sheets_csv(state)}
        package = data_package(state.rules, stamp, resources, {**root_files, **schema})
        files[f"{DATA}datapackage.json"] = package
    found = changes(history, stamp.size)
    feeds = {feed_path(one): feed_xml(state, stamp, found, one) for one in LANGUAGES}
    return {**files, **schema, **feeds}


def _data(
    history: History, state: State, stamp: Stamp, results: Results
) -> tuple[dict[str, bytes], list[dict[str, object]]]:
    names = {unit.id: unit_name(state, unit.id) for unit in state.rules.tree.federations}
    files: dict[str, bytes] = {}
    resources: list[dict[str, object]] = []
    for contest, group in groupby(tables(history, stamp), key=lambda table: table.contest):
        if not state.evening(state.rules.contest_by_id[contest].round).opened:
            continue
        instances = tuple(group)
        status = least_status(instances)
        path = f"{DATA}{contest}-tidy.csv"
        files[path] = tidy_csv(instances, names)
        resources.append(tidy_resource(path, files[path], status))
        path = f"{DATA}{contest}-nist.json"
        files[path] = nist_json(state, stamp, instances, _seats(state.rules, results, contest))
        resources.append(json_resource(path, files[path], "NIST SP 1500-100 version 2", status))
        if not instances[0].place:
            path = f"{DATA}{contest}-wide.csv"
            files[path] = wide_csv(instances[0], names)
            resources.append(wide_resource(path, files[path], instances[0]))
    return files, resources


def _seats(rules: Definition, results: Results, contest: str) -> Mapping[str, Mapping[str, int]]:
    return {
        body.id: results.bodies[body.id].seats
        for body in rules.bodies
        if body.contest == contest and body.id in results.bodies
    }
