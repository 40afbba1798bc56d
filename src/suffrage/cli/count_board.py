"""A board for one evening of real results: convened, fixed, opened and closed by the usual acts.

The persons who acted on that evening left no signatures, so every role gets a key made for this
run, and each record claims the hour that the calendar of the definition gives it. The roll is
committed as counts under the root of an empty tree: results name no members. Witnesses are left
out, because nobody cosigns a rehearsal.
"""

import hashlib
from collections.abc import Callable
from functools import partial

import msgspec

from suffrage.acts.disputes.decide import decide, vote
from suffrage.acts.opening.appoint_officers import appoint_officers
from suffrage.acts.opening.close_polls import close_polls
from suffrage.acts.opening.commit_roll import commit_roll
from suffrage.acts.opening.convene import convene
from suffrage.acts.opening.fix_rules import fix_rules
from suffrage.acts.opening.open_polls import open_polls
from suffrage.acts.perform import Act, LiveBoard
from suffrage.adapters.sql_store import SqlStore, open_store
from suffrage.board.signature import Signer, key_of, signer
from suffrage.conduct.state import State
from suffrage.model.contests import instance_place
from suffrage.model.definition import Definition
from suffrage.model.governance import Witnesses
from suffrage.model.units import PAPER
from suffrage.tlog import keys as log_keys
from suffrage.tlog.tree import Tree

__all__ = ["CountBoard"]


class CountBoard:
    """The board of a contest's round, ready to take its sheets.

    ``closes`` is the hour from which they are accepted; ``entropy(n)`` gives n random bytes;
    ``store`` is an empty one, in memory unless it is given.
    Raises what the acts raise, such as ``Refused("round.no-result")`` where another contest of
    the same evening needs an earlier result.
    """

    def __init__(
        self,
        declared: Definition,
        instance: str,
        entropy: Callable[[int], bytes],
        store: SqlStore | None = None,
    ) -> None:
        self._secret = entropy(32)
        self._officers: dict[str, Signer] = {}
        self.definition = msgspec.structs.replace(
            declared, keys=self._keys(declared), witnesses=Witnesses()
        )
        self.store = store or open_store(":memory:", declared.slug)
        self.live = LiveBoard(self.store)
        contest = declared.contest_by_id[instance_place(instance)[0]]
        self._opens, self.closes = contest.opens, contest.closes
        self._open(contest.round)

    @property
    def log(self) -> log_keys.Signer:
        """The log's key of this run."""
        origin = self.definition.origin
        return log_keys.Signer(origin, log_keys.PLAIN, self._seed(f"log {origin}"))

    @property
    def state(self) -> State:
        """The state of the board now."""
        return self.live.state()

    def signer_of(self, role: str) -> Signer:
        """The signer of a role in this run."""
        if role not in self._officers:
            self._officers[role] = signer(self._seed(role))
        return self._officers[role]

    def officer_of(self, section: str) -> str:
        """Who sends a section's sheet: its federation, or its secretary where there is none."""
        above = self.definition.tree.by_id[section].parent
        return f"federation@{above}" if above else f"secretary@{section}"

    def _open(self, round_: int) -> None:
        tree = self.definition.tree
        entitled = {unit.id: unit.registered for unit in tree.sections}
        on_paper = (unit.id for unit in tree.sections if unit.channel == PAPER)
        officers = dict.fromkeys(map(self.officer_of, on_paper))
        keys = {role: key_of(self._seed(role)) for role in officers}
        by, now = self._chair, self._opens
        self._act(partial(convene, by="convener", now=now, definition=self.definition), "convener")
        self._act(partial(appoint_officers, by=by, now=now, keys=keys), by)
        root = Tree().root().hex()
        self._act(partial(commit_roll, by=by, now=now, root=root, entitled=entitled), by)
        self._fix_rules()
        self._act(partial(open_polls, by=by, now=now, round_=round_), by)
        self._act(partial(close_polls, by=by, now=self.closes, round_=round_), by)

    def _fix_rules(self) -> None:
        by, now, state = self._chair, self._opens, self.state
        planned = fix_rules(state, by, now, 0)
        votes = {
            member: vote(state, planned, member, "for", self.signer_of(f"commission@{member}"))
            for member in self.definition.commission.members
        }
        decision = self._act(partial(decide, by=by, now=now, act=planned, votes=votes), by)
        self._act(partial(fix_rules, by=by, now=now, decision=decision), by)

    def _act(self, act: Act, by: str) -> int:
        return self.live.perform(act, self.signer_of(by)).index

    @property
    def _chair(self) -> str:
        return f"commission@{self.definition.commission.members[0]}"

    def _keys(self, declared: Definition) -> dict[str, str]:
        roles = ["convener", *(f"commission@{member}" for member in declared.commission.members)]
        return {role: key_of(self._seed(role)) for role in roles}

    def _seed(self, role: str) -> bytes:
        return hashlib.sha256(b"suffrage-count/1\n" + self._secret + role.encode()).digest()
