"""The frozen roll: a root that anybody can rebuild, openings, and what is refused."""

import hashlib
from collections.abc import Callable, Sequence

import msgspec
import pytest

from suffrage.errors import Malformed, NotVerified, Refused, SuffrageError, Unavailable
from suffrage.roll import FrozenRoll, Member, Opening, check_opening, freeze, open_leaf
from suffrage.tlog.merkle import verify_inclusion
from suffrage.tlog.tree import Tree

UNITS = ("75-012", "75-013", "2A-001")
MEMBERS = tuple(Member(f"{n:04}", UNITS[n % 2], f"Name {n}") for n in range(7))


def _salts(start: int = 0) -> Callable[[int], bytes]:
    counter = iter(range(start, 1_000_000))
    return lambda size: hashlib.sha256(str(next(counter)).encode()).digest()[:size]


def _root(leaves: Sequence[bytes]) -> bytes:
    return Tree(leaves).root()


def _frozen() -> FrozenRoll:
    return freeze(MEMBERS, UNITS, _salts(), _root)


def _opening(roll: FrozenRoll, number: str) -> Opening:
    return open_leaf(roll, number, Tree(roll.leaves).prove_inclusion)


def test_the_public_part() -> None:
    roll = _frozen()

    assert roll.entitled == 7
    assert dict(roll.registered) == {"75-012": 4, "75-013": 3, "2A-001": 0}
    assert len(roll.root) == 64


def test_the_root_of_two_leaves_by_hand() -> None:
    roll = freeze(MEMBERS[:2], UNITS, _salts(), _root)
    salts = [hashlib.sha256(text).hexdigest() for text in (b"0", b"1")]
    entries = [
        f'{{"number":"0000","salt":"{salts[0]}","unit":"75-012"}}',
        f'{{"number":"0001","salt":"{salts[1]}","unit":"75-013"}}',
    ]
    leaves = sorted(hashlib.sha256(b"\x00" + entry.encode()).digest() for entry in entries)

    assert roll.root == hashlib.sha256(b"\x01" + b"".join(leaves)).hexdigest()


def test_an_empty_roll_has_the_root_of_nothing() -> None:
    roll = freeze((), UNITS, _salts(), _root)

    assert roll.root == hashlib.sha256(b"").hexdigest()
    assert roll.entitled == 0


def test_every_member_finds_the_own_leaf() -> None:
    roll = _frozen()

    for member in MEMBERS:
        opening = _opening(roll, member.number)
        assert (opening.secret.number, opening.secret.unit) == (member.number, member.unit)
        check_opening(opening, roll.root, roll.entitled, verify_inclusion)


def test_no_number_or_name_in_what_is_shown() -> None:
    roll = _frozen()

    assert "Name" not in repr(roll)
    assert "0003" not in repr(roll)
    assert not any("Name" in repr(secret) for secret in roll.secrets)


def test_a_false_opening_is_not_verified() -> None:
    roll = _frozen()
    opening = _opening(roll, "0003")
    replace = msgspec.structs.replace
    false = [
        replace(opening, index=(opening.index + 1) % 7),
        replace(opening, index=7),
        replace(opening, path=opening.path[1:]),
        replace(opening, path=(*opening.path, "0" * 64)),
        replace(opening, path=("0" * 64, *opening.path[1:])),
        replace(opening, secret=replace(opening.secret, number="0004")),
        replace(opening, secret=replace(opening.secret, unit="75-012")),
        replace(opening, secret=replace(opening.secret, salt="0" * 64)),
    ]

    for each in false:
        with pytest.raises(NotVerified, match=r"roll\.opening"):
            check_opening(each, roll.root, roll.entitled, verify_inclusion)
    with pytest.raises(NotVerified, match=r"roll\.opening"):
        check_opening(opening, "0" * 64, roll.entitled, verify_inclusion)


def test_a_stranger_has_no_leaf_and_is_not_named() -> None:
    with pytest.raises(Refused, match=r"roll\.not-on-it") as refusal:
        _opening(_frozen(), "9999")

    assert refusal.value.fields == {}


@pytest.mark.parametrize(
    ("members", "entropy", "refusal"),
    [
        (MEMBERS, lambda _: b"\x00" * 32, Unavailable("roll.entropy")),
        (MEMBERS[:1], lambda _: b"\x00" * 31, Unavailable("roll.entropy")),
        (MEMBERS + MEMBERS[:1], _salts(), Malformed("roll.number-twice")),
        ((Member("1", "75", "A"),), _salts(), Malformed("roll.unit-unknown")),
    ],
    ids=["one salt for all", "short salts", "number twice", "a federation's member"],
)
def test_what_cannot_be_frozen(
    members: tuple[Member, ...], entropy: Callable[[int], bytes], refusal: SuffrageError
) -> None:
    with pytest.raises(type(refusal), match=refusal.code.replace(".", r"\.")):
        freeze(members, UNITS, entropy, _root)
