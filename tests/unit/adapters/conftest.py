"""Either database, for tests of what is written to both."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.databases import Databases, on_postgres, on_sqlite


@pytest.fixture(params=["sqlite", "postgres"])
def databases(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Databases]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        made = on_sqlite(tmp_path)
    else:
        made = on_postgres(request.getfixturevalue("postgres"))
    yield made
    made.close()
