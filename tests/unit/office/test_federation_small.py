"""Small sections at the federation's desk: asked for what their phone asks, or never shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.federation_desk import address, text_of
from tests.support.office import Office, Official, state_of
from tests.support.pools import PooledSimulation
from tests.support.simulator import Simulation

from suffrage.count.unit_state import Approved, Received
from suffrage.office.models import Difference

UNIT = "75-001"
SHEET = f"section/{UNIT}/sheet/text"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Office(tmp_path) as one:
        one.at("2023-01-12T21:20:00Z")
        yield one


@pytest.fixture
def sim() -> Simulation:
    return PooledSimulation().to_the_count()


@pytest.fixture
def officer(office: Office, sim: Simulation) -> Official:
    return office.person("officer@example.org", office.election(sim), "federation@75")


def test_a_small_section_is_asked_for_what_its_phone_asks(
    officer: Official, sim: Simulation
) -> None:
    sim.receive(UNIT)
    text = text_of(officer.get(address(officer.election, SHEET, "second")))
    assert 'name="signatures"' in text
    assert 'name="valid"' not in text
    assert 'name="proxies"' not in text
    first_sheet = sim.sheet(UNIT)
    votes = {f"votes.{option}": str(n) for option, n in first_sheet.votes.items()}
    rest = {name: str(getattr(first_sheet, name)) for name in ("signatures", "ballots", "blank")}
    wrong = {**votes, **rest, "void.torn": "1", "blank": "0"}
    officer.post(address(officer.election, SHEET, "second"), wrong)
    assert Difference.objects.get().fields == ["blank"]
    officer.sign(officer.post(address(officer.election, SHEET, "difference"), {"blank": " 1"}))
    assert isinstance(state_of(officer.election).unit("text", UNIT), Approved)


def test_two_votes_fields_of_a_small_section_corrected_keep_their_sum(
    officer: Official, sim: Simulation
) -> None:
    sim.receive(UNIT)
    sheet = sim.sheet(UNIT)
    read = {f"votes.{option}": str(n) for option, n in sheet.votes.items()}
    read |= {name: str(getattr(sheet, name)) for name in ("signatures", "blank")}
    read |= {"void.torn": "1", "ballots": str(sheet.ballots + 1)}
    read |= {"votes.to1": str(sheet.votes["to1"] + 1)}
    officer.post(address(officer.election, SHEET, "second"), read)
    names = Difference.objects.get().fields
    assert set(names) == {"ballots", "valid", "votes.to1"}
    again = {name: read[name] for name in ("ballots", "votes.to1")}
    page = officer.post(address(officer.election, SHEET, "difference/section"), again)
    assert "more ballots" in text_of(page)
    seen = {**again, "seen": "sheet.more-ballots"}
    officer.sign(officer.post(address(officer.election, SHEET, "difference/section"), seen))
    now = state_of(officer.election).unit("text", UNIT)
    assert isinstance(now, Received)
    assert now.sheet.valid == sheet.valid + 1


def test_a_hidden_section_gives_no_figure_by_telephone(officer: Official) -> None:
    path = address(officer.election, "section/75-004/")
    text = text_of(officer.get(path))
    assert "never shown alone" in text
    assert "How many signatures" not in text
    assert "/telephone" not in text
    listed = text_of(officer.get(address(officer.election, "of/75/"), show="all"))
    assert "75-004/sheet/text/telephone" not in listed
    assert "75-001/sheet/text/telephone" in listed
    told = officer.post(f"{path}signatures", {"signatures": "9"})
    assert told.status_code == 409
    fields = ("signatures", "ballots", "blank", "void", "votes.to1", "votes.to2", "votes.to3")
    sent = dict.fromkeys(fields, "0") | {"seen": "sheet.box-empty"}
    answer = officer.post(f"{path}sheet/text/telephone", sent)
    assert answer.status_code == 409
    assert "sheet.hidden" in text_of(answer)
