"""Cast a ballot: check it, hold it durably, answer with the office's signed word."""

from suffrage.acts.perform import caught_up
from suffrage.belenios.archive import read_archive
from suffrage.belenios.check_ballot import CheckedBallot, check_ballot, check_not_copied
from suffrage.belenios.setup import Setup, read_setup
from suffrage.board.acknowledgement import Acknowledgement, acknowledge
from suffrage.board.signature import Signer
from suffrage.board.store import Reader, Store, Waiting
from suffrage.conduct.boxes import live_run
from suffrage.conduct.state import State
from suffrage.errors import Refused

__all__ = ["OpenBox", "cast_ballot"]


class OpenBox:
    """What one process knows of a run while it is open: the ballots it has checked.

    It is an accumulator: it reads the archive once and then remembers what it takes in. The
    store refuses a second ballot of one credential whatever this process remembers.
    """

    def __init__(self, reader: Reader, box: str, run: int) -> None:
        entries = [entry.pieces for entry in read_archive(reader.archive(box, run))]
        self.box, self.run = box, run
        self.setup: Setup = read_setup(entries[0].records)
        self._trackers: set[str] = set()
        self._owners: dict[str, str] = {}
        held = [ballot.data for ballot in reader.waiting(box, run)]
        placed = [pieces.records[0] for pieces in entries if pieces.event.type == "Ballot"]
        for data in (*placed, *held):
            self.remember(self.check(data))

    def check(self, data: bytes) -> CheckedBallot:
        """The ballot with every proof checked, and compared with those before it."""
        ballot = check_ballot(self.setup.election, self.setup.credentials, data)
        check_not_copied(ballot, self._trackers, self._owners)
        return ballot

    def remember(self, ballot: CheckedBallot) -> None:
        """Later ballots are compared with this one."""
        self._trackers.add(ballot.tracker)
        self._owners.update(dict.fromkeys(ballot.components, ballot.credential))


def cast_ballot(
    store: Store, state: State, box: OpenBox, data: bytes, sign: Signer
) -> Acknowledgement:
    """Hold a ballot and acknowledge it; it gets its place with the next batch.

    Proofs are checked outside any lock; whether the run is open is asked again inside it, so
    that no ballot is acknowledged that the closed box does not hold. Raises what ``check_ballot``
    raises, and ``Refused``: ``box.phase`` unless the run is open, ``ballot.again`` for a
    credential that has voted.
    """
    _require_open(state, box, "")
    ballot = box.check(data)
    with store.transaction() as writer:
        _require_open(caught_up(state, writer), box, ballot.credential)
        writer.take_in(box.box, box.run, Waiting(ballot.hash, ballot.credential, data))
    box.remember(ballot)
    return acknowledge(state.origin, box.box, box.run, ballot.tracker, sign)


def _require_open(state: State, box: OpenBox, credential: str) -> None:
    run = live_run(state, box.box, box.run)
    if run.phase != "open":
        raise Refused("box.phase", box=box.box, phase=run.phase)
    if credential in run.voters:
        raise Refused("ballot.again", box=box.box, run=box.run)
