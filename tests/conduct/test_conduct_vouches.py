"""No share without its vouch: the trustee who casts the last ballot, and other false ones (A14)."""

from dataclasses import dataclass

import pytest
from tests.support.folders import check, policy_of
from tests.support.forgeries import altered, entries, found, records
from tests.support.last_ballot import LastBallot
from tests.support.online_box import seeded
from tests.support.online_election import BOX, OnlineSimulation
from tests.support.online_steps import CHAIR, ended, false_event, opened, place, run
from tests.support.refusals import refused
from tests.support.trustees import tallied

from suffrage.acts.online.publish_box_result import publish_box_result
from suffrage.acts.online.tally_box import tally_box
from suffrage.acts.perform import Written
from suffrage.belenios.archive import read_archive
from suffrage.belenios.check_ballot import check_ballot
from suffrage.belenios.decryption import Share, check_share, decrypt_share
from suffrage.belenios.hashing import wide_digest
from suffrage.belenios.report import Report
from suffrage.belenios.setup import read_setup
from suffrage.belenios.tally import encrypt_tally
from suffrage.belenios.verify import verify_archive
from suffrage.belenios.vouch import vouch_share as make_vouch
from suffrage.board.kinds.online import ShareVouched, Vouch
from suffrage.board.record import Draft, Record
from suffrage.count.unit_state import Tallied
from suffrage.model import canonical

FIRST, SECOND = "trustee@to1", "trustee@to2"


def verified(simulation: OnlineSimulation) -> Report:
    return verify_archive(simulation.store.archive(BOX, 1))


def share_of(simulation: OnlineSimulation, owner: int = 1) -> tuple[Share, bytes]:
    """An honest trustee's share and vouch."""
    report, key = verified(simulation), simulation.trustees[1][owner - 1]
    setup, tally = report.setup, report.tally
    assert tally is not None
    share = decrypt_share(setup.election, setup.trustees, tally, key, simulation.entropy)
    return share, make_vouch(setup.election, key, tally, share, simulation.entropy)


def say(
    simulation: OnlineSimulation,
    share: Share,
    data: bytes,
    by: str = FIRST,
    *,
    owner: int = 1,
    number: int = 1,
) -> Written:
    """The record of a vouch whose proof nobody in the office has looked at."""
    head = ShareVouched(BOX, number, owner, wide_digest(share.records[-1]))
    vouch = replace_owner(canonical.decode(data, Vouch), owner)
    draft = Draft("share.vouched/1", head, by, simulation.now(), vouch)
    return simulation.board.perform(lambda _state: draft, simulation.sign(by))


def replace_owner(vouch: Vouch, owner: int) -> Vouch:
    return Vouch(vouch.challenge, vouch.format, owner, vouch.response)


def accept(simulation: OnlineSimulation, share: Share) -> None:
    """The event of a share as an office writes it that asks for no vouch; ``conduct`` does."""
    false_event(simulation, "PartialDecryption", *share.records)


def end(simulation: OnlineSimulation) -> None:
    """The second, honest trustee decrypts, and the result is published."""
    simulation.give_share(1, 2)
    report = verified(simulation)
    simulation.board.perform(lambda state: publish_box_result(state, BOX, 1, report))


# -- the attack ----------------------------------------------------------------------------------


@dataclass
class Attacked:
    """A summed box of four true votes, (0, 2, 1, 1), and a share that moves two of them."""

    simulation: OnlineSimulation
    share: Share

    def own_vouch(self) -> bytes:
        """The best that the trustee's program makes of the false share."""
        report, key = verified(self.simulation), self.simulation.trustees[1][0]
        assert report.tally is not None
        return make_vouch(report.setup.election, key, report.tally, self.share, seeded("liar"))


@pytest.fixture
def attacked() -> Attacked:
    simulation = opened()
    simulation.cast(1, 1, 2, 3)
    pieces = [one.pieces for one in read_archive(simulation.store.archive(BOX, 1))]
    setup = read_setup(pieces[0].records)
    cast = [one.records[0] for one in pieces if one.event.type == "Ballot"]
    others = [check_ballot(setup.election, setup.credentials, data) for data in cast]
    alphas = encrypt_tally(setup.election, others).ciphertexts.alphas
    attack = LastBallot(setup.election, simulation.trustees[1][0], 1, [0, -2, 1, 1])
    private = simulation.credentials[1][3].private
    place(simulation, 1, attack.ballot(alphas, private, [0, 1, 0, 0]))
    simulation.end_run(1).open_polls().close_polls()
    archive = simulation.store.archive(BOX, 1)
    simulation.board.perform(lambda state: tally_box(state, BOX, 1, archive))
    report = verified(simulation)
    assert report.tally is not None
    false = check_share(setup.election, setup.trustees, report.tally, attack.share(report.tally))
    return Attacked(simulation, false)


def test_a_share_without_a_vouch_does_not_enter_the_archive(attacked: Attacked) -> None:
    with refused("share.not-vouched", box=BOX, owner=1):
        accept(attacked.simulation, attacked.share)


def test_the_office_refuses_every_vouch_for_the_false_share(attacked: Attacked) -> None:
    honest = share_of(attacked.simulation)[1]
    for vouch in (attacked.own_vouch(), honest):
        with refused("bel.vouch", owner=1):
            attacked.simulation.give(1, 1, attacked.share.records, vouch)


def test_a_vouch_for_the_true_share_does_not_let_the_false_one_in(attacked: Attacked) -> None:
    say(attacked.simulation, *share_of(attacked.simulation))
    with refused("share.not-vouched", box=BOX, owner=1):
        accept(attacked.simulation, attacked.share)


def test_with_the_office_s_help_everybody_finds_the_trustee(attacked: Attacked) -> None:
    """The whole attack, published: the archive holds by itself, and the board does not."""
    simulation = attacked.simulation
    index = say(simulation, attacked.share, attacked.own_vouch()).index
    accept(simulation, attacked.share)
    end(simulation)
    assert verified(simulation).result == ((0, 4, 0, 0),)
    tallied = simulation.state.unit("text", "99-001")
    assert isinstance(tallied, Tallied)
    assert tallied.figures.votes == {"to1": 4, "to2": 0, "to3": 0}
    report = check(simulation.files(), policy_of(simulation))
    (failure,) = report.failures
    assert (failure.code, failure.place, failure.fields) == (
        "bel.vouch",
        f"entry {index}",
        {"owner": 1},
    )
    assert (report.checked.shares, report.checked.vouches) == (2, 2)


def test_a_missing_vouch_is_named_by_everybody(attacked: Attacked) -> None:
    """The same, and the record of the vouch is left out of the log."""
    simulation = attacked.simulation
    index = say(simulation, attacked.share, attacked.own_vouch()).index
    accept(simulation, attacked.share)
    rows = entries(simulation)
    del rows[index]
    assert found(simulation, rows) == {("share.not-vouched", f"entry {index} data")}


def test_the_honest_share_decrypts_the_true_votes_of_the_same_box(attacked: Attacked) -> None:
    attacked.simulation.give_share(1, 1)
    end(attacked.simulation)
    assert verified(attacked.simulation).result == ((0, 2, 1, 1),)
    assert found(attacked.simulation) == set()


# -- the order -----------------------------------------------------------------------------------


def test_a_vouch_waits_for_the_tally() -> None:
    share, vouch = share_of(tallied())
    with refused("box.phase", box=BOX, phase="ended"):
        say(ended(1, 2, 3, 0), share, vouch)


def test_only_the_holder_vouches() -> None:
    simulation = tallied()
    share, vouch = share_of(simulation)
    for by, owner in ((SECOND, 1), (FIRST, 2), (FIRST, 3)):
        with refused("share.not-held", role=by, owner=owner):
            say(simulation, share, vouch, by, owner=owner)
    with refused("role.not-allowed", role=CHAIR):
        say(simulation, share, vouch, CHAIR)


def test_a_vouch_is_for_the_run_that_counts() -> None:
    simulation = tallied()
    share, vouch = share_of(simulation)
    with refused("box.not-live", run=2):
        say(simulation, share, vouch, number=2)


def test_record_and_proof_name_one_owner() -> None:
    simulation = tallied()
    share, vouch = share_of(simulation)
    head = ShareVouched(BOX, 1, 1, wide_digest(share.records[-1]))
    other = replace_owner(canonical.decode(vouch, Vouch), 2)
    with refused("record.head-differs", field="owner"):
        simulation.act(lambda _s, by, at: Draft("share.vouched/1", head, by, at, other), FIRST)


def test_a_lost_share_is_made_and_vouched_for_again() -> None:
    simulation = tallied()
    lost, vouch = share_of(simulation)
    say(simulation, lost, vouch)
    again, vouch = share_of(simulation)
    say(simulation, again, vouch)
    with refused("share.not-vouched", owner=1):
        accept(simulation, lost)
    accept(simulation, again)
    assert run(simulation).vouched[1] == wide_digest(again.records[-1])
    with refused("trustee.again", owner=1):
        say(simulation.wait(), again, vouch)
    with refused("trustee.again", owner=1):
        accept(simulation, again)
    end(simulation)
    report = check(simulation.files(), policy_of(simulation))
    assert (report.failures, report.checked.vouches) == ((), 2)


def test_a_share_that_is_refused_leaves_no_vouch() -> None:
    simulation = tallied()
    (share, vouch), (_, other) = share_of(simulation), share_of(simulation, 2)
    size = simulation.store.size()
    with refused("bel.vouch", owner=1):
        simulation.give(1, 1, share.records, other.replace(b'"owner":2', b'"owner":1'))
    assert simulation.store.size() == size
    assert len(simulation.give(1, 1, share.records, vouch)) == 2


# -- what a stranger finds -----------------------------------------------------------------------


def test_a_vouch_of_another_tally() -> None:
    """The same keys and the same election, with one ballot less."""
    simulation, other = tallied(1, 2, 3, 0), tallied(1, 2, 3)
    share = share_of(simulation)[0]
    index = say(simulation, share, share_of(other)[1]).index
    accept(simulation, share)
    assert found(simulation) == {("bel.vouch", f"entry {index}")}


def test_a_vouch_of_another_trustee() -> None:
    simulation = tallied()
    share = share_of(simulation)[0]
    index = say(simulation, share, share_of(simulation, 2)[1]).index
    accept(simulation, share)
    assert found(simulation) == {("bel.vouch", f"entry {index}")}


def test_a_trustee_who_vouches_for_the_share_of_another() -> None:
    simulation = tallied()
    (own, vouch), (other, others) = share_of(simulation), share_of(simulation, 2)
    index = say(simulation, other, others).index
    with refused("share.not-vouched", owner=1):
        accept(simulation, own)
    simulation.give(1, 2, other.records, others)
    simulation.give(1, 1, own.records, vouch)
    assert found(simulation) == {("bel.vouch-owner", f"entry {index}")}


@pytest.mark.parametrize("name", ["challenge", "response"])
def test_altered_numbers(name: str) -> None:
    simulation = ended(1, 2, 3).decrypt_run(1)
    index = records(simulation, "share.vouched/1")[1]
    said = canonical.decode(simulation.store.blob(_payload(simulation, index)) or b"", Vouch)
    numbers = {"challenge": said.challenge, "response": said.response}
    numbers[name] = str(int(numbers[name]) ^ 1)
    body = Vouch(numbers["challenge"], said.format, said.owner, numbers["response"])
    false = ("bel.vouch", f"entry {index}")
    rows = altered(simulation, index, body=body, sign=True)
    assert found(simulation, rows) == {false}
    rows = altered(simulation, index, body=body)
    assert found(simulation, rows) == {false, ("record.signature", f"entry {index} sig")}


def test_numbers_outside_the_group() -> None:
    simulation = tallied()
    share, data = share_of(simulation)
    said = canonical.decode(data, Vouch)
    order = verified(simulation).setup.election.group.order
    large = Vouch(str(int(said.challenge) + order), said.format, 1, said.response)
    index = say(simulation, share, canonical.encode(large)).index
    accept(simulation, share)
    assert found(simulation) == {("bel.exponent", f"entry {index}")}


def test_a_vouch_whose_payload_is_lost() -> None:
    simulation = ended(1, 2, 3).decrypt_run(1)
    index = records(simulation, "share.vouched/1")[0]
    payload = _payload(simulation, index)
    path = f"blob/{payload[:2]}/{payload}"
    files = {name: data for name, data in simulation.files().items() if name != path}
    report = check(files, policy_of(simulation))
    assert ("folder.missing", path) in {(one.code, one.place) for one in report.failures}
    assert report.checked.vouches == 1


def test_vouches_of_an_archive_that_is_not_there() -> None:
    simulation = ended(1, 2, 3).decrypt_run(1)
    files = {name: data for name, data in simulation.files().items() if name != "box/abroad-1.bel"}
    assert check(files, policy_of(simulation)).checked.vouches == 0


def test_a_vouch_is_the_same_bytes_to_both_readers() -> None:
    """Canonical JSON of the board, and Belenios' JSON of the proof."""
    data = share_of(tallied())[1]
    assert canonical.encode(canonical.decode(data, Vouch)) == data


def _payload(simulation: OnlineSimulation, index: int) -> str:

    return Record.parse(entries(simulation)[index]).payload
