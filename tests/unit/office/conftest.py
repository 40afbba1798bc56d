"""What tests of the desks begin with."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Office(tmp_path) as one:
        yield one
