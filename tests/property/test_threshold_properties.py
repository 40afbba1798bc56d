"""Any k of n shares give the same result, and fewer give none."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.ceremony import Ceremony, ThresholdBox
from tests.support.counts import count
from tests.support.refusals import refused

from suffrage.belenios.backend import load_group
from suffrage.belenios.combine_shares import combine
from suffrage.belenios.threshold.lagrange import lagrange

GROUP = load_group("Ed25519")
ORDERS = (101, GROUP.order)


@st.composite
def quorums(draw: st.DrawFn) -> tuple[int, int, list[int]]:
    """Size, threshold, and at least as many members in any order."""
    size = draw(st.integers(1, 5))
    threshold = draw(st.integers(1, size))
    members = draw(st.permutations(range(1, size + 1)))
    return size, threshold, list(members[: draw(st.integers(threshold, size))])


@settings(max_examples=count(10, 100))
@given(quorums(), st.integers(0, 2))
def test_any_quorum_decrypts_and_no_fewer(quorum: tuple[int, int, list[int]], singles: int) -> None:
    size, threshold, members = quorum
    ceremony = Ceremony(size, threshold, f"{threshold} of {size}")
    box = ThresholdBox(trustees=singles, voters=1, ceremony=ceremony)
    box.cast(0, [[0, 1, 0]])
    tally = box.tally()
    shares = [box.share(owner + 1, tally) for owner in range(singles)]
    given_shares = shares + [box.share(singles + member, tally) for member in members]
    factors = combine(GROUP, box.setup.trustees, given_shares)
    opened = GROUP.add(tally.ciphertexts.betas, GROUP.times(factors, [-1] * 3))
    assert GROUP.encode(opened) == GROUP.encode(GROUP.base([0, 1, 0]))
    few = given_shares[: singles + threshold - 1]
    code = "bel.share-missing" if size == 1 else "bel.shares-too-few"
    with refused(code):
        combine(GROUP, box.setup.trustees, few)


@given(
    st.sampled_from(ORDERS),
    st.lists(st.integers(0, 100), min_size=1, max_size=6),
    st.sets(st.integers(1, 100), min_size=6, max_size=9),
    st.integers(0, 100),
)
def test_interpolation_finds_the_polynomial(
    order: int, coefficients: list[int], places: set[int], at: int
) -> None:
    def value(x: int) -> int:
        total = sum(a * pow(x, k, order) for k, a in enumerate(coefficients))
        return total % order

    points = sorted(places)
    pairs = zip(lagrange(points, at, order), points, strict=True)
    assert sum(weight * value(x) for weight, x in pairs) % order == value(at)
