"""Numbers as a person reads them: exact, or rounded as the text says, in the reader's language."""

from fractions import Fraction

from suffrage.cli.language import language

__all__ = ["percent", "readable"]


def percent(part: int, whole: int) -> str:
    """The share in per cent, the second decimal rounded half up; a dash where there is no whole.

    >>> percent(11277, 22944), percent(1, 800), percent(0, 0)
    ('49.15 %', '0.13 %', '-')
    """
    if not whole:
        return "-"
    units, hundredths = divmod((20_000 * part + whole) // (2 * whole), 100)
    point = "," if language() == "fr" else "."
    return f"{units}{point}{hundredths:02} %"


def readable(number: Fraction) -> str:
    """A fraction exactly, and its first two decimals where it is not whole.

    >>> readable(Fraction(1023, 4)), readable(Fraction(8, 3)), readable(Fraction(6, 2))
    ('1023/4 (255.75)', '8/3 (2.66…)', '3')
    """
    if number.denominator == 1:
        return str(number.numerator)
    whole, hundredths = divmod(100 * number.numerator // number.denominator, 100)
    more = "" if (100 * number).denominator == 1 else "…"
    point = "," if language() == "fr" else "."
    return f"{number} ({whole}{point}{hundredths:02}{more})"
