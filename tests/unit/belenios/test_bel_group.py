"""The portable Ed25519: what is an element, and arithmetic against plain integers (attack A10)."""

import pytest
from nacl.bindings import crypto_core_ed25519_add
from tests.support.online_box import seeded

from suffrage.belenios.backend import load_group
from suffrage.belenios.group import random_scalars, refuse_identity
from suffrage.errors import Malformed, NotVerified, Unavailable

GROUP = load_group("Ed25519")
FIELD = 2**255 - 19
IDENTITY = f"{1:064x}"
GENERATOR = "66" * 31 + "58"
(WITH_LETTERS,) = GROUP.encode(GROUP.base([2]))
# A point of order 8, little-endian; its multiples are the points of small order.
TORSION = bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")


def small_order() -> list[bytes]:
    multiples = [TORSION]
    for _ in range(6):
        multiples.append(crypto_core_ed25519_add(multiples[-1], TORSION))
    return multiples


MALFORMED = {
    "empty": "",
    "upper case": WITH_LETTERS.upper(),
    "short": GENERATOR[1:],
    "long": "0" + GENERATOR,
    "a sign": "+" + GENERATOR[1:],
    "not hexadecimal": "g" + GENERATOR[1:],
    "newline": GENERATOR[:-1] + "\n",
    "identity as p + 1": f"{FIELD + 1:064x}",
    "identity with sign": f"{2**255 + 1:064x}",
    "y = p": f"{FIELD:064x}",
    "y = p - 1, of order 2": f"{FIELD - 1:064x}",
    "y = 0, of order 4": "0" * 64,
    "not on the curve": f"{2:064x}",
    "all ones": "f" * 64,
}


@pytest.mark.parametrize("text", MALFORMED.values(), ids=MALFORMED)
def test_malformed_elements_are_refused_with_their_index(text: str) -> None:
    with pytest.raises(Malformed) as refusal:
        GROUP.decode([IDENTITY, GENERATOR, text])
    assert (refusal.value.code, refusal.value.fields) == ("bel.point", {"index": 2})


@pytest.mark.parametrize("torsion", small_order(), ids=range(1, 8))
def test_elements_outside_the_prime_order_group(torsion: bytes) -> None:
    mixed = crypto_core_ed25519_add(bytes.fromhex(GENERATOR)[::-1], torsion)
    for encoding in (torsion, mixed):
        with pytest.raises(Malformed):
            GROUP.decode([encoding[::-1].hex()])


def test_identity_is_an_element() -> None:
    points = GROUP.decode([IDENTITY])
    assert GROUP.encode(points) == [IDENTITY]
    assert GROUP.encode(GROUP.times(points, [5])) == [IDENTITY]
    assert GROUP.encode(GROUP.base([0])) == [IDENTITY]
    assert GROUP.encode(GROUP.base([GROUP.order])) == [IDENTITY]
    assert GROUP.encode(GROUP.product(GROUP.decode([]))) == [IDENTITY]


def test_arithmetic_agrees_with_integers() -> None:
    x, y = random_scalars(GROUP, 2, seeded("arithmetic"))
    left, right = GROUP.base([x, y]), GROUP.base([y, x])
    assert GROUP.encode(GROUP.base([1])) == [GENERATOR]
    assert GROUP.encode(GROUP.add(left, right)) == GROUP.encode(GROUP.base([x + y] * 2))
    assert GROUP.encode(GROUP.product(left)) == GROUP.encode(GROUP.base([x + y]))
    assert GROUP.encode(GROUP.times(left, [y, 0])) == GROUP.encode(GROUP.base([x * y, 0]))
    assert GROUP.encode(GROUP.add(left, GROUP.base([-x, -y]))) == [IDENTITY] * 2


def test_commitments() -> None:
    x, y = random_scalars(GROUP, 2, seeded("commitments"))
    points = GROUP.base([x, y])
    by_generator = GROUP.vartime_commit([3, 4], None, [5, 6], points)
    by_one = GROUP.vartime_commit([3, 4], GROUP.base([7]), [5, 6], points)
    by_each = GROUP.vartime_commit([3, 4], GROUP.base([7, 8]), [5, 6], points)
    assert GROUP.encode(by_generator) == GROUP.encode(GROUP.base([3 + 5 * x, 4 + 6 * y]))
    assert GROUP.encode(by_one) == GROUP.encode(GROUP.base([21 + 5 * x, 28 + 6 * y]))
    assert GROUP.encode(by_each) == GROUP.encode(GROUP.base([21 + 5 * x, 32 + 6 * y]))


def test_equation() -> None:
    points = GROUP.base([2, 3])
    GROUP.vartime_equal_one(points, [3, -2])
    with pytest.raises(NotVerified) as refusal:
        GROUP.vartime_equal_one(points, [3, -1])
    assert refusal.value.code == "bel.not-one"


def test_arrays_are_taken_and_joined_in_order() -> None:
    points = GROUP.base([1, 2, 3])
    assert len(points) == 3
    assert GROUP.encode(points.take([2, 0, 2])) == GROUP.encode(GROUP.base([3, 1, 3]))
    assert GROUP.encode(points.join(points.take([0]), points.take([]))) == GROUP.encode(
        GROUP.base([1, 2, 3, 1])
    )


def test_unequal_lengths_and_foreign_arrays_are_programming_errors() -> None:
    with pytest.raises(ValueError, match="1"):
        GROUP.times(GROUP.base([1]), [1, 2])
    with pytest.raises(TypeError):
        GROUP.encode(["66"])  # type: ignore[arg-type]


def test_keys_whose_secret_is_zero() -> None:
    with pytest.raises(Malformed) as refusal:
        refuse_identity(GROUP, GROUP.base([1, 0]))
    assert (refusal.value.code, refusal.value.fields) == ("bel.identity", {"index": 1})


def test_random_exponents_are_below_the_order_and_need_all_their_entropy() -> None:
    drawn = random_scalars(GROUP, 20, seeded("scalars"))
    assert len(set(drawn)) == 20
    assert max(drawn) < GROUP.order
    with pytest.raises(Unavailable) as refusal:
        random_scalars(GROUP, 2, lambda size: bytes(size - 1))
    assert refusal.value.code == "bel.entropy"


def test_unknown_group() -> None:
    with pytest.raises(Malformed) as refusal:
        load_group("P-256")
    assert refusal.value.code == "bel.unsupported"
