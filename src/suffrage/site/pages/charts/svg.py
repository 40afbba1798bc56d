"""Elements of a drawing: names and attributes from here, texts escaped.

>>> el("text", "A & B", x=1, font_size="16")
Markup('<text x="1" font-size="16">A &amp; B</text>')
"""

from fractions import Fraction

from markupsafe import Markup, escape

__all__ = ["Share", "el", "place"]

Share = float | Fraction
"""A share from 0 to 1: exact where it is counted, a float where a projection made it."""


def el(name: str, /, *children: str, **attributes: str | Share) -> Markup:
    """An element; ``_`` in an attribute stands for ``-``, and one at the end is left out.

    Children that are no ``Markup`` are texts, and escaped.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(place(value))}"'
        for key, value in attributes.items()
    )
    inside = "".join(escape(child) for child in children)
    return Markup(f"<{name}{written}>{inside}</{name}>")  # noqa: S704  (escaped above)


def place(value: str | Share) -> str:
    """A coordinate with at most one decimal, the same on every machine."""
    if isinstance(value, str | int):
        return str(value)
    whole, tenth = divmod(abs(round(value * 10)), 10)
    sign = "-" if value < 0 and (whole or tenth) else ""
    return f"{sign}{whole}.{tenth}" if tenth else f"{sign}{whole}"
