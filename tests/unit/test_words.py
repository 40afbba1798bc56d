"""Every refusal has its sentence in both languages, and every sentence its refusal."""

import re
from string import Formatter

import pytest
from tests.support.codes import beginnings, literals, rethrown, uses

from suffrage.words import LANGUAGES, Language, _sentences, codes

USES = uses()
# Labels of the terminal, whose last part is made from a value: ``seats.label.quotient``.
LABELS = re.compile(r"[a-z]+\.(label|count|stage|phase|status)\.[a-z-]+")


def _fields(code: str, language: Language) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(_sentences(language)[code]) if name}


def test_codes_that_are_no_literals_are_those_of_errors_passed_on() -> None:
    assert set(rethrown()) == {"error.code", "finding.code", "found.code"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_sentence(language: Language) -> None:
    missing = {f"{use.code} ({use.module}:{use.line})" for use in USES} - {
        f"{use.code} ({use.module}:{use.line})" for use in USES if use.code in codes(language)
    }
    assert not missing


def test_every_sentence_is_said_somewhere() -> None:
    said, begun = literals(), beginnings()
    silent = {code for code in codes("en") if code not in said and not code.startswith(begun)}
    assert not {code for code in silent if not LABELS.fullmatch(code)}


def test_every_field_of_a_sentence_is_passed_wherever_its_code_is_raised() -> None:
    lacking = [
        f"{use.code} at {use.module}:{use.line} needs {sorted(need)}"
        for use in USES
        if use.fields is not None and (need := _fields(use.code, "en") - use.fields)
    ]
    assert not lacking


def test_both_languages_know_the_same_codes_and_use_the_same_fields() -> None:
    assert codes("fr") == codes("en")
    assert not [code for code in codes("en") if _fields(code, "en") != _fields(code, "fr")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_says_what_is_wrong_and_what_to_do_next(language: Language) -> None:
    raised = {use.code for use in USES if use.error != "Finding"}
    texts = {code: _sentences(language)[code] for code in raised}
    assert not [code for code, text in texts.items() if not re.match(r".+[.;:,!?] .+\.$", text)]


def test_french_is_set_as_french() -> None:
    faults = re.compile(r"\w[;!?»]|\w:(?!//)|«\w|\"|’|'(?=[a-z]+-?[a-z]*' )(?<!\w')\B{|  ")
    names = re.compile(r"'[^' ]*'|\{[^}]*\}|\S+:\S+")
    bad = {c: t for c, t in _sentences("fr").items() if faults.search(names.sub("x", t))}
    assert not bad
