"""The help desk answers from one page, every look is logged, and no secret is within reach."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django import shortcuts
from tests.support.office import Office, Official
from tests.support.rolls import frozen_office

from suffrage.office.models import Lookup, Member, MemberDoor, RollLeaf

pytestmark = pytest.mark.long


@pytest.fixture
def chair(office: Office) -> Official:
    return frozen_office(office)[2]


@pytest.fixture
def desk(office: Office, chair: Official) -> Official:
    return office.person("help@example.org", chair.election, "helpdesk")


def look(official: Official, number: str) -> Any:
    row = Member.objects.get(number=number)
    return official.post(f"/desk/{official.election.slug}/helpdesk/look/{row.unit}/{row.pk}")


def search(official: Official, query: str) -> str:
    path = f"/desk/{official.election.slug}/helpdesk/search"
    return str(official.post(path, {"query": query}).content.decode())


@pytest.mark.parametrize("said", ["petit7 zoe7", "ZOÉ7 PETIT7", "00007", "0 00 07"])
def test_a_member_is_found_as_dictated(desk: Official, said: str) -> None:
    text = search(desk, said)
    assert "Zoé7 Petit7" in text


def test_a_whole_number_is_found_alone(desk: Official) -> None:
    assert "Members found: 1" in search(desk, "00042")


def test_too_little_is_refused_beside_the_field_and_not_logged(desk: Official) -> None:
    path = f"/desk/{desk.election.slug}/helpdesk/search"
    page = desk.post(path, {"query": "a"})
    assert page.status_code == 422
    assert 'id="query-fault"' in page.content.decode()
    assert not Lookup.objects.exists()


def test_the_answer_says_section_hours_and_what_to_do(desk: Official) -> None:
    text = look(desk, "00007").content.decode()
    assert "Go to the section 13-001 between 12 January 2023, 17:00" in text
    assert "on the roll" in text
    assert "Nobody records one by one" in text


def test_every_look_is_logged_with_who_whom_and_when(desk: Official, chair: Official) -> None:
    search(desk, "petit7")
    look(desk, "00007")
    looks = list(Lookup.objects.order_by("pk").values_list("person__email", "query", "number"))
    assert looks == [("help@example.org", "petit7", ""), ("help@example.org", "", "00007")]
    log = chair.get(f"/desk/{desk.election.slug}/helpdesk/log").content.decode()
    assert "help@example.org" in log
    assert "00007" in log
    assert desk.get(f"/desk/{desk.election.slug}/helpdesk/log").status_code == 403


def test_a_look_is_of_who_made_it_and_ends(office: Office, desk: Official, chair: Official) -> None:
    path = look(desk, "00007").wsgi_request.path
    assert desk.get(path).status_code == 200
    assert Lookup.objects.count() == 1
    assert chair.get(path).status_code == 404
    office.at("2023-01-10T10:30:00Z")
    assert desk.get(path).status_code == 409


def test_a_search_is_no_answer(desk: Official) -> None:
    search(desk, "petit7")
    number = Lookup.objects.get().pk
    assert desk.get(f"/desk/{desk.election.slug}/helpdesk/answer/{number}").status_code == 404


def test_a_get_makes_no_look(desk: Official) -> None:
    row = Member.objects.get(number="00007")
    path = f"/desk/{desk.election.slug}/helpdesk/look/{row.unit}/{row.pk}"
    assert desk.get(path).status_code == 405
    assert not Lookup.objects.exists()


def _reachable(value: Any, seen: set[int], depth: int = 0) -> Iterator[str]:
    """All texts that a template could write out of a value of its context."""
    if id(value) in seen or depth > 8:
        return
    seen.add(id(value))
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _reachable(one, seen, depth + 1)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for one in value:
            yield from _reachable(one, seen, depth + 1)
    else:
        names = [*getattr(value, "__dict__", {}), *getattr(type(value), "__slots__", ())]
        for name in names:
            yield from _reachable(getattr(value, name, None), seen, depth + 1)


def test_no_secret_is_in_an_answer_or_its_context(
    desk: Official, monkeypatch: pytest.MonkeyPatch
) -> None:
    contexts: list[dict[str, Any]] = []
    real = shortcuts.render

    def render(request: Any, template: str, context: dict[str, Any], **more: Any) -> Any:
        contexts.append({name: value for name, value in context.items() if name != "desk"})
        return real(request, template, context, **more)

    monkeypatch.setattr("suffrage.office.rights.desk.render", render)
    secrets = {salt for (salt,) in RollLeaf.objects.values_list("salt")}
    kept = "scrypt:16384:8:1:" + "ab" * 16 + ":" + "cd" * 32
    MemberDoor.objects.create(
        election=desk.election, number="00007", code=kept, address="x", at="2023-01-10T09:00:00Z"
    )
    text = search(desk, "petit7") + look(desk, "00007").content.decode()
    assert len(contexts) == 2
    told = {one for context in contexts for one in _reachable(context, set())}
    assert "00007" in told
    assert not told & (secrets | {kept})
    assert not set(re.findall("[0-9a-f]{64}", text)) & secrets
    assert "scrypt" not in text
