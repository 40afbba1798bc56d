"""The log: lines of JSON that say what happened, and nothing about anybody."""

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from tests.support.office import Office, Official
from tests.support.simulator import Simulation

from suffrage.office.serving.logs import JsonLines, logging_settings

NAME = 'Éloïse\n{"level": "forged"} O\'Brien'


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the office's handler would put on the standard error."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonLines())
    loggers = [logging.getLogger(name) for name in ("suffrage", "django")]
    for logger in loggers:
        logger.addHandler(handler)
    yield out
    for logger in loggers:
        logger.removeHandler(handler)


@pytest.fixture
def chair(tmp_path: Path) -> Iterator[Official]:
    with Office(tmp_path) as office:
        election = office.election(Simulation().convene().fix_rules())
        yield office.person("ada@example.org", election, "commission@chair")


def _lines(written: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_a_request_is_told_by_its_route_status_and_role(
    chair: Official, written: io.StringIO
) -> None:
    chair.client.get("/desk/congress/keys")
    (line,) = _lines(written)
    assert {key: line[key] for key in ("event", "method", "route", "status", "role")} == {
        "event": "answered",
        "method": "GET",
        "route": "desk/<slug:election>/keys",
        "status": 200,
        "role": "commission",
    }
    assert isinstance(line["ms"], int)
    assert len(str(line["request"])) == 12


def test_no_name_code_address_or_query_is_in_the_log(chair: Official, written: io.StringIO) -> None:
    chair.person.name = NAME
    chair.person.save()
    host = settings.ALLOWED_HOSTS[0]
    browser = Client(
        headers={
            "host": host,
            "user-agent": NAME.replace("\n", " ").encode("ascii", "ignore").decode(),
        }
    )
    browser.get("/account/login/", {"next": "/Éloïse", "email": "eloise@example.org"})
    browser.post("/account/login/", {"email": "eloise@example.org"})
    browser.post("/account/login/code/", {"code": "SECR-ETXX"})
    browser.get("/nowhere/Éloïse/4711")
    browser.get("/e/eloise/secret")
    browser.generic("ÉLOÏSE", "/account/login/")
    Client(headers={"host": "eloise.example"}).get("/")
    chair.client.get("/desk/congress/sign/4711?as=eloise")
    text = written.getvalue().lower()
    said = (
        "éloïse",
        "elo",
        "\\u00e9",
        "example.org",
        "example",
        "4711",
        "secr",
        "127.0.0.1",
        "ada",
    )
    assert [one for one in said if one in text] == []
    assert len(_lines(written)) >= 8


def test_an_error_is_told_by_its_kind_and_place_alone(
    chair: Official, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError(NAME)

    monkeypatch.setattr("suffrage.office.home.render", broken)
    chair.client.raise_request_exception = False
    chair.client.get("/?who=Eloise")
    errors = [line for line in _lines(written) if "error" in line]
    assert [line["error"] for line in errors] == ["RuntimeError"]
    assert any("home.py" in str(place) for place in errors[0]["places"])  # type: ignore[attr-defined]
    assert "lo\\u00efse" not in written.getvalue()
    assert "Eloise" not in written.getvalue()


def test_only_fields_of_ours_are_told(written: io.StringIO) -> None:
    log = logging.getLogger("suffrage.office.trial")
    log.warning(
        "event", extra={"unsent": 3, "fault": "Timeout", "email": NAME, "request_path": NAME}
    )
    (line,) = _lines(written)
    assert line["unsent"] == 3
    assert line["fault"] == "Timeout"
    assert "email" not in line
    assert "request_path" not in line


def test_the_web_server_s_own_warnings_are_told_without_their_words() -> None:
    made = logging.LogRecord(
        "gunicorn.error",
        logging.WARNING,
        __file__,
        1,
        "Invalid request from ip=192.0.2.1",
        (),
        None,
    )
    assert "192.0.2.1" not in JsonLines().format(made)
    assert set(logging_settings()["loggers"]) == {"suffrage", "django", "gunicorn.error"}
