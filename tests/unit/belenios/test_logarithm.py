"""Every exponent within the bound is found, and none beyond it."""

import pytest
from tests.support.refusals import refused

from suffrage.belenios.backend import load_group
from suffrage.belenios.logarithm import logarithms

BOTH = pytest.mark.parametrize("name", ["Ed25519", "BELENIOS-2048"])
# The last one takes more steps than one array holds.
LARGEST = [0, 1, 2, 3, 8, 9, 10, 99, 4096**2 + 5]


@BOTH
@pytest.mark.parametrize("largest", LARGEST)
def test_exponents_up_to_the_bound(name: str, largest: int) -> None:
    group = load_group(name)
    tried = {0, 1, largest // 2, largest - 1, largest}
    exponents = [number for number in sorted(tried) if 0 <= number <= largest]
    assert logarithms(group, group.base(exponents), largest) == exponents


@BOTH
@pytest.mark.parametrize("largest", LARGEST[:-1])
def test_exponents_beyond_the_bound(name: str, largest: int) -> None:
    group = load_group(name)
    for exponent in (-1, largest + 1):
        with refused("bel.result-range"):
            logarithms(group, group.base([0, exponent]), largest)
