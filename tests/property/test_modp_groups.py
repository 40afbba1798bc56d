"""The 2048-bit groups agree with plain integers, whatever the numbers; and tables with powers."""

from hypothesis import example, given
from hypothesis import strategies as st

from suffrage.belenios._portable.fixed_base import Comb, FixedBase, vartime_powers, vartime_product
from suffrage.belenios._portable.modp import BELENIOS_2048, RFC_3526_2048, ModP
from suffrage.belenios._portable.subgroup import all_inside

BELENIOS, RFC = ModP(BELENIOS_2048), ModP(RFC_3526_2048)
P, Q, G = BELENIOS_2048.p, BELENIOS_2048.q, BELENIOS_2048.g
# 2^31 - 1 is prime, and 331 divides 2^31 - 2: small enough to try tables of any shape.
SMALL, ORDER = 2**31 - 1, 331
MEMBER = pow(7, (SMALL - 1) // ORDER, SMALL)
exponents = st.integers(0, Q - 1) | st.sampled_from([0, 1, 2, Q - 1, 2**255])


@given(st.integers(1, SMALL - 1), st.lists(st.integers(0, 2**40 - 1), min_size=1, max_size=5))
def test_tables_agree_with_powers(base: int, several: list[int]) -> None:
    right = [pow(base, exponent, SMALL) for exponent in several]
    bits = 40
    fixed = FixedBase(base, SMALL, bits)
    assert [fixed.vartime_power(e, 1) for e in several] == right
    for uses in (1, 2, 3, 10, 100):
        comb = Comb(base, SMALL, bits, uses)
        assert [comb.vartime_power(e) for e in several] == right
    assert vartime_powers(base, several, SMALL, bits) == right
    assert vartime_powers(base, several * 40, SMALL, bits) == right * 40


@given(st.lists(st.tuples(st.integers(1, SMALL - 1), st.integers(0, 2**70)), max_size=40))
@example([])
@example([(3, 0)])
def test_products_agree_with_powers(terms: list[tuple[int, int]]) -> None:
    right = 1
    for base, exponent in terms:
        right = right * pow(base, exponent, SMALL) % SMALL
    bases, powers = [b for b, _ in terms], [e for _, e in terms]
    assert vartime_product(bases, powers, SMALL) == right


@given(st.lists(st.integers(1, ORDER), min_size=1, max_size=30), st.data())
def test_many_at_once_says_what_one_by_one_says(logs: list[int], data: st.DataObject) -> None:
    members = [pow(MEMBER, log, SMALL) for log in logs]
    assert all_inside(members, SMALL, ORDER)
    place = data.draw(st.integers(0, len(members) - 1))
    other = data.draw(st.integers(1, SMALL - 1))
    mixed = [*members[:place], other, *members[place + 1 :]]
    assert all_inside(mixed, SMALL, ORDER) == (pow(other, ORDER, SMALL) == 1)


@given(st.lists(st.tuples(exponents, exponents, exponents), min_size=1, max_size=4), st.data())
def test_commitments_agree_with_integers(
    terms: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    r, c, s = (list(column) for column in zip(*terms, strict=True))
    logs = data.draw(st.lists(exponents, min_size=1, max_size=2))
    places = data.draw(
        st.lists(st.sampled_from(range(len(logs))), min_size=len(r), max_size=len(r))
    )
    key = data.draw(exponents)
    points = BELENIOS.decode([str(pow(G, log, P)) for log in logs]).take(places)
    made = BELENIOS.vartime_commit(r, BELENIOS.base([key]), c, points, s)
    total = [(key * r + logs[i] * c + s) % Q for r, c, s, i in zip(r, c, s, places, strict=True)]
    assert BELENIOS.encode(made) == [str(pow(G, number, P)) for number in total]


@given(st.lists(st.lists(st.integers(0, 255), max_size=254), max_size=3), st.integers(0, 9))
def test_embedding_and_back(vectors: list[list[int]], wider: int) -> None:
    for vector, point in zip(vectors, map(RFC.embed, ([v] for v in vectors)), strict=True):
        width = len(vector) + wider
        assert RFC.extract(point, width) == [(0,) * wider + tuple(vector)]
