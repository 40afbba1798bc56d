"""Archives made to waste time, or that change while they are read."""

from array import array
from time import process_time
from typing import Any

import pytest
from tests.support.online_box import OnlineBox
from tests.support.trustees import events_until

from suffrage.belenios.check_batch import Line
from suffrage.belenios.claims import lay_out
from suffrage.belenios.kept import Kept
from suffrage.belenios.verify import verify_archive
from suffrage.errors import Unavailable

pytestmark = pytest.mark.long


class _Watched(bytearray):
    """Counts how often a part of it is looked at."""

    looks = 0

    def __getitem__(self, part: Any) -> Any:
        self.looks += 1
        return super().__getitem__(part)


def _line(number: int) -> Line:
    return Line(number.to_bytes(32), "voter", b"", ())


def test_whoever_votes_again_and_again_costs_no_more_each_time() -> None:
    kept = Kept(["voter"], array("q", [-1]), digests=_Watched())
    for number in range(500):
        assert kept.add(0, _line(number), height=number + 1, start=512 * number)
    assert kept.digests.looks < 2000  # type: ignore[attr-defined]


@pytest.mark.parametrize("again", [0, 3, 9])
def test_a_ballot_that_stands_already_is_found_however_long_ago(again: int) -> None:
    kept = Kept(["voter"], array("q", [-1]))
    for number in range(10):
        kept.add(0, _line(number), height=number + 1, start=512 * number)
    assert not kept.add(0, _line(again), height=11, start=5120)
    assert len(kept.left_out()) == 10


class _Changing:
    """An archive in which a part becomes another, as long, when it is read a second time."""

    def __init__(self, data: bytes, old: bytes, new: bytes) -> None:
        self._data, self._later = data, data.replace(old, new)
        self._place, self._reads = data.index(old), 0

    def __len__(self) -> int:
        return len(self._data)

    def __getitem__(self, part: slice) -> bytes:
        if part.start <= self._place < part.stop and part.stop - part.start > 512:
            self._reads += 1
        return self._data[part] if self._reads <= 1 else self._later[part]


def test_a_replaced_ballot_that_changes_while_it_is_read_changes_no_sum() -> None:
    box = OnlineBox()
    first = box.cast(0, [[1, 0, 0]])
    box.cast(0, [[0, 1, 0]])
    made = (box.make(0, [[0, 0, 1]]) for _ in range(200))
    other = next(ballot for ballot in made if len(ballot) == len(first))
    data = events_until(box, "EncryptedTally")
    assert verify_archive(data).tally is not None
    with pytest.raises(Unavailable, match="archive-changed"):
        verify_archive(_Changing(data, first, other))


def _seconds(number: int) -> float:
    """The least of three times that it takes to lay out so many questions."""
    (form,) = OnlineBox().election.forms
    times = []
    for _ in range(3):
        start = process_time()
        lay_out([form] * number)
        times.append(process_time() - start)
    return min(times)


def test_many_questions_are_laid_out_in_linear_time() -> None:
    assert _seconds(8000) < 24 * _seconds(1000)
