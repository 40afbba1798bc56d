"""A small page of one sheet with the offer to check it, from the macro of the site's pages."""

import hashlib
from base64 import b64encode
from collections.abc import Iterator, Mapping

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from tests.support.simulator import Simulation

from suffrage.board.record import Record
from suffrage.model import canonical
from suffrage.site.pages.render import Reader
from suffrage.tlog.keys import format_key
from suffrage.tlog.merkle import leaf_hash
from suffrage.tlog.tree import Tree

__all__ = ["SHEET_PAGE", "sheet_page"]

SHEET_PAGE = "site/en/text/sheet.html"
_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Sheet</title>
<meta name="suffrage:size" content="{{ size }}">
<meta name="suffrage:root" content="{{ root }}">
<meta name="suffrage:key" content="{{ key }}">
<link rel="stylesheet" href="../../assets/night.css">
<script src="../../assets/night.js" defer></script></head>
<body data-root="../../../"><main><h1>Sheet</h1>
{% from "check_sheet.html" import check %}
<table id="sheet"><caption>Figures</caption><tbody>
{% for field, value in figures %}
<tr><th scope="row">{{ field }}</th><td><data value="{{ value }}" data-field="{{ field }}">{{ value }}</data></td></tr>
{% endfor %}
</tbody></table>
{{ check(t, index, blob, "sheet") }}
</main></body></html>
"""  # noqa: E501


def sheet_page(simulation: Simulation, unit: str) -> tuple[bytes, str]:
    """The page of the last sheet of a section, on the board as it stands, and the sheet's hash."""
    entries = list(simulation.store.entries(0))
    sheet = canonical.encode(simulation.sheet(unit))
    digest = hashlib.sha256(sheet).hexdigest()
    index = max(i for i, one in enumerate(entries) if Record.parse(one).payload == digest)
    tree = Tree(map(leaf_hash, entries))
    loader = PackageLoader("suffrage.site.pages")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    plain = msgspec.to_builtins(simulation.sheet(unit))
    text = environment.from_string(_PAGE).render(
        t=Reader("en", "Europe/Paris").t,
        size=tree.size,
        root=b64encode(tree.root()).decode(),
        key=format_key(simulation.log.key),
        figures=list(_figures(plain)),
        index=index,
        blob=digest,
    )
    return text.encode(), digest


def _figures(plain: Mapping[str, object]) -> Iterator[tuple[str, int]]:
    """The figures of a sheet by their fields; the void ballots as one sum."""
    for name, value in plain.items():
        if isinstance(value, int):
            yield name, value
        elif name == "void" and isinstance(value, Mapping):
            yield name, sum(value.values())
        elif name == "votes" and isinstance(value, Mapping):
            yield from ((f"votes.{option}", number) for option, number in value.items())
