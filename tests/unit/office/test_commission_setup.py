"""From an empty form to fixed rules: every step at the desk, each person with an own key."""

from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from tests.support.office import Office, Official, key_proof, state_of
from tests.support.simulator import seed_of

from suffrage.acts.opening.commit_roll import commit_roll
from suffrage.board.record import Draft
from suffrage.board.signature import key_of, signer
from suffrage.conduct.state import State
from suffrage.office.boards import write
from suffrage.office.models import Election, Grant, Person
from suffrage.verify.policy import parse_policy

pytestmark = pytest.mark.long

GROUP = {
    "title_fr": "Présidence du groupe",
    "title_en": "Chair of the group",
    "slug": "groupe",
    "day_0": "2023-02-02",
    "opens_0": "10:00",
    "closes_0": "10:30",
    "options": "Ada\nBen\nCléo",
    "room": "64",
    "commission": "chair, dean",
}
"""What is typed for a parliamentary group of 64; host and zone are filled in already."""

_BESIDE = {"host": "vote.example.org", "time_zone": "Europe/Paris"}


@pytest.fixture
def convener(office: Office) -> Official:  # noqa: ARG001  (the tables)
    person = Person.objects.create(email="convener@example.org", may_convene=True)
    return Official(person, None)  # type: ignore[arg-type]


def _begin(convener: Official, **changed: str) -> Any:
    return convener.post("/new/parliamentary-group", {**GROUP, **_BESIDE, **changed})


def _make_key(official: Official, slug: str, role: str) -> None:
    found = official.get(f"/desk/{slug}/keys").content.decode()
    origin = found.partition('data-origin="')[2].partition('"')[0]
    key = key_of(seed_of(role))
    proof = key_proof(origin, role, key, seed_of(role))
    said = {"role": role, "key": key, "proof": proof, "next": "/"}
    assert official.post(f"/desk/{slug}/keys/make", said).status_code == 200


def test_a_group_of_64_is_set_up_with_nine_typed_fields(convener: Official) -> None:
    assert len(GROUP) == 9
    page = _begin(convener)
    assert page.status_code == 200
    election = Election.objects.get(slug="groupe")
    assert not election.convened
    made = election.drafted()
    assert [unit.registered for unit in made.units] == [64]
    assert made.commission.members == ("chair", "dean")
    assert Grant.objects.get(election=election).role == "convener"
    assert page.wsgi_request.path == "/desk/groupe/commission/"


def test_every_fault_stands_beside_its_field_and_nothing_typed_is_lost(convener: Official) -> None:
    page = _begin(convener, slug="Le Groupe", room="soixante", closes_0="09:00", commission="a,a")
    text = page.content.decode()
    assert page.status_code == 422
    for name in ("slug", "room", "evenings", "commission"):
        assert f'id="fault-{name}-1"' in text
        assert f'aria-describedby="fault-{name}-1"' in text
    assert 'value="Le Groupe"' in text
    assert "Cléo" in text
    assert not Election.objects.exists()


def test_a_name_that_is_taken_is_refused_beside_its_field(convener: Official) -> None:
    _begin(convener)
    page = _begin(convener)
    assert page.status_code == 422
    assert 'id="fault-slug-1"' in page.content.decode()
    assert Election.objects.count() == 1


def test_sections_come_as_a_file_and_its_faults_with_their_lines(convener: Official) -> None:
    said = {**GROUP, **_BESIDE, "room": ""}
    broken = SimpleUploadedFile("u.csv", b"code;parent;registered\n75-001;75;x\n75-001;75;4\n")
    page = convener.post("/new/single-round", {**said, "units_file": broken})
    text = page.content.decode()
    assert page.status_code == 422
    assert "line 2, column registered" in text
    assert "line 3, column code" in text
    assert "75-001;75;x" in text  # what the file held is not lost
    whole = SimpleUploadedFile("u.csv", b"code;parent;registered\n75-001;75;9\n75-002;75;4\n")
    assert convener.post("/new/single-round", {**said, "units_file": whole}).status_code == 200
    made = Election.objects.get().drafted()
    assert [unit.id for unit in made.tree.sections] == ["75-001", "75-002"]


def test_a_file_that_is_no_utf_8_is_refused_and_not_shown_with_lost_letters(
    convener: Official,
) -> None:
    file = SimpleUploadedFile("u.csv", "code;registered\nÉ1;4\n".encode("latin-1"))
    page = convener.post("/new/consultation", {**GROUP, **_BESIDE, "room": "", "units_file": file})
    assert page.status_code == 422
    assert 'id="fault-units-1"' in page.content.decode()
    assert "\N{REPLACEMENT CHARACTER}" not in page.content.decode()


@pytest.mark.usefixtures("office")
def test_nobody_begins_an_election_without_the_right() -> None:
    stranger = Official(Person.objects.create(email="else@example.org"), None)  # type: ignore[arg-type]
    for path in ("/new/", "/new/congress", "/new/file"):
        assert stranger.get(path).status_code == 403
        assert stranger.post(path, GROUP).status_code == 403
    assert not Election.objects.exists()


def test_a_draft_goes_out_as_files_and_comes_back_the_same(convener: Official) -> None:
    _begin(convener)
    before = bytes(Election.objects.get().draft)
    toml = convener.get("/desk/groupe/commission/definition.toml").content
    units = convener.get("/desk/groupe/commission/units.csv").content
    files = {
        "definition_file": SimpleUploadedFile("d.toml", toml),
        "units_file": SimpleUploadedFile("units.csv", units),
    }
    assert convener.post("/desk/groupe/commission/draft/file", files).status_code == 200
    assert bytes(Election.objects.get().draft) == before
    changed = toml.decode().replace('"groupe"', '"autre"')
    said = {"definition_file": SimpleUploadedFile("d.toml", changed.encode())}
    assert convener.post("/desk/groupe/commission/draft/file", said).status_code == 422
    said = {
        "definition_file": SimpleUploadedFile("d.toml", changed.encode()),
        "units_file": SimpleUploadedFile("units.csv", units),
    }
    assert convener.post("/new/file", said).status_code == 200
    assert Election.objects.filter(slug="autre").exists()


def test_an_upload_without_its_sections_says_so(convener: Official) -> None:
    _begin(convener)
    toml = convener.get("/desk/groupe/commission/definition.toml").content
    toml = toml.replace(b'"groupe"', b'"autre"')
    page = convener.post("/new/file", {"definition_file": SimpleUploadedFile("d.toml", toml)})
    assert page.status_code == 422
    assert "units.csv" in page.content.decode()


def test_hours_and_grounds_are_edited_until_the_election_is_convened(convener: Official) -> None:
    _begin(convener)
    said = {
        "title-fr": "Autre", "title-en": "Other", "quorum": "1",
        "opens-1": "2023-02-03T10:00", "closes-1": "2023-02-03T10:30",
        "opens-2": "2023-02-03T11:00", "closes-2": "2023-02-03T11:30",
    }  # fmt: skip
    assert convener.post("/desk/groupe/commission/draft/common", said).status_code == 200
    made = Election.objects.get().drafted()
    assert made.title["fr"] == "Autre"
    assert made.contests[0].opens == "2023-02-03T09:00:00Z"
    assert made.publication.not_before == made.contests[0].closes  # type: ignore[union-attr]
    assert made.commission.quorum == 1
    wrong = {**said, "closes-1": "2023-02-03T09:00"}
    assert convener.post("/desk/groupe/commission/draft/common", wrong).status_code == 422
    ground = {"id-0": "one", "fr-0": "Urne ouverte", "en-0": "Box open", "effect-0": "annul-unit"}
    assert convener.post("/desk/groupe/commission/draft/grounds", ground).status_code == 200
    assert [one.id for one in Election.objects.get().drafted().grounds] == ["one"]


def test_another_address_makes_keys_be_made_anew(convener: Official) -> None:
    _begin(convener)
    _make_key(convener, "groupe", "convener")
    toml = convener.get("/desk/groupe/commission/definition.toml").content.decode()
    moved = toml.replace("vote.example.org", "vote.example.net")
    assert (
        convener.post("/desk/groupe/commission/draft/file", {"definition": moved}).status_code
        == 200
    )
    assert Grant.objects.get(role="convener").key == ""


@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
def test_from_the_empty_form_to_fixed_rules(convener: Official) -> None:
    mail.outbox = []
    _begin(convener)
    election = Election.objects.get()
    slug = election.slug
    base = f"/desk/{slug}/commission"
    for member in ("chair", "dean"):
        invited = {"email": f"{member}@example.org", "role": f"commission@{member}"}
        assert convener.post(f"{base}/people/invite", invited).status_code == 200
    assert [one.to for one in mail.outbox] == [["chair@example.org"], ["dean@example.org"]]
    members = {
        name: Official(Person.objects.get(email=f"{name}@example.org"), election)
        for name in ("chair", "dean")
    }
    _make_key(convener, slug, "convener")
    _make_key(members["chair"], slug, "commission@chair")
    early = convener.post(f"{base}/convene")
    assert early.status_code == 409
    assert "election.no-key" in early.content.decode()
    _make_key(members["dean"], slug, "commission@dean")
    assert convener.sign(convener.post(f"{base}/convene")).status_code == 200
    election.refresh_from_db()
    assert election.convened
    assert state_of(election).phase == "draft"
    policy = parse_policy(convener.get(f"{base}/policy.toml").content)
    assert policy.definition == state_of(election).rules.digest
    assert policy.origin == state_of(election).origin
    _appoint_and_fix(election, members)
    assert state_of(election).phase == "fixed"
    assert "fixed" in members["chair"].get(f"{base}/").content.decode()


def _commit_roll(election: Election) -> None:
    by = "commission@chair"

    def act(state: State) -> Draft:
        return commit_roll(state, by, "2023-01-10T09:00:00Z", "ab" * 32, {"room": 64})

    write(election.slug, [(act, signer(seed_of(by)))])


def _appoint_and_fix(election: Election, members: dict[str, Official]) -> None:
    base, chair = f"/desk/{election.slug}/commission", members["chair"]
    invited = {"email": "ada@example.org", "role": "agent@o1", "place": ""}
    options = [one.id for one in state_of(election).rules.contests[0].options]
    invited["role"] = f"agent@{options[0]}"
    assert chair.post(f"{base}/people/invite", invited).status_code == 200
    agent = Official(Person.objects.get(email="ada@example.org"), election)
    _make_key(agent, election.slug, invited["role"])
    shown = chair.get(f"{base}/appoint").content.decode()
    grant = Grant.objects.get(role=invited["role"])
    assert f'value="{grant.key[:16]}" checked' in shown
    page = chair.post(f"{base}/appoint/new", {"key": [grant.key[:16]]})
    assert chair.sign(page).status_code == 200
    assert state_of(election).keys[invited["role"]] == grant.key
    blocked = chair.get(f"{base}/rules").content.decode()
    assert f"{base}/rules/fix" not in blocked
    _commit_roll(election)
    assert f"{base}/rules/fix" in chair.get(f"{base}/rules").content.decode()
    motion = chair.post(f"{base}/rules/fix")
    for name, member in members.items():
        assert member.vote(member.get(motion.wsgi_request.path), name).status_code == 200
    chair.sign(chair.post(motion.wsgi_request.path + "/record"))
    assert chair.sign(chair.post(motion.wsgi_request.path + "/perform")).status_code == 200


def test_every_page_of_the_desk_opens_before_there_is_a_board(
    office: Office, convener: Official
) -> None:
    _begin(convener)
    slug = "groupe"
    for page in ("", "draft", "people", "appoint", "rules", "options", "seats"):
        assert convener.get(f"/desk/{slug}/commission/{page}").status_code == 200, page
    for page in ("keys", "motions"):
        assert convener.get(f"/desk/{slug}/{page}").status_code == 200, page
    for page in ("notice", "policy.toml", "round/2"):
        refused = convener.get(f"/desk/{slug}/commission/{page}")
        assert refused.status_code == 409, page
    election = Election.objects.get()
    member = office.person("chair@example.org", election, "commission@chair")
    assert member.post(f"/desk/{slug}/commission/draft/common", {}).status_code == 403
    assert member.post(f"/desk/{slug}/commission/convene").status_code == 403


def test_a_draft_that_is_convened_is_edited_no_more(office: Office) -> None:
    from tests.support.simulator import Simulation  # noqa: PLC0415

    election = office.election(Simulation().convene())
    convener = office.person("convener@example.org", election, "convener")
    base = f"/desk/{election.slug}/commission"
    for path in ("draft/common", "draft/grounds", "draft/file", "convene"):
        assert convener.post(f"{base}/{path}", {"definition": "x"}).status_code == 409, path


def test_sections_in_a_file_that_is_too_large_are_not_cut(convener: Official) -> None:
    big = SimpleUploadedFile("u.csv", b"code;registered\n" + b"".join(
        b"s%06d;10%s\n" % (number, b" " * 30) for number in range(110_000)
    ))  # fmt: skip
    page = convener.post("/new/consultation", {**GROUP, **_BESIDE, "room": "", "units_file": big})
    assert page.status_code == 422
    assert "larger than 4 MB" in page.content.decode()
    strange = convener.post("/new/consultation", {**GROUP, **_BESIDE, "slug": "a\x00b"})
    assert strange.status_code == 422
