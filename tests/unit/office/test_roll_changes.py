"""Changes after the freeze: signed figures on the board, and the rows in the same transaction."""

from typing import Any

import pytest
from tests.support.office import Office, Official, state_of
from tests.support.rolls import frozen_office

from suffrage.office.desks.roll.signers import signers_of
from suffrage.office.models import Member, RollChange

pytestmark = pytest.mark.long


@pytest.fixture
def chair(office: Office) -> Official:
    return frozen_office(office)[2]


@pytest.fixture
def paris(office: Office, chair: Official) -> Official:
    return office.person("fed75@example.org", chair.election, "federation@75")


def first(unit: str) -> Member:
    return Member.objects.filter(unit=unit, on_roll=True).order_by("pk")[0]


def change(official: Official, row: Member, kind: str, ground: str, **more: str) -> Any:
    path = f"/desk/{official.election.slug}/roll/members/{row.unit}/{row.pk}/change"
    return official.post(path, {"kind": kind, "ground": ground, **more})


def new(official: Official, **changed: str) -> Any:
    typed = {
        "number": "90001", "family": "Roy", "given": "Ada", "unit": "75-001",
        "ground": "late-dues", "note": "receipt seen", **changed,
    }  # fmt: skip
    return official.post(f"/desk/{official.election.slug}/roll/changes/new/add", typed)


def test_a_member_is_taken_off_by_a_signed_record(chair: Official) -> None:
    row = first("75-001")
    before = state_of(chair.election).registered["75-001"]
    page = change(chair, row, "removed", "deceased")
    row.refresh_from_db()
    assert row.on_roll
    chair.sign(page)
    row.refresh_from_db()
    state, made = state_of(chair.election), RollChange.objects.get()
    assert (row.on_roll, row.reason) == (False, "member.gone.deceased")
    assert state.registered["75-001"] == before - 1
    assert (made.left, made.joined, made.half) == (state.size - 1, None, False)
    assert signers_of(chair.election, "75-001", 1).entitled == before - 1


def test_late_dues_bring_a_member_back_in_two_taps(chair: Official) -> None:
    row = first("75-001")
    chair.sign(change(chair, row, "removed", "resigned"))
    row.refresh_from_db()
    chair.sign(change(chair, row, "added", "late-dues"))
    row.refresh_from_db()
    assert (row.on_roll, row.reason, row.added) == (True, "", True)
    listed = signers_of(chair.election, "75-001", 1)
    assert [line.number for line in listed.lines if line.added] == [row.number]


def test_somebody_unknown_is_added_by_the_own_federation(paris: Official) -> None:
    before = state_of(paris.election).registered["75-001"]
    paris.sign(new(paris))
    row = Member.objects.get(number="90001")
    assert (row.name, row.unit, row.on_roll, row.added) == ("Ada Roy", "75-001", True, True)
    assert state_of(paris.election).registered["75-001"] == before + 1
    assert RollChange.objects.get().by == "federation@75"


def test_a_federation_adds_nobody_elsewhere(paris: Official) -> None:
    refused = new(paris, unit="13-001")
    assert refused.status_code == 422
    row = first("13-001")
    assert change(paris, row, "removed", "resigned").status_code == 403
    assert not RollChange.objects.exists()


@pytest.mark.parametrize("number", ["00001", "OOOO1x", "00007\u0430"])
def test_a_number_that_is_known_or_looks_like_one_is_not_added(
    chair: Official, number: str
) -> None:
    Member.objects.filter(number="00007").update(number="00007a", likeness="00007a")
    Member.objects.filter(number="00009").update(number="oooo1X", likeness="oooo1x")
    assert new(chair, number=number).status_code == 422
    assert Member.objects.filter(number=number, added=True).count() == 0


def test_a_move_within_the_federation_is_two_records_signed_by_one_press(
    paris: Official,
) -> None:
    row = first("75-001")
    state = state_of(paris.election)
    paris.sign(change(paris, row, "moved", "wrong-section", to="75-002"))
    row.refresh_from_db()
    after, made = state_of(paris.election), RollChange.objects.get()
    assert (row.unit, row.on_roll, row.added) == ("75-002", True, True)
    assert after.registered["75-001"] == state.registered["75-001"] - 1
    assert after.registered["75-002"] == state.registered["75-002"] + 1
    assert (made.left, made.joined) == (state.size, state.size + 1)
    for unit in ("75-001", "75-002"):
        signers_of(paris.election, unit, 1)


def test_a_move_to_another_federation_waits_for_its_signature(
    office: Office, paris: Official
) -> None:
    row = first("75-001")
    paris.sign(change(paris, row, "moved", "wrong-section", to="13-001"))
    row.refresh_from_db()
    made = RollChange.objects.get()
    assert made.half
    assert (row.on_roll, row.unit, row.reason) == (False, "75-001", "member.moving")
    other = office.person("fed13@example.org", paris.election, "federation@13")
    listed = other.get(f"/desk/{paris.election.slug}/roll/changes").content.decode()
    assert "half written" in listed
    other.sign(other.post(f"/desk/{paris.election.slug}/roll/changes/{made.pk}/finish"))
    row.refresh_from_db()
    made.refresh_from_db()
    assert not made.half
    assert (row.on_roll, row.unit) == (True, "13-001")
    signers_of(paris.election, "13-001", 1)


def test_a_ground_that_does_not_fit_is_refused(chair: Official) -> None:
    assert change(chair, first("75-001"), "removed", "late-dues").status_code == 409
    assert change(chair, first("75-001"), "removed", "").status_code == 422
    assert change(chair, first("75-001"), "moved", "wrong-section", to="99").status_code == 422


def test_a_change_that_comes_second_leaves_no_row_and_no_record(chair: Official) -> None:
    row = first("75-001")
    one = change(chair, row, "removed", "deceased")
    other = change(chair, row, "removed", "resigned")
    chair.sign(one)
    size = state_of(chair.election).size
    refused = chair.sign(other)
    assert refused.status_code == 409
    assert state_of(chair.election).size == size
    assert RollChange.objects.count() == 1


def test_a_false_signature_leaves_no_row(chair: Official) -> None:
    row = first("75-001")
    page = change(chair, row, "removed", "deceased")
    refused = chair.post(page.wsgi_request.path, {"signature": "00" * 64})
    assert refused.status_code == 422
    row.refresh_from_db()
    assert row.on_roll
    assert not RollChange.objects.exists()


def test_the_board_holds_no_name_and_no_number(chair: Official) -> None:
    from suffrage.adapters.sql_store import SqlStore  # noqa: PLC0415
    from suffrage.office.boards import the_database  # noqa: PLC0415

    chair.sign(new(chair))
    store = SqlStore(the_database(), chair.election.slug)
    public = b"".join([*store.entries(0), *(data for _, _, data in store.blobs(0))])
    assert b"roll.amended" in public
    for private in ("90001", "Roy", "receipt", "Petit1"):
        assert private.encode() not in public


def test_all_faults_of_the_form_are_told_at_once(chair: Official) -> None:
    text = new(chair, number="", family="", unit="nowhere").content.decode()
    assert all(f'id="{name}-fault"' in text for name in ("number", "family", "unit"))
