"""The page on settings and the code that reads them name the same variables."""

import ast
import re

import pytest
from tests.support.codes import ROOT
from tests.support.refusals import refused

from suffrage.office.environment import read_environment

PAGE = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
CODE = (ROOT / "src/suffrage/office/environment.py").read_text(encoding="utf-8")


def read_variables() -> set[str]:
    """What the code asks its mapping for."""
    return {
        node.args[0].value
        for node in ast.walk(ast.parse(CODE))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "get"
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def test_every_variable_has_its_line_and_its_paragraph() -> None:
    assert read_variables() == set(re.findall(r"^\| `([A-Z_]+)`", PAGE, re.MULTILINE))
    assert read_variables() == set(re.findall(r"^## `([A-Z_]+)`", PAGE, re.MULTILINE))


def test_nothing_else_of_the_office_reads_the_environment() -> None:
    allowed = {"environment.py", "settings.py", "wsgi.py"}
    readers = {
        path.name
        for path in (ROOT / "src/suffrage/office").rglob("*.py")
        if re.search(r"os\.(environ|getenv)", path.read_text(encoding="utf-8"))
    }
    assert readers <= allowed


def test_the_defaults_of_the_page_are_those_of_the_code() -> None:
    found = read_environment({})
    assert (found.data.name, found.url) == ("office", "http://localhost:8000")
    assert found.database.name == str(found.data / "office.sqlite3")
    assert (found.mail.way, found.mail.folder) == ("file", str(found.data / "mail"))
    assert found.mail_from == "office@localhost"
    assert found.clock is None


@pytest.mark.parametrize(
    ("code", "variables"),
    [
        ("setting.url", {"SUFFRAGE_URL": "http://vote.example.org"}),
        ("setting.url", {"SUFFRAGE_URL": "https://vote.example.org/office"}),
        ("setting.clock", {"SUFFRAGE_URL": "https://vote.example.org", "SUFFRAGE_CLOCK": "x"}),
        ("setting.database", {"DATABASE_URL": "mysql://x/y"}),
        ("setting.mail", {"SUFFRAGE_MAIL": "imap://x"}),
    ],
)
def test_what_the_page_forbids_is_refused(code: str, variables: dict[str, str]) -> None:
    with refused(code):
        read_environment(variables)


def test_passwords_of_the_page_s_forms_are_read_and_never_shown() -> None:
    found = read_environment(
        {
            "DATABASE_URL": "postgresql://user:p%40ss@host:5433/name",
            "SUFFRAGE_MAIL": "smtps://user:p%40ss@host",
        }
    )
    assert (found.database.password, found.mail.password, found.mail.port) == ("p@ss", "p@ss", 465)
    assert "p@ss" not in repr(found)
