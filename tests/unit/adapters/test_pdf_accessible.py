"""Kit, minutes and dossier as a screen reader meets them: what poppler can tell of PDF/UA.

No checker of PDF/UA is installed with the tests; these are the points of it that go wrong first.
"""

import html
import re
import shutil
import subprocess
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise

import pytest
from tests.support.disputed import disputed_round, source_of
from tests.support.exported import ROOT, troubled
from tests.support.histories import history_of
from tests.support.kits import kit_of
from tests.support.pango import need_pango

from suffrage.office.print.kit_html import kit_html
from suffrage.site.dossier.document import Asked, dispute_html, dossier_html
from suffrage.site.dossier.one_dispute import one_dispute
from suffrage.site.dossier.sbom import Program
from suffrage.site.exports.minutes import minutes_html
from suffrage.site.exports.stamp import stamp_of
from suffrage.words import LANGUAGES, Language

need_pango()
from suffrage.adapters.pdf import render_pdf  # noqa: E402  (needs the libraries of Pango)

pytestmark = pytest.mark.long

COUNTS = ("records", "signatures", "sheets", "ballots", "certificates")
ASKED = Asked(Program("0.1.0", "ab" * 32), dict.fromkeys(COUNTS, 1))


def kit(language: Language) -> str:
    return kit_html(kit_of(14, language=language))


def minutes(language: Language) -> str:
    history = history_of(troubled())
    return minutes_html(history, stamp_of(history, ROOT), "text", language)


def dossier(language: Language) -> str:
    return dossier_html(source_of(troubled(), language), ASKED, {})


def dispute(language: Language) -> str:
    source = source_of(disputed_round(), language)
    view = one_dispute(source, next(iter(source.state.disputes)))
    return dispute_html(source, ASKED, view, {})


MADE: dict[str, Callable[[Language], str]] = {
    "kit": kit,
    "minutes": minutes,
    "dossier": dossier,
    "dispute": dispute,
}
every_document = pytest.mark.parametrize("name", MADE)
every_language = pytest.mark.parametrize("language", LANGUAGES)


@cache
def text_of(name: str, language: Language) -> str:
    return MADE[name](language)


@cache
def document(name: str, language: Language) -> bytes:
    return render_pdf(text_of(name, language))


def pdfinfo(data: bytes, *options: str) -> str:
    tool = shutil.which("pdfinfo")
    if tool is None:
        pytest.skip("pdfinfo is not installed")
    said = subprocess.run([tool, *options, "-"], input=data, capture_output=True, check=True)
    return said.stdout.decode()


def objects(data: bytes) -> bytes:
    """The file with its streams unpacked: what it says of itself."""
    unpacked = [data]
    for one in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:
            unpacked.append(zlib.decompress(one))
        except zlib.error:
            continue
    return b"\n".join(unpacked)


@cache
def tree(name: str, language: Language) -> tuple[tuple[int, str, str], ...]:
    """The tags in the order of reading: depth, name, and what is told of it or read out in it."""
    told: list[tuple[int, str, list[str]]] = []
    for line in pdfinfo(document(name, language), "-struct-text").splitlines():
        depth = len(line) - len(line.lstrip())
        found = re.match(r" *([A-Z][A-Za-z0-9]*)(?: \(\w+\)| <[^>]*>)*(:?)$", line)
        if found:
            told.append((depth, found[1], []))
        elif told:
            told[-1][2].append(line.strip())
    return tuple((depth, tag, "\n".join(lines)) for depth, tag, lines in told)


def inside(name: str, language: Language, tag: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """What is told of each element of a tag, and the tags below it."""
    found = tree(name, language)
    for number, (depth, kind, told) in enumerate(found):
        if kind != tag:
            continue
        below = []
        for deeper, other, said in found[number + 1 :]:
            if deeper <= depth:
                break
            below.append((other, said))
        yield told, below


@every_document
@every_language
def test_it_is_tagged_and_says_its_title_and_language(name: str, language: Language) -> None:
    data = document(name, language)
    said = dict(line.split(":", 1) for line in pdfinfo(data).splitlines())
    assert (said["Tagged"].strip(), said["Suspects"].strip()) == ("yes", "no")
    title = re.search(r"<title>(.*?)</title>", text_of(name, language), re.DOTALL)
    assert title is not None
    assert said["Title"].strip() == html.unescape(title[1]).strip() != ""
    own = objects(data)
    assert re.findall(rb"/Lang ?\((\w+)\)", own)[:1] == [language.encode()]
    assert b"/DisplayDocTitle true" in own
    assert 'pdfuaid:part="1"' in pdfinfo(data, "-meta")


@every_document
@every_language
def test_its_headings_leave_no_level_out_and_are_read(name: str, language: Language) -> None:
    levels = [int(tag[1]) for _, tag, _ in tree(name, language) if re.fullmatch(r"H[1-6]", tag)]
    assert levels[0] == 1
    left_out = [(one, other) for one, other in pairwise(levels) if other > one + 1]
    assert left_out == []
    for level in sorted(set(levels)):
        for told, below in inside(name, language, f"H{level}"):
            assert "".join([told, *(said for _, said in below)]).strip()


@every_document
@every_language
def test_every_picture_says_what_it_is(name: str, language: Language) -> None:
    figures = re.findall(rb"<</Type ?/StructElem/S ?/Figure.*", objects(document(name, language)))
    assert len(figures) == len(list(inside(name, language, "Figure")))
    assert (len(figures) > 0) == (name == "kit")
    # As hexadecimal of UTF-16 after its mark, or as plain letters.
    said = rb"/Alt ?(<feff[0-9a-f]{8,}>|\([^)]{4,}\))"
    assert [one for one in figures if not re.search(said, one)] == []


@every_document
@every_language
def test_every_table_has_heads_that_its_cells_name(name: str, language: Language) -> None:
    tables = list(inside(name, language, "Table"))
    assert tables
    for _, below in tables:
        assert "TH" in {tag for tag, _ in below}
        bare = [told for tag, told in below if tag == "TD" and "/Headers" not in told]
        assert bare == []
