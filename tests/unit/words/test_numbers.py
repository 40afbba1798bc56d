"""Numbers and moments in both languages."""

from fractions import Fraction

import pytest

from suffrage.words.numbers import clock, moment, number, percent

pytestmark = pytest.mark.long


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (0, "0", "0"),
        (1234, "1\u202f234", "1,234"),
        (-1_234_567, "−1\u202f234\u202f567", "−1,234,567"),
    ],
)
def test_numbers_are_grouped(value: int, french: str, english: str) -> None:
    assert number(value, "fr") == french
    assert number(value, "en") == english


@pytest.mark.parametrize(
    ("share", "decimals", "english"),
    [
        (Fraction(11277, 22944), 2, "49.15%"),
        (Fraction(1, 800), 2, "0.13%"),
        (Fraction(-1, 800), 2, "−0.13%"),
        (Fraction(-1, 80_000), 2, "0.00%"),
        (Fraction(12, 1), 0, "1,200%"),
        (Fraction(1, 200), 0, "1%"),
        (Fraction(99_999, 100_000), 2, "99.99%"),
        (Fraction(100_001, 100_000), 2, "100.00%"),
        (Fraction(11471, 22943), 2, "49.99%"),
        (Fraction(11472, 22943), 2, "50.01%"),
        (Fraction(1, 2), 2, "50.00%"),
        (Fraction(11472, 22943), 0, "50%"),
    ],
)
def test_a_share_is_rounded_half_away_from_zero(
    share: Fraction, decimals: int, english: str
) -> None:
    assert percent(share, "en", decimals) == english


def test_french_shares_have_a_comma_and_a_thin_space() -> None:
    assert percent(Fraction(1, 3), "fr") == "33,33\u202f%"


def test_moments_are_local() -> None:
    assert clock("2023-01-12T22:30:59Z", "Europe/Paris") == "23:30"
    assert moment("2023-07-31T22:30:00Z", "Europe/Paris", "fr") == "1er août 2023, 00:30"
    assert moment("2023-01-12T22:30:00Z", "Europe/Paris", "en") == "12 January 2023, 23:30"
