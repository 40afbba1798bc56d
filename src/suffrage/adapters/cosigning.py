"""The office's side of witnessing: all witnesses are asked at once, and none is waited for.

* What came within ``patience`` is added; a witness that is still busy is not asked again.
* A witness that knows a longer log, or another one, is an alarm. It is kept, whoever is right:
  the log was forked or rolled back, or the witness lies, and the witness's own checkpoint shows
  which. The log goes on, for a witness that lies must not be able to stop an election.
* Alarms are in memory only: a witness that remembers says the same to the next process.

>>> cosigning = Cosigning([WitnessClient(url) for url in urls])          # doctest: +SKIP
>>> checkpoint = cosigning.collect(tree, checkpoint, keys, now)          # doctest: +SKIP
>>> cosigning.alarms                                                     # doctest: +SKIP
(Alarm(kind='rolled-back', witness=1, size=412, at=1673600000),)
"""

import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from threading import Thread
from typing import Final, Literal

from suffrage.errors import NotVerified, Refused, SuffrageError
from suffrage.tlog.checkpoint import decode_checkpoint
from suffrage.tlog.keys import Key
from suffrage.tlog.note import parse_note
from suffrage.tlog.tree import Tree
from suffrage.tlog.witnessing import Request, add_cosignatures, encode_request

__all__ = ["Alarm", "Cosigner", "Cosigning", "witnessed_size"]

Cosigner = Callable[[bytes, int], bytes]
"""Asks one witness: the body of an ``add-checkpoint`` request and the Unix time; its answer."""

_PATIENCE: Final = 5.0
_STALE: Final = "witness.stale"
_INCONSISTENT: Final = "witness.inconsistent"


@dataclass(frozen=True, slots=True)
class Alarm:
    """What a witness says against the log.

    ``rolled-back``: it has cosigned ``size`` entries, more than the log has. ``forked``: what it
    remembers, of ``size`` entries or fewer, is not continued by the log. ``witness`` is its
    place among the cosigners; ``at`` the Unix time at which it first said so.
    """

    kind: Literal["rolled-back", "forked"]
    witness: int
    size: int
    at: int


class Cosigning:
    """The witnesses of one log, what each is known to remember, and what they say against it."""

    def __init__(self, cosigners: Sequence[Cosigner], patience: float = _PATIENCE) -> None:
        self._cosigners, self._patience = cosigners, patience
        self._remembered = [0] * len(cosigners)
        self._busy: list[Thread | None] = [None] * len(cosigners)
        self._said: deque[Alarm] = deque()
        self._alarms: dict[tuple[str, int, int], Alarm] = {}

    @property
    def alarms(self) -> Sequence[Alarm]:
        """Every alarm since this process began, the oldest first."""
        return tuple(self._alarms.values())

    def instead(self, cosigners: Sequence[Cosigner]) -> "Cosigning":
        """The same with other cosigners; of those that stay, what is known stays known.

        An alarm of one that goes is no longer among the alarms: whoever shows them keeps it. What
        is still on its way from one that stays is lost, and said again to the next question.
        """
        other = Cosigning(cosigners, self._patience)
        places = {cosigner: place for place, cosigner in enumerate(self._cosigners)}
        for number, cosigner in enumerate(cosigners):
            if (old := places.get(cosigner)) is None:
                continue
            other._remembered[number] = self._remembered[old]
            other._busy[number] = self._busy[old]
            for (kind, witness, size), alarm in self._alarms.items():
                if witness == old:
                    other._alarms[kind, number, size] = replace(alarm, witness=number)
        return other

    def collect(
        self,
        tree: Tree,
        checkpoint: bytes,
        keys: Sequence[Key],
        now: int,
        signed: Callable[[], int] | None = None,
    ) -> bytes:
        """The checkpoint of the whole tree with the valid cosignatures that came in time.

        ``signed`` says, once the witnesses have answered, how many entries the log has signed by
        then: another process may have gone on meanwhile, and a witness that knows of it has
        nothing against the log.
        """
        size, answers = tree.size, dict[int, bytes]()

        def asking(number: int) -> None:
            with suppress(SuffrageError):
                answers[number] = self._ask(number, tree, size, checkpoint, now)

        self._wait_for([self._start(asking, number) for number in self._free()])
        # A late answer of this round goes nowhere: the witness is asked again.
        for number, answer in sorted(answers.copy().items()):
            with suppress(SuffrageError):
                checkpoint = add_cosignatures(checkpoint, answer, keys)
                self._remembered[number] = size
        self._settle(signed() if signed else size)
        return checkpoint

    def _free(self) -> list[int]:
        """The witnesses that are not still busy with an earlier question."""
        return [i for i, thread in enumerate(self._busy) if not (thread and thread.is_alive())]

    def _start(self, asking: Callable[[int], None], number: int) -> Thread:
        thread = Thread(target=asking, args=(number,), name=f"witness-{number}", daemon=True)
        self._busy[number] = thread
        thread.start()
        return thread

    def _wait_for(self, threads: Sequence[Thread]) -> None:
        ends = time.monotonic() + self._patience
        for thread in threads:
            thread.join(max(0.0, ends - time.monotonic()))

    def _ask(self, number: int, tree: Tree, size: int, checkpoint: bytes, now: int) -> bytes:
        """One witness's answer; one that remembers another size says which, and is asked again.

        The tree may grow while this thread asks, so its size is an argument. Raises
        ``SuffrageError``, after it has kept what the witness says against the log.
        """
        try:
            return self._persist(number, tree, size, checkpoint, now)
        except NotVerified as error:
            if error.code == _INCONSISTENT:
                self._said.append(Alarm("forked", number, size, now))
            raise

    def _persist(self, number: int, tree: Tree, size: int, checkpoint: bytes, now: int) -> bytes:
        ask = self._cosigners[number]

        def asked(old: int) -> bytes:
            proof = tree.prove_consistency(old, size)
            return ask(encode_request(Request(old, proof, checkpoint)), now)

        try:
            return asked(self._remembered[number])
        except Refused as error:
            if error.code != _STALE:
                raise
            known = int(error.fields["size"])
            if known > size:
                self._said.append(Alarm("rolled-back", number, known, now))
                raise
        return asked(known)

    def _settle(self, signed: int) -> None:
        """Keep as alarms what the witnesses have said, one of each kind and size."""
        while self._said:
            alarm = self._said.popleft()
            forked = alarm.kind == "forked"
            if forked or alarm.size > signed:
                # A fork is one alarm, however long the log grows after it.
                key = (alarm.kind, alarm.witness, 0 if forked else alarm.size)
                self._alarms.setdefault(key, alarm)


def witnessed_size(ask: Cosigner, checkpoint: bytes, now: int) -> int:
    """How many entries a witness remembers of the log that signed ``checkpoint``.

    A restored office compares it with what it has: more than that, and the restored log would
    roll the board back. The witness is asked to cosign the checkpoint as if it had done so
    before, so nothing that it remembers changes. Raises ``NotVerified("witness.inconsistent")``
    where it remembers another tree of the same size, and what ``ask`` raises.
    """
    size = decode_checkpoint(parse_note(checkpoint).text).size
    try:
        ask(encode_request(Request(size, (), checkpoint)), now)
    except Refused as error:
        if error.code != _STALE:
            raise
        return int(error.fields["size"])
    return size
