"""What is signed is told whole: no field of any record is left out, titles stand for names."""

import hashlib
import json

import pytest
from tests.support.counts import count
from tests.support.record_samples import altered, field_names, plain_record
from tests.support.simulator import Simulation

from suffrage.board.kinds import KINDS
from suffrage.board.policy import AUTHORITY
from suffrage.conduct.state import Dispute
from suffrage.office.signing.named import Named
from suffrage.office.signing.titles import Titles
from suffrage.office.signing.told import Row, told_record
from suffrage.site.pages.render import Reader
from suffrage.words import LANGUAGES, Language, codes

pytestmark = pytest.mark.long

SIGNED = sorted(kind for kind in KINDS if AUTHORITY[kind].roles)
SIMULATION = Simulation()
HASH = "59ad1b2f" * 8


def _titles(language: Language = "en", texts: tuple[str, ...] = (), **more: Dispute) -> Titles:
    rules = SIMULATION.definition
    named = Named(rules, language, {}, more)
    return Titles(Reader(language, rules.time_zone), named, texts)


def _told(
    plain: dict[str, object], body: object = None, language: Language = "en"
) -> dict[str, str]:
    common = {"by": "commission@chair", "at": "2023-01-12T21:30:00Z"}
    data = None if body is None else json.dumps(body).encode()
    rows = told_record(_titles(language), json.dumps(common | plain).encode(), data)
    return {row.path: row.text for row in rows}


def _without_payload(rows: tuple[Row, ...]) -> list[tuple[str, str]]:
    return [(row.label, row.text) for row in rows if row.path != "payload"]


@pytest.mark.parametrize("kind", SIGNED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_is_altered_in_a_record_is_told_otherwise(kind: str, language: Language) -> None:
    plain, titles = plain_record(kind), _titles(language)
    told = _without_payload(told_record(titles, plain.record, plain.payload))
    assert all(label and text for label, text in told)
    others = list(altered(plain))
    # A definition has some 600 of them, told anew each time.
    for path, other in others[:: 1 + len(others) // count(60, 10_000)]:
        assert _without_payload(told_record(titles, other.record, other.payload)) != told, path


@pytest.mark.parametrize("field", sorted(field_names()))
def test_a_field_that_is_signed_has_a_word(field: str) -> None:
    for language in LANGUAGES:
        assert f"desk.field.{field.replace('_', '-')}" in codes(language)


def test_a_field_without_a_word_appears_by_its_plain_name() -> None:
    plain = {"kind": "polls.opened/1", "round": 1, "unheard_of": "so", "at": "2023-01-12T21:30:00Z"}
    rows = told_record(_titles(), json.dumps(plain).encode(), None)
    assert ("unheard_of", "so") in [(row.label, row.text) for row in rows]


def test_roles_and_hours_are_told_as_people_say_them() -> None:
    told = _told({"kind": "polls.opened/1", "round": 1})
    assert told["by"] == "Member of the commission (chair)"
    assert told["at"] == "12 January 2023, 22:30"
    told = _told({"kind": "polls.opened/1", "round": 1}, language="fr")
    assert told["at"] == "12 janvier 2023, 22:30"


def test_a_sheet_is_told_with_titles_and_figures_of_its_language() -> None:
    sheet = {"kind": "sheet.received/1", "contest": "text", "unit": "75-001"}
    body = {"contest": "text", "unit": "75-001", "votes": {"to1": 1234}, "void": {"torn": 1},
            "agents": {"to1": "signed"}, "entered_by": "federation@75"}  # fmt: skip
    rows = told_record(
        _titles("fr"), json.dumps({**sheet, "by": "federation@75"}).encode(),
        json.dumps(body).encode(),
    )  # fmt: skip
    said = {row.path: (row.label, row.text) for row in rows}
    option = next(
        one.label for one in _titles().named.rules.declared_options("text") if one.id == "to1"
    )
    assert said["votes.to1"] == (f"Voix – {option}", "1\N{NARROW NO-BREAK SPACE}234")
    assert said["void.torn"] == ("Nuls – bulletin déchiré", "1")
    assert said["entered_by"][1] == "Responsable de la fédération 75"
    assert "75-001" in said["unit"][1]


def test_two_reasons_of_void_ballots_are_not_told_alike() -> None:
    record = b'{"contest":"text","kind":"sheet.received/1","unit":"75-001"}'
    body = json.dumps({"void": {"torn": 1, "torn-paper": 2}}).encode()
    rows = told_record(_titles(), record, body)
    said = [row.label for row in rows if row.path.startswith("void.")]
    assert said == ["Void – torn paper", "Void – torn-paper"]


def test_a_reason_is_told_where_the_record_has_its_hash() -> None:
    reason = "Two lists were one."
    vote = {
        "choice": "for",
        "reason": hashlib.sha256(reason.encode()).hexdigest(),
        "sig": "ab" * 64,
    }
    record = {"kind": "commission.decided/1", "act": "rules.fixed/1", "subject": HASH}
    rows = told_record(
        _titles(texts=(reason,)), json.dumps(record).encode(),
        json.dumps({**record, "votes": {"chair": vote}}).encode(),
    )  # fmt: skip
    said = {row.path: row.text for row in rows}
    assert said["votes.chair"].startswith(f"Choice: for ; Reason: « {reason} »")
    assert said["subject"] == "59ad1b2f…59ad1b2f"


def test_free_text_is_told_as_it_was_written() -> None:
    option = {"id": "to9", "label": "2023-01-12", "first_signatory": "1/2"}
    told = _told({"kind": "option.admitted/1", "contest": "text", "option": "to9"}, option)
    assert (told["label"], told["first_signatory"]) == ("2023-01-12", "1/2")


def test_what_a_ruling_does_is_said() -> None:
    told = _told(
        {"kind": "dispute.ruled/1", "dispute": "d1", "effect": "annul-unit", "decision": 12}
    )
    assert told["effect"] == "the section's votes are annulled"
    assert told["decision"] == "entry 12 of the board"


def test_a_dispute_is_told_with_what_it_contests() -> None:
    dispute = Dispute("text", "75-001", "wrong-count", "agent@to1")
    record = {"kind": "dispute.ruled/1", "dispute": "d1", "effect": "rejected", "decision": 3}
    rows = told_record(_titles(d1=dispute), json.dumps(record).encode(), None)
    said = {row.path: row.text for row in rows}["dispute"]
    assert said.startswith("d1 (")
    assert "75-001" in said
