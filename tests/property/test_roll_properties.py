"""The roll: any order of members gives its root, any change another; openings hold."""

import hashlib
from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from suffrage.errors import Malformed, NotVerified
from suffrage.model import canonical
from suffrage.model.csv_table import Rejected
from suffrage.roll import (
    Columns,
    Member,
    Members,
    Opening,
    check_opening,
    freeze,
    open_leaf,
    read_members,
)
from suffrage.tlog.merkle import verify_inclusion
from suffrage.tlog.tree import Tree

UNITS = ("75-012", "75-013", "2A-001")
COLUMNS = Columns(number="no", unit=("unit",), name=("name",))
MEMBERS = st.lists(
    st.builds(
        Member,
        number=st.integers(0, 10**9).map(str),
        unit=st.sampled_from(UNITS),
        name=st.just("Name"),
    ),
    max_size=20,
    unique_by=lambda member: member.number,
)


def _root(leaves: Sequence[bytes]) -> bytes:
    return Tree(leaves).root()


class _SaltOf:
    """Each member's own salt, whatever the order of asking."""

    def __init__(self, members: Sequence[Member]) -> None:
        self._numbers = iter([member.number for member in members])

    def __call__(self, size: int) -> bytes:
        return hashlib.sha256(next(self._numbers).encode()).digest()[:size]


@given(MEMBERS.flatmap(lambda members: st.tuples(st.just(members), st.permutations(members))))
def test_the_order_of_members_does_not_matter(rolls: tuple[list[Member], list[Member]]) -> None:
    frozen = [freeze(members, UNITS, _SaltOf(members), _root) for members in rolls]

    assert frozen[0] == frozen[1]
    assert sum(frozen[0].registered.values()) == frozen[0].entitled


@given(MEMBERS.filter(bool), st.data())
def test_a_member_moved_or_removed_changes_the_root(
    members: list[Member], data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(members) - 1))
    member = members[index]
    moved = Member(member.number, UNITS[UNITS.index(member.unit) - 1], member.name)
    others = members[:index] + members[index + 1 :]
    roots = {
        freeze(roll, UNITS, _SaltOf(roll), _root).root
        for roll in (members, others, [*others, moved])
    }

    assert len(roots) == 3


@given(MEMBERS.filter(bool), st.data())
def test_an_opening_holds_under_its_own_root_alone(
    members: list[Member], data: st.DataObject
) -> None:
    roll = freeze(members, UNITS, _SaltOf(members), _root)
    number = data.draw(st.sampled_from(members)).number

    opening = open_leaf(roll, number, Tree(roll.leaves).prove_inclusion)

    assert canonical.decode(canonical.encode(opening), Opening) == opening
    check_opening(opening, roll.root, roll.entitled, verify_inclusion)
    forged = msgspec.structs.replace(opening.secret, number=f"{number}0")
    with pytest.raises(NotVerified):
        check_opening(
            msgspec.structs.replace(opening, secret=forged),
            roll.root,
            roll.entitled,
            verify_inclusion,
        )


def _outcome(data: bytes) -> Members | Rejected | Malformed:
    try:
        return read_members(data, COLUMNS, UNITS)
    except Malformed as refusal:
        return refusal


@given(
    st.one_of(
        st.binary(max_size=100),
        st.text(max_size=100).map(lambda text: f"no,unit,name\n{text}".encode("utf-8", "replace")),
        st.lists(st.sampled_from(["1", "2", "x", "75-012", ",", "\n", "Éva", '"'])).map(
            lambda parts: ("no,unit,name\n" + "".join(parts)).encode()
        ),
    )
)
def test_any_bytes_are_members_or_faults_or_malformed(data: bytes) -> None:
    outcome = _outcome(data)
    if isinstance(outcome, Malformed):
        assert outcome.code.startswith("csv.")
    elif isinstance(outcome, Rejected):
        assert outcome.faults
    else:
        assert all(member.number and member.name for member in outcome.members)
        freeze(outcome.members, UNITS, _SaltOf(outcome.members), _root)
