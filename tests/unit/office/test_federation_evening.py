"""A federation's evening: sections that are silent, telephone, and are read by a second person."""

from typing import Any

import pytest
from tests.support.federation_desk import FIGURES, address, as_sheet, large, text_of, typed
from tests.support.office import Office, Official, state_of
from tests.support.simulator import Simulation

from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.acts.disputes.rule_dispute import rule_dispute
from suffrage.conduct.state import State
from suffrage.count.unit_state import Approved, Received, Reserved
from suffrage.office.models import Difference, Election, Proposal, SectionContact, TelephoneEntry

pytestmark = pytest.mark.long

UNIT = "75-001"
SHEET = f"section/{UNIT}/sheet/text"


@pytest.fixture
def sim() -> Simulation:
    return large().to_the_count()


@pytest.fixture
def election(office: Office, sim: Simulation) -> Election:
    office.at("2023-01-12T21:20:00Z")
    return office.election(sim)


@pytest.fixture
def officer(office: Office, election: Election) -> Official:
    return office.person("officer@example.org", election, "federation@75")


@pytest.fixture
def teller(office: Office, election: Election) -> Official:
    return office.person("teller@example.org", election, f"teller@{UNIT}")


def board(election: Election) -> State:
    state = state_of(election)
    assert isinstance(state, State)
    return state


def get(person: Official, *rest: str, **query: str) -> Any:
    return person.get(address(person.election, *rest), **query)


def post(person: Official, *rest: str, **sent: Any) -> Any:
    return person.post(address(person.election, *rest), sent)


def send(person: Official, path: str, **changed: Any) -> Any:
    return person.post(address(person.election, SHEET, path), typed(FIGURES, **changed))


# -- the work-list ---------------------------------------------------------------------------------


def test_silent_sections_come_first_with_their_number_and_the_minutes(
    officer: Official, election: Election, sim: Simulation
) -> None:
    SectionContact.objects.create(
        election=election, unit="75-003", name="Dominique", phone="01 23 45 67 89"
    )
    sim.receive("75-002", **as_sheet(FIGURES))
    text = text_of(get(officer, "of/75/"))
    assert text.index("75-001") < text.index("75-003") < text.index("75-002")
    assert "320 min late" in text  # since 16:00, when the polls opened
    assert 'href="tel:0123456789"' in text
    assert "13-001" not in text


def test_the_list_keeps_what_is_asked_for(officer: Official, sim: Simulation) -> None:
    sim.receive("75-002", **as_sheet(FIGURES))
    second = text_of(get(officer, "of/75/", show="second"))
    assert "75-002" in second
    assert "75-001" not in second
    found = text_of(get(officer, "of/75/", show="all", q="003"))
    assert "75-003" in found
    assert "75-002" not in found


# -- by telephone ----------------------------------------------------------------------------------


def test_a_telephone_entry_is_the_federations_and_says_so(
    officer: Official, teller: Official, election: Election
) -> None:
    done = officer.sign(send(officer, "telephone"))
    assert done.status_code == 200
    now = board(election).unit("text", UNIT)
    assert isinstance(now, Received)
    assert (now.by, now.sheet.entered_by) == ("federation@75", "federation@75")
    entry = TelephoneEntry.objects.get(election=election, unit=UNIT)
    assert entry.person == officer.person
    assert entry.index == board(election).size - 1
    assert "by telephone, paper awaited" in text_of(get(officer, "of/75/"))
    # Whoever wrote it cannot be the second; the teller is.
    assert get(officer, SHEET, "second").status_code == 409
    teller.sign(send(teller, "second"))
    assert isinstance(board(election).unit("text", UNIT), Approved)
    assert "paper awaited" not in text_of(get(officer, "of/75/", show="all"))


def test_an_impossible_sheet_goes_as_reserved_and_never_with_the_right_figure(
    officer: Official, election: Election
) -> None:
    page = send(officer, "telephone", valid="63632")
    assert page.status_code == 422
    text = text_of(page)
    assert "are not the sum" in text
    assert "63633" not in text  # what would make it add up
    assert not Proposal.objects.exists()
    codes = text.partition('name="seen" value="')[2].partition('"')[0]
    plain = send(officer, "telephone", valid="63632", seen=codes)
    assert plain.status_code == 422
    sent = typed(FIGURES, valid="63632") | {"seen": codes, "paper-says": "1"}
    officer.sign(officer.post(address(election, SHEET, "telephone"), sent))
    assert isinstance(board(election).unit("text", UNIT), Reserved)
    assert "reserved" in text_of(get(officer, "of/75/", show="reserved"))


def test_what_is_remarkable_is_confirmed_first(officer: Official, election: Election) -> None:
    changed = {"signatures": "67000"}
    page = send(officer, "telephone", **changed)
    assert page.status_code == 422
    codes = text_of(page).partition('name="seen" value="')[2].partition('"')[0]
    assert "sheet.more-ballots" in codes
    officer.sign(send(officer, "telephone", **changed, seen=codes))
    assert isinstance(board(election).unit("text", UNIT), Received)


def test_all_faults_of_a_form_stand_beside_their_fields(officer: Official) -> None:
    page = send(officer, "telephone", ballots="", blank="12 ", void="three")
    assert page.status_code == 422
    text = text_of(page)
    assert 'aria-describedby="ballots-wrong"' in text
    assert 'aria-describedby="void-wrong"' in text
    assert 'value="three"' in text
    assert "31847" in text  # what was typed is kept


# -- the second reading ----------------------------------------------------------------------------


def first(sim: Simulation, **changed: int) -> None:
    sim.receive(UNIT, **as_sheet({**FIGURES, **changed}))


def test_the_blank_form_has_no_figure_of_the_first_entry(
    officer: Official, election: Election, sim: Simulation
) -> None:
    first(sim)
    page = get(officer, SHEET, "second")
    assert page.status_code == 200
    shown = [number for number in set(FIGURES.values()) if str(number) in text_of(page)]
    assert not shown
    send(officer, "second", votes_to1=31846, votes_to2=21360)
    differs = get(officer, SHEET, "difference")
    text = text_of(differs)
    assert not [n for n in (*FIGURES.values(), 31846, 21360) if str(n) in text]
    assert "Text 1" in text
    assert "Text 2" in text
    assert "Text 3" not in text
    kept = Difference.objects.get(election=election)
    assert kept.fields == ["votes.to1", "votes.to2"]
    assert not {31846, 21360, 31847, 21359} & set(kept.second.values())


def test_an_equal_second_reading_approves(
    officer: Official, election: Election, sim: Simulation
) -> None:
    first(sim)
    officer.sign(send(officer, "second"))
    assert isinstance(board(election).unit("text", UNIT), Approved)
    assert not Difference.objects.exists()


def test_the_second_reader_was_wrong(
    officer: Official, election: Election, sim: Simulation
) -> None:
    first(sim)
    send(officer, "second", votes_to1=31846, votes_to2=21360)
    assert "readings differ" in text_of(get(officer, "of/75/"))
    wrong = post(officer, SHEET, "difference", **{"votes.to1": "31847", "votes.to2": "21360"})
    assert wrong.status_code == 200
    assert Difference.objects.get().fields == ["votes.to2"]
    assert Difference.objects.get().tries == 2
    officer.sign(post(officer, SHEET, "difference", **{"votes.to2": "21359"}))
    assert isinstance(board(election).unit("text", UNIT), Approved)
    assert Difference.objects.get().resolved == "equal"


def test_the_first_entry_was_wrong(
    officer: Official, teller: Official, election: Election, sim: Simulation
) -> None:
    first(sim)
    read = {"votes_to1": 31800, "votes_to2": 21406}
    send(officer, "second", **read)
    again = {"votes.to1": "31800", "votes.to2": "21406"}
    officer.sign(post(officer, SHEET, "difference/section", **again))
    now = board(election).unit("text", UNIT)
    assert isinstance(now, Received)
    assert now.sheet.votes["to1"] == 31800
    assert Difference.objects.get().resolved == "corrected"
    # The federation has typed the sheet that is in force: another person reads the paper.
    assert "awaits another person" in text_of(get(officer, "of/75/"))
    assert get(officer, SHEET, "second").status_code == 409
    teller.sign(send(teller, "second", **read))
    assert isinstance(board(election).unit("text", UNIT), Approved)


def test_the_section_holds_to_its_figures_and_the_paper_decides_nothing(
    officer: Official, election: Election, sim: Simulation
) -> None:
    first(sim)
    send(officer, "second", blank=1810, void=1914)
    assert Difference.objects.get().fields == ["blank", "void.unsorted"]
    held = post(officer, SHEET, "difference/section", blank="1811", void="1913")
    assert "holds to its figures" in text_of(held)
    assert isinstance(board(election).unit("text", UNIT), Received)
    post(officer, SHEET, "difference/refer")
    assert "with the commission" in text_of(get(officer, "of/75/"))
    assert get(officer, SHEET, "difference").status_code == 409


def test_one_person_with_two_roles_does_not_read_twice(
    office: Office, officer: Official, election: Election
) -> None:
    officer.sign(send(officer, "telephone"))
    both = office.person("officer@example.org", election, f"teller@{UNIT}")
    path = address(election, SHEET, "second")
    assert both.get(path, **{"as": f"teller@{UNIT}"}).status_code == 409
    sent = typed(FIGURES) | {"as": f"teller@{UNIT}"}
    assert both.post(path, sent).status_code == 409


def test_another_reader_reads_the_whole_paper(
    officer: Official, teller: Official, sim: Simulation
) -> None:
    first(sim)
    send(officer, "second", votes_to1=31846, votes_to2=21360)
    again = {"votes.to1": "31847", "votes.to2": "21359"}
    assert post(teller, SHEET, "difference", **again).status_code == 409
    assert "read the whole paper" in text_of(get(teller, SHEET, "difference"))


def test_a_reserved_sheet_is_entered_anew(
    officer: Official, teller: Official, election: Election
) -> None:
    sent = typed(FIGURES, valid="63632")
    codes = "sheet.ballots-sum sheet.valid-sum"
    path = address(election, SHEET, "telephone")
    officer.sign(officer.post(path, sent | {"seen": codes, "paper-says": "1"}))
    assert send(officer, "correct", valid="63632", seen=codes).status_code == 422
    officer.sign(send(officer, "correct"))
    assert isinstance(board(election).unit("text", UNIT), Received)
    assert UNIT in text_of(get(teller, "second"))
    teller.sign(send(teller, "second"))
    assert isinstance(board(election).unit("text", UNIT), Approved)


def test_a_member_of_the_commission_may_be_the_second_reader(
    office: Office, officer: Official, election: Election
) -> None:
    officer.sign(send(officer, "telephone"))
    member = office.person("dean@example.org", election, "commission@dean")
    assert UNIT in text_of(get(member, "second"))
    member.sign(send(member, "second"))
    assert isinstance(board(election).unit("text", UNIT), Approved)


def test_a_correction_that_a_ruling_orders_names_its_dispute(
    officer: Official, teller: Official, election: Election, sim: Simulation
) -> None:
    first(sim)
    teller.sign(send(teller, "second"))
    assert get(officer, SHEET, "correct").status_code == 409
    filed = {"contest": "text", "unit": UNIT, "ground": "wrong-count", "account": "Read again."}
    sim.act(file_dispute, "agent@to1", dispute="d1", **filed)
    sim.decided(rule_dispute, dispute="d1", effect="correct-sheet")
    assert "Correct as ruled" in text_of(get(officer, "of/75/"))
    changed = {"votes_to1": 31800, "votes_to2": 21406}
    officer.sign(send(officer, "correct", **changed))
    state = board(election)
    assert state.disputes["d1"].status == "upheld"
    assert isinstance(state.unit("text", UNIT), Received)
    teller.sign(send(teller, "second", **changed))
    assert isinstance(board(election).unit("text", UNIT), Approved)
