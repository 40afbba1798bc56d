"""The rule decides, the commission freezes: a salted root with counts, from exactly these rows."""

import msgspec
import pytest
from tests.support.office import Office, Official, state_of
from tests.support.rolls import (
    freeze_by,
    frozen_office,
    import_members,
    member_row,
    members_csv,
    without_roll,
)

from suffrage.errors import Inconsistent, Refused
from suffrage.model import canonical
from suffrage.office.desks.roll.signers import signers_of
from suffrage.office.models import Election, Member, Roll, RollLeaf
from suffrage.roll.eligibility import EligibilityRule

pytestmark = pytest.mark.long

RULE = {
    "at": "2023-01-12",
    "months": "6",
    "presented_by": "",
    "dues_from": "2022-01-01",
    "dues_by": "2022-12-31",
    "appeals_until": "2023-01-11T18:00",
}
LATE = (
    member_row(9001, "75-001", joined="2022-09-01"),
    member_row(9002, "75-001", paid=""),
    member_row(9003, "75-002", paid="2021-05-01"),
)


@pytest.fixture
def officer(office: Office) -> Official:
    sim = without_roll()
    one = office.person("roll@example.org", office.election(sim), "roll")
    import_members(one, members_csv(sim.definition, LATE))
    return one


def path(officer: Official, rest: str = "") -> str:
    return f"/desk/{officer.election.slug}/roll/{rest}"


@pytest.mark.usefixtures("officer")
def test_without_a_rule_everybody_in_the_file_is_entitled() -> None:
    assert Member.objects.filter(on_roll=True).count() == Member.objects.count()


def test_a_rule_decides_with_a_reason_for_each(officer: Official) -> None:
    page = officer.post(path(officer, "rule/save"), RULE)
    assert page.status_code == 200
    left_out = dict(Member.objects.filter(on_roll=False).values_list("number", "reason"))
    assert left_out == {
        "09001": "eligibility.joined-late",
        "09002": "eligibility.dues-unknown",
        "09003": "eligibility.dues-old",
    }
    rule = EligibilityRule(
        1, at="2023-01-12", months=6, dues_from="2022-01-01", dues_by="2022-12-31"
    )
    assert canonical.digest(rule) in page.content.decode()
    assert Roll.objects.get().appeals_until == "2023-01-11T17:00:00Z"


def test_reasons_are_counted_and_listed(officer: Official) -> None:
    officer.post(path(officer, "rule/save"), RULE)
    counts = officer.get(path(officer, "counts")).content.decode()
    assert "dues too old" in counts
    listed = officer.get(path(officer, "not-entitled"), reason="eligibility.dues-old")
    assert "Petit9003" in listed.content.decode()
    assert "Petit9001" not in listed.content.decode()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"at": "12/01/2023"}, "at"),
        ({"at": ""}, "at"),
        ({"months": "six"}, "months"),
        ({"months": "1201"}, "months"),
        ({"dues_from": "2023-06-01"}, "dues_from"),
        ({"appeals_until": "tomorrow"}, "appeals_until"),
        ({"appeals_until": "2023-03-26T02:30"}, "appeals_until"),
    ],
)
def test_a_fault_of_the_rule_stands_beside_its_field(
    officer: Official, changed: dict[str, str], field: str
) -> None:
    page = officer.post(path(officer, "rule/save"), RULE | changed)
    assert page.status_code == 422
    assert f'id="{field}-fault"' in page.content.decode()
    assert not Roll.objects.get().rule


def test_the_freeze_is_refused_while_counts_differ(office: Office, officer: Official) -> None:
    chair = office.person("chair@example.org", officer.election, "commission@chair")
    page = chair.post(path(officer, "freeze"))
    assert page.status_code == 422
    assert "roll.differs" in page.content.decode()
    assert not RollLeaf.objects.exists()


def test_the_commission_freezes_what_was_decided(office: Office, officer: Official) -> None:
    officer.post(path(officer, "rule/save"), RULE)
    freeze_by(office, officer.election.slug, officer.election)
    state, roll = state_of(officer.election), Roll.objects.get()
    assert state.roll_root == roll.root
    assert roll.index == state.size - 1
    assert RollLeaf.objects.count() == sum(u.registered for u in state.rules.tree.sections)
    assert not RollLeaf.objects.filter(number__startswith="09").exists()
    assert not Member.objects.filter(number__in=RollLeaf.objects.values("salt")).exists()


def test_a_roll_that_changed_since_it_was_prepared_is_not_frozen(
    office: Office, officer: Official
) -> None:
    officer.post(path(officer, "rule/save"), RULE)
    chair = office.person("chair@example.org", officer.election, "commission@chair")
    page = chair.post(path(officer, "freeze"))
    officer.post(path(officer, "rule/save"), RULE)
    refused = chair.sign(page)
    assert refused.status_code == 422
    assert "roll.prepared-before" in refused.content.decode()
    assert not state_of(officer.election).roll_root
    assert not Roll.objects.get().frozen


def test_after_the_freeze_the_rule_stays(office: Office) -> None:
    _, officer, _ = frozen_office(office)
    refused = officer.post(path(officer, "rule/save"), RULE)
    assert refused.status_code == 409
    assert not Roll.objects.get().rule


def test_who_prepares_the_roll_does_not_freeze_it(officer: Official) -> None:
    assert officer.post(path(officer, "freeze")).status_code == 403


def test_a_signing_list_has_the_members_of_the_board(office: Office) -> None:
    _, officer, _ = frozen_office(office)
    listed = signers_of(officer.election, "75-002", 1)
    assert listed.entitled == listed.may_sign == state_of(officer.election).registered["75-002"]
    page = officer.get(path(officer, "sections/75-002")).content.decode()
    assert all(line.name in page for line in listed.lines)


def test_a_signing_list_that_differs_from_the_board_is_not_printed(office: Office) -> None:
    _, officer, _ = frozen_office(office)
    Member.objects.filter(unit="75-002").first().delete()  # type: ignore[union-attr]
    with pytest.raises(Inconsistent, match="list-differs"):
        signers_of(officer.election, "75-002", 1)
    assert "would have" in officer.get(path(officer, "sections/75-002")).content.decode()


def test_no_list_before_the_freeze_nor_of_a_unit_that_is_none(officer: Official) -> None:
    with pytest.raises(Refused, match="not-committed"):
        signers_of(officer.election, "75-002", 1)
    with pytest.raises(Refused, match=r"unit\.unknown"):
        signers_of(officer.election, "75", 1)
    with pytest.raises(Refused, match=r"round\.unknown"):
        signers_of(officer.election, "75-002", 7)


def test_counts_go_into_a_definition_in_preparation(office: Office) -> None:
    sim = without_roll()
    convened = office.election(sim)
    draft = Election.objects.create(
        slug="draft", convener=convened.convener, draft=canonical.encode(sim.definition)
    )
    officer = office.person("r@example.org", draft, "roll")
    import_members(officer, b"\n".join(members_csv(sim.definition).splitlines()[:11]) + b"\n")
    officer.post("/desk/draft/roll/counts/take")
    draft.refresh_from_db()
    counts = {unit.id: unit.registered for unit in draft.drafted().tree.sections}
    assert counts == dict.fromkeys(counts, 0) | {"13-001": 10}
    assert msgspec.structs.replace(draft.drafted(), units=()) == msgspec.structs.replace(
        sim.definition, units=()
    )


def test_counts_of_a_convened_election_stay(officer: Official) -> None:
    assert officer.post(path(officer, "counts/take")).status_code == 409
