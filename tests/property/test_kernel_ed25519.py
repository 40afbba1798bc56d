"""The native kernel and libsodium give the same elements, and refuse the same bytes.

Each test runs both backends on one input. The kernel has several ways to one result (tables,
shared chains, buckets, batches), so sizes on both sides of each switch are drawn.
"""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.support.counts import count
from tests.support.small_order import SMALL, Point, shifted, to_text

from suffrage.belenios._portable.ed25519 import Ed25519 as Portable
from suffrage.errors import Malformed, NotVerified, SuffrageError

pytest.importorskip("suffrage_kernel", reason="the kernel is built where Rust is at hand")

from suffrage.belenios._kernel.ed25519 import Ed25519 as Kernel

PORTABLE, KERNEL = Portable(), Kernel()
BOTH = (PORTABLE, KERNEL)
ORDER = PORTABLE.order
FIELD = 2**255 - 19
IDENTITY = f"{1:064x}"
GENERATOR = "66" * 31 + "58"
# From this many points on the kernel tests membership of all at once.
MANY = 100
TEXTS = PORTABLE.encode(PORTABLE.base([0, 1, ORDER - 1, 2, *(7**i for i in range(3, 3 * MANY))]))
PAIRS = PORTABLE.encode_affine(PORTABLE.decode(TEXTS[:40]))

EDGES = [
    *(0, 1, 2, 15, 16, 17, 127, 128, 129, 255, 256),
    *(2**64 - 1, 2**127, 2**128 - 1, 2**128, 2**251, 2**252 - 1, 2**252, 2**253, 2**256 - 1),
    *(ORDER - 1, ORDER, ORDER + 1, 2 * ORDER, 8 * ORDER + 1, (ORDER + 1) // 2, (ORDER - 1) // 2),
]
exponents = st.one_of(
    st.sampled_from(EDGES),
    st.sampled_from(EDGES).map(lambda edge: -edge),
    st.integers(0, 2**128 - 1),
    st.integers(-(2**520), 2**520),
)
elements = st.sampled_from(TEXTS)


def outcome(work: Callable[[], Any]) -> Any:
    """What came out, or what the refusal said."""
    try:
        return work()
    except SuffrageError as refusal:
        return type(refusal), refusal.code, refusal.fields


def agree(work: Callable[[Any], Any]) -> Any:
    """The outcome that both backends share."""
    one, other = (outcome(lambda group=group: work(group)) for group in BOTH)  # type: ignore[misc]
    assert one == other
    return one


@st.composite
def arrays(draw: st.DrawFn, number: int) -> tuple[list[str], Sequence[Sequence[int]]]:
    """Elements, and ``number`` arrays of exponents for them."""
    texts = draw(st.lists(elements, max_size=12))
    size = len(texts)
    return texts, [draw(st.lists(exponents, min_size=size, max_size=size)) for _ in range(number)]


def altered_text(text: str, how: int, digit: int) -> str:
    """A text near a canonical one."""
    number = int(text, 16)
    changes: list[Callable[[], str]] = [
        lambda: text,
        lambda: f"{(number ^ 1 << digit) % 2**256:064x}",
        lambda: f"{number ^ 1 << 255:064x}",
        lambda: f"{(number + FIELD) % 2**256:064x}",
        lambda: shifted(text, SMALL[digit % 7]),
        lambda: to_text(SMALL[digit % 7]),
        lambda: f"{FIELD + digit % 19:064x}",
        text.upper,
        lambda: text[: digit % 64],
        lambda: text[:-1] + "é",
    ]
    return changes[how]()


texts_near = st.builds(altered_text, elements, st.integers(0, 9), st.integers(0, 255))


@given(st.lists(st.one_of(elements, elements, texts_near), max_size=8))
@example([f"{2**255 + 1:064x}"])
@example([f"{FIELD + 1:064x}"])
@example([f"{2**256 - 20:064x}"])
@example([IDENTITY])
def test_texts(texts: list[str]) -> None:
    agree(lambda group: group.encode(group.decode(texts)))


@given(st.binary(min_size=32, max_size=32))
def test_any_text(text: bytes) -> None:
    agree(lambda group: group.encode(group.decode([text.hex()])))


def altered_pair(place: int, how: int, digit: int) -> bytes:
    """A pair near one of an element."""
    own = PAIRS[64 * place : 64 * place + 64]
    x, y = (int.from_bytes(half, "little") for half in (own[:32], own[32:]))
    moved = shifted(TEXTS[place], SMALL[digit % 7])
    changes = [
        (x, y),
        (FIELD - x, y),
        (x, FIELD - y),
        (y, x),
        ((x + FIELD) % 2**256, y),
        (x, (y + FIELD) % 2**256),
        (x ^ 1 << digit, y),
        (x, y ^ 1 << digit),
        *((0, 1), (0, FIELD - 1), (FIELD, 1), (0, FIELD + 1)),
    ]
    if how == len(changes):
        return coordinates(moved)
    return b"".join(number.to_bytes(32, "little") for number in changes[how])


def coordinates(text: str) -> bytes:
    """The pair of any point of the curve, by the square root of x²."""
    number = int(text, 16)
    y, odd = number % 2**255, number >> 255
    d = -121665 * pow(121666, -1, FIELD)
    square = (y * y - 1) * pow(d * y * y + 1, -1, FIELD) % FIELD
    x = pow(square, (FIELD + 3) // 8, FIELD)
    if x * x % FIELD != square:
        x = x * pow(2, (FIELD - 1) // 4, FIELD) % FIELD
    assert x * x % FIELD == square
    x = FIELD - x if x % 2 != odd else x
    return x.to_bytes(32, "little") + y.to_bytes(32, "little")


pairs_near = st.builds(altered_pair, st.integers(0, 39), st.integers(0, 12), st.integers(0, 255))


@given(
    st.lists(st.one_of(elements, elements, texts_near), max_size=4),
    st.lists(pairs_near, max_size=4),
    st.integers(0, 63),
)
def test_pairs(texts: list[str], pairs: list[bytes], rest: int) -> None:
    data = b"".join(pairs)
    data = data if rest < 50 else data + bytes(rest)
    agree(lambda group: [group.encode(part) for part in group.decode_mixed(texts, data)])
    agree(lambda group: group.encode(group.decode_affine(data)))


@given(st.lists(elements, max_size=8))
def test_pairs_of_elements(texts: list[str]) -> None:
    pairs = agree(lambda group: group.encode_affine(group.decode(texts)))
    assert pairs == b"".join(map(coordinates, texts))


@pytest.mark.parametrize("torsion", SMALL, ids=range(1, 8))
@pytest.mark.parametrize("size", [MANY - 1, MANY, 3 * MANY - 1])
def test_small_order_is_found_among_many(torsion: Point, size: int) -> None:
    place, middle = size // 2, size // 3
    opposite = SMALL[6 - SMALL.index(torsion)]
    moved = shifted(TEXTS[place], torsion)
    cancelling = shifted(TEXTS[-1], opposite)
    for texts, found in (
        ([*TEXTS[:place], moved, *TEXTS[place:size]], place),
        ([*TEXTS[:place], moved, *TEXTS[place : size - 1], cancelling], place),
        ([*TEXTS[:place], to_text(torsion), *TEXTS[place:size]], place),
    ):
        for cut in (0, middle, len(texts)):
            pairs = b"".join(map(coordinates, texts[cut:]))
            with pytest.raises(Malformed) as refusal:
                KERNEL.decode_mixed(texts[:cut], pairs)
            assert (refusal.value.code, refusal.value.fields) == ("bel.point", {"index": found})


def test_the_first_fault_of_many_is_named() -> None:
    stranger, broken = shifted(TEXTS[9], SMALL[0]), f"{FIELD:064x}"
    for one, other in ((stranger, broken), (broken, stranger), (stranger, stranger)):
        texts = [*TEXTS[:150], one, *TEXTS[:20], other]
        for cut in (0, 100, len(texts)):
            pairs = b"".join(map(coordinates_or_not, texts[cut:]))
            with pytest.raises(Malformed) as refusal:
                KERNEL.decode_mixed(texts[:cut], pairs)
            assert refusal.value.fields == {"index": 150}


def coordinates_or_not(text: str) -> bytes:
    return b"\xff" * 64 if text == f"{FIELD:064x}" else coordinates(text)


@given(arrays(2))
def test_powers_and_products(array: tuple[list[str], list[list[int]]]) -> None:
    texts, (s, t) = array

    def work(group: Any) -> list[list[str]]:
        p, g = group.decode(texts), group.base(s)
        powers = group.times(p, t)
        results = (
            *(p, g, powers, group.add(p, p), group.add(p, g), group.add(g, powers)),
            *(group.product(p), group.product(g), group.times(powers, s)),
        )
        return [group.encode(result) for result in results]

    agree(work)


@given(arrays(3), st.data())
def test_commitments(array: tuple[list[str], list[list[int]]], data: st.DataObject) -> None:
    texts, (r, c, s) = array
    places = st.lists(st.integers(0, max(len(texts) - 1, 0)), min_size=len(r), max_size=len(r))
    own, other = data.draw(places), data.draw(places)

    def work(group: Any) -> list[list[str]]:
        array = group.decode(texts)
        p, q = array.take(own), array.take(other)
        one = group.decode([GENERATOR])
        bases = [
            None,
            p,
            q,
            array,
            group.times(q, c),
            one,
            group.decode([TEXTS[5]]),
            group.base([7]),
        ]
        made = [group.vartime_commit(r, base, c, p, t) for base in bases for t in (None, s)]
        return [group.encode(commitments) for commitments in made]

    agree(work)


@given(arrays(1))
def test_products_of_powers(array: tuple[list[str], list[list[int]]]) -> None:
    texts, (s,) = array
    text = agree(lambda group: group.encode(group.vartime_power_product(group.decode(texts), s)))
    verdict = agree(lambda group: group.vartime_equal_one(group.decode(texts), s))
    assert verdict == (None if text == [IDENTITY] else (NotVerified, "bel.not-one", {}))


@settings(max_examples=count(5, 60))
@given(st.integers(0, 2**32), st.sampled_from([179, 180, 181, 300]), st.booleans())
def test_products_of_many_powers(seed: int, size: int, short: bool) -> None:  # noqa: FBT001
    numbers = [pow(3, seed + i, ORDER) for i in range(size)]
    if short:
        numbers = [number % 2**128 for number in numbers]
    chosen = [TEXTS[number % len(TEXTS)] for number in numbers]
    agree(lambda group: group.encode(group.vartime_power_product(group.decode(chosen), numbers)))


@settings(max_examples=count(3, 30))
@given(st.integers(0, 2**32))
def test_many_commitments_by_one_base(seed: int) -> None:
    numbers = [pow(5, seed + i, ORDER) for i in range(150)]
    places = [number % 40 for number in numbers]

    def work(group: Any) -> list[str]:
        p = group.decode(TEXTS[:40]).take(places)
        base = group.decode([TEXTS[seed % 40]])
        made: list[str] = group.encode(
            group.vartime_commit(numbers, base, numbers[::-1], p, numbers)
        )
        return made

    agree(work)


@settings(max_examples=count(10, 100))
@given(st.lists(st.lists(st.integers(0, 255), max_size=31), max_size=2))
def test_embedded_vectors(vectors: list[list[int]]) -> None:
    texts = agree(lambda group: group.encode(group.embed(vectors)))
    if all(len(vector) <= 30 for vector in vectors):
        for vector, text in zip(vectors, texts, strict=True):
            width = len(vector)
            assert KERNEL.extract(KERNEL.decode([text]), width) == [tuple(vector)]


@given(st.lists(elements, max_size=4), st.integers(0, 31))
def test_vectors_of_any_element(texts: list[str], width: int) -> None:
    agree(lambda group: group.extract(group.decode(texts), width))


@given(st.lists(st.integers(-1, 10**6), max_size=4))
def test_independent_generators(indices: list[int]) -> None:
    agree(lambda group: group.encode(group.independent(indices)))


@given(elements, elements)
def test_ranks(one: str, other: str) -> None:
    ranks = agree(lambda group: (group.rank(one), group.rank(other)))
    assert (ranks[0] < ranks[1]) == (bytes.fromhex(one)[::-1] < bytes.fromhex(other)[::-1])


@given(arrays(1), st.data())
def test_arrays_taken_and_joined(
    array: tuple[list[str], list[list[int]]], data: st.DataObject
) -> None:
    texts, (s,) = array
    places = st.lists(st.integers(0, len(texts) - 1)) if texts else st.just([])
    first, second = data.draw(places), data.draw(places)

    def work(group: Any) -> list[list[str]]:
        p, g = group.decode(texts), group.base(s)
        taken = p.take(first)
        again = taken.join(p).take(second)
        joined = (taken.join(), again.join(taken, p), taken.join(g), g.join(taken), g.take(second))
        return [group.encode(part) for part in (taken, again, *joined)]

    agree(work)


@given(arrays(1))
def test_equal_arrays(array: tuple[list[str], list[list[int]]]) -> None:
    texts, (s,) = array

    def work(group: Any) -> list[bool]:
        p, held = group.decode(texts), group.base(s)
        public = group.decode(group.encode(held))
        one = group.decode([GENERATOR])
        assert hash(held) == hash(public)
        return [p == p.take(range(len(p))), held == public, p == held, p == p.join(one), p == texts]

    agree(work)
