"""A token opens one election in one role, is shown once, and ends when it is revoked."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support.office import Office, Official
from tests.support.published import publish
from tests.support.simulator import Simulation

from suffrage.errors import Refused
from suffrage.office.api import limits, tokens
from suffrage.office.models import ApiToken, Grant

PAGE = "/desk/congress/tokens"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Office(tmp_path) as one:
        one.at("2023-01-12T21:30:00Z")
        yield one


@pytest.fixture
def agent(office: Office) -> Official:
    election = office.election(Simulation().to_the_count())
    publish(election)
    return office.person("a1@example.org", election, "agent@to1")


def token_of(official: Official, **more: Any) -> str:
    kept = {"role": "agent@to1", "label": "counter", "may_submit": False, **more}
    return tokens.make_token(official.election, official.person, **kept)[0]


def ask(official: Official, token: str, path: str) -> Any:
    official.client.logout()
    return official.client.get(path, headers={"authorization": f"Bearer {token}"})


def test_a_token_is_shown_once_and_not_kept(agent: Official) -> None:
    page = agent.post(PAGE, {"role": "agent@to1", "label": "our counter"})
    text = page.content.decode()
    token = text.partition("<code>suffrage_")[2].partition("</code>")[0]
    assert len(token) > 40
    assert page.headers["Cache-Control"] == "no-store"
    assert token not in agent.get(PAGE).content.decode()
    assert "our counter" in agent.get(PAGE).content.decode()
    assert token not in str(ApiToken.objects.values())
    assert ask(agent, f"suffrage_{token}", "/api/elections").json()[0]["slug"] == "congress"


def test_without_a_token_nothing_is_told_to_anybody(agent: Official) -> None:
    for path in ("/api/elections", "/api/elections/congress", "/api/elections/nowhere/board"):
        answer = agent.client.get(path)
        assert answer.status_code == 401, path
        assert answer.json()["code"] == "api.token"
    assert ask(agent, "suffrage_false", "/api/elections").status_code == 401


def test_another_election_is_as_none(office: Office, agent: Official) -> None:
    other = office.election(Simulation().to_the_count(), slug="another")
    publish(other)
    Grant.objects.create(election=other, person=agent.person, role="agent@to1")
    token = token_of(agent)
    assert ask(agent, token, "/api/elections/congress/board").status_code == 200
    for path in ("board", "units?contest=text", "sheets", "disputes", "roll-changes"):
        told = ask(agent, token, f"/api/elections/another/{path}")
        never = ask(agent, token, f"/api/elections/nowhere/{path}")
        assert told.status_code == never.status_code == 404
        assert told.json() == never.json()


def test_a_revoked_token_opens_nothing(office: Office, agent: Official) -> None:
    token = token_of(agent)
    number = ApiToken.objects.get().pk
    twin = office.person("a2@example.org", agent.election, "agent@to1")
    assert twin.post(f"{PAGE}/{number}/revoke").status_code == 404
    assert ask(twin, token, "/api/elections").status_code == 200
    assert agent.post(f"{PAGE}/{number}/revoke").status_code == 200
    assert ask(agent, token, "/api/elections").status_code == 401


def test_a_token_ends_with_its_role(agent: Official) -> None:
    token = token_of(agent)
    assert ask(agent, token, "/api/elections").status_code == 200
    Grant.objects.filter(person=agent.person).delete()
    assert ask(agent, token, "/api/elections").status_code == 401


def test_a_token_is_made_for_an_own_role_only(office: Office, agent: Official) -> None:
    for form in ({"role": "agent@to2", "label": "x"}, {"role": "agent@to1", "label": " "}):
        assert agent.post(PAGE, form).status_code == 422
    observer = office.person("o@example.org", agent.election, "observer")
    observer.post(PAGE, {"role": "observer", "label": "x", "may_submit": "1"})
    assert not ApiToken.objects.get().may_submit
    desk = office.person("h@example.org", agent.election, "helpdesk")
    assert desk.get(PAGE).status_code == 403


def test_nobody_holds_tokens_without_end(agent: Official) -> None:
    for _ in range(tokens.MOST):
        token_of(agent)
    with pytest.raises(Refused, match=r"api\.tokens-many"):
        token_of(agent)


def test_a_token_that_asks_too_often_waits(
    agent: Official, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits.READING, "most", 2)
    monkeypatch.setattr(limits.READING, "_asked", {})
    token, other = token_of(agent), token_of(agent)
    answers = [ask(agent, token, "/api/elections") for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert answers[2].json()["code"] == "api.often"
    assert int(answers[2].headers["Retry-After"]) > 0
    assert ask(agent, other, "/api/elections").status_code == 200
