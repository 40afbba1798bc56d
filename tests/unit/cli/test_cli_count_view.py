"""Shares as a count shows them."""

import doctest

import pytest

import suffrage.cli.figures
from suffrage.cli.figures import percent


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def test_examples() -> None:
    result = doctest.testmod(suffrage.cli.figures)
    assert (result.attempted, result.failed) == (2, 0)


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (1, 20_000, "0.01 %"),
        (1, 20_001, "0.00 %"),
        (999_949, 1_000_000, "99.99 %"),
        (999_950, 1_000_000, "100.00 %"),
        (2**53 - 2, 2**53 - 1, "100.00 %"),
        (0, 7, "0.00 %"),
    ],
)
def test_the_second_decimal_is_rounded_half_up(part: int, whole: int, shown: str) -> None:
    assert percent(part, whole) == shown
