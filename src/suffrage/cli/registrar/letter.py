"""The letter as HTML: one sheet of A4 a member, folded in three into a window envelope.

The address stands in the upper third, in the window at the right; the credential stands in the
middle third, which a fold in Z lays inside. Every text is escaped.
"""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from suffrage.cli.registrar.text import Wording, wording
from suffrage.conduct.state import State
from suffrage.registrar.deliver import Letter

__all__ = ["letters_html"]

# Millimetres from the edges of the sheet: a window of 35 × 100 in an envelope of 110 × 220.
_STYLE: Final = """
@page { size: A4; margin: 0 }
body { margin: 0; font: 10.5pt/1.45 "DejaVu Sans", "Liberation Sans", sans-serif; color: #000 }
section { position: relative; width: 210mm; height: 296mm; break-after: page; overflow: hidden }
address { position: absolute; font-style: normal; font-size: 9pt; line-height: 1.2 }
address { overflow-wrap: anywhere }
.sender { left: 20mm; top: 15mm; width: 75mm }
.member { left: 107mm; top: 51mm; width: 88mm }
main { position: absolute; left: 20mm; right: 20mm; top: 104mm }
h1 { margin: 0 0 4mm; font-size: 14pt; line-height: 1.25 }
p, ul { margin: 0 0 3mm }
ul { padding-left: 5mm }
.credential { margin: 5mm 0; padding: 4mm 5mm; border: .4mm solid #000 }
h2 { margin: 0 0 2mm; font-size: 10.5pt }
code { display: block; margin: 0 0 2mm; text-align: center; white-space: nowrap;
  font: bold 19pt "DejaVu Sans Mono", "Liberation Mono", monospace; letter-spacing: .6mm }
.small { margin: 0; font-size: 9pt }
footer { position: absolute; left: 20mm; right: 20mm; bottom: 12mm; font-size: 8.5pt }
"""


def letters_html(state: State, sender: Sequence[str], letters: Sequence[Letter]) -> str:
    """The document of these letters; it holds their credentials."""
    sheets = [
        _sheet(wording(state, letter.voter, letter.runs), sender, letter) for letter in letters
    ]
    said = letters[0].voter.language
    title = escape(wording(state, letters[0].voter, letters[0].runs).subject)
    head = f'<meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
    return f'<!DOCTYPE html><html lang="{said}"><head>{head}</head><body>{"".join(sheets)}</body>'


def _sheet(words: Wording, sender: Sequence[str], letter: Letter) -> str:
    voter = letter.voter
    return (
        f'<section lang="{words.language}">'
        f'<address class="sender">{_lines(sender)}</address>'
        f'<address class="member">{_lines((voter.name, *voter.address))}</address>'
        f"<main><h1>{escape(words.subject)}</h1>"
        f"<p>{escape(words.greeting)}</p><p>{escape(words.intro)}</p>"
        f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in words.hours)}</ul>"
        f'<div class="credential"><h2>{escape(words.label)}</h2>'
        f"<code>{escape(letter.private)}</code>"
        f'<p class="small">{escape(words.alphabet)}</p></div>'
        f"{''.join(f'<p>{escape(text)}</p>' for text in words.advice)}</main>"
        f"<footer>{escape(words.closing)}</footer></section>"
    )


def _lines(texts: Iterable[str]) -> str:
    return "<br>".join(map(escape, texts))
