"""Every refusal has its sentence in both languages, and every sentence its refusal."""

import re
from string import Formatter

import pytest
from tests.support.codes import literals, rethrown, uses

from suffrage.words import LANGUAGES, codes, sentence

USES = uses()
# Labels of the terminal, whose last part is made from a value: ``seats.label.quotient``.
LABELS = re.compile(r"[a-z]+\.(label|count|stage|phase|status)\.[a-z-]+")


def _text(code: str, language: str) -> str:
    return sentence(code, {name: f"{{{name}}}" for name in _EVERY_FIELD}, language)  # type: ignore[arg-type]


_EVERY_FIELD = {name for use in USES for name in use.fields or ()} | {
    *("box", "capacity", "state", "what", "when", "time", "names", "of", "percent", "place"),
}


def _fields(code: str, language: str) -> set[str]:
    from suffrage.words import _sentences  # noqa: PLC0415, PLC2701  (the raw text, braces and all)

    return {name for _, name, _, _ in Formatter().parse(_sentences(language)[code]) if name}  # type: ignore[arg-type]


def test_codes_that_are_no_literals_are_those_of_errors_passed_on():
    assert set(rethrown()) == {"error.code", "finding.code", "found.code"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_sentence(language):
    missing = {f"{use.code} ({use.module}:{use.line})" for use in USES} - {
        f"{use.code} ({use.module}:{use.line})" for use in USES if use.code in codes(language)
    }
    assert not missing


def test_every_sentence_is_said_somewhere():
    said = literals()
    assert not {code for code in codes("en") if code not in said and not LABELS.fullmatch(code)}


def test_every_field_of_a_sentence_is_passed_wherever_its_code_is_raised():
    lacking = [
        f"{use.code} at {use.module}:{use.line} needs {sorted(need)}"
        for use in USES
        if use.fields is not None and (need := _fields(use.code, "en") - use.fields)
    ]
    assert not lacking


def test_both_languages_know_the_same_codes_and_use_the_same_fields():
    assert codes("fr") == codes("en")
    assert not [code for code in codes("en") if _fields(code, "en") != _fields(code, "fr")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_says_what_is_wrong_and_what_to_do_next(language):
    from suffrage.words import _sentences  # noqa: PLC0415, PLC2701  (the raw text)

    raised = {use.code for use in USES if use.error != "Finding"}
    texts = {code: _sentences(language)[code] for code in raised}
    assert not [code for code, text in texts.items() if not re.match(r".+[.;:,!?] .+\.$", text)]


def test_french_is_set_as_french():
    from suffrage.words import _sentences  # noqa: PLC0415, PLC2701  (the raw text)

    faults = re.compile(r"\w[;!?»]|\w:(?!//)|«\w|\"|’|'(?=[a-z]+-?[a-z]*' )(?<!\w')\B{|  ")
    names = re.compile(r"'[^' ]*'|\{[^}]*\}|\S+:\S+")
    bad = {c: t for c, t in _sentences("fr").items() if faults.search(names.sub("x", t))}
    assert not bad
