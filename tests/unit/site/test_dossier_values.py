"""What the dossier tells: rulings, effects, incidents, officers, and the clock of retention."""

import hashlib

import pytest
from tests.support.disputed import REASON, SEEN, counted_round, disputed_round, source_of
from tests.support.exported import one_round, troubled
from tests.support.online_election import OnlineSimulation
from tests.support.pools import PooledSimulation
from tests.support.refusals import refused
from tests.support.simulator import Simulation

from suffrage.acts.closing.destroy_key import destroy_key
from suffrage.acts.closing.erase_blob import erase_blob
from suffrage.acts.closing.ratify_result import ratify_result
from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.acts.opening.amend_roll import amend_roll
from suffrage.errors import Malformed
from suffrage.model import canonical
from suffrage.site.dossier.disputes import dispute_told, disputes_told
from suffrage.site.dossier.officers import officers_csv_rows, officers_of
from suffrage.site.dossier.one_dispute import one_dispute
from suffrage.site.dossier.registers import (
    ceremonies_of,
    corrections_all,
    incidents_of,
    ratifications_of,
    roll_changes,
)
from suffrage.site.dossier.results_told import results_told, seats_told
from suffrage.site.dossier.retention import KEEPSAKES, Retention, retention_clock
from suffrage.site.dossier.rules_told import rules_told, units_csv_rows
from suffrage.site.dossier.rulings import rulings_of


def test_a_ruling_has_every_vote_with_its_reason_and_who_walked_out() -> None:
    ruling = next(r for r in rulings_of(source_of(disputed_round())) if "dispute" in r.about)
    assert [(v.member, v.choice, v.signed) for v in ruling.votes] == [
        ("chair", "for", True),
        ("dean", "for", True),
        ("to1", "against", True),
        ("to2", "walked out", False),
    ]
    assert (ruling.cast, ruling.quorum, ruling.walked_out) == (3, 3, ("to2",))
    assert "dispute = d-3" in ruling.about
    assert ruling.votes[2].reason is not None
    assert ruling.votes[2].reason.lines == (REASON,)


def test_the_effect_is_told_without_with_and_as_it_stands() -> None:
    told = dispute_told(source_of(disputed_round()), "d-3")
    assert told is not None
    assert told.effect is not None
    assert told.effect.rows == (
        ("Valid votes", "165", "198", "165"),
        ("Text 1", "65", "78", "65"),
        ("Text 2", "55", "66", "55"),
        ("Text 3", "45", "54", "45"),
    )
    assert told.effect.outcomes == ("Qualified: Text 1, Text 2.",) * 3


def test_the_effect_of_an_open_dispute_takes_the_unit_out() -> None:
    told = dispute_told(source_of(counted_round()), "d-3")
    assert told is not None
    assert told.effect is not None
    assert told.effect.rows[0] == ("Valid votes", "165", "198", "198")
    assert told.ruling is None


def test_a_hidden_section_has_no_effect_that_is_told() -> None:
    simulation = PooledSimulation().to_the_count().count_hidden()
    said = {"contest": "text", "unit": "13-004", "ground": "early-ballots", "account": "Seen."}
    simulation.act(file_dispute, "agent@to1", dispute="d-9", **said)
    assert [one.effect for one in disputes_told(source_of(simulation))] == [None]


def test_an_erased_text_is_said_to_be_erased() -> None:
    simulation = disputed_round()
    digest = hashlib.sha256(REASON.encode()).hexdigest()
    (account,) = incidents_of(source_of(simulation))
    assert (account.type, account.account.lines) == ("box", ("A box was moved at 19:40.",))
    payload = next(source_of(simulation).acts("incident.reported")).record.payload
    for blob in (digest, payload):
        simulation.act(erase_blob, "commission@chair", blob, "privacy")
    source = source_of(simulation)
    assert [one.account.erased for one in incidents_of(source)] == [True]
    votes = [v for r in rulings_of(source) for v in r.votes if v.reason is not None]
    assert [v.reason.erased for v in votes if v.reason] == [True]


def test_officers_of_the_whole_and_replacements_are_told_and_the_rest_is_a_table() -> None:
    source = source_of(disputed_round())
    found = officers_of(source)
    assert found.sections == (("secretary", "6"), ("teller", "6"))
    assert [(row[0].rpartition(" ")[2], row[1]) for row in found.replaced] == [
        ("[secretary@13-002]", "ab" * 32)
    ]
    roles = {row[0].rpartition(" ")[2] for row in found.whole}
    assert {"[convener]", "[commission@to2]", "[federation@75]", "[agent@to3]"} <= roles
    assert len(tuple(officers_csv_rows(source))) == 1 + 5 + 6 + 12 + 1


def test_the_rules_are_told_with_every_contest_body_and_unit() -> None:
    source = source_of(Simulation().convene())
    told = rules_told(source)
    assert [(one.id, one.after) for one in told.contests] == [
        ("text", ""),
        ("first-secretary", "text"),
    ]
    assert (told.sections, told.entitled, told.fixed_at) == (6, 432, "")
    assert told.federations == (("13", "3", "186"), ("75", "3", "246"))
    rows = tuple(units_csv_rows(source))
    assert rows[0] == ("unit", "name", "parent", "channel", "registered")
    assert ("75-003", "", "75", "paper", "83") in rows


def test_a_figure_that_may_not_appear_is_not_told() -> None:
    rule = {"not_before": "2023-01-12T21:00:00Z", "coverage": "9/10"}
    simulation = Simulation(one_round(publication=rule)).to_the_count()
    simulation.receive("75-001")
    (text,) = results_told(source_of(simulation))
    assert (text.hidden, text.figures, text.votes, text.minutes) == (True, (), (), "")


def test_results_name_their_minutes_and_seats_have_their_quotients() -> None:
    source = source_of(disputed_round())
    (text,) = results_told(source)
    assert text.minutes == "text-minutes.en.pdf"
    assert text.votes[0] == ("Text 1", "65", "39.39", "65", "0")
    (council,) = seats_told(source)
    assert council.seats == (("Text 1", "65", "4"), ("Text 2", "55", "3"), ("Text 3", "45", "3"))
    assert council.steps[0] == ("1", "Text 1", "65 / 1 = 65.00", "Text 2 – 55 / 1 = 55.00")


def test_corrections_and_changes_of_the_roll_are_told() -> None:
    ((title, found),) = corrections_all(source_of(troubled()))
    assert (title, found[0].figures[0]) == ("text", ("Signatures", 35, 34))
    amended = Simulation().convene().fix_rules()
    amended.act(amend_roll, "federation@75", unit="75-001", added=2, removed=1, ground="dues")
    ((_, _, unit, added, removed, ground, by),) = roll_changes(source_of(amended))
    assert (unit, added, removed, ground) == ("75-001", "2", "1", "dues")
    assert by.endswith("[federation@75]")


def test_the_ceremonies_of_a_box_are_told_to_the_destruction_of_keys() -> None:
    simulation = OnlineSimulation().run_with_annulment()
    simulation.act(destroy_key, "trustee@to1", "abroad", 2)
    source = source_of(simulation)
    said = " ".join(row[3] for row in ceremonies_of(source))
    for part in ("Key share of run 1 set up", "the box opens", "annulled", "destroyed by"):
        assert part in said
    assert retention_clock(source, Retention(), declared=False).destroyed > 0


def test_the_clock_stands_while_a_dispute_is_open_or_a_certificate_is_missing() -> None:
    disputed = retention_clock(source_of(counted_round()), Retention(), declared=False)
    assert (disputed.why, disputed.started, {row.due for row in disputed.rows}) == (
        "dispute",
        "",
        {""},
    )
    waiting = source_of(Simulation().to_the_count())
    assert retention_clock(waiting, Retention(), declared=False).why == "certificate"


def test_the_clock_runs_from_the_last_certificate_with_the_declared_days() -> None:
    days = Retention(challenge=15, photos=30, shares=2)
    clock = retention_clock(source_of(disputed_round()), days, declared=True)
    assert (clock.started, clock.ends, clock.why) == ("2023-01-12", "2023-01-27", "")
    due = {row.name: row.due for row in clock.rows}
    assert tuple(due) == KEEPSAKES
    assert due["photos"] == "2023-02-26"
    assert due["shares"] == "2023-01-14"
    assert due["roll"] == "2023-01-27"


def test_a_ratification_sets_the_clock_anew() -> None:
    simulation = disputed_round()
    simulation._moment = "2023-01-28T23:30:00Z"
    simulation.act(
        ratify_result,
        "congress@delegates",
        "text",
        delegates=10,
        votes_for=8,
        votes_against=1,
        abstained=1,
    )
    source = source_of(simulation)
    assert retention_clock(source, Retention(), declared=False).started == "2023-01-29"
    assert ratifications_of(source)[0][3:] == ("10", "8", "1", "1")


def test_one_dispute_has_both_entries_the_agents_the_photo_and_every_record() -> None:
    view = one_dispute(source_of(disputed_round()), "d-3")
    assert view.told.account.lines == (SEEN,)
    assert view.sheets.figures[0] == ("Registered", "81", "81")
    assert view.sheets.agents[1] == ("Text 2", *("signed with a reservation",) * 2)
    assert [row[5] for row in view.sheets.hands] == ["cd" * 32, "–"]
    kinds = [one.entry.record.kind.partition("/")[0] for one in view.records]
    assert kinds == [
        "election.convened",
        "officer.appointed",
        "officer.appointed",
        "rules.fixed",
        "incident.reported",
        "sheet.received",
        "sheet.approved",
        "dispute.filed",
        "commission.decided",
        "dispute.ruled",
        "result.certified",
    ]


def test_a_dispute_that_does_not_exist_is_refused_with_those_that_do() -> None:
    source = source_of(counted_round())
    with refused("dossier.no-dispute", dispute="d-4", names="d-3"):
        one_dispute(source, "d-4")


@pytest.mark.parametrize("days", ["-1", "36501"])
def test_days_of_retention_are_bounded(days: str) -> None:
    with pytest.raises(Malformed):
        canonical.convert({"photos": int(days)}, Retention)
