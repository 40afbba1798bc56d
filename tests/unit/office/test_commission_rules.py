"""What is in the way of the rules, who stands, the seats before the vote, the plan of round 2."""

from django.urls import reverse
from tests.support.office import Office, Official, state_of
from tests.support.simulator import Simulation

from suffrage.office.models import Motion


def _chair(office: Office, simulation: Simulation) -> Official:
    return office.person("chair@example.org", office.election(simulation), "commission@chair")


def _text(official: Official, page: str, **query: str) -> str:
    found = official.get(f"/desk/{official.election.slug}/commission/{page}", **query)
    assert found.status_code == 200
    return str(found.content.decode())


def test_the_rules_page_names_what_is_missing_and_offers_no_motion_before(office: Office) -> None:
    sim = Simulation()
    from suffrage.acts.opening.convene import convene  # noqa: PLC0415

    sim.act(convene, "convener", sim.definition)
    chair = _chair(office, sim)
    text = _text(chair, "rules")
    assert "The roll is not committed" in text
    assert "without an officer in office: 2 (13, 75)" in text
    assert "rules/fix" not in text


def test_an_option_is_admitted_to_the_draft(office: Office) -> None:
    chair = _chair(office, Simulation().convene())
    said = {"contest": "text", "label": "Text 4", "first_signatory": "Dan", "age_rank": "4"}
    base = f"/desk/{chair.election.slug}/commission"
    assert chair.sign(chair.post(f"{base}/options/admit", said)).status_code == 200
    options = state_of(chair.election).rules.contests[0].options
    assert [one.label for one in options][-1] == "Text 4"
    for wrong in ({"label": ""}, {"contest": "first-secretary"}, {"age_rank": "x"}):
        page = chair.post(f"{base}/options/admit", {**said, **wrong})
        assert page.status_code == 422
        assert 'id="fault-option"' in page.content.decode()


def test_an_option_withdraws_by_motion_once_the_rules_are_fixed(office: Office) -> None:
    chair = _chair(office, Simulation().convene().fix_rules())
    assert "Withdraw Text 1" in _text(chair, "options")
    base = f"/desk/{chair.election.slug}/commission"
    page = chair.post(f"{base}/options/withdraw", {"instance": "text", "option": "to1"})
    assert page.status_code == 200
    assert Motion.objects.get().kind == "option.withdrawn/1"
    evil = {"instance": "text", "option": "to2", "next": "https://example.net/"}
    chair.post(f"{base}/options/withdraw", evil)
    assert Motion.objects.latest("pk").next == f"{base}/options"


def test_seats_are_shown_for_typed_votes_and_the_sizes_that_give_a_majority(
    office: Office,
) -> None:
    chair = _chair(office, Simulation().convene())
    body = state_of(chair.election).rules.bodies[0]
    options = [one.id for one in state_of(chair.election).rules.contests[0].options]
    typed = {
        f"{body.id}.{name}": text for name, text in zip(options, ("600", "300", "100"), strict=True)
    }
    text = _text(chair, "seats", **typed)
    assert "by size" in text
    assert 'value="600"' in text
    lacking = _text(chair, "seats", **{**typed, f"{body.id}.{options[0]}": "many"})
    assert "Type one number for each" in lacking
    assert 'value="many"' in lacking
    assert "by size" not in _text(chair, "seats")


def test_seats_begin_with_the_last_result(office: Office) -> None:
    chair = _chair(office, Simulation().run_round_1())
    votes = state_of(chair.election).certified["text"].votes
    text = _text(chair, "seats")
    assert all(f'value="{number}"' in text for number in votes.values())
    assert "by size" in text


def test_round_2_shows_its_finalists_with_reasons_and_what_is_signed(office: Office) -> None:
    chair = _chair(office, Simulation().run_round_1())
    text = _text(chair, "round/2")
    assert "Withdrawals until" in text
    assert "first 2 on, whatever their share" in text
    assert text.count("Withdraw ") >= 2
    assert "Open the polls" in text


def test_round_2_says_what_is_in_the_way(office: Office) -> None:
    chair = _chair(office, Simulation().to_the_count())
    text = _text(chair, "round/2")
    assert "Not known before the earlier round is announced" in text
    assert "stops the opening" in text
    assert "Announce the result" in text
    missing = chair.get(f"/desk/{chair.election.slug}/commission/round/7")
    assert missing.status_code == 409


def test_an_observer_reads_all_and_is_offered_no_act(office: Office) -> None:
    chair = _chair(office, Simulation().run_round_1())
    observer = office.person("eye@example.org", chair.election, "observer")
    for page in ("", "draft", "rules", "options", "seats", "round/2", "notice", "appoint"):
        text = _text(observer, page)
        main = text.partition("<main")[2]
        assert 'method="post"' not in main, page
    assert observer.get(f"/desk/{chair.election.slug}/commission/people").status_code == 403


def test_the_first_page_says_what_comes_next(office: Office) -> None:
    chair = _chair(office, Simulation().convene())
    text = _text(chair, "")
    assert text.count('class="state good">done') >= 2
    assert text.count('class="state open">next') == 1
    assert "Fix the rules" in text


def test_home_tells_the_title_and_the_roles_in_words(office: Office) -> None:
    chair = _chair(office, Simulation().convene())
    others = {
        "federation@75": "federation",
        "agent@to1": "agents",
        "teller@75-001": "second-readings",
        "trustee@to1": "keys",
        "helpdesk": "helpdesk",
        "roll": "roll",
    }
    text = office.person("x@example.org", chair.election, *others).get("/").content.decode()
    for role, page in others.items():
        address = reverse(page, args=(chair.election.slug,))
        assert f'{address}?as={role.replace("@", "%40")}"' in text, role
    text = chair.get("/").content.decode()
    assert "Congress" in text
    assert "Member of the commission (chair)" in text
    assert f"/desk/{chair.election.slug}/commission/?as=commission%40chair" in text
