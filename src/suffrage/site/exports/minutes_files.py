"""The minutes as files of the site: PDF in both languages, once a result is announced.

They rest on the board as it was when a record last concerned their instance, and not on the
latest one: what comes later elsewhere changes nothing in them, and they need not be made again.

>>> from suffrage.adapters.pdf import render_pdf                        # doctest: +SKIP
>>> files = list(minutes_files(history, tree.root, render_pdf))         # doctest: +SKIP
>>> [file.path for file in files]                                       # doctest: +SKIP
['site/data/text-minutes.fr.pdf', 'site/data/text-minutes.en.pdf']
"""

from collections.abc import Callable, Iterator
from functools import partial

from suffrage.night.history import History
from suffrage.site.exports.minutes import minutes_html
from suffrage.site.exports.stamp import DATA, stamp_of
from suffrage.site.files import SiteFile
from suffrage.words import LANGUAGES, Language

__all__ = ["Render", "Root", "minutes_files", "minutes_path"]

Root = Callable[[int], bytes]
"""The log's root over so many records."""

Render = Callable[[str], bytes]
"""From HTML to PDF."""


def minutes_files(history: History, root: Root, render: Render) -> Iterator[SiteFile]:
    """The minutes of every instance whose result is announced, or certified without."""
    state = history.now
    stated = set(state.announced) | set(state.certified)
    for instance in state.rules.instances():
        if instance not in stated:
            continue
        size = history.changed(instance)
        for language in LANGUAGES:
            make = partial(_make, history, root, render, instance, size, language)
            yield SiteFile(minutes_path(instance, language), (size,), make)


def minutes_path(instance: str, language: Language) -> str:
    """Where the minutes of an instance lie in the public folder."""
    return f"{DATA}{instance}-minutes.{language}.pdf"


def _make(
    history: History, root: Root, render: Render, instance: str, size: int, language: Language
) -> bytes:
    stamp = stamp_of(history, root(size), size)
    return render(minutes_html(history, stamp, instance, language))
