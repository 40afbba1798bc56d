"""Forged boxes: the archive, the log and the records all agree, and each is refused."""

from typing import Any

import msgspec
import pytest
from tests.support.forgeries import altered, entries, force_event, found, records
from tests.support.online_box import edit, resign, seeded
from tests.support.online_election import BOX, VOTERS, OnlineSimulation
from tests.support.online_steps import ballot, ended, fixed, opened

from suffrage.acts.closing.announce_result import announce_result
from suffrage.acts.online.annul_box import annul_box
from suffrage.acts.online.cast_ballot import OpenBox
from suffrage.acts.online.draft_event import draft_event, head_of
from suffrage.acts.online.suspend_box import suspend_box
from suffrage.belenios import events
from suffrage.belenios.archive import read_archive
from suffrage.belenios.check_ballot import check_ballot
from suffrage.belenios.credentials import make_credential
from suffrage.belenios.events import EventType
from suffrage.belenios.make_ballot import make_ballot
from suffrage.belenios.setup import read_setup
from suffrage.belenios.tally import encrypt_tally
from suffrage.board.kinds.opening import CredentialsCommitted, TrusteeSetUp
from suffrage.board.record import Draft
from suffrage.conduct.state import State

ARCHIVE = "box/abroad-1.bel"
NIGHT = "2023-01-12T22:00:00Z"


def event(
    simulation: OnlineSimulation, state: State, kind: EventType, *pieces: bytes, run: int = 1
) -> int:
    """An event whose hashes all fit, past ``conduct``."""
    made = events._make(head_of(state, BOX, run), kind, pieces)
    return force_event(simulation, draft_event(state, BOX, run, made))


def voting() -> OnlineSimulation:
    simulation = opened()
    simulation.cast(1, 1, 2, 3)
    return simulation


# -- before the first ballot ---------------------------------------------------------------------


def test_more_credentials_than_members() -> None:
    simulation = fixed()
    head = CredentialsCommitted(BOX, 1, VOTERS + 3, "ab" * 32, "cd" * 32)
    index = simulation.force(Draft("credentials.committed/1", head, "registrar", NIGHT))
    assert found(simulation) == {("credentials.count", f"entry {index} count")}


def test_credentials_committed_by_somebody_else() -> None:
    simulation = fixed()
    head = CredentialsCommitted(BOX, 1, VOTERS, "ab" * 32, "cd" * 32)
    index = simulation.force(Draft("credentials.committed/1", head, "commission@chair", NIGHT))
    assert found(simulation) == {("role.not-allowed", f"entry {index} by")}


def test_a_list_of_credentials_replaced_before_the_opening() -> None:
    """The registrar committed another list than the one that the archive begins with."""
    simulation = voting()
    committed = records(simulation, "credentials.committed/1")[0]
    setup = records(simulation, "online.event/1")[0]
    rows = altered(simulation, committed, list="ab" * 32, sign=True)
    assert found(simulation, rows) == {("credentials.differ", f"entry {setup}")}


def test_a_trustee_s_key_replaced_before_the_opening() -> None:
    simulation = voting()
    index = records(simulation, "trustees.setup/1")[1]
    setup = records(simulation, "online.event/1")[0]
    other = simulation.trustees[1][0].public.public_key[::-1]
    rows = altered(simulation, index, key=other, sign=True)
    assert found(simulation, rows) == {("trustee.keys-differ", f"entry {setup}")}


def test_one_trustee_with_two_shares() -> None:
    simulation = fixed()
    first = Draft("trustees.setup/1", TrusteeSetUp(BOX, 1, 1, "ab" * 32), "trustee@to1", NIGHT)
    simulation.force(first)
    second = Draft("trustees.setup/1", TrusteeSetUp(BOX, 1, 2, "cd" * 32), "trustee@to1", NIGHT)
    index = simulation.force(second)
    assert found(simulation) == {("trustee.again", f"entry {index} owner")}


# -- ballots -------------------------------------------------------------------------------------


def test_a_ballot_with_a_bad_proof() -> None:
    """``conduct`` sees a ballot in its place; the archive's own proofs refuse it.

    Once as a stranger on the way leaves it, once as its own voter signs it.
    """

    def spoil(fields: Any) -> None:
        proof = fields["answers"][0]["overall_proof"][0]
        proof["response"] = str(int(proof["response"]) ^ 1)

    for is_signed in (False, True):
        simulation = voting()
        data = edit(ballot(simulation, 1, voter=4), spoil)
        if is_signed:
            election = OpenBox(simulation.store, BOX, 1).setup.election
            data = resign(election, simulation.credentials[1][4], data)
        event(simulation, simulation.state, "Ballot", data)
        right = "bel.ballot-proof" if is_signed else "bel.ballot-signature"
        assert {code for code, _ in found(simulation)} == {right}


def test_a_ballot_stuffed_for_a_credential_that_nobody_has() -> None:
    simulation = voting()
    state = simulation.state
    entries_ = list(read_archive(simulation.store.archive(BOX, 1)))
    setup = read_setup(entries_[0].pieces.records)
    ghost = make_credential(setup.election.record.uuid, seeded("ghost"))
    data = make_ballot(setup.election, ghost.private, [[0, 1, 0, 0]], seeded("stuffing"))
    event(simulation, state, "Ballot", data)
    assert found(simulation) == {("bel.credential-unknown", f"{ARCHIVE} event 4")}


def test_a_ballot_that_stands_twice() -> None:
    simulation = voting()
    data = list(read_archive(simulation.store.archive(BOX, 1)))[1].pieces.records[0]
    index = event(simulation, simulation.state, "Ballot", data)
    assert ("ballot.again", f"entry {index}") in found(simulation)


def test_a_second_ballot_of_one_voter() -> None:
    simulation = voting()
    index = event(simulation, simulation.state, "Ballot", ballot(simulation, 1, 0, choice=3))
    assert found(simulation) == {("ballot.again", f"entry {index}")}


def test_a_ballot_after_the_closing() -> None:
    simulation = voting()
    late = ballot(simulation, 1, voter=4)
    simulation.end_run(1)
    index = event(simulation, simulation.state, "Ballot", late)
    assert found(simulation) == {
        ("online.phase", f"entry {index} type"),
        ("bel.event-order", f"{ARCHIVE} event 5"),
    }


@pytest.mark.parametrize(("kind", "pieces"), [("Shuffle", (b"{}", b"{}")), ("EndShuffles", ())])
def test_a_shuffle_in_a_box_that_has_none(kind: EventType, pieces: tuple[bytes, ...]) -> None:
    simulation = voting()
    index = event(simulation, simulation.state, kind, *pieces)
    assert found(simulation) == {
        ("online.phase", f"entry {index} type"),
        ("bel.event-order", f"{ARCHIVE} event 4"),
    }


def test_a_ballot_in_a_suspended_box() -> None:
    simulation = voting()
    data = ballot(simulation, 1, voter=4)
    simulation.act(suspend_box, "commission@chair", BOX, 1, account="A leak.")
    index = event(simulation, simulation.state, "Ballot", data)
    assert found(simulation) == {("online.phase", f"entry {index} type")}


def test_a_ballot_left_out_of_the_log() -> None:
    simulation = voting()
    rows = entries(simulation)
    index = records(simulation, "online.event/1")[2]
    del rows[index]
    said = found(simulation, rows)
    assert ("online.chain", f"entry {index} height") in said


# -- tally and result ----------------------------------------------------------------------------


def tally_of(simulation: OnlineSimulation) -> tuple[bytes, ...]:
    pieces = [one.pieces for one in read_archive(simulation.store.archive(BOX, 1))]
    setup = read_setup(pieces[0].records)
    cast = [one.records[0] for one in pieces if one.event.type == "Ballot"]
    checked = [check_ballot(setup.election, setup.credentials, data) for data in cast]
    return encrypt_tally(setup.election, checked).records


def test_a_box_summed_up_while_polls_are_open() -> None:
    simulation = voting()
    simulation.end_run(1).open_polls()
    index = event(simulation, simulation.state, "EncryptedTally", *tally_of(simulation))
    assert found(simulation) == {("box.early", f"entry {index}")}


def test_a_box_with_too_few_ballots_summed_up() -> None:
    simulation = ended(1)
    index = event(simulation, simulation.state, "EncryptedTally", *tally_of(simulation))
    assert found(simulation) == {("box.few", f"entry {index}")}


def test_an_annulled_run_summed_up() -> None:
    simulation = voting()
    simulation.end_run(1)
    simulation.decided(annul_box, BOX, 1, ground="leak")
    simulation.open_polls().close_polls()
    index = event(simulation, simulation.state, "EncryptedTally", *tally_of(simulation))
    assert found(simulation) == {("online.phase", f"entry {index} type")}


def test_a_replaced_run_counted() -> None:
    simulation = voting()
    before = simulation.state
    simulation.annul_run(1)
    made = events.end_ballots_event(head_of(before, BOX, 1))
    index = force_event(simulation, draft_event(before, BOX, 1, made))
    assert found(simulation) == {("box.not-live", f"entry {index} run")}


@pytest.mark.parametrize(
    ("codes", "result"),
    [
        ({"bel.result"}, b'{"result":[[0,2,1,0]]}'),
        ({"bel.result", "online.result"}, b'{"result":[[0,9,1,1]]}'),
    ],
)
def test_a_result_that_was_not_decrypted(codes: set[str], result: bytes) -> None:
    simulation = ended(1, 2, 3).decrypt_run(1)
    with simulation.store.transaction():
        execute = simulation.store.database.connection.execute
        last = simulation.store.size() - 1
        execute("delete from suffrage_entry where number = ?", (last,))
        execute("delete from suffrage_archive where position = ?", (last,))
    event(simulation, simulation.board.state(), "Result", result)
    said = {code for code, _ in found(simulation)}
    assert said & codes


def test_a_box_result_counted_for_another_option() -> None:
    """The sheets' totals are typed with the online votes moved from one text to another."""
    simulation = ended(1, 2, 3).decrypt_run(1)
    simulation.count_all()
    honest = announce_result(simulation.state, "commission@chair", NIGHT, "text")
    body: Any = honest.body
    votes = {**body.votes, "to1": body.votes["to1"] + 1, "to3": body.votes["to3"] - 1}
    forged = msgspec.structs.replace(body, votes=votes)
    index = simulation.force(Draft(honest.kind, honest.head, honest.by, NIGHT, forged))
    assert found(simulation) == {("result.figures", f"entry {index} votes")}
