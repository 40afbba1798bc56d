"""The test of many residues at once: as many products as it promises, of the subsets it names."""

from math import prod

import pytest

from suffrage.belenios._portable import subgroup

# 331 divides p - 1; the other primes of p - 1 are 2, 3, 7, 11, 31 and 151.
P, Q = 2**31 - 1, 331
MEMBERS = [pow(7, (P - 1) // Q * i, P) for i in range(1, 40)]


def test_each_product_is_that_of_its_subset() -> None:
    subsets = bytes(range(7, 7 + 6 * 39, 6))
    made = subgroup._subset_products(MEMBERS, subsets, P)
    wanted = [
        prod(value for value, subset in zip(MEMBERS, subsets, strict=True) if subset >> bit & 1) % P
        for bit in range(8)
    ]
    assert sorted(made) == sorted(wanted)


def test_128_products_are_tested(monkeypatch: pytest.MonkeyPatch) -> None:
    tested = []

    def power(value: int, exponent: int, modulus: int) -> int:
        assert (exponent, modulus) == (Q, P)
        tested.append(value)
        return 1

    monkeypatch.setattr(subgroup, "powmod", power)
    assert subgroup.all_inside(MEMBERS, P, Q)
    assert len(tested) == 128
    assert len(set(tested)) > 64


def test_subsets_depend_on_every_residue_and_on_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn = []

    def record(_: object, subsets: bytes, __: int) -> list[int]:
        drawn.append(subsets)
        return [1]

    monkeypatch.setattr(subgroup, "_subset_products", record)
    subgroup.all_inside(MEMBERS, P, Q)
    subgroup.all_inside(MEMBERS, P, Q)
    first, second = drawn[:16], drawn[16:]
    assert first == second
    assert len(set(first)) == 16
    for place in (0, 20, 38):
        drawn.clear()
        subgroup.all_inside([*MEMBERS[:place], 1, *MEMBERS[place + 1 :]], P, Q)
        assert not set(drawn) & set(first)


@pytest.mark.parametrize("order", [2, 3, 7, 11, 31, 151])
def test_a_stranger_of_any_order_is_found(order: int) -> None:
    stranger = pow(7, (P - 1) // order, P)
    for value in (stranger, stranger * MEMBERS[0] % P):
        assert not subgroup.all_inside([*MEMBERS, value], P, Q)
        assert not subgroup.all_inside([value, *MEMBERS, pow(value, -1, P)], P, Q)
