"""Attacks of the literature on whole elections, each tried as its number in the table says.

``docs/explanation/attacks.md`` maps every known attack to its test; those on single proofs, tiles
or rules are tried where these live.
"""

import random
import sqlite3
from typing import Any

import msgspec
import pytest
from tests.support.counts import count
from tests.support.folders import receipt
from tests.support.forgeries import entries, force_event, found
from tests.support.online_box import seeded
from tests.support.online_election import BOX, VOTERS
from tests.support.online_steps import ballot, cast, ended, fixed, opened, place
from tests.support.refusals import refused
from tests.support.simulator import Simulation

from suffrage.acts.disputes.report_incident import report_incident
from suffrage.acts.online.cast_ballot import OpenBox
from suffrage.acts.online.commit_credentials import commit_credentials
from suffrage.acts.online.draft_event import draft_event, head_of
from suffrage.acts.online.tally_box import tally_box
from suffrage.acts.paper.approve_sheet import approve_sheet
from suffrage.belenios.credentials import write_public_credentials
from suffrage.belenios.events import ballot_event
from suffrage.belenios.make_ballot import make_ballot
from suffrage.belenios.verify import verify_archive
from suffrage.board.acknowledgement import acknowledge, check_acknowledgement
from suffrage.board.record import Record
from suffrage.errors import SuffrageError
from suffrage.paper.sheet import Sheet
from suffrage.site.sheets import sheets_csv


def dump(simulation: Simulation) -> bytes:
    """Every byte that the office's database holds."""
    copy = sqlite3.connect(":memory:")
    simulation.store.database.connection.backup(copy)
    return copy.serialize()


# -- A2: a ballot copied to learn another's vote ---------------------------------------------------


def test_a2_ciphertexts_of_another_voter_are_refused_at_the_door_and_in_the_log() -> None:
    """With proofs of the copier's own: the two devices drew the same randomness."""
    simulation = opened()
    election = OpenBox(simulation.store, BOX, 1).setup.election
    first, second = (
        make_ballot(election, one.private, [[0, 1, 0, 0]], seeded("the same"))
        for one in simulation.credentials[1][:2]
    )
    cast(simulation, first)
    with refused("bel.ballot-copied"):
        cast(simulation, second)
    simulation = opened()
    for data in (first, second):
        event = ballot_event(head_of(simulation.state, BOX, 1), data)
        force_event(simulation, draft_event(simulation.state, BOX, 1, event))
    assert found(simulation) == {("bel.ballot-copied", "box/abroad-1.bel event 2")}


# -- A3, A20: another election, run or section ---------------------------------------------------


def test_a3_a_ballot_of_another_election_is_refused() -> None:
    with refused("bel.ballot-election"):
        cast(opened(), ballot_of_another_uuid())


def ballot_of_another_uuid() -> bytes:
    """A ballot of the second run, whose credentials and uuid are its own."""
    simulation = opened().annul_run(1).open_run(2)
    return ballot(simulation, 2, voter=0)


def test_a20_a_ballot_moved_into_another_box_is_refused_in_the_log_too() -> None:
    """Not only at the door: an office that moves it itself is found out by the archive."""
    simulation = opened()
    simulation.cast(1, 1, 2)
    state = simulation.state
    moved = draft_event(
        state, BOX, 1, ballot_event(head_of(state, BOX, 1), ballot_of_another_uuid())
    )
    force_event(simulation, moved)
    assert {code for code, _ in found(simulation)} == {"bel.ballot-election"}


def test_a20_a_receipt_swapped_for_another_voter_s_names_another_tracker() -> None:
    simulation = opened()
    first, second = simulation.cast(1, 1, 2)
    assert first.tracker != second.tracker
    forged = msgspec.structs.replace(first, tracker=second.tracker)
    office = simulation.definition.keys["office"]
    with refused("record.signature", role="office"):
        check_acknowledgement(forged, simulation.definition.origin, office)


# -- A6: clash -----------------------------------------------------------------------------------


def test_a6_one_credential_for_two_voters_is_seen_before_the_box_opens() -> None:
    simulation = fixed()
    public = [one.public for one in opened().credentials[1]]
    doubled = write_public_credentials([*public[: VOTERS - 1], public[0]])
    with refused("bel.credentials-order"):
        simulation.act(commit_credentials, "registrar", BOX, 1, doubled, root="ab" * 32)


def test_a6_the_same_ballot_is_not_given_to_two_voters() -> None:
    simulation = opened()
    data = ballot(simulation, 1, voter=0)
    cast(simulation, data)
    with refused("bel.ballot-repeated"):
        cast(simulation, data)


# -- A15, A17, A39: what is decrypted ------------------------------------------------------------


def test_a15_a_trustee_decrypts_nothing_but_the_sum_of_the_closed_box() -> None:
    """The tally that a trustee is asked for is computed again from all ballots of the archive."""
    simulation = ended(1, 2, 3)
    archive = simulation.store.archive(BOX, 1)
    simulation.board.perform(lambda state: tally_box(state, BOX, 1, archive))
    checked = verify_archive(simulation.store.archive(BOX, 1))
    assert checked.tally is not None
    assert checked.counted == 3
    with refused("online.phase", type="Ballot"):
        place(simulation, 1, ballot(simulation, 1, voter=4))


def test_a39_a_closed_box_is_summed_once() -> None:
    simulation = ended(1, 2, 3).decrypt_run(1)
    archive = simulation.store.archive(BOX, 1)
    with refused("online.phase", type="EncryptedTally"):
        simulation.board.perform(lambda state: tally_box(state, BOX, 1, archive))


def test_a17_a_total_is_never_published_before_and_after_one_ballot() -> None:
    """The annulled run of the same voters, the only other sum of theirs, is never decrypted."""
    simulation = opened()
    simulation.cast(1, 1, 2, 3)
    simulation.annul_run(1).open_run(2)
    simulation.cast(2, 1, 2)
    simulation.end_run(2).open_polls().close_polls()
    simulation.decrypt_run(2)
    archive = simulation.store.archive(BOX, 1)
    with refused("box.not-live"):
        simulation.board.perform(lambda state: tally_box(state, BOX, 1, archive))
    assert verify_archive(archive).result is None


# -- A18, A38: what a receipt and the log give away ----------------------------------------------


def test_a18_a_receipt_is_the_same_whatever_was_chosen() -> None:
    """Nothing in it but the place of a ciphertext: the fields do not depend on the choice."""

    def paper(choice: int) -> list[str]:
        simulation = opened()
        simulation.cast(1, choice, 2)
        record = Record.parse(entries(simulation)[-1])
        assert receipt(simulation, len(entries(simulation)) - 1)
        return [*msgspec.to_builtins(record.head), str(record.size)]

    assert paper(1) == paper(3)


def test_a38_the_log_tells_neither_time_nor_order_of_single_voters() -> None:
    simulation = opened()
    for voter in (3, 0, 2, 1):
        cast(simulation, ballot(simulation, 1, voter))
    simulation.cast(1)
    events = [Record.parse(row) for row in entries(simulation)]
    ballots = [one for one in events if getattr(one.head, "type", "") == "Ballot"]
    assert len(ballots) == 4
    assert {(one.by, one.at, one.sig) for one in ballots} == {("", "", "")}
    hashes = [line.hash for line in verify_archive(simulation.store.archive(BOX, 1)).trackers]
    assert hashes == sorted(hashes)


# -- A21: receipts that anybody can fake ---------------------------------------------------------


def test_a21_a_complaint_needs_the_office_s_own_signature() -> None:
    simulation = opened()
    office = simulation.definition.keys["office"]
    origin = simulation.definition.origin
    honest = acknowledge(origin, BOX, 1, "tracker", simulation.sign("office"))
    check_acknowledgement(honest, origin, office)
    invented = acknowledge(origin, BOX, 1, "tracker", simulation.sign("agent@to1"))
    with refused("record.signature", role="office"):
        check_acknowledgement(invented, origin, office)


# -- A27: a leaked database ----------------------------------------------------------------------


def test_a27_nothing_that_the_office_stores_lets_anybody_vote_or_decrypt() -> None:
    simulation = opened()
    simulation.cast(1, 1, 2, 3)
    stored = dump(simulation)
    assert simulation.credentials[1][0].public.encode() in stored
    for credential in simulation.credentials[1]:
        private = credential.private
        assert private.encode() not in stored
        assert private.replace("-", "").encode() not in stored
    for key in simulation.trustees[1]:
        assert str(key.exponent).encode() not in stored
        assert key.exponent.to_bytes(32, "little") not in stored


# -- A32, A35: hostile texts ---------------------------------------------------------------------

HOSTILE = (
    "'; drop table suffrage_entry; --",
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "{{7*7}}\r\nBcc: everybody@example.org",
    "\u202eTEXT 1",
    "\x00\x1b[2J",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_a35_a_hostile_account_is_kept_as_it_is_and_runs_nowhere(text: str) -> None:
    simulation = Simulation().to_the_count()
    written = simulation.act(
        report_incident, "agent@to1", unit="75-001", type_="noise", account=text
    )
    assert simulation.store.blob(written.record.payload) == text.encode()
    assert simulation.store.size() == simulation.state.size
    assert found(simulation) == set()


@pytest.mark.parametrize("text", HOSTILE)
def test_a32_a_hostile_name_never_reaches_a_cell(text: str) -> None:
    """Cells of ``sheets.csv`` are ids and digits; an id of this kind is no id."""
    simulation = Simulation().to_the_count()
    sheet = simulation.sheet("75-001")
    hostile = msgspec.structs.replace(sheet, votes={**sheet.votes, text: 0})
    with pytest.raises(SuffrageError):
        simulation.receive("75-001", votes=hostile.votes)
    assert text.encode("utf-8", "replace") not in sheets_csv(simulation.state)


# -- A41: typing errors --------------------------------------------------------------------------


def swapped(sheet: Sheet, draw: random.Random) -> Sheet:
    """Two digits of one figure change places, as they do under a tired hand."""
    fields = ["ballots", "blank", "signatures", "valid", *sheet.votes]
    name = draw.choice(fields)
    figure = sheet.votes.get(name, getattr(sheet, name, 0))
    digits = list(f"{figure:02}")
    spot = draw.randrange(len(digits) - 1)
    digits[spot], digits[spot + 1] = digits[spot + 1], digits[spot]
    wrong = int("".join(digits))
    if name in sheet.votes:
        return msgspec.structs.replace(sheet, votes={**sheet.votes, name: wrong})
    return msgspec.structs.replace(sheet, **{name: wrong})


def test_a41_swapped_digits_are_caught_by_the_sums_or_by_the_second_entry() -> None:
    """Signatures alone stand in no sum; what one entry lets pass, the second does not."""
    draw = random.Random(41)
    simulation = Simulation().to_the_count()
    honest = simulation.sheet("75-001")
    tries = [swapped(honest, draw) for _ in range(count(60, 2000))]
    wrong = [sheet for sheet in tries if sheet != honest]
    assert len(wrong) > len(tries) // 2
    caught = [_caught_by(sheet, honest) for sheet in wrong]
    assert set(caught) == {"sums", "second entry"}
    assert caught.count("sums") > len(wrong) // 2


def _caught_by(sheet: Sheet, honest: Sheet) -> str:
    """Which of the two checks refuses a wrong first entry."""
    simulation = Simulation().to_the_count()
    try:
        simulation.receive("75-001", **_figures(sheet))
    except SuffrageError:
        return "sums"
    second = msgspec.structs.replace(honest, entered_by="federation@75")
    with refused("sheet.entries-differ"):
        simulation.act(approve_sheet, "federation@75", second)
    return "second entry"


def _figures(sheet: Sheet) -> dict[str, Any]:
    return {
        "ballots": sheet.ballots,
        "blank": sheet.blank,
        "signatures": sheet.signatures,
        "valid": sheet.valid,
        "votes": sheet.votes,
    }
