"""The data package: every file with its hash and its columns, as the standard asks.

The rules below are those of Data Package 2.0 (datapackage.org) for what is used of it; the
package was held once against the reference implementation too (``docs/spec/export.md``).
"""

import csv
import hashlib
import json
import re
from io import StringIO
from typing import Any

import pytest
from tests.support.exported import ROOT, Exported, exported, nasty, one_round, troubled
from tests.support.histories import history_of
from tests.support.refusals import refused
from tests.support.simulator import Simulation

from suffrage.night.history import History
from suffrage.site.exports.stamp import stamp_of
from suffrage.tlog.checkpoint import decode_checkpoint
from suffrage.tlog.note import open_note

TYPES = {"string", "integer", "number", "boolean"}


def package(board: Exported) -> Any:
    return json.loads(board.data("datapackage.json"))


def boards() -> list[Exported]:
    simulations = [
        Simulation().convene().fix_rules().open_polls(),
        troubled(),
        Simulation().run_round_1().open_polls(2),
        Simulation(nasty()).to_the_count().count_all(),
    ]
    return [exported(one) for one in simulations]


def test_every_data_file_is_listed_with_its_hash_and_length() -> None:
    for board in boards():
        resources = {one["path"]: one for one in package(board)["resources"]}
        files = {path for path in board.files if path.startswith("site/data/")}
        others = {"site/data/datapackage.json", "site/data/results.schema.json"}
        assert {f"site/data/{path}" for path in resources} == files - others
        for path, one in resources.items():
            data = board.data(path)
            assert one["bytes"] == len(data)
            assert one["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"


def test_the_package_has_the_form_of_the_standard() -> None:
    for board in boards():
        found = package(board)
        assert found["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
        assert re.fullmatch(r"[-a-z0-9._/]+", found["name"])
        assert re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", found["version"])
        assert re.fullmatch(r"[0-9-]{10}T[0-9:]{8}Z", found["created"])
        assert "licenses" not in found
        names = [one["name"] for one in found["resources"]]
        assert len(set(names)) == len(names) > 0
        for one in found["resources"]:
            assert not re.match(r"/|.*\.\.|[a-z]+:", one["path"])
            assert one["encoding"] == "utf-8"
            assert ("schema" in one) == (one.get("type") == "table") == (one["format"] == "csv")


def test_the_columns_are_those_of_the_files_and_the_cells_have_their_types() -> None:
    for board in boards():
        for one in package(board)["resources"]:
            if one["format"] != "csv":
                continue
            text = board.data(one["path"]).decode("utf-8-sig")
            delimiter = one.get("dialect", {}).get("delimiter", ",")
            rows = list(csv.reader(StringIO(text), delimiter=delimiter))
            fields = one["schema"]["fields"]
            assert [field["name"] for field in fields] == rows[0]
            for row in rows[1:]:
                for field, cell in zip(fields, row, strict=True):
                    _check_cell(field, cell)


def _check_cell(field: dict[str, Any], cell: str) -> None:
    assert field["type"] in TYPES
    if not cell or field["type"] == "string":
        return
    if field["type"] == "boolean":
        assert cell in ("true", "false")
    elif field["type"] == "integer":
        assert re.fullmatch(r"[0-9]+", cell)
    elif field.get("decimalChar") == ",":
        assert field["bareNumber"] is False
        assert re.fullmatch(r"[0-9]+,[0-9]{2}%", cell)
    else:
        assert re.fullmatch(r"[0-9]+\.[0-9]+", cell)


def test_a_contest_has_files_once_its_polls_have_opened() -> None:
    before = set(exported(Simulation().convene().fix_rules()).files)
    feeds = {"site/fr/feed.atom", "site/en/feed.atom"}
    assert before == feeds | {"site/data/results.schema.json"}
    opened = {path for path in exported(Simulation().run_round_1()).files if "-" in path}
    assert opened == {f"site/data/text-{name}" for name in ("tidy.csv", "wide.csv", "nist.json")}


def test_the_package_names_its_board_and_the_files_above_it() -> None:
    simulation = troubled()
    board = exported(simulation)
    found = package(board)["suffrage"]
    assert found["format"] == "suffrage-export/1"
    assert (found["origin"], found["size"]) == (board.stamp.origin, simulation.state.size)
    assert found["status"] == "partial"
    sheets = simulation.files()["sheets.csv"]
    assert found["files"]["sheets.csv"] == f"sha256:{hashlib.sha256(sheets).hexdigest()}"
    schema = hashlib.sha256(board.data("results.schema.json")).hexdigest()
    assert found["files"]["site/data/results.schema.json"] == f"sha256:{schema}"
    assert set(found["files"]) == {"results.json", "sheets.csv", "site/data/results.schema.json"}


def test_each_file_has_the_status_of_its_contest() -> None:
    simulation = Simulation().run_round_1().open_polls(2)
    resources = package(exported(simulation))["resources"]
    statuses = {one["name"]: one["suffrage"]["status"] for one in resources}
    assert statuses["text-tidy"] == statuses["text-wide"] == statuses["text-nist"] == "certified"
    assert statuses["first-secretary-tidy"] == "partial"


def test_the_stamp_names_the_text_that_log_and_witnesses_sign() -> None:
    simulation = Simulation(one_round()).to_the_count().count_all()
    note = open_note(simulation.checkpoint(), [simulation.log.key])
    signed = decode_checkpoint(note.text)
    stamp = stamp_of(history_of(simulation), signed.root)
    assert (stamp.size, stamp.origin) == (signed.size, signed.origin)
    assert stamp.checkpoint == hashlib.sha256(note.text).hexdigest()
    assert stamp.version == f"1.{signed.size}.0"
    assert stamp.definition == simulation.definition.digest


def test_the_instant_is_that_of_the_last_record() -> None:
    simulation = Simulation(one_round()).to_the_count().count_all()
    simulation.wait(30).announce()
    assert stamp_of(history_of(simulation), ROOT).instant == "2023-01-12T21:00:30Z"


def test_an_empty_board_has_no_stamp() -> None:
    with refused("election.not-convened"):
        stamp_of(History(), ROOT)


@pytest.mark.parametrize("root", [b"", bytes(31)])
def test_a_root_that_is_none_is_refused(root: bytes) -> None:
    with refused("log.hash"):
        stamp_of(history_of(Simulation().convene()), root)
