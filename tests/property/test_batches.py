"""Whatever is changed in ballots and hints, every path gives the same verdict on each ballot."""

from collections.abc import Callable
from functools import cache
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.batches import BACKENDS, NAMES, PAIR, Case, digest, spoken
from tests.support.online_box import BLANK, CHOICE, LISTS, RANKED, OnlineBox, resign
from tests.support.small_order import (
    ORDER,
    SMALL,
    negated,
    of_pair,
    of_text,
    shifted,
    shifted_pair,
    to_pair,
    to_text,
)

from suffrage.errors import SuffrageError

VOTE: list[Any] = [[0, 1, 0], [0, 0, 1], [[1, 1, 0], [0, 0], [0]], [1, 2, 3]]
VOTERS = 3
Path = tuple[str | int, ...]
Change = Callable[[Any], None]


def made_box() -> OnlineBox:
    box = OnlineBox(questions=(CHOICE, BLANK, LISTS, RANKED), voters=VOTERS)
    for voter in range(VOTERS):
        box.cast(voter, VOTE)
    return box


BOX = made_box()
CASES = dict(zip(NAMES, (Case(BOX, group) for group in BACKENDS), strict=True))


def leaves(value: Any, path: Path = ()) -> list[tuple[Path, str]]:
    """Every text of a plain value, with the way to it."""
    if isinstance(value, str):
        return [(path, value)]
    items = value.items() if isinstance(value, dict) else enumerate(value)
    return [leaf for key, inner in items for leaf in leaves(inner, (*path, key))]


LEAVES = leaves(msgspec.json.decode(BOX.ballots[0]))
TEXTS = sorted({text for ballot in BOX.ballots for _, text in leaves(msgspec.json.decode(ballot))})


def is_element(text: str) -> bool:
    """Whether it is an element: numbers of 64 digits do not come up in these ballots."""
    return len(text) == 64 and not text.isdigit()


def texts_for(text: str) -> st.SearchStrategy[str]:
    """What may stand in the place of this text: of its own form, of another ballot, anything."""
    others = [st.sampled_from(TEXTS), st.text(max_size=3)]
    if is_element(text):
        point = of_text(text)
        others += [st.sampled_from(SMALL).map(lambda small: shifted(text, small))]
        others += [st.sampled_from([to_text(negated(point)), f"{1:064x}", text.upper()])]
    elif text.isdigit():
        number = int(text)
        near = (number + 1, number - 1, number + ORDER, ORDER, ORDER - number, 0)
        others += [st.sampled_from([*map(str, near), f"0{text}"])]
    return st.one_of(others)


@st.composite
def ballots(draw: st.DrawFn) -> tuple[bytes, ...]:
    """The ballots of the box, some of them with a few texts exchanged, some signed again."""
    made = list(BOX.ballots)
    for voter in draw(st.sets(st.integers(0, VOTERS - 1), max_size=2)):
        value = msgspec.json.decode(made[voter])
        for _ in range(draw(st.integers(1, 2))):
            path, text = draw(st.sampled_from(LEAVES))
            holder = value
            for key in path[:-1]:
                holder = holder[key]
            holder[path[-1]] = draw(texts_for(text))
        made[voter] = msgspec.json.encode(value)
        if draw(st.booleans()):
            made[voter] = resign(BOX.election, BOX.credentials[voter], made[voter])
    return tuple(made)


def spoil(pair: bytes, how: str, number: int) -> bytes:
    """Another pair in the place of this one."""
    point = of_pair(pair)
    match how:
        case "small":
            return shifted_pair(pair, SMALL[number % 7])
        case "negated":
            return to_pair(negated(point))
        case "bit":
            return (int.from_bytes(pair) ^ 1 << number % 512).to_bytes(PAIR)
        case "identity":
            return to_pair((0, 1))
        case _:
            return bytes([number % 256]) * PAIR


@st.composite
def hints(draw: st.DrawFn) -> Callable[[bytes], bytes]:
    """A few changes to the pairs of a side file."""
    hows = ("small", "negated", "bit", "identity", "other", "swapped")
    steps = draw(
        st.lists(
            st.tuples(st.sampled_from(hows), st.integers(0, 2**16), st.integers(0, 2**16)),
            max_size=3,
        )
    )

    def change(data: bytes) -> bytes:
        pairs = [data[at : at + PAIR] for at in range(0, len(data), PAIR)]
        for how, place, number in steps:
            at, other = place % len(pairs), number % len(pairs)
            if how == "swapped":
                pairs[at], pairs[other] = pairs[other], pairs[at]
            else:
                pairs[at] = spoil(pairs[at], how, number)
        return b"".join(pairs)

    return change


@cache
def honest_hints() -> bytes:
    """Those of the box's own ballots; the backends give the same."""
    return next(iter(CASES.values())).hints(*BOX.ballots)


@pytest.mark.parametrize("name", NAMES)
@given(cast=ballots(), change=hints(), fitting=st.booleans())
def test_all_paths_agree(
    name: str, cast: tuple[bytes, ...], change: Callable[[bytes], bytes], *, fitting: bool
) -> None:
    case = CASES[name]
    given_hints = hints_of(case, cast) if fitting else honest_hints()
    changed = change(given_hints)
    verdicts = case.check_agreement(changed, *cast)
    proved = frozenset(
        index
        for index, (ballot, verdict) in enumerate(zip(cast, verdicts, strict=True))
        if verdict == digest(ballot)
    )
    for commitments in (None, changed):
        again = case.together(*cast, proved=proved, commitments=commitments)
        assert spoken(again) == verdicts


def hints_of(case: Case, cast: tuple[bytes, ...]) -> bytes:
    """The commitments that the equations of these ballots give, where they can be read."""
    parts = []
    for ballot, honest in zip(cast, BOX.ballots, strict=True):
        try:
            parts.append(case.hints(ballot))
        except SuffrageError:
            parts.append(case.hints(honest))
    return b"".join(parts)
