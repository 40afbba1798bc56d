"""Documents as PDF: tagged, in memory, and deaf to every address."""

import re
import shutil
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest
from tests.support.pango import need_pango
from tests.support.refusals import refused

need_pango()

from suffrage.adapters.pdf import render_pdf  # noqa: E402  (the import needs Pango)

LETTER = '<html lang="fr"><title>Code</title><body><h1>Code</h1><p>{}</p></body></html>'


def test_a_tagged_document() -> None:
    data = render_pdf(LETTER.format("été"))
    assert data.startswith(b"%PDF-")
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, flags=re.DOTALL)
    objects = b"".join(zlib.decompressobj().decompress(one) for one in packed)
    assert b"/StructTreeRoot" in objects
    assert b"/Marked true" in objects


def test_equal_html_gives_equal_bytes() -> None:
    assert render_pdf(LETTER.format("été")) == render_pdf(LETTER.format("été"))


@pytest.mark.parametrize(
    "text",
    [
        "<img src='http://127.0.0.1:9/x.png'>",
        "<img src='file:///etc/hostname'>",
        "<img src='data:image/png;base64,AAAA'>",
        "<link rel=stylesheet href='https://example.org/x.css'>",
        "<style>p { background: url(file:///etc/hostname) }</style>",
        "<object data='file:///etc/hostname'></object>",
    ],
)
def test_nothing_is_fetched(text: str) -> None:
    with refused("pdf.fetch"):
        render_pdf(LETTER.format(text))


_WATCHED: list[list[str]] = []


def _watch(event: str, arguments: Any) -> None:
    # An audit hook stays for the whole process; it notes files opened to be written.
    if event == "open" and _WATCHED:
        path, mode, flags = arguments
        if (isinstance(mode, str) and set(mode) & set("wax+")) or (flags or 0) & 3:
            _WATCHED[-1].append(str(path))


sys.addaudithook(_watch)


def test_rendering_opens_no_file_for_writing(tmp_path: Path) -> None:
    _WATCHED.append([])
    (tmp_path / "seen").write_bytes(b"")
    render_pdf(LETTER.format("AAAAA-BBBBBB-CCCCC-DDDDDD"))
    assert _WATCHED.pop() == [str(tmp_path / "seen")]


def test_the_text_can_be_read_out() -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    data = render_pdf(LETTER.format("AAAAA-BBBBBB-CCCCC-DDDDDD"))
    done = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    assert "AAAAA-BBBBBB-CCCCC-DDDDDD" in done.stdout.decode()
