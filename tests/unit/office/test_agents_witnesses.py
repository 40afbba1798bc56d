"""Witnesses and alarms: an alarm is at the head of every page, and nobody can take it away."""

import io
import tarfile

import pytest
from django.conf import settings
from tests.support.office import Office, Official
from tests.support.published import publish
from tests.support.simulator import Simulation

from suffrage.adapters.cosigning import Alarm
from suffrage.office.models import CampWitness, Publishing
from suffrage.office.publishing.publisher import public_folder, with_alarms

pytestmark = pytest.mark.long

DESK = "/desk/congress/agents/"
FORKED = {"kind": "forked", "camp": "to1", "size": 7, "at": 1673560000}


@pytest.fixture
def agent(office: Office) -> Official:
    election = office.election(Simulation().to_the_count())
    publish(election)
    return office.person("a1@example.org", election, "agent@to1").hold_keys()


def text(page: object) -> str:
    return page.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_an_alarm_is_at_the_head_of_every_page_for_everybody(
    office: Office, agent: Official
) -> None:
    publish(agent.election, alarms=[FORKED])
    chair = office.person("chair@example.org", agent.election, "commission@chair")
    other = office.election(Simulation().to_the_count(), slug="another")
    stranger = office.person("else@example.org", other, "agent@to1")
    pages = [
        (agent, path)
        for path in ("", "claims", "claims/new", "disputes", "incidents", "photos", "witnesses",
                     "compare", "copy")
    ]  # fmt: skip
    seen = [text(who.get(DESK + path)) for who, path in pages]
    seen += [text(chair.get(path)) for path in ("/", "/desk/congress/commission/")]
    seen += [text(chair.get("/desk/congress/motions")), text(chair.get("/desk/congress/keys"))]
    seen += [text(stranger.get("/")), text(stranger.get("/desk/another/agents/"))]
    for page in seen:
        head = page.partition("<main")[0]
        assert 'class="alarm" role="alert"' in head
        assert "congress" in head


def test_a_refusal_and_the_health_page_show_it_too(agent: Official) -> None:
    publish(agent.election, alarms=[FORKED])
    assert 'class="alarm"' in text(agent.post(DESK + "claims/99/answer", {"answer": "no"}))
    health = agent.client.get("/health")
    assert health.status_code == 503
    assert health.json()["boards"]["congress"]["alarms"] == [FORKED]


def test_an_alarm_has_no_button(agent: Official) -> None:
    publish(agent.election, alarms=[FORKED])
    alarm = text(agent.get(DESK)).partition('class="alarm"')[2].partition("</p>")[0]
    assert "<button" not in alarm
    assert "<form" not in alarm
    assert "<a " not in alarm


def test_no_address_of_a_witness_hides_an_alarm(agent: Official) -> None:
    publish(agent.election, alarms=[FORKED])
    for url in ("https://w.example.org", ""):
        agent.post(DESK + "witnesses/address", {"camp": "to1", "url": url})
        assert Publishing.objects.get().alarms == [FORKED]
        assert 'class="alarm"' in text(agent.get(DESK))


def test_alarms_are_only_ever_added() -> None:
    known = [FORKED]
    again = Alarm("forked", 0, 7, 1673570000)
    fresh = Alarm("rolled-back", 1, 412, 1673570000)
    assert with_alarms(known, [], ()) == known
    found = with_alarms(known, [again, fresh], ("to1", "to2"))
    told = {"kind": "rolled-back", "camp": "to2", "size": 412, "at": 1673570000}
    assert found == [FORKED, told]
    # A publisher that begins anew knows none of them.
    assert with_alarms(found, [], ()) == found


def test_a_camp_gives_the_address_of_its_own_witness_only(agent: Official) -> None:
    page = agent.post(DESK + "witnesses/address", {"camp": "to1", "url": "https://w.example.org/"})
    assert page.status_code == 200
    assert list(CampWitness.objects.values_list("camp", "url")) == [
        ("to1", "https://w.example.org")
    ]
    for camp in ("to2", "to3", "none"):
        refused = agent.post(
            DESK + "witnesses/address", {"camp": camp, "url": "https://w.example.org"}
        )
        assert refused.status_code == 422, camp
    assert CampWitness.objects.count() == 1


def test_an_address_is_changed_five_times_an_hour_for_a_camp(
    office: Office, agent: Official
) -> None:
    path = DESK + "witnesses/address"
    second = office.person("a2@example.org", agent.election, "agent@to1").hold_keys()
    for number in range(5):
        url = f"https://w{number}.example.org" if number % 2 == 0 else ""
        who = agent if number % 3 else second
        assert who.post(path, {"camp": "to1", "url": url}).status_code == 200
        # What changes nothing is no change.
        assert who.post(path, {"camp": "to1", "url": url}).status_code == 200
    agent.client.cookies.load({"django_language": "en"})
    for who in (agent, second):
        page = who.post(path, {"camp": "to1", "url": "https://more.example.org"})
        assert page.status_code == 422
    assert "5 times within an hour" in text(agent.post(path, {"camp": "to1", "url": ""}))
    assert CampWitness.objects.get().url == "https://w4.example.org"
    # Another camp has its own five.
    other = office.person("b1@example.org", agent.election, "agent@to2").hold_keys()
    other.post(path, {"camp": "to2", "url": "https://w.example.org"})
    assert CampWitness.objects.count() == 2


@pytest.mark.parametrize(
    "url",
    ["http://w.example.org", "ftp://w.example.org", "file:///etc/passwd", "https://u:p@w.org",
     "http://169.254.169.254/", "https://w.example.org/?x=1", "x", "https://" + "w" * 300],
)  # fmt: skip
def test_only_https_or_this_machine_is_asked(agent: Official, url: str) -> None:
    assert agent.post(DESK + "witnesses/address", {"camp": "to1", "url": url}).status_code == 422
    assert not CampWitness.objects.exists()


def test_a_page_below_the_quorum_says_so(agent: Official) -> None:
    publish(agent.election, cosigned=["to1"], last={"to1": 12})
    agent.client.cookies.load({"django_language": "en"})
    for path in ("", "witnesses"):
        assert "Below the quorum" in text(agent.get(DESK + path))
    publish(agent.election, cosigned=["to1", "to2"], last={"to1": 12, "to2": 12})
    assert "Below the quorum" not in text(agent.get(DESK))


def test_what_each_witness_cosigned_last_is_told(agent: Official) -> None:
    publish(agent.election, cosigned=["to1"], last={"to1": 12, "to2": 9})
    agent.client.cookies.load({"django_language": "en"})
    page = text(agent.get(DESK + "witnesses"))
    assert "has cosigned what is published" in page
    assert "last cosigned 9 records" in page


def test_the_whole_folder_is_one_download(agent: Official) -> None:
    root = public_folder("congress")
    files = {"log/checkpoint": b"note\n", "blob/ab/abcd": b"x" * 1025, "empty.csv": b""}
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    (root / ".half.new").write_bytes(b"half")
    agent.client.cookies.load({"django_language": "en"})
    assert "3 files" in text(agent.get(DESK + "copy"))
    answer = agent.get(DESK + "copy/file")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="congress.tar"'
    with tarfile.open(fileobj=io.BytesIO(b"".join(answer.streaming_content))) as tar:
        found = {one.name: tar.extractfile(one).read() for one in tar}  # type: ignore[union-attr]
    assert found == {f"congress/{name}": data for name, data in files.items()}
    assert str(settings.ENVIRONMENT.data) not in str(found)
    for name in (*files, ".half.new"):
        (root / name).unlink()


def test_there_is_nothing_to_take_before_anything_is_published(agent: Official) -> None:
    assert agent.get(DESK + "copy/file").status_code == 503
