"""A monitor that follows a board: growth, a flipped byte, a fork, a roll-back, a quorum missed."""

from tests.support.folders import flipped, policy_of
from tests.support.forge import publish
from tests.support.refusals import refused
from tests.support.simulator import Simulation
from tests.support.witnessed import NOW, HeldMemory

from suffrage.acts.disputes.report_incident import report_incident
from suffrage.board.folder import CHECKPOINT
from suffrage.tlog.note import format_note, parse_note
from suffrage.verify import HeldFiles
from suffrage.witness.contradiction import weigh
from suffrage.witness.monitor import Look, Monitor


class Board:
    """A simulated election whose folder is served as it is at each look."""

    def __init__(self) -> None:
        self.simulation = Simulation().to_the_count()
        self.policy = policy_of(self.simulation)
        self.followed, self.cosigned = HeldMemory(), HeldMemory()
        self.files: dict[str, bytes] = {}
        self.publish()
        self.monitor = self.again()

    def publish(self, entries: list[bytes] | None = None) -> bytes:
        self.files.clear()
        self.files.update(publish(self.simulation, entries))
        return self.files[CHECKPOINT]

    def again(self) -> Monitor:
        """A monitor of a new process, with the memory of the old one."""
        return Monitor(_Served(self.files), self.policy, self.followed, self.cosigned)

    def grow(self, account: str = "A queue.") -> None:
        self.simulation.act(
            report_incident, "agent@to1", unit="75-001", type_="queue", account=account
        )

    def verdict(self, look: Look) -> str:
        assert look.contradiction is not None
        return weigh(look.contradiction, self.policy.log)


class _Served(HeldFiles):
    """Reads what the board serves now."""

    def __init__(self, files: dict[str, bytes]) -> None:
        super().__init__(files)
        self._files = files


def test_a_board_that_grows_holds_and_is_remembered() -> None:
    board = Board()
    assert board.monitor.look(NOW) == Look(is_new=True)
    assert board.monitor.look(NOW) == Look(is_new=False)
    board.grow()
    note = board.publish()
    assert board.monitor.look(NOW) == Look(is_new=True)
    assert board.followed.notes == {board.policy.origin: note}
    assert board.monitor.state.size == board.simulation.state.size
    assert board.again().look(NOW) == Look(is_new=True)


def test_a_flipped_byte_is_a_failure_and_no_contradiction() -> None:
    board = Board()
    board.monitor.look(NOW)
    board.grow()
    board.publish()
    path = next(path for path in board.files if "entries" in path)
    good = dict(board.files)
    board.files[path] = flipped(good[path], 8 * len(good[path]) - 80)
    for _ in range(2):
        with refused("log.root"):
            board.monitor.look(NOW)
    board.files.update(good)
    assert board.monitor.look(NOW) == Look(is_new=True)


def fork(board: Board, *, more: int = 0) -> None:
    """The same entries but for the last, which says something else, and ``more`` after it."""
    entries = list(board.simulation.store.entries(0))
    other = Board()
    for number in range(1 + more):
        other.grow(f"Another story {number}.")
    last = list(other.simulation.store.entries(0))[len(entries) - 1 :]
    board.publish([*entries[:-1], *last])


def test_a_fork_of_one_size_is_proved() -> None:
    board = Board()
    board.grow()
    board.publish()
    board.monitor.look(NOW)
    fork(board)
    assert board.verdict(board.monitor.look(NOW)) == "forked"
    assert board.verdict(board.again().look(NOW)) == "forked"


def test_a_longer_fork_is_proved_even_where_its_records_do_not_hold() -> None:
    board = Board()
    board.grow()
    board.publish()
    board.monitor.look(NOW)
    fork(board, more=2)
    assert board.verdict(board.monitor.look(NOW)) == "forked"
    assert board.verdict(board.again().look(NOW)) == "forked"


def test_a_roll_back_that_stays_is_an_alarm() -> None:
    board = Board()
    shorter = dict(board.files)
    board.grow()
    longer = board.publish()
    board.monitor.look(NOW)
    board.files.clear()
    board.files.update(shorter)
    # In the same process it is a failure at once; one that starts anew waits as long.
    for later in (5, 124):
        with refused("follow.shorter"):
            board.monitor.look(NOW + later)
    assert board.verdict(board.monitor.look(NOW + 125)) == "rolled-back"
    again = board.again()
    assert again.look(NOW + 200) == Look(is_new=True)
    assert board.followed.notes == {board.policy.origin: longer}
    assert board.verdict(again.look(NOW + 320)) == "rolled-back"
    once = Monitor(HeldFiles(board.files), board.policy, board.followed, board.cosigned, patience=0)
    assert board.verdict(once.look(NOW)) == "rolled-back"


def test_a_cache_that_answers_late_is_no_alarm() -> None:
    board = Board()
    shorter = dict(board.files)
    board.grow()
    board.publish()
    board.monitor.look(NOW)
    longer = dict(board.files)
    for later in (100, 300, 500):
        board.files.clear()
        board.files.update(shorter)
        with refused("follow.shorter"):
            board.monitor.look(NOW + later)
        board.files.clear()
        board.files.update(longer)
        assert board.monitor.look(NOW + later + 100).contradiction is None


def test_a_shorter_fork_is_proved_by_the_tree_that_was_followed() -> None:
    board = Board()
    entries = list(board.simulation.store.entries(0))
    for number in range(3):
        board.grow(f"Queue {number}.")
    board.publish()
    board.monitor.look(NOW)
    other = Board()
    other.grow("Another story.")
    board.publish([*entries, list(other.simulation.store.entries(0))[-1]])
    assert board.verdict(board.monitor.look(NOW)) == "forked"


def test_the_witness_is_ahead_of_the_folder_for_two_minutes_at_most() -> None:
    board = Board()
    shorter = dict(board.files)
    board.grow()
    board.cosigned.notes[board.policy.origin] = board.publish()
    board.files.clear()
    board.files.update(shorter)
    assert board.monitor.look(NOW) == Look(is_new=True)
    assert board.monitor.look(NOW + 119).contradiction is None
    assert board.verdict(board.monitor.look(NOW + 120)) == "rolled-back"
    board.publish()
    assert board.monitor.look(NOW + 121) == Look(is_new=True)
    board.files.clear()
    board.files.update(shorter)
    board.followed.notes.clear()
    assert board.again().look(NOW + 122).contradiction is None


def test_what_the_camp_s_own_witness_cosigned_is_held_against_a_fork() -> None:
    board = Board()
    board.grow()
    board.cosigned.notes[board.policy.origin] = board.publish()
    fork(board)
    assert board.verdict(board.monitor.look(NOW)) == "forked"


def test_a_checkpoint_below_the_quorum_is_not_yet_witnessed() -> None:
    board = Board()
    note = parse_note(board.files[CHECKPOINT])
    board.files[CHECKPOINT] = format_note(note.text, note.lines[:1])
    with refused("trust.quorum", cosigned=0):
        board.monitor.look(NOW)
    board.publish()
    assert board.monitor.look(NOW) == Look(is_new=True)
