"""The kit as it is printed: every page, what stands on it, and where the code does not stand."""

import io
import json
import re
import shutil
import subprocess
import zlib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests.support.kits import kit_of, members
from tests.support.pango import need_pango
from tests.support.refusals import refused

from suffrage.office.codes import group_code
from suffrage.office.print.kit import Kit, KitContest, KitOption
from suffrage.office.print.kit_files import print_kits
from suffrage.office.print.kit_html import PARTS, kit_html
from suffrage.office.print.marks import SIGNING_LIST, SheetMark, sheet_mark
from suffrage.words import LANGUAGES, Language

need_pango()
from suffrage.adapters.pdf import render_pdf  # noqa: E402  (needs the libraries of Pango)

pytestmark = pytest.mark.long

QR = Path(__file__).resolve().parents[3] / "web" / "node_modules" / "qr" / "decode.js"


@cache
def pdf_of(language: Language = "fr", number: int = 14) -> bytes:
    return render_pdf(kit_html(kit_of(number, language=language)))


def pages(data: bytes) -> list[str]:
    """The text of each page, in one line a page."""
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext is not installed")
    said = subprocess.run([tool, "-", "-"], input=data, capture_output=True, check=True)
    return [" ".join(one.split()) for one in said.stdout.decode().split("\f")[:-1]]


def test_each_part_has_its_pages_in_order() -> None:
    found = pages(pdf_of())
    assert len(found) == 8
    heads = [
        "MODE D'EMPLOI", "CODE À USAGE UNIQUE", "LISTE D'ÉMARGEMENT", "PROCÈS-VERBAL",
        "PROCÈS-VERBAL", "BULLETINS DE VOTE",
    ]  # fmt: skip
    for page, head in zip(found, heads, strict=False):
        assert head in page.upper(), page
    assert "Texte d'orientation" in found[6]
    assert "Adoption des statuts" in found[7]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_code_stands_once_on_its_own_page_and_nowhere_else(language: Language) -> None:
    data, kit = pdf_of(language), kit_of()
    found = pages(data)
    assert [page.count(group_code(kit.code)) for page in found] == [0, 1, *[0] * (len(found) - 2)]
    for page in (*found[:1], *found[2:]):
        assert not set(group_code(kit.code).split()) & set(page.split())
    assert kit.entry not in found[1]
    # Nor in titles, metadata or the tree of tags: nothing outside of the page's own drawing.
    plain = data + b"".join(_streams(data))
    for form in (kit.code, group_code(kit.code), kit.code.lower()):
        assert form.encode() not in plain
        assert form.encode("utf-16-be") not in plain


def _streams(data: bytes) -> Iterator[bytes]:
    for raw in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
        try:
            yield zlib.decompress(raw)
        except zlib.error:
            yield raw


@pytest.mark.parametrize("number", [14, 57])
def test_every_member_is_on_the_list_with_its_page_and_sums(number: int) -> None:
    kit = kit_of(number)
    found = [page for page in pages(pdf_of("fr", number)) if page.startswith("LISTE D'ÉMARGEMENT")]
    assert len(found) == -(-number // 20)
    told = " ".join(found)
    for line in kit.signers.lines:
        assert line.number in told
        # The tool joins a word again that a line broke at its hyphen.
        assert _unbroken(line.name) in _unbroken(told)
    for place, page in enumerate(found, 1):
        assert f"Page {place} sur {len(found)}" in page
        assert f"Inscrits : {number}. Rayés car votant en ligne : 2, pour 2 codes." in _plain(page)
    assert told.count("vote en ligne – ne pas émarger") == 2
    assert told.count("ajout tardif") == 1
    assert f"Au plus {number - 2} émargements" in told
    assert "total (E)" in found[-1]
    assert "total (E)" not in " ".join(found[:-1])


def _unbroken(text: str) -> str:
    return re.sub(r"[\s-]", "", text)


def _plain(text: str) -> str:
    return text.replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_a_sheet_names_its_contest_and_every_option_and_only_the_roll_is_filled_in() -> None:
    first, second = pages(pdf_of())[3:5]
    for option in kit_of().contests[0].options:
        assert option.label in first
        assert option.signatory in first
    assert "Oui" in second
    filled = kit_html(kit_of(), ("sheets",)).count("<b>14</b>")
    assert filled == 2
    for sign in "EpUBNX":
        assert re.search(rf"\b{sign}\b", first)


def test_papers_are_enough_for_every_member() -> None:
    for number in (1, 8, 9, 120):
        html = kit_html(kit_of(number, signers=members(number, 0), credentials=0), ("ballots",))
        copies, on_page = map(int, re.findall(r"page (\d+) fois : (\d+)", _plain(html))[0])
        assert copies * on_page >= number > (copies - 1) * on_page
        assert html.count('class="paper"') == on_page + 10


def test_a_long_list_of_options_still_fits_its_papers_and_its_sheet() -> None:
    options = tuple(KitOption(f"Texte {i} " + "long " * 8, f"Personne {i}") for i in range(12))
    contests = (KitContest("text", "Texte", options),)
    data = render_pdf(kit_html(kit_of(contests=contests, camps=("a",)), ("sheets", "ballots")))
    assert len(pages(data)) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_typed_is_text(language: Language) -> None:
    nasty = '"><img src=x onerror=alert(1)><script>'
    html = kit_html(kit_of(section=nasty, federation=nasty, officer=nasty, language=language))
    assert "<img" not in html
    assert "<script" not in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_says_its_language_and_is_tagged(language: Language) -> None:
    data = pdf_of(language)
    plain = data + b"".join(_streams(data))
    assert f"/Lang ({language})".encode() in plain
    assert b"/StructTreeRoot" in plain
    assert b"pdfuaid" in plain


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("kit.unit", {"unit": "75-013"}),
        ("kit.registered", {"registered": 13}),
        ("kit.struck", {"credentials": 3}),
        ("kit.struck", {"signers": replace(members(14), struck=3), "credentials": 3}),
        ("kit.address", {"entry": "http://vote.example.org/kit"}),
        ("kit.address", {"confirm": "https://vote.example.org/" + "x" * 200}),
        ("kit.contests", {"contests": ()}),
        ("kit.contests", {"contests": (KitContest("text", "Texte", ()),)}),
    ],
)
def test_a_kit_that_cannot_be_right_is_refused(code: str, changed: dict[str, Any]) -> None:
    with refused(code):
        kit_of(**changed)


def test_a_kit_shows_neither_code_nor_names() -> None:
    kit = kit_of()
    for secret in (kit.code, kit.officer, kit.phone, "Petit"):
        assert secret not in repr(kit)


def test_a_federation_is_printed_one_kit_after_the_other() -> None:
    told: list[tuple[int, int]] = []
    kits: list[Kit] = [kit_of(), kit_of(3, signers=members(3))]
    made = print_kits(kits, str.encode, lambda done, all_: told.append((done, all_)), ("code",))
    assert next(made)[0] == "75-012"
    assert told == []
    assert len(list(made)) == 1
    assert told == [(1, 2), (2, 2)]


def test_the_parts_of_a_kit_can_be_printed_apart() -> None:
    whole = pages(pdf_of())
    code = group_code(kit_of().code)
    for part in PARTS:
        found = pages(render_pdf(kit_html(kit_of(), (part,))))
        assert all(page in whole for page in found)
        assert (code in " ".join(found)) is (part == "code")


def test_a_phone_reads_the_marks_of_every_page() -> None:
    node, tool = shutil.which("node"), shutil.which("pdftoppm")
    if node is None or tool is None or not QR.is_file():
        pytest.skip("no decoder is installed")
    kit = kit_of()
    sheets = [
        sheet_mark(kit.confirm, SheetMark(kit.origin, 1, one.id, kit.unit)) for one in kit.contests
    ]
    for page, text in ((1, kit.entry), (3, SIGNING_LIST), (4, sheets[0]), (5, sheets[1])):
        assert _decoded(node, tool, pdf_of(), page, 100) == text


def _decoded(node: str, tool: str, data: bytes, page: int, resolution: int) -> str:
    """What a decoder of other people reads from a page, as from a photo of 1,169 pixels' height."""
    command = [tool, "-r", str(resolution), "-f", str(page), "-l", str(page), "-png", "-"]
    drawn = subprocess.run(command, input=data, capture_output=True, check=True)
    image = Image.open(io.BytesIO(drawn.stdout)).convert("RGB")
    script = (
        f"import decode from {json.dumps(QR.as_uri())};"
        "import fs from 'node:fs';"
        f"const [width, height] = [{image.width}, {image.height}];"
        "process.stdout.write(decode({width, height, data: new Uint8Array(fs.readFileSync(0))}));"
    )
    run = [node, "--input-type=module", "-e", script]
    said = subprocess.run(run, input=image.tobytes(), capture_output=True, check=True)
    return said.stdout.decode()
