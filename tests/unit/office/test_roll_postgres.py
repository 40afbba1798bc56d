"""The roll's many rows on PostgreSQL, as on SQLite."""

import json
import subprocess
import sys

import pytest
from tests.support.definitions import six_sections
from tests.support.postgres import running_postgres

pytestmark = pytest.mark.long


def test_a_roll_is_imported_decided_and_kept_on_postgres() -> None:
    with running_postgres() as server:
        address = server.address(server.create_database())
        line = [sys.executable, "-m", "tests.support.roll_process", address]
        said = subprocess.run(line, check=True, capture_output=True, text=True).stdout
    entitled = sum(unit.registered for unit in six_sections().tree.sections)
    assert json.loads(said) == {
        "vendor": "postgresql",
        "members": entitled + 1,
        "changed": 1,
        "left_out": [["09001", "eligibility.joined-unknown", {"day": "2023-01-12", "months": 6}]],
        "leaves": entitled,
        "exact": 1,
        "parts": 11,
    }
