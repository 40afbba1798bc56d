"""What a member reads: complete, in the own language, without a link, deaf to hostile names."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.registrar import RUNS, state_of, voters

from suffrage.cli.registrar.letter import letters_html
from suffrage.cli.registrar.text import credential_mail, opening_mail, wording
from suffrage.registrar.deliver import Letter
from suffrage.registrar.electorate import Voter

CANARY = "AAAAA-BBBBBB-CCCCC-DDDDDD"
STATE = state_of("letter")
FRENCH, ENGLISH = voters(2)


def mail(voter: Voter) -> str:
    return credential_mail(wording(STATE, voter, RUNS), CANARY)


def test_a_mail_in_each_language() -> None:
    french, english = mail(FRENCH), mail(ENGLISH)
    assert "Texte d'orientation : du 11/01/2023 à 13 h 00 au 12/01/2023 à 17 h 00" in french
    assert "first-secretary: from 2023-01-18 at 13:00 to 2023-01-19 at 17:00" in english
    assert french.count(CANARY) == english.count(CANARY) == 1
    assert max(map(len, (french + english).splitlines())) <= 76


@pytest.mark.parametrize("voter", [FRENCH, ENGLISH])
def test_no_message_contains_a_link(voter: Voter) -> None:
    """A credential in an address would lie in every history and log on its way (A26)."""
    page = letters_html(STATE, ("Sender",), [Letter(voter, RUNS, CANARY)])
    for text in (mail(voter), page, *opening_mail(STATE.rules, voter)):
        assert "http" not in text
        assert "href" not in text


def test_only_the_rounds_that_the_credential_serves_are_named() -> None:
    text = credential_mail(wording(STATE, ENGLISH, RUNS[1:]), CANARY)
    assert "first-secretary" in text
    assert "Orientation" not in text


def test_an_opening_s_mail_has_no_credential() -> None:
    subject, text = opening_mail(STATE.rules, FRENCH)
    assert "Congrès" in subject
    assert "numéro d'adhérent" in text
    assert CANARY not in text


class _Page(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(" ".join([tag, *(name for name, _ in attrs)]))

    def handle_data(self, data: str) -> None:
        self.text += data


HONEST = _Page(letters_html(STATE, ("Sender",), [Letter(ENGLISH, RUNS, CANARY)]))


def test_each_letter_has_its_language_and_its_credential_once() -> None:
    letters = [Letter(FRENCH, RUNS, CANARY), Letter(ENGLISH, RUNS, "EEEEE-FFFFFF-GGGGG-HHHHHH")]
    page = letters_html(STATE, ("Sender",), letters)
    assert page.count(CANARY) == page.count("EEEEE-FFFFFF-GGGGG-HHHHHH") == 1
    assert page.index('<section lang="fr">') < page.index(CANARY)
    assert page.index(CANARY) < page.index('<section lang="en">')


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>",
        "</address></section><code>EEEEE-FFFFFF-GGGGG-HHHHHH</code>",
        '" onload="x',
        "<svg/onload=x>",
        "&lt;b&gt;",
        "<!--",
        "{name} {0} %s",
    ],
)
def test_a_hostile_name_is_text_and_nothing_else(name: str) -> None:
    _check_hostile(name)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_any_name_is_text_and_nothing_else(name: str) -> None:
    _check_hostile(name)


def _check_hostile(name: str) -> None:
    voter = replace(ENGLISH, name=name, address=(name, name))
    page = _Page(letters_html(STATE, (name,), [Letter(voter, RUNS, CANARY)]))
    assert [tag for tag in page.tags if tag != "br"] == [tag for tag in HONEST.tags if tag != "br"]
    assert page.text.count(name) >= 4
