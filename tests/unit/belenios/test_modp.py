"""The 2048-bit groups: their numbers, what is an element, arithmetic against plain integers."""

import hashlib

import gmpy2
import pytest
from tests.support.online_box import seeded

from suffrage.belenios._portable.modp import BELENIOS_2048, RFC_3526_2048, ModP
from suffrage.belenios._portable.modp_parameters import Parameters
from suffrage.belenios.backend import load_group
from suffrage.belenios.group import Group, random_scalars
from suffrage.errors import Malformed, NotVerified

pytestmark = pytest.mark.long

BELENIOS, RFC = load_group("BELENIOS-2048"), load_group("RFC-3526-2048")
BOTH = pytest.mark.parametrize(
    ("group", "numbers"),
    [(BELENIOS, BELENIOS_2048), (RFC, RFC_3526_2048)],
    ids=["BELENIOS-2048", "RFC-3526-2048"],
)


def powers(group: Group, numbers: Parameters, exponents: list[int]) -> list[str]:
    """g^e by Python's own arithmetic, as texts."""
    return [str(pow(numbers.g, exponent % group.order, numbers.p)) for exponent in exponents]


def outside(numbers: Parameters) -> list[int]:
    """Residues that are no elements: of order 2, an element times -1, of another order."""
    minus = [numbers.p - 1, numbers.p - numbers.g]
    if numbers.p == 2 * numbers.q + 1:
        return minus
    return [*minus, pow(5, numbers.q, numbers.p)]


def digest(number: int) -> int:
    """SHA-256 of the least bytes of a number, little-endian, as a big-endian number."""
    size = (number.bit_length() + 7) // 8
    return int.from_bytes(hashlib.sha256(number.to_bytes(size, "little")).digest(), "big")


@pytest.mark.known_answer
def test_belenios_2048_follows_from_its_phrase() -> None:
    seed = int.from_bytes(b"Belenios: Verifiable online voting system 154", "little")
    half = digest(seed) % 2**255
    q = 2**255 + half + 1 - half % 2
    assert q == BELENIOS_2048.q
    for counter in range(110):
        offset = 1 + 8 * counter
        parts = [digest(seed + offset + j) for j in range(8)]
        parts[7] %= 2**255
        x = sum(part << (256 * j) for j, part in enumerate(parts)) + 2**2047
        p = x - x % (2 * q) + 1
        assert (p > 2**2047 and gmpy2.is_prime(p)) == (counter == 109)
    assert p == BELENIOS_2048.p
    named = (((seed << 32) + 0x6767656E) << 32) + 1
    assert pow(digest(named), (p - 1) // q, p) == BELENIOS_2048.g


@pytest.mark.known_answer
def test_rfc_3526_2048_follows_from_pi() -> None:
    with gmpy2.context(precision=2200):
        digits = int(gmpy2.floor(gmpy2.const_pi() * 2**1918))
    assert RFC_3526_2048.p == 2**2048 - 2**1984 - 1 + 2**64 * (digits + 124476)


@BOTH
def test_the_generator_generates_a_subgroup_of_prime_order(
    group: Group, numbers: Parameters
) -> None:
    assert gmpy2.is_prime(numbers.p)
    assert gmpy2.is_prime(numbers.q)
    assert (numbers.p - 1) % numbers.q == 0
    assert pow(numbers.g, numbers.q, numbers.p) == 1 != numbers.g
    assert (group.order, group.name) == (numbers.q, numbers.name)


@BOTH
@pytest.mark.parametrize(
    "text",
    ["", "0", "01", "+1", "-1", " 1", "1\n", "1_0", "0x1", "a", "1.0", "1e3", "٣", "9" * 618],
    ids=ascii,
)
def test_texts_that_are_not_canonical(group: Group, numbers: Parameters, text: str) -> None:
    with pytest.raises(Malformed) as refusal:
        group.decode(["1", str(numbers.g), text])
    assert (refusal.value.code, refusal.value.fields) == ("bel.point", {"index": 2})


@BOTH
def test_numbers_beyond_the_prime(group: Group, numbers: Parameters) -> None:
    for number in (numbers.p, numbers.p + 1, numbers.p + numbers.g):
        with pytest.raises(Malformed) as refusal:
            group.decode(["1", str(number)])
        assert (refusal.value.code, refusal.value.fields) == ("bel.point", {"index": 1})


@BOTH
def test_residues_outside_the_subgroup(group: Group, numbers: Parameters) -> None:
    for number in outside(numbers):
        with pytest.raises(Malformed) as refusal:
            group.decode(["1", str(number), str(numbers.g)])
        assert (refusal.value.code, refusal.value.fields) == ("bel.point", {"index": 1})


@BOTH
def test_one_stranger_among_hundreds(group: Group, numbers: Parameters) -> None:
    texts = powers(group, numbers, list(range(300)))
    assert group.encode(group.decode(texts)) == texts
    for number in outside(numbers):
        with pytest.raises(Malformed) as refusal:
            group.decode([*texts[:170], str(number), *texts[170:]])
        assert refusal.value.fields == {"index": 170}


@BOTH
def test_strangers_that_cancel_each_other(group: Group, numbers: Parameters) -> None:
    texts = powers(group, numbers, list(range(300)))
    for number in outside(numbers):
        texts[7], texts[8] = str(number), str(pow(number, -1, numbers.p))
        with pytest.raises(Malformed) as refusal:
            group.decode(texts)
        assert refusal.value.fields == {"index": 7}


@BOTH
def test_identity_is_an_element(group: Group, numbers: Parameters) -> None:
    assert group.encode(group.decode(["1"])) == ["1"]
    assert group.encode(group.base([0, numbers.q, -numbers.q])) == ["1"] * 3
    assert group.encode(group.times(group.decode(["1"]), [5])) == ["1"]
    assert group.encode(group.product(group.decode([]))) == ["1"]
    assert group.encode(group.vartime_power_product(group.decode([]), [])) == ["1"]


@BOTH
def test_arithmetic_agrees_with_integers(group: Group, numbers: Parameters) -> None:
    x, y = random_scalars(group, 2, seeded("arithmetic"))
    left, right = group.base([x, y, -x]), group.base([y, x, 0])
    assert group.encode(group.base([1])) == [str(numbers.g)]
    assert group.encode(left) == powers(group, numbers, [x, y, -x])
    assert group.encode(group.add(left, right)) == powers(group, numbers, [x + y, x + y, -x])
    assert group.encode(group.product(left)) == powers(group, numbers, [y])
    assert group.encode(group.times(left, [y, 0, -1])) == powers(group, numbers, [x * y, 0, x])


@BOTH
def test_commitments(group: Group, numbers: Parameters) -> None:
    a, b, c, d, x, y = random_scalars(group, 6, seeded("commitments"))
    points, key = group.base([x, y]), group.base([7])
    by_generator = group.vartime_commit([a, b], None, [c, d], points)
    by_one = group.vartime_commit([a, b], key, [c, d], points)
    by_each = group.vartime_commit([a, b], group.base([7, 8]), [c, d], points)
    assert group.encode(by_generator) == powers(group, numbers, [a + c * x, b + d * y])
    assert group.encode(by_one) == powers(group, numbers, [7 * a + c * x, 7 * b + d * y])
    assert group.encode(by_each) == powers(group, numbers, [7 * a + c * x, 8 * b + d * y])


@BOTH
@pytest.mark.parametrize("base", [None, 1, 5], ids=["generator", "one base", "each its base"])
def test_commitments_with_a_third_power(
    group: Group, numbers: Parameters, base: int | None
) -> None:
    r, c, s = (random_scalars(group, 5, seeded(name)) for name in "rcs")
    x, y = random_scalars(group, 2, seeded("points"))
    several = group.base([x, y]).take([0, 1, 0, 0, 1])
    roots = [1] * 5 if base is None else [3 + i % base for i in range(5)]
    bases = None if base is None else group.base(roots[:base])
    logs = [x, y, x, x, y]
    right = [b * r + c * x + s for b, r, c, x, s in zip(roots, r, c, logs, s, strict=True)]
    made = group.vartime_commit(r, bases, c, several, s)
    assert group.encode(made) == powers(group, numbers, right)


@BOTH
def test_a_decoded_element_gives_the_same_commitments_each_time(
    group: Group, numbers: Parameters
) -> None:
    c, d, x = random_scalars(group, 3, seeded("again"))
    point = group.decode(powers(group, numbers, [x]))
    for _ in range(3):
        made = group.vartime_commit([0, 0], None, [c, d], point.take([0, 0]))
        assert group.encode(made) == powers(group, numbers, [c * x, d * x])


def test_one_base_for_none() -> None:
    """A ballot without homomorphic questions needs no power of the election's key."""
    none = BELENIOS.base([])
    assert len(BELENIOS.vartime_commit([], BELENIOS.base([3]), [], none, [])) == 0


def test_one_base_for_hundreds() -> None:
    c = random_scalars(BELENIOS, 200, seeded("hundreds"))
    point = BELENIOS.base([3])
    made = BELENIOS.vartime_commit([0] * 200, None, c, point.take([0] * 200))
    assert BELENIOS.encode(made) == powers(BELENIOS, BELENIOS_2048, [3 * c for c in c])


@BOTH
def test_products_of_powers(group: Group, numbers: Parameters) -> None:
    x = random_scalars(group, 40, seeded("bases"))
    s = [*random_scalars(group, 37, seeded("exponents")), 0, -1, 2**128 - 1]
    points = group.base(x)
    for size in (1, 2, 9, 40):
        made = group.vartime_power_product(points.take(range(size)), s[:size])
        total = sum(x * s for x, s in zip(x[:size], s[:size], strict=True))
        assert group.encode(made) == powers(group, numbers, [total])


@BOTH
def test_equation(group: Group, numbers: Parameters) -> None:
    points = group.base([2, 3])
    group.vartime_equal_one(points, [3, -2])
    group.vartime_equal_one(points, [numbers.q, 0])
    with pytest.raises(NotVerified) as refusal:
        group.vartime_equal_one(points, [3, -1])
    assert refusal.value.code == "bel.not-one"


@BOTH
def test_order_of_elements_is_that_of_numbers(group: Group, numbers: Parameters) -> None:
    texts = powers(group, numbers, list(range(20)))
    assert sorted(texts, key=group.rank) == sorted(texts, key=int) != sorted(texts)


@BOTH
def test_independent_generators(group: Group, numbers: Parameters) -> None:
    cofactor = (numbers.p - 1) // numbers.q
    made = group.encode(group.independent([-1, 0, 12]))
    for index, text in zip([-1, 0, 12], made, strict=True):
        hashed = int(hashlib.sha256(f"ggen|{index}".encode()).hexdigest(), 16)
        assert int(text) == pow(hashed, cofactor, numbers.p)
    group.decode(made)


@pytest.mark.parametrize(
    "vector",
    [(), (0,), (7,), (0, 0, 0), (255, 0, 255), (3, 1, 2), tuple(range(255)), (254, *[255] * 254)],
    ids=len,
)
def test_embedding_is_the_least_element_above_the_numbers(vector: tuple[int, ...]) -> None:
    (text,) = RFC.encode(RFC.embed([vector]))
    number = int.from_bytes(bytes(vector), "big") << 8
    assert number <= int(text) < number + 256
    for lower in range(max(number, 1), int(text)):
        with pytest.raises(Malformed):
            RFC.decode([str(lower)])
    assert RFC.extract(RFC.decode([text]), len(vector)) == [vector]


@pytest.mark.parametrize("vector", [(256,), (-1,), (0,) * 256, (255,) * 255], ids=len)
def test_vectors_that_no_element_holds(vector: tuple[int, ...]) -> None:
    with pytest.raises(Malformed) as refusal:
        RFC.embed([(1,), vector])
    assert (refusal.value.code, refusal.value.fields) == ("bel.embedding", {"index": 1})


def test_elements_of_more_numbers_than_asked() -> None:
    assert RFC.extract(RFC.embed([(0, 2), (1, 2)]), 1) == [(2,), (2,)]
    assert RFC.extract(RFC.base([0, 1]), 2) == [(0, 0), (0, 0)]
    assert RFC.extract(RFC.embed([(7, 8, 9)]), 0) == [()]


def test_belenios_2048_embeds_nothing() -> None:
    for call in (lambda: BELENIOS.embed([(1,)]), lambda: BELENIOS.extract(BELENIOS.base([1]), 1)):
        with pytest.raises(Malformed) as refusal:
            call()
        assert refusal.value.code == "bel.unsupported"


@BOTH
def test_secret_exponents_have_one_size(group: Group, numbers: Parameters) -> None:
    assert isinstance(group, ModP)
    lift = group._lift
    assert lift % numbers.q == 0 < lift
    words = {-(-number.bit_length() // 64) for number in (lift, lift + numbers.q - 1)}
    assert len(words) == 1


def test_tables_kept_for_decoded_elements_are_few() -> None:
    group = ModP(BELENIOS_2048)
    texts = powers(group, BELENIOS_2048, list(range(1, 200)))
    group.decode(texts)
    points = group.decode(powers(group, BELENIOS_2048, list(range(200, 320))))
    assert len(group._combs) == 256
    group.vartime_commit([0] * 120, None, [1] * 120, points)
    assert len(group._combs) == 136


def test_unequal_lengths_and_foreign_arrays_are_programming_errors() -> None:
    with pytest.raises(ValueError, match="1"):
        BELENIOS.times(BELENIOS.base([1]), [1, 2])
    with pytest.raises(TypeError):
        BELENIOS.encode(load_group("Ed25519").base([1]))


@pytest.mark.parametrize("name", ["BELENIOS-2048", "RFC-3526-2048"])
def test_random_exponents_fill_the_order(name: str) -> None:
    """A blinding exponent shorter than the secret times the challenge shows the secret."""
    order = load_group(name).order
    drawn = random_scalars(load_group(name), 100, seeded(name))
    assert min(drawn) < order // 8
    assert order - max(drawn) < order // 8
