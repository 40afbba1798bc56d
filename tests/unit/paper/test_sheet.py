"""The sheet as bytes: the example of the design, and what the edge refuses."""

import pytest

from suffrage.errors import Malformed
from suffrage.model import canonical
from suffrage.paper import Sheet

EXAMPLE = (
    b'{"agents":{"to1":"signed","to2":"signed","to3":"absent"},"ballots":131,"blank":1,'
    b'"contest":"text","entered_by":"secretary@75-012","proxies":0,"registered":214,'
    b'"signatures":131,"unit":"75-012","valid":129,"void":{"no-envelope":1},'
    b'"votes":{"to1":64,"to2":40,"to3":25}}'
)


def test_the_example_is_read_and_written_as_it_is() -> None:
    sheet = canonical.decode(EXAMPLE, Sheet)

    assert canonical.encode(sheet) == EXAMPLE
    assert sheet.void_total == 1
    assert sheet.agents["to3"] == "absent"


def test_agents_and_scan_are_left_out_when_there_are_none() -> None:
    data = EXAMPLE.replace(b'"agents":{"to1":"signed","to2":"signed","to3":"absent"},', b"")

    assert canonical.encode(canonical.decode(data, Sheet)) == data


def test_zero_is_written() -> None:
    data = EXAMPLE.replace(b'"blank":1', b'"blank":0').replace(b'"to1":64', b'"to1":0')

    assert canonical.encode(canonical.decode(data, Sheet)) == data


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        (b'"ballots":131', b'"ballots":-131', "ballots"),
        (b'"ballots":131,', b"", ""),
        (b'"proxies":0,', b"", ""),
        (b',"void":{"no-envelope":1}', b"", ""),
        (b'"to2":40', b'"to2":-40', "votes[...]"),
        (b'"to2":40', b'"to2":"40"', "votes[...]"),
        (b'"blank":1', b'"blank":true', "blank"),
        (b'"blank":1,', b'"blank":1,"blink":1,', ""),
        (b'"absent"', b'"asleep"', "agents[...]"),
        (b"secretary@75-012", b"Jeanne Martin", "entered_by"),
        (b'"signatures"', b'"scan":"59AD","signatures"', "scan"),
    ],
)
def test_what_is_no_sheet_is_malformed(old: bytes, new: bytes, at: str) -> None:
    assert old in EXAMPLE

    with pytest.raises(Malformed, match=r"canonical\.shape") as refusal:
        canonical.decode(EXAMPLE.replace(old, new), Sheet)

    assert refusal.value.at == at


@pytest.mark.parametrize("figure", [b"1.0", b"1e2", b"9007199254740992", b"null"])
def test_a_figure_is_an_integer(figure: bytes) -> None:
    with pytest.raises(Malformed):
        canonical.decode(EXAMPLE.replace(b'"blank":1', b'"blank":' + figure), Sheet)


def test_an_option_is_named_by_its_id() -> None:
    with pytest.raises(Malformed, match=r"canonical\.shape"):
        canonical.decode(EXAMPLE.replace(b'"to2":40', b'"TO 2":40'), Sheet)
