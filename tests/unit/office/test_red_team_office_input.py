"""Attacks by what is sent: addresses, numbers, texts and files that no form of ours makes."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from tests.support.kits import entropy_of
from tests.support.office import Office, Official
from tests.support.section_phone import SectionPhone
from tests.support.simulator import Simulation

from suffrage.office.desks.kits.codes import issue_code
from suffrage.office.models import Election

pytestmark = pytest.mark.long


@pytest.fixture
def election(office: Office) -> Election:
    return office.election(Simulation().to_the_count())


@pytest.fixture
def stranger() -> Client:
    client = Client(headers={"host": settings.ALLOWED_HOSTS[0]})
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    "path",
    ["%00", "site/%00.html", "a" * 300, "site/" + "b/" * 2000, "..%2f..%2fsecret", "..//secret",
     "%2e%2e/%2e%2e/secret", "/etc/passwd", "%ff%fe", "site/..", "."],
)  # fmt: skip
def test_no_path_leads_out_of_the_public_folder_or_to_a_fault(
    election: Election, stranger: Client, path: str
) -> None:
    assert stranger.get(f"/e/{election.slug}/{path}").status_code == 404


@pytest.mark.parametrize("number", ["9" * 25, "9" * 5000, "1,99999999999999999999", "٣", ","])
def test_no_number_of_a_proposal_breaks_the_page(
    office: Office, election: Election, number: str
) -> None:
    chair = office.person("chair@example.org", election, "commission@chair")
    chair.client.raise_request_exception = False
    assert chair.get(f"/desk/{election.slug}/sign/{number}").status_code == 403


@pytest.mark.parametrize(
    "said",
    [
        b'{"step":"\\ud800","fields":{}}',
        b'{"step":"sheet","fields":{"contest":"\\ud800"}}',
        b'{"step":"signatures","fields":{"signatures":1e999}}',
        b'{"step":"signatures","fields":{"signatures":%s}}' % (b"9" * 4000),
        b'{"step":"signatures","fields":{"signatures":%s}}' % (b"9" * 9000),
        b'{"step":"signatures","fields":{"signatures":NaN}}',
        b'{"step":"signatures","fields":{"signatures":true}}',
        b'{"a":' * 15000 + b"1" + b"}" * 15000,
        b'{"step":"opened","fields":{"\\ud800":1}}',
        b"\xff\xfe{}",
        b"[]",
        b"null",
    ],
)
def test_no_json_of_a_phone_breaks_the_office(
    office: Office, election: Election, said: bytes
) -> None:
    phone = _opened(office, election)
    for path in ("draft", "send", "key"):
        answer: Any = phone.client.post(f"/section/{path}", said, "application/json")
        assert answer.status_code in (403, 409, 422), path


def test_no_part_of_a_sent_record_breaks_the_office(office: Office, election: Election) -> None:
    phone = _opened(office, election)
    for record in ("", "e30=", "\ud800", "bnVsbA==", "eyJhIjoiXHVkODAwIn0="):
        said = {"record": record, "payload": "\ud800", "signature": "\ud800" * 3}
        assert phone.say("send", said).status_code in (403, 409, 422), record


def _opened(office: Office, election: Election) -> SectionPhone:
    office.at("2023-01-12T20:30:00Z")
    phone = SectionPhone(election, "75-001")
    phone.client.raise_request_exception = False
    return phone.open(issue_code(election, "75-001", 1, "commission@chair", entropy_of("k")))


def test_a_form_without_its_token_changes_nothing(office: Office, election: Election) -> None:
    office.at("2023-01-12T20:30:00Z")
    code = issue_code(election, "75-001", 1, "commission@chair", entropy_of("k"))
    strict = Client(enforce_csrf_checks=True, headers={"host": settings.ALLOWED_HOSTS[0]})
    assert strict.post(f"/s/{election.slug}/75-001/1", {"code": code}).status_code == 403
    phone = SectionPhone(election, "75-001").open(code)
    strict.cookies = phone.client.cookies
    strict.cookies.pop("csrftoken", None)
    for path in ("draft", "send", "key", "photo"):
        assert strict.post(f"/section/{path}", "{}", "application/json").status_code == 403
    official = office.person("chair@example.org", election, "commission@chair")
    _check_official(official)


def _check_official(official: Official) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"host": settings.ALLOWED_HOSTS[0]})
    strict.force_login(official.person, "allauth.account.auth_backends.AuthenticationBackend")
    slug = official.election.slug
    for path in ("commission/rules/fix", "keys/make", "commission/people/invite", "tokens"):
        assert strict.post(f"/desk/{slug}/{path}", {"role": "observer"}).status_code == 403, path


@pytest.mark.parametrize(
    "then",
    ["//evil.example/", "https://evil.example/", "/\\evil.example", "/\t/evil.example/",
     "javascript:alert(1)", "\\\\evil.example", "/%0d%0aSet-Cookie: a=b", "///evil.example"],
)  # fmt: skip
def test_no_form_leads_to_another_site(stranger: Client, then: str) -> None:
    answer = stranger.post("/i18n/setlang/", {"language": "fr", "next": then})
    assert "evil" not in answer.headers.get("Location", "")
    assert "Set-Cookie: a" not in str(answer.headers)


def test_another_host_gets_no_page(stranger: Client) -> None:
    for host in ("evil.example", "localhost.evil.example", "testserver@evil.example"):
        assert stranger.get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize(
    "path", ["/account/login/", "/nowhere", "/section/photo", "/api/elections"]
)
@pytest.mark.parametrize("length", [str(2**40), "9" * 30, "x"])
def test_no_request_fills_the_disk(stranger: Client, path: str, length: str) -> None:
    answer = stranger.generic(
        "POST", path, b"--x", "multipart/form-data; boundary=x", CONTENT_LENGTH=length
    )
    assert answer.status_code == 413
    assert "script-src 'self'" in answer["Content-Security-Policy"]
