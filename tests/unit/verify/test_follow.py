"""A growing folder followed: the same state as a verification, and nothing told that fails."""

import random
from collections.abc import Sequence
from functools import cache

import pytest
from msgspec.structs import replace
from tests.support.folders import Folder, flipped, online, paper, policy_of
from tests.support.forge import publish
from tests.support.forgeries import altered, force_event
from tests.support.online_election import BOX
from tests.support.online_steps import ended
from tests.support.refusals import refused
from tests.support.simulator import Simulation

from suffrage.acts.online.draft_event import draft_event, head_of
from suffrage.belenios import events
from suffrage.board.folder import ABOUT, CHECKPOINT
from suffrage.board.record import Body, Record
from suffrage.conduct.state import State
from suffrage.errors import SuffrageError, Unavailable
from suffrage.night.history import History
from suffrage.verify import HeldFiles, Policy, verify_folder
from suffrage.verify.follow import Following

pytestmark = pytest.mark.long


class Growing:
    """A folder whose files may be others at the next reading."""

    def __init__(self, files: Folder) -> None:
        self.files = files
        self.read_paths: list[str] = []

    def paths(self) -> Sequence[str]:
        return sorted(self.files)

    def read(self, path: str) -> bytes:
        self.read_paths.append(path)
        return HeldFiles(self.files).read(path)


class Told:
    """What a watcher was told, in order."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def __call__(self, _record: Record, _body: Body, state: State) -> None:
        self.sizes.append(state.size)


@cache
def stages() -> tuple[list[Folder], Policy]:
    """The folder of one paper election at five moments, the last one after its certificate."""
    simulation = Simulation().convene()
    moments = [simulation.files()]
    moments.append(simulation.fix_rules().open_polls().close_polls().files())
    simulation.receive("75-001")
    moments.append(simulation.files())
    simulation.approve("75-001")
    simulation.count_all(but=("75-001",))
    moments.append(simulation.files())
    moments.append(simulation.announce().certify().files())
    return moments, policy_of(simulation)


def test_a_growing_folder_gives_the_state_of_a_verification_at_each_checkpoint() -> None:
    moments, policy = stages()
    folder, told = Growing(moments[0]), Told()
    following = Following(folder, policy, told)
    for files in moments:
        folder.files = files
        assert following.advance()
        assert not following.advance()
        ground = verify_folder(HeldFiles(files), policy).ground
        assert following.state == ground.state
        assert following.tree.root() == ground.tree.root()
    assert told.sizes == list(range(1, following.state.size + 1))


def test_only_what_is_new_is_read_again() -> None:
    moments, policy = stages()
    folder = Growing(moments[1])
    following = Following(folder, policy)
    following.advance()
    folder.files, folder.read_paths = moments[2], []
    following.advance()
    new = set(moments[2]) - set(moments[1])
    bundles = {path for path in folder.read_paths if path.startswith("log/tile/")}
    assert bundles <= new
    assert {p for p in folder.read_paths if p.startswith("blob/")} <= new


def test_a_history_hears_of_every_record_of_a_board_with_a_box() -> None:
    files, policy = online()
    history = History()
    following = Following(HeldFiles(files), policy, history.add)
    following.advance()
    assert history.now == following.state
    assert following.state == verify_folder(HeldFiles(files), policy).ground.state


def test_before_the_first_checkpoint_nothing_is_known() -> None:
    following = Following(HeldFiles({}))
    with refused("follow.unread"):
        _ = following.key
    with refused("folder.missing"):
        following.advance()


@pytest.mark.parametrize("seed", range(40))
def test_one_wrong_bit_of_what_is_read_tells_nothing(seed: int) -> None:
    """In the signed lines of the checkpoint, an entry, a payload or a ballot."""
    chance = random.Random(seed)
    files, policy = online() if seed % 2 else paper()
    read = Growing(files)
    Following(read, policy).advance()
    path = chance.choice(sorted({*read.read_paths} - {ABOUT}))
    changed = flipped(files[path], chance.randrange(8 * len(files[path])))
    told = Told()
    following = Following(HeldFiles({**files, path: changed}), policy, told)
    try:
        following.advance()
    except SuffrageError:
        assert told.sizes == []
        assert following.state == State()
    else:
        pytest.fail(path)


def test_a_folder_that_fails_stays_at_what_held() -> None:
    moments, policy = stages()
    folder, told = Growing(moments[1]), Told()
    following = Following(folder, policy, told)
    following.advance()
    before, root = following.state, following.tree.root()
    last = max(p for p in moments[2] if p.startswith("log/tile/entries"))
    folder.files = {**moments[2], last: flipped(moments[2][last], 8 * len(moments[2][last]) - 9)}
    with refused("log.root"):
        following.advance()
    assert (following.state, following.tree.root()) == (before, root)
    folder.files = moments[2]
    assert following.advance()
    assert told.sizes == list(range(1, following.state.size + 1))


def test_a_log_that_has_lost_records_is_refused() -> None:
    moments, policy = stages()
    folder = Growing(moments[2])
    following = Following(folder, policy)
    following.advance()
    folder.files = moments[1]
    with refused("follow.shorter", size=following.state.size):
        following.advance()


def test_a_log_that_tells_another_story_under_its_own_key_is_refused() -> None:
    """Both logs are signed and cosigned: whoever saw the first refuses the second."""
    moments, policy = stages()
    folder = Growing(moments[2])
    following = Following(folder, policy)
    following.advance()
    other = Simulation().to_the_count()
    other.receive("75-002")
    other.receive("75-003")
    folder.files = other.files()
    with refused("log.root"):
        following.advance()


def test_a_record_that_no_rule_allows_is_refused_though_the_log_signed_it() -> None:
    simulation = Simulation().to_the_count()
    index = simulation.receive("75-001").index
    rows = altered(simulation, index, by="secretary@75-002")
    told = Told()
    with pytest.raises(SuffrageError) as caught:
        Following(HeldFiles(publish(simulation, rows)), policy_of(simulation), told).advance()
    assert caught.value.at.startswith(f"entry {index}")
    assert told.sizes == []


def test_whose_board_it_is_comes_from_the_policy() -> None:
    files, policy = paper()
    Following(HeldFiles(files)).advance()
    with refused("trust.definition"):
        Following(HeldFiles(files), replace(policy, definition="ab" * 32)).advance()


def test_a_checkpoint_that_too_few_witnesses_cosigned_is_not_shown() -> None:
    files, policy = paper()
    lines = files[CHECKPOINT].decode().splitlines(keepends=True)
    alone = "".join(lines[:-1]).encode()
    with refused("trust.quorum"):
        Following(HeldFiles({**files, CHECKPOINT: alone}), policy).advance()


def test_a_result_that_was_not_decrypted_is_not_shown() -> None:
    simulation = ended(1, 2, 3).decrypt_run(1)
    with simulation.store.transaction():
        execute = simulation.store.database.connection.execute
        last = simulation.store.size() - 1
        execute("delete from suffrage_entry where number = ?", (last,))
        execute("delete from suffrage_archive where position = ?", (last,))
    state = simulation.board.state()
    made = events._make(head_of(state, BOX, 1), "Result", (b'{"result":[[0,2,1,0]]}',))
    force_event(simulation, draft_event(state, BOX, 1, made))
    told = Told()
    with refused("bel.result"):
        Following(HeldFiles(simulation.files()), policy_of(simulation), told).advance()
    assert told.sizes == []


class Replaced(Growing):
    """A publisher that goes on while somebody reads: old partial tiles go, a checkpoint comes."""

    def __init__(self, before: Folder, after: Folder) -> None:
        super().__init__(before)
        self.after = after

    def read(self, path: str) -> bytes:
        if path.startswith("log/tile/entries"):
            self.files = self.after
        return super().read(path)


def test_a_folder_that_goes_on_while_it_is_read_is_read_as_it_is_then() -> None:
    moments, policy = stages()
    following = Following(Replaced(moments[1], moments[2]), policy)
    assert following.advance()
    assert following.state.size == verify_folder(HeldFiles(moments[2]), policy).size


def test_a_bundle_that_is_gone_for_good_is_a_failure() -> None:
    moments, policy = stages()
    files = {path: data for path, data in moments[1].items() if "entries" not in path}
    with pytest.raises(Unavailable):
        Following(HeldFiles(files), policy).advance()


class Restless(Growing):
    """Every reading gives another checkpoint, and none of them is one; too many are a failure."""

    def read(self, path: str) -> bytes:
        data = super().read(path)
        assert len(self.read_paths) < 500
        return data + b"%d\n" % len(self.read_paths) if path == CHECKPOINT else data


def test_a_folder_that_never_gives_a_checkpoint_twice_is_not_read_for_ever() -> None:
    moments, policy = stages()
    with pytest.raises(SuffrageError):
        Following(Restless(moments[1]), policy).advance()
