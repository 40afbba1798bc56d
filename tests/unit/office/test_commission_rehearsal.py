"""One button plays the evening on a board of its own, with keys worth nothing elsewhere."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.support.office import Office, Official, state_of
from tests.support.simulator import Simulation, seed_of

from suffrage.acts.opening.open_polls import open_polls
from suffrage.adapters.sql_store import SqlStore
from suffrage.board.record import Record
from suffrage.board.signature import key_of, record_message, signer
from suffrage.errors import NotVerified
from suffrage.office.boards import the_database, write
from suffrage.office.desks.commission import rehearsal_people
from suffrage.office.models import Election, Grant, Kit, Photo, Rehearsal, SectionKey
from suffrage.office.signing.carried import given_signature

pytestmark = pytest.mark.long


@pytest.fixture
def chair(office: Office) -> Official:
    election = office.election(Simulation().convene().fix_rules())
    return office.person("chair@example.org", election, "commission@chair")


def _rehearse(chair: Official) -> Election:
    page = chair.post(f"/desk/{chair.election.slug}/commission/rehearse")
    assert page.status_code == 200
    assert "in memory alone" in page.content.decode()
    _join()
    return Election.objects.filter(rehearses=chair.election).latest("pk")


def _join() -> None:
    for thread in threading.enumerate():
        if thread.name.startswith("rehearsal-"):
            thread.join()


def _report(chair: Official, election: Election) -> str:
    page = chair.get(f"/desk/{election.slug}/commission/rehearsal")
    assert page.status_code == 200
    return str(page.content.decode())


def test_the_evening_is_played_to_its_certificates_on_another_board(chair: Official) -> None:
    before = state_of(chair.election).size
    made = _rehearse(chair)
    run = Rehearsal.objects.get(election=made)
    assert (run.fault, run.done) == ("", run.total)
    assert run.refusals > 0
    state = state_of(made)
    assert state.rules.rehearsal
    assert "text" in state.certified
    assert state.origin != state_of(chair.election).origin
    assert state_of(chair.election).size == before


def test_every_page_of_it_says_that_it_is_none(chair: Official) -> None:
    made = _rehearse(chair)
    for page in ("commission/", "commission/rehearsal", "commission/rules", "motions", "keys"):
        assert "REHEARSAL" in chair.get(f"/desk/{made.slug}/{page}").content.decode(), page
    assert "REHEARSAL" not in chair.get(f"/desk/{chair.election.slug}/motions").content.decode()
    assert "REHEARSAL" in chair.get("/").content.decode()


def test_everybody_keeps_the_role_and_no_key(office: Office, chair: Official) -> None:
    officer = office.person("ada@example.org", chair.election, "federation@75", phone="+33 1")
    Grant.objects.filter(role="federation@75").update(key="ab" * 32)
    made = _rehearse(chair)
    grant = Grant.objects.get(election=made, person=officer.person)
    assert (grant.role, grant.phone, grant.key) == ("federation@75", "+33 1", "")


def test_no_signature_of_it_is_worth_anything_on_the_election(
    office: Office, chair: Official
) -> None:
    made = _rehearse(chair)
    office.at(state_of(chair.election).rules.contests[0].opens)
    entries = SqlStore(the_database(), made.slug).entries(0)
    (opened,) = [one for one in map(Record.parse, entries) if (one.kind, one.head) == _opening(one)]

    def act(state: object) -> object:
        return open_polls(state, "commission@chair", opened.at, 1)  # type: ignore[arg-type]

    with pytest.raises(NotVerified):
        write(chair.election.slug, [(act, given_signature(opened.sig))])  # type: ignore[list-item]
    # Even the key of the real office gives nothing that serves on both boards.
    origin = state_of(made).origin
    message = record_message(origin, opened)
    wrong = signer(seed_of("commission@chair"))(message).hex()
    with pytest.raises(NotVerified):
        write(chair.election.slug, [(act, given_signature(wrong))])  # type: ignore[list-item]


def _opening(record: Record) -> tuple[str, object]:
    from suffrage.board.kinds.polls import PollsOpened  # noqa: PLC0415

    return "polls.opened/1", PollsOpened(1) if record.kind == "polls.opened/1" else None


def test_the_report_names_who_never_connected_and_whose_photo_is_unreadable(
    chair: Official,
) -> None:
    made = _rehearse(chair)
    assert "No phone took part" in _report(chair, made)
    now = timezone.now()
    for unit in ("75-001", "75-002", "75-003"):
        Kit.objects.create(
            election=made, unit=unit, round=1, code="x", printed_at=now, printed_by="federation@75",
            opened_at=now,
        )  # fmt: skip
    for unit, unreadable in (("75-001", False), ("75-002", True)):
        Photo.objects.create(
            election=made, unit=unit, contest="text", scan=unit, file="x", received_at=now,
            role=f"secretary@{unit}", unreadable=unreadable,
        )  # fmt: skip
    text = _report(chair, made)
    assert "Ready: 1 of 6" in text
    never, _, rest = text.partition("sent no photo: 1")
    assert "Never connected: 3" in never
    assert "13-001" in never
    assert "75-003" in rest.partition("could read: 1")[0]
    assert "75-002" in rest.partition("could read: 1")[2]


def test_a_rehearsal_is_not_rehearsed_and_two_do_not_play_at_once(chair: Official) -> None:
    made = _rehearse(chair)
    assert chair.post(f"/desk/{made.slug}/commission/rehearse").status_code == 409
    assert _rehearse(chair).slug.endswith("-2")
    Rehearsal.objects.filter(election=made).update(finished_at=None, beat=timezone.now())
    path = f"/desk/{chair.election.slug}/commission/rehearse"
    assert chair.post(path).status_code == 409
    long_ago = timezone.now() - timedelta(minutes=5)
    Rehearsal.objects.filter(election=made).update(beat=long_ago)
    assert "restarted" in _report(chair, made)
    _rehearse(chair)


def test_who_may_not_rehearse(office: Office, chair: Official) -> None:
    agent = office.person("agent@example.org", chair.election, "agent@to1", "observer")
    assert agent.post(f"/desk/{chair.election.slug}/commission/rehearse").status_code == 403
    assert not Rehearsal.objects.exists()


def test_a_draft_is_rehearsed_before_it_is_convened(office: Office) -> None:
    from tests.support.election_answers import draft_of  # noqa: PLC0415

    from suffrage.model import canonical  # noqa: PLC0415

    election = office.election(slug="other")
    Election.objects.filter(pk=election.pk).update(
        draft=canonical.encode(draft_of("parliamentary-group"))
    )
    convener = office.person("convener@example.org", election, "convener")
    made = _rehearse(convener)
    assert state_of(made).certified


def _until(asked: Callable[[], bool]) -> None:
    ends = time.monotonic() + 30
    while not asked():
        assert time.monotonic() < ends, "the rehearsal does not go on"
        time.sleep(0.02)


def _waits(office: Office, election: Election, role: str, seed: str) -> str:
    """Somebody with a role makes a key; the key comes back."""
    officer = office.person(f"{seed}@example.org", election, role)
    key = key_of(seed_of(seed))
    Grant.objects.filter(election=election, person=officer.person, role=role).update(key=key)
    return key


def test_people_rehearse_with_their_own_keys_until_they_end_it(
    office: Office, chair: Official, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rehearsal_people, "LOOK", 0.02)
    slug = chair.election.slug
    chair.post(f"/desk/{slug}/commission/rehearse", {"people": "1"})
    made = Election.objects.get(rehearses=chair.election)
    page = f"/desk/{made.slug}/commission/rehearsal"
    _until(lambda: Rehearsal.objects.get().stage == "open")
    assert "Close the polls" in chair.get(page).content.decode()
    kit = Kit.objects.create(
        election=made, unit="75-001", round=1, code="x", printed_at=timezone.now()
    )
    phone = key_of(seed_of("a phone"))
    SectionKey.objects.create(kit=kit, role="secretary@75-001", key=phone, asked_at=timezone.now())
    _until(lambda: state_of(made).keys["secretary@75-001"] == phone)
    officer = _waits(office, made, "federation@13", "an officer")
    _until(lambda: state_of(made).keys["federation@13"] == officer)
    member = _waits(office, made, "commission@dean", "a member")
    # From here on the section's own federation accepts its phones, at its desk.
    other = Kit.objects.create(
        election=made, unit="13-001", round=1, code="x", printed_at=timezone.now()
    )
    left = key_of(seed_of("another phone"))
    SectionKey.objects.create(kit=other, role="secretary@13-001", key=left, asked_at=timezone.now())
    chair.post(f"{page}/on", {"stage": "ended"})  # not before the polls are closed
    chair.post(f"{page}/on", {"stage": "count"})
    _until(lambda: state_of(made).evening(1).closed)
    chair.post(f"{page}/on", {"stage": "ended"})
    _join()
    state = state_of(made)
    assert {left, member}.isdisjoint(state.used_keys)
    assert Rehearsal.objects.get().fault == ""
    text = chair.get(page).content.decode()
    assert "is over" in text
    assert "Never connected: 6" in text


def test_nobody_without_the_right_ends_a_rehearsal(office: Office, chair: Official) -> None:
    made = _rehearse(chair)
    Rehearsal.objects.update(stage="open", finished_at=None)
    eye = office.person("eye@example.org", made, "observer")
    path = f"/desk/{made.slug}/commission/rehearsal/on"
    assert eye.post(path, {"stage": "count"}).status_code == 403
    assert chair.get(path).status_code == 405
    assert Rehearsal.objects.get().stage == "open"
