"""Appeals: filed before a deadline, decided with a reason, and never lost by another import."""

from typing import Any

import pytest
from tests.support.office import Office, Official, state_of
from tests.support.rolls import frozen_office, import_members, member_row, members_csv, without_roll
from tests.unit.office.test_roll_freeze import RULE

from suffrage.office.models import Appeal, Member, Roll, RollChange

pytestmark = pytest.mark.long

DATA = members_csv(without_roll().definition, [member_row(9001, "75-001", paid="")])


@pytest.fixture
def officer(office: Office) -> Official:
    one = office.person("roll@example.org", office.election(without_roll()), "roll")
    import_members(one, DATA)
    one.post(f"/desk/{one.election.slug}/roll/rule/save", RULE)
    return one


def file(official: Official, number: str, **said: str) -> Any:
    row = Member.objects.get(number=number)
    path = f"/desk/{official.election.slug}/roll/members/{row.unit}/{row.pk}/appeal"
    return official.post(path, {"wish": "entitled", "text": "receipt of May", **said})


def decide(official: Official, outcome: str, reason: str = "the receipt is good") -> Any:
    path = f"/desk/{official.election.slug}/roll/appeals/{Appeal.objects.latest('pk').pk}/decide"
    return official.post(path, {"outcome": outcome, "reason": reason})


def test_an_appeal_upheld_before_the_freeze_puts_a_member_on_the_roll(officer: Official) -> None:
    file(officer, "09001")
    version = Roll.objects.get().version
    decide(officer, "upheld")
    assert Member.objects.get(number="09001").on_roll
    assert Roll.objects.get().version > version
    page = officer.get(f"/desk/{officer.election.slug}/roll/appeals").content.decode()
    assert "the receipt is good" in page


def test_a_decision_outlives_another_import(officer: Official) -> None:
    file(officer, "09001")
    decide(officer, "upheld")
    file(officer, "00001", wish="section", unit="75-003")
    decide(officer, "upheld")
    import_members(officer, DATA)
    assert Member.objects.get(number="09001").on_roll
    assert Member.objects.get(number="00001").unit == "75-003"


def test_a_rejected_appeal_changes_nothing(officer: Official) -> None:
    file(officer, "09001")
    decide(officer, "rejected")
    assert not Member.objects.get(number="09001").on_roll
    assert Appeal.objects.get().outcome == "rejected"


def test_a_decision_needs_a_reason_and_is_made_once(officer: Official) -> None:
    file(officer, "09001")
    assert decide(officer, "upheld", "").status_code == 422
    assert decide(officer, "perhaps").status_code == 422
    decide(officer, "rejected")
    assert decide(officer, "upheld").status_code == 409


def test_appeals_end_at_their_deadline(office: Office, officer: Official) -> None:
    office.at("2023-01-11T16:59:59Z")
    file(officer, "09001")
    assert Appeal.objects.count() == 1
    office.at("2023-01-11T17:00:00Z")
    assert file(officer, "00001").status_code == 409
    assert Appeal.objects.count() == 1


@pytest.mark.parametrize(
    "said",
    [{"wish": "money"}, {"text": " "}, {"text": "x" * 2001}, {"wish": "section", "unit": "75-001"},
     {"wish": "section", "unit": "nowhere"}],
)  # fmt: skip
def test_an_appeal_that_says_nothing_is_refused(officer: Official, said: dict[str, str]) -> None:
    assert file(officer, "09001", **said).status_code == 422
    assert not Appeal.objects.exists()


def test_a_second_appeal_waits_for_the_first(officer: Official) -> None:
    file(officer, "09001")
    assert file(officer, "09001").status_code == 409


def test_the_help_desk_files_and_does_not_decide(office: Office, officer: Official) -> None:
    desk = office.person("help@example.org", officer.election, "helpdesk")
    file(desk, "09001")
    assert Appeal.objects.get().filed_by == "helpdesk"
    assert decide(desk, "upheld").status_code == 403


def test_after_the_freeze_an_appeal_upheld_is_a_signed_change(office: Office) -> None:
    _, officer, chair = frozen_office(office)
    Roll.objects.update(appeals_until="2023-01-11T17:00:00Z")
    file(officer, "00001", wish="removed", text="not a member of ours")
    assert decide(officer, "upheld").status_code == 409
    page = decide(chair, "upheld")
    assert Appeal.objects.get().outcome == ""
    before = state_of(chair.election).size
    chair.sign(page)
    assert state_of(chair.election).size == before + 1
    appeal, row = Appeal.objects.get(), Member.objects.get(number="00001")
    assert (appeal.outcome, appeal.decided_by) == ("upheld", "commission@chair")
    assert (row.on_roll, row.reason) == (False, "member.gone.appeal")
    assert RollChange.objects.get().ground == "appeal-upheld"
