"""Places of failures: a path, a byte of it, an event, a field of an entry."""

import pytest

from suffrage.errors import Malformed, NotVerified
from suffrage.verify.findings import Findings, first_difference


@pytest.mark.parametrize(
    ("place", "at", "joined"),
    [
        ("results.json", "", "results.json"),
        ("results.json", "byte 12", "results.json:12"),
        ("box/a-1.bel", "byte 512 event 3", "box/a-1.bel:512 event 3"),
        ("box/a-1.bel", "event 3", "box/a-1.bel event 3"),
        ("entry 412", "votes.to2", "entry 412 votes.to2"),
        ("log/checkpoint", "log/checkpoint line 2", "log/checkpoint line 2"),
        ("log/tile/0/000", "bytes", "log/tile/0/000 bytes"),
    ],
)
def test_places_are_joined(place: str, at: str, joined: str) -> None:
    findings = Findings()
    findings.add(Malformed("note.shape", at=at), place)
    assert [one.place for one in findings.failures] == [joined]


def test_a_block_that_raises_is_noted_and_the_next_one_runs() -> None:
    findings = Findings()
    with findings.at("one"):
        raise NotVerified("log.root", size=1, found=2)
    with findings.at("two"):
        pass
    assert len(findings) == 1
    assert findings.failures[0].fields == {"size": 1, "found": 2}


def test_other_errors_are_not_swallowed() -> None:
    with pytest.raises(KeyError), Findings().at("one"):
        raise KeyError


@pytest.mark.parametrize(
    ("left", "right", "byte"), [(b"abc", b"abd", 2), (b"ab", b"abc", 2), (b"", b"x", 0)]
)
def test_the_first_difference(left: bytes, right: bytes, byte: int) -> None:
    assert first_difference(left, right) == first_difference(right, left) == byte
