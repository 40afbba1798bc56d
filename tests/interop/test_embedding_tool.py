"""What Debian's ``belenios-tool`` publishes for elements that no honest voter encrypts, and we too.

Nothing about the numbers of a non-homomorphic answer is proved, so a voter can encrypt any element
of the group. The numbers expected here follow the words of docs/spec/ballot.md, by plain integers.
"""

from functools import cache
from pathlib import Path

import msgspec
import pytest
from tests.support.belenios_tool import NEEDED, run, verdict
from tests.support.forged_answers import cast_element
from tests.support.mixed_box import MixedBox
from tests.support.online_box import UUID, chain

from suffrage.belenios._portable.modp_parameters import RFC_3526_2048
from suffrage.belenios.backend import load_group
from suffrage.belenios.questions.non_homomorphic import NonHomomorphic, NonHomomorphicValue
from suffrage.belenios.verify import verify_archive
from suffrage.errors import Malformed

pytestmark = NEEDED
GROUP = load_group("RFC-3526-2048")


def element_below(number: int) -> str:
    """The next element of the group at or below this number."""
    while True:
        try:
            return GROUP.encode(GROUP.decode([str(number)]))[0]
        except Malformed:
            number -= 1


@cache
def strange_elements() -> tuple[str, ...]:
    """The identity, the largest, powers of the generator, and numbers with bits above them."""
    return (
        "1",
        element_below(RFC_3526_2048.p - 1),
        *GROUP.encode(GROUP.base([12345, -7])),
        element_below(2**256 - 1),
        element_below((1 << 2047) + (9 << 24) + (8 << 16) + (7 << 8) + 255),
    )


def digits(text: str, width: int) -> list[int]:
    number = int(text) // 256 % 256**width
    return [number // 256**place % 256 for place in reversed(range(width))]


@pytest.mark.parametrize("width", [1, 3, 255])
def test_both_publish_whatever_an_element_holds(tmp_path: Path, width: int) -> None:
    asked = NonHomomorphicValue(answers=("?",) * width, question="Rank")
    strange = strange_elements()
    box = MixedBox(
        questions=(NonHomomorphic(value=asked),), group=GROUP.name, voters=len(strange) + 1
    )
    honest = list(range(width))
    box.cast(len(strange), [honest])
    for voter, text in enumerate(strange):
        cast_element(box, voter, [honest], 0, text)
    *steps, (kind, (ours,)) = box.all_records()
    assert verdict(tmp_path, UUID, chain(steps))
    theirs = run(tmp_path, "election", "compute-result")
    assert (kind, theirs.rstrip(b"\n")) == ("Result", ours)
    archive = chain([*steps, (kind, (ours,))])
    assert verdict(tmp_path, UUID, archive)
    verify_archive(archive)
    (published,) = msgspec.json.decode(theirs)["result"]
    assert sorted(published) == sorted([honest, *(digits(text, width) for text in strange)])
