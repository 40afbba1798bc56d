"""Elements of a drawing: names and attributes from here, texts escaped.

>>> el("text", "A & B", x=1, font_size="16")
Markup('<text x="1" font-size="16">A &amp; B</text>')
"""

from markupsafe import Markup, escape

__all__ = ["el", "place"]


def el(name: str, /, *children: str, **attributes: str | float) -> Markup:
    """An element; ``_`` in an attribute stands for ``-``, and one at the end is left out.

    Children that are no ``Markup`` are texts, and escaped.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(place(value))}"'
        for key, value in attributes.items()
    )
    inside = "".join(escape(child) for child in children)
    return Markup(f"<{name}{written}>{inside}</{name}>")  # noqa: S704  (escaped above)


def place(value: str | float) -> str:
    """A coordinate with at most one decimal, the same on every machine."""
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return str(value)
