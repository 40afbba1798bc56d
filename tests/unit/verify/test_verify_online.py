"""Online archives against the log, and the papers that voters hold."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.support.folders import Folder, check, failures, online, policy_of, receipt
from tests.support.means import HeldMemory
from tests.support.online_box import chain, steps_of
from tests.support.online_election import BOX, OnlineSimulation
from tests.support.simulator import Simulation

from suffrage.belenios.archive import Header, read_archive
from suffrage.belenios.events import EventType
from suffrage.belenios.means import Means
from suffrage.board.acknowledgement import Acknowledgement, acknowledge
from suffrage.board.kinds.online import OnlineEvent
from suffrage.board.record import Record
from suffrage.errors import Unavailable
from suffrage.model import canonical
from suffrage.tlog.proof import Proof, decode_proof, encode_proof
from suffrage.verify import Evidence, HeldFiles, Report, verify_folder

_END: tuple[EventType, tuple[bytes, ...]] = ("EndBallots", ())
FIRST, SECOND = "box/abroad-1.bel", "box/abroad-2.bel"


@pytest.fixture
def files() -> Folder:
    return dict(online()[0])


def test_both_runs_hold_and_one_counts() -> None:
    report = check(*online())
    assert report.failures == ()
    counts = report.checked
    assert (counts.archives, counts.ballots, counts.shares) == (2, 7, 2)
    assert report.results is not None
    assert report.results.contests["text"].votes == {"to1": 80, "to2": 67, "to3": 54}


def test_ballots_are_checked_by_the_means_that_are_given(files: Folder) -> None:
    memory = HeldMemory()
    plain = verify_folder(HeldFiles(files))
    for known in (0, 7):
        report = verify_folder(HeldFiles(files), means=Means(memory=memory))
        assert report.results == plain.results
        assert (report.failures, memory.known, len(memory.keys)) == ((), known, 7)


def test_means_that_fail_are_no_failure_of_the_folder(files: Folder) -> None:
    def lose(_function: object, _tasks: object, /) -> Iterator[Any]:
        raise Unavailable("process.ended")

    with pytest.raises(Unavailable):
        verify_folder(HeldFiles(files), means=Means(spread=lose))


def test_an_archive_cut_short_is_named_by_the_record_that_misses_it(files: Folder) -> None:
    files[SECOND] = chain(steps_of(files[SECOND])[:-1], _header(files[SECOND]))
    codes = {code for code, _ in failures(files)}
    assert codes == {"online.event-missing"}


def test_an_archive_longer_than_the_log_is_named(files: Folder) -> None:
    longer = [*steps_of(files[FIRST]), _END]
    files[FIRST] = chain(longer, _header(files[FIRST]))
    assert failures(files) == {("online.record-missing", f"{FIRST} event 4")}


def test_ballots_in_another_order_are_named(files: Folder) -> None:
    setup, one, two, *rest = steps_of(files[FIRST])
    files[FIRST] = chain([setup, two, one, *rest], _header(files[FIRST]))
    found = failures(files)
    assert {code for code, _ in found} == {"online.event-differs", "record.blob"}


def test_a_missing_archive_is_named(files: Folder) -> None:
    del files[FIRST]
    found = failures(files)
    assert ("folder.missing", FIRST) in found
    assert any(code == "online.event-missing" for code, _ in found)


def test_a_ballot_with_a_false_proof_fails_though_the_log_names_it() -> None:
    simulation = OnlineSimulation()
    simulation.convene().fix_rules()
    simulation.open_run(1).cast(1, 1, 2)
    files = simulation.files()
    setup, one, two = steps_of(files[FIRST])
    assert failures(files) == set()
    altered = one[1][0].replace(b'"response":"1', b'"response":"2', 1)
    assert altered != one[1][0]
    files[FIRST] = chain([setup, (one[0], (altered,)), two], _header(files[FIRST]))
    places = {place for code, place in failures(files) if code.startswith("bel.")}
    assert places == {f"{FIRST} event 1"}


def _header(archive: bytes) -> Header:
    return read_archive(archive).header


def weigh(simulation: Simulation, *evidence: Evidence) -> Report:
    return verify_folder(HeldFiles(simulation.files()), policy_of(simulation), evidence)


def index_of_ballot(simulation: Simulation, run: int) -> int:
    records = map(Record.parse, simulation.store.entries(0))
    return next(
        index
        for index, record in enumerate(records)
        if isinstance(record.head, OnlineEvent)
        and (record.head.run, record.head.type) == (run, "Ballot")
    )


def test_a_receipt_says_recorded_and_later_run_annulled() -> None:
    simulation = OnlineSimulation()
    simulation.convene().fix_rules()
    (given,) = simulation.open_run(1).cast(1, 2)
    paper = Evidence("receipt", "mine", receipt(simulation, index_of_ballot(simulation, 1)))
    (said,) = weigh(simulation, paper).statements
    assert (said.code, said.fields["tracker"]) == ("receipt.recorded", given.tracker)
    simulation.annul_run(1)
    report = weigh(simulation, paper)
    assert [one.code for one in report.statements] == ["receipt.annulled"]
    assert report.exit_code == 0


def test_a_receipt_of_another_record_says_recorded() -> None:
    simulation = Simulation().convene()
    report = weigh(simulation, Evidence("receipt", "mine", receipt(simulation, 0)))
    assert [(one.code, one.fields) for one in report.statements] == [
        ("receipt.record", {"index": 0})
    ]


def test_a_board_shorter_than_a_receipt_accuses_the_log() -> None:
    simulation = Simulation().convene()
    older = simulation.files()
    simulation.fix_rules()
    paper = Evidence("receipt", "mine", receipt(simulation, 0))
    report = verify_folder(HeldFiles(older), None, [paper])
    assert [(one.code, one.place) for one in report.failures] == [("receipt.newer", "mine")]


def test_a_receipt_of_a_split_view_is_evidence() -> None:
    simulation = Simulation().convene()
    paper = Evidence("receipt", "mine", receipt(simulation, 0))
    other = Simulation()
    other._moment = "2023-01-10T09:00:01Z"
    report = verify_folder(HeldFiles(other.convene().files()), None, [paper])
    assert [one.code for one in report.failures] == ["receipt.other-board"]


def test_receipts_that_prove_nothing_are_refused() -> None:
    simulation = Simulation().convene()
    proof = decode_proof(receipt(simulation, 1))
    bare = encode_proof(Proof(proof.index, proof.hashes, proof.checkpoint))
    wrong = encode_proof(Proof(0, proof.hashes, proof.checkpoint, proof.extra))
    report = weigh(
        simulation,
        Evidence("receipt", "bare", bare),
        Evidence("receipt", "wrong", wrong),
        Evidence("receipt", "none", b"no receipt"),
    )
    assert [(one.code, one.place) for one in report.failures] == [
        ("receipt.no-entry", "bare"),
        ("log.inclusion", "wrong"),
        ("proof.shape", "none"),
    ]


def as_evidence(said: Acknowledgement) -> Evidence:
    return Evidence("acknowledgement", "word", canonical.encode(said))


def test_an_acknowledged_ballot_is_looked_for() -> None:
    simulation = OnlineSimulation()
    simulation.convene().fix_rules()
    (given,) = simulation.open_run(1).cast(1, 3)
    lost = acknowledge(given.origin, BOX, 1, "x" * 43, simulation.sign("office"))
    papers = (as_evidence(given), as_evidence(lost))
    codes = [one.code for one in weigh(simulation, *papers).statements]
    assert codes == ["acknowledgement.on-board", "acknowledgement.waiting"]
    simulation.cast(1, *())
    simulation.end_run(1)
    report = weigh(simulation, *papers)
    assert [one.code for one in report.statements] == ["acknowledgement.on-board"]
    assert [(one.code, one.place) for one in report.failures] == [
        ("acknowledgement.ballot-missing", "word")
    ]
    simulation.annul_run(1)
    codes = [one.code for one in weigh(simulation, *papers).statements]
    assert codes == ["acknowledgement.annulled"] * 2


def test_only_the_office_of_this_election_is_accused() -> None:
    simulation = OnlineSimulation()
    simulation.convene().fix_rules()
    (given,) = simulation.open_run(1).cast(1, 3)
    origin = given.origin
    papers = [
        acknowledge(origin, BOX, 1, given.tracker, simulation.sign("registrar")),
        acknowledge("elsewhere", BOX, 1, given.tracker, simulation.sign("office")),
        acknowledge(origin, BOX, 7, given.tracker, simulation.sign("office")),
    ]
    report = weigh(simulation, *map(as_evidence, papers))
    assert [one.code for one in report.failures] == [
        "record.signature",
        "acknowledgement.origin",
        "acknowledgement.run",
    ]


def test_without_an_office_nobody_signs_acknowledgements() -> None:
    simulation = Simulation().convene()
    said = acknowledge(simulation.definition.origin, BOX, 1, "x", simulation.sign("office"))
    report = weigh(simulation, as_evidence(said))
    assert [one.code for one in report.failures] == ["acknowledgement.no-office"]
