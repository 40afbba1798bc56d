"""A trustee decrypts one tally of one closed run (attacks A14, A15, A39), and nothing else."""

from collections.abc import Callable

import msgspec
import pytest
from tests.support.folders import Folder
from tests.support.forgeries import force_event
from tests.support.online_box import OnlineBox, chain, head_of, seeded, steps_of
from tests.support.online_election import BOX, OnlineSimulation
from tests.support.online_steps import ended, opened
from tests.support.trustees import (
    boxed,
    events_until,
    saved_alone,
    saved_for,
    tallied,
    tallied_board,
)

from suffrage.acts.online.annul_box import annul_box
from suffrage.acts.online.draft_event import draft_event
from suffrage.acts.online.suspend_box import suspend_box
from suffrage.belenios.check_ballot import check_ballot
from suffrage.belenios.decryption import check_share
from suffrage.belenios.events import encrypted_tally_event
from suffrage.belenios.tally import encrypt_tally
from suffrage.belenios.verify import verify_archive
from suffrage.belenios.vouch import vartime_check_vouch
from suffrage.errors import NotVerified, Refused, SuffrageError, Unavailable
from suffrage.trustee.alone import read_alone
from suffrage.trustee.board import read_board
from suffrage.trustee.decrypt import plan_decryption, release
from suffrage.trustee.reading import Reading
from suffrage.trustee.saved import BoardScope, Saved, Seen, read_saved, write_saved
from suffrage.verify import HeldFiles, Report

pytestmark = pytest.mark.long

ENTROPY = seeded("trustee")


def board(files: Folder, saved: Saved) -> Reading:
    return read_board(saved, HeldFiles(files))


def refusal(act: Callable[[], object]) -> SuffrageError:
    with pytest.raises(SuffrageError) as caught:
        act()
    return caught.value


def decrypted(reading: Reading) -> tuple[list[Saved], tuple[bytes, ...]]:
    """The states that were stored, and the records that were released."""
    kept: list[Saved] = []
    made = release(plan_decryption(reading, ENTROPY), kept.append, ENTROPY)
    assert reading.archive is not None
    assert reading.archive.tally is not None
    setup = reading.archive.setup
    vartime_check_vouch(
        setup.election, setup.trustees, reading.archive.tally, made.share, made.vouch
    )
    return kept, made.share.records


def forked(simulation: OnlineSimulation, saved: Saved) -> str:
    return refusal(lambda: board(simulation.files(), saved)).code


# -- what may be decrypted -----------------------------------------------------------------------


def test_the_tally_of_a_closed_witnessed_run_is_decrypted() -> None:
    files, saved = tallied_board()
    reading = board(files, saved)
    plan = plan_decryption(reading, ENTROPY)
    assert (plan.number, plan.owner, plan.is_repeated) == (4, 1, False)
    kept, records = decrypted(reading)
    archive = verify_archive(files[f"box/{BOX}-1.bel"])
    assert archive.tally is not None
    check_share(archive.setup.election, archive.setup.trustees, archive.tally, records)
    assert [one.tally for one in kept] == [plan.tally]


def test_an_archive_alone_is_decrypted_too() -> None:
    box = boxed()
    reading = read_alone(saved_alone(box), events_until(box, "EncryptedTally"))
    kept, records = decrypted(reading)
    check_share(box.election, box.setup.trustees, box.tally(), records)
    assert kept[0].seen.size == 6
    assert reading.origin == box.election.fingerprint


# -- stored before released ----------------------------------------------------------------------


def test_nothing_is_released_unless_the_tally_was_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    def disk_is_full(_saved: Saved) -> None:
        raise Unavailable("private.unwritten", path="key", reason="full")

    def no_factor(*_arguments: object) -> None:
        raise AssertionError("a factor was computed before the tally was stored")

    plan = plan_decryption(board(*tallied_board()), ENTROPY)
    monkeypatch.setattr("suffrage.trustee.decrypt.decrypt_share", no_factor)
    assert refusal(lambda: release(plan, disk_is_full, ENTROPY)).code == "private.unwritten"


def test_after_a_crash_the_same_tally_may_be_released_again_and_no_other() -> None:
    files, saved = tallied_board()
    kept: list[Saved] = []
    plan = plan_decryption(board(files, saved), ENTROPY)

    class PowerCutError(Exception):
        pass

    def store_then_die(state: Saved) -> None:
        kept.append(read_saved(write_saved(state)))
        raise PowerCutError

    with pytest.raises(PowerCutError):
        release(plan, store_then_die, ENTROPY)
    again = plan_decryption(board(files, kept[0]), ENTROPY)
    assert again.is_repeated
    assert again.tally == plan.tally
    other = tallied(1, 1, 1, 1, 2)
    forgetful = msgspec.structs.replace(kept[0], seen=Seen())
    keys = msgspec.structs.replace(
        forgetful, scope=saved_for(other).scope, exponent=saved_for(other).exponent
    )
    asked = refusal(lambda: plan_decryption(board(other.files(), keys), ENTROPY))
    assert asked.code == "trustee.other-tally"
    assert asked.fields["first"] == plan.tally


def test_a_second_tally_of_an_archive_is_refused_for_ever() -> None:
    box = boxed()
    reading = read_alone(saved_alone(box), events_until(box, "EncryptedTally"))
    kept, _ = decrypted(reading)
    shorter = OnlineBox(ballots=box.ballots[:2])
    assert shorter.election.fingerprint == box.election.fingerprint
    forgetful = msgspec.structs.replace(kept[0], seen=Seen())
    later = read_alone(forgetful, events_until(shorter, "EncryptedTally"))
    assert refusal(lambda: plan_decryption(later, ENTROPY)).code == "trustee.other-tally"


# -- forks ---------------------------------------------------------------------------------------


def test_a_board_that_does_not_continue_the_last_one_is_refused() -> None:
    simulation = opened()
    saved = board(simulation.files(), saved_for(simulation)).saved
    other = opened()
    other.cast(1, 1, 2, 3)
    other.end_run(1).open_polls().close_polls()
    # The same history so far, then another one: both continue what was seen.
    assert board(other.files(), saved).saved.seen.size > saved.seen.size
    simulation.cast(1, 3, 2, 1)
    simulation.end_run(1).open_polls().close_polls()
    saved = board(simulation.files(), saved).saved
    assert forked(other, saved) == "trustee.fork"


def test_an_older_copy_is_refused() -> None:
    simulation = opened()
    older = simulation.files()
    saved = saved_for(simulation)
    simulation.cast(1, 1, 2, 3)
    saved = board(simulation.files(), saved).saved
    assert refusal(lambda: board(older, saved)).code == "trustee.older"


def test_an_archive_that_rewrites_its_past_is_refused() -> None:
    box = boxed()
    saved = read_alone(saved_alone(box), events_until(box, "Ballot")).saved
    other = OnlineBox(ballots=[*box.ballots[:2], box.make(2, [[1, 0, 0]])])
    rewritten = events_until(other, "EncryptedTally")
    assert refusal(lambda: read_alone(saved, rewritten)).code == "trustee.fork"
    cut = chain(box.open_records()[:-1])
    assert refusal(lambda: read_alone(saved, cut)).code == "trustee.older"


# -- boards that may not be decrypted ------------------------------------------------------------


@pytest.mark.parametrize("phase", ["open", "suspended", "ended", "annulled", "decrypted"])
def test_only_a_tallied_run_is_decrypted(phase: str) -> None:
    simulation = opened() if phase in ("open", "suspended", "annulled") else ended(1, 2, 3, 0)
    saved = saved_for(simulation)
    if phase == "suspended":
        simulation.act(suspend_box, "commission@chair", BOX, 1, account="why")
    if phase == "annulled":
        simulation.annul_run(1)
    if phase == "decrypted":
        simulation.decrypt_run(1)
    reading = board(simulation.files(), saved)
    assert reading.phase == phase
    codes = {
        "open": "trustee.not-closed",
        "suspended": "trustee.not-closed",
        "ended": "trustee.no-tally",
        "annulled": "trustee.annulled",
        "decrypted": "trustee.finished",
    }
    assert refusal(lambda: plan_decryption(reading, ENTROPY)).code == codes[phase]


def test_a_tallied_run_that_was_annulled_afterwards_is_not_decrypted() -> None:
    simulation = tallied()
    saved = saved_for(simulation)
    simulation.decided(annul_box, BOX, 1, ground="leak")
    reading = board(simulation.files(), saved)
    assert reading.archive is not None
    assert reading.archive.tally is not None
    assert refusal(lambda: plan_decryption(reading, ENTROPY)).code == "trustee.annulled"


def forged_tally(simulation: OnlineSimulation, ballots: list[bytes]) -> None:
    """The encrypted tally of these ballots, written past ``conduct`` as if it were the box's."""
    archive = simulation.store.archive(BOX, 1)
    setup = verify_archive(archive).setup
    checked = [check_ballot(setup.election, setup.credentials, ballot) for ballot in ballots]
    pieces = encrypted_tally_event(head_of(archive), encrypt_tally(setup.election, checked))
    force_event(simulation, draft_event(simulation.state, BOX, 1, pieces))


def ballots_of(simulation: OnlineSimulation) -> list[bytes]:
    return [
        records[0]
        for kind, records in steps_of(simulation.store.archive(BOX, 1))
        if kind == "Ballot"
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_a_tally_of_some_ballots_only_is_refused(number: int) -> None:
    """A14 and A15: a sub-aggregate, down to a single ballot, in place of the box's tally."""
    simulation = ended(1, 2, 3, 0)
    forged_tally(simulation, ballots_of(simulation)[:number])
    error = refusal(lambda: board(simulation.files(), saved_for(simulation)))
    assert (error.code, error.fields["first"]) == ("trustee.board", "bel.tally")


def test_a_box_below_the_minimum_is_refused_whoever_tallied_it() -> None:
    simulation = ended(1)
    forged_tally(simulation, ballots_of(simulation))
    error = refusal(lambda: board(simulation.files(), saved_for(simulation)))
    assert (error.code, error.fields["first"]) == ("trustee.board", "box.few")


def test_an_archive_below_the_trustees_own_minimum_is_refused() -> None:
    box = boxed()
    reading = read_alone(saved_alone(box, minimum=4), events_until(box, "EncryptedTally"))
    error = refusal(lambda: plan_decryption(reading, ENTROPY))
    assert (error.code, error.fields) == ("trustee.few", {"number": 3, "minimum": 4})


def test_the_board_of_another_election_is_refused() -> None:
    files, _ = tallied_board()
    simulation = opened()
    scope = saved_for(simulation).scope
    assert isinstance(scope, BoardScope)
    policy = msgspec.structs.replace(scope.policy, definition="0" * 64)
    saved = msgspec.structs.replace(
        saved_for(simulation), scope=msgspec.structs.replace(scope, policy=policy)
    )
    error = refusal(lambda: board(files, saved))
    assert (error.code, error.fields["first"]) == ("trustee.board", "trust.definition")


def test_a_board_that_too_few_witnesses_saw_is_refused() -> None:
    files, saved = tallied_board()
    checkpoint = files["log/checkpoint"].decode()
    alone = "\n".join(checkpoint.split("\n")[:5]) + "\n"
    error = refusal(lambda: board({**files, "log/checkpoint": alone.encode()}, saved))
    assert (error.code, error.fields["first"]) == ("trustee.board", "trust.quorum")


@pytest.mark.parametrize("place", ["results.json", f"box/{BOX}-1.bel", "log/tile/0/000.p/17"])
def test_one_wrong_byte_anywhere_is_refused(place: str) -> None:
    files, saved = tallied_board()
    place = place if place in files else next(path for path in files if path.startswith("log/tile"))
    data = bytearray(files[place])
    data[len(data) // 2] ^= 1
    shown: list[Report] = []
    with pytest.raises(NotVerified, match=r"trustee\.board"):
        read_board(saved, HeldFiles({**files, place: bytes(data)}), show=shown.append)
    assert shown[0].failures


def test_a_box_of_other_keys_is_refused() -> None:
    files, saved = tallied_board()
    other = boxed()
    stranger = msgspec.structs.replace(saved, exponent=str(other.keys[0].exponent))
    reading = board(files, stranger)
    assert refusal(lambda: plan_decryption(reading, ENTROPY)).code == "trustee.not-ours"
    alone = msgspec.structs.replace(saved_alone(other), exponent=saved.exponent)
    reading = read_alone(alone, events_until(other, "EncryptedTally"))
    assert refusal(lambda: plan_decryption(reading, ENTROPY)).code == "trustee.not-ours"


def test_another_run_of_the_same_box_is_refused() -> None:
    simulation = OnlineSimulation()
    simulation.convene().fix_rules().open_run(1)
    first = saved_for(simulation)
    simulation.cast(1, 1, 2, 3)
    simulation.annul_run(1)
    simulation.open_run(2).cast(2, 1, 1, 2, 0)
    simulation.end_run(2).open_polls().close_polls()
    reading = board(simulation.files(), first)
    assert refusal(lambda: plan_decryption(reading, ENTROPY)).code == "trustee.annulled"


def test_a_run_that_the_board_does_not_know_is_refused() -> None:
    simulation = OnlineSimulation()
    simulation.convene().fix_rules()
    files, saved = simulation.files(), tallied_board()[1]
    assert refusal(lambda: board(files, saved)).code == "trustee.no-run"


def test_another_election_in_an_archive_is_refused() -> None:
    box, other = boxed(), OnlineBox(seed="other", uuid="BoxForTests456")
    other.cast(0, [[1, 0, 0]])
    other.cast(1, [[1, 0, 0]])
    saved = saved_alone(box)
    data = events_until(other, "EncryptedTally")
    assert refusal(lambda: read_alone(saved, data)).code == "trustee.other-election"


def test_an_archive_alone_needs_a_drill_first() -> None:
    box = boxed()
    saved = saved_alone(box, is_drilled=False)
    reading = read_alone(saved, events_until(box, "EncryptedTally"))
    assert refusal(lambda: plan_decryption(reading, ENTROPY)).code == "trustee.not-drilled"
    # Nor does a stranger's archive of the same uuid keep the key from the right one.
    assert reading.saved == saved


@pytest.mark.parametrize(
    ("last", "code"),
    [
        ("Ballot", "trustee.not-closed"),
        ("EndBallots", "trustee.no-tally"),
        ("Result", "trustee.finished"),
    ],
)
def test_an_archive_in_another_phase_is_not_decrypted(last: str, code: str) -> None:
    box = boxed()
    reading = read_alone(saved_alone(box), events_until(box, last))
    assert refusal(lambda: plan_decryption(reading, ENTROPY)).code == code


def test_a_tally_of_an_archive_that_leaves_a_ballot_out_is_refused() -> None:
    box = boxed()
    steps = [*box.open_records(), ("EndBallots", ())]
    part = encrypt_tally(box.election, [box.check(box.ballots[0])])
    data = chain([*steps, ("EncryptedTally", part.records)])
    assert refusal(lambda: read_alone(saved_alone(box), data)).code.startswith("bel.tally")


def test_a_key_reads_only_what_it_was_made_for() -> None:
    files, saved = tallied_board()
    box = boxed()
    archive = events_until(box, "EncryptedTally")
    assert refusal(lambda: read_alone(saved, archive)).code == "trustee.wrong-scope"
    alone = saved_alone(box)
    assert refusal(lambda: board(files, alone)).code == "trustee.wrong-scope"


def test_a_key_whose_ceremony_goes_on_decrypts_nothing() -> None:
    files, saved = tallied_board()
    reading = board(files, msgspec.structs.replace(saved, exponent=""))
    assert isinstance(refusal(lambda: plan_decryption(reading, ENTROPY)), Refused)
    assert refusal(lambda: plan_decryption(reading, ENTROPY)).code == "trustee.no-key"
